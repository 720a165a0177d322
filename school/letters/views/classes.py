"""A class's letters: out, back, settled, checked; on one page, complete on a phone."""

from __future__ import annotations

from typing import TypeVar

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from school.foundation.access import Permission, current_actor, current_scope, needs
from school.foundation.ui.asked import asked_id
from school.letters import actions
from school.letters.archive.forms import ArchiveStepForm, archive_form
from school.letters.forms import ClassStepForm, ExemptStepForm
from school.letters.labels import STATES
from school.letters.models import Mailing
from school.letters.queries import classes, devices, mailings
from school.letters.rules import Verb
from school.letters.steps import STEPS, best_step, steps_for
from school.letters.views import blueprint
from school.org.models import SchoolClass

Form = TypeVar("Form", bound=ClassStepForm)


@blueprint.get("/classes/<int:class_id>/letters")
@needs(Permission.LETTER_READ, of=SchoolClass)
def class_page(school_class: SchoolClass) -> str:
    mailing = mailings.chosen(current_scope(), asked_id("mailing"))
    if mailing is None:
        return render_template("letters/class_empty.html", school_class=school_class)
    return _page(school_class, mailing, request.args.get("step", ""), ExemptStepForm(formdata=None))


def _page(school_class: SchoolClass, mailing: Mailing, step: str, form: ClassStepForm) -> str:
    actor = current_actor()
    full = classes.follows(actor, school_class)
    found = classes.class_letters(school_class, mailing, full=full)
    offered = steps_for({key for key in STEPS if classes.follows(actor, school_class, STEPS[key].permission)})
    box_form = form if isinstance(form, ArchiveStepForm) else archive_form(school_class, mailing)
    return render_template(
        "letters/class_page.html",
        box_form=box_form,
        school_class=school_class,
        mailing=mailing,
        mailings=mailings.mailings(current_scope()),
        own=classes.own_classes(current_scope()),
        letters=found,
        full=full,
        may_remind=classes.follows(actor, school_class, Permission.LETTER_REMIND),
        phones=devices.shared_phones(school_class.id, mailing.id) if full else [],
        may_check=classes.follows(actor, school_class, Permission.LETTER_CHECK),
        steps=offered,
        step=best_step(step, offered, found),
        states=STATES,
        form=form,
        copied=request.args.get("copy", type=int),
        done=classes.batch_done(current_scope(), actor, asked_id("done")),
    )


@blueprint.post("/classes/<int:class_id>/letters/hand-out")
@needs(Permission.LETTER_HAND_OUT, of=SchoolClass)
def hand_out(school_class: SchoolClass) -> ResponseReturnValue:
    form = _form(school_class)
    if not form.validate():
        return again(school_class, "hand_out", form)
    return done(school_class, form, actions.hand_out_class(school_class, form.mailing.data, form.letter_ids))


@blueprint.post("/classes/<int:class_id>/letters/settle")
@needs(Permission.LETTER_HAND_OUT, of=SchoolClass)
def settle(school_class: SchoolClass) -> ResponseReturnValue:
    form = _form(school_class)
    if not form.validate():
        return again(school_class, "back", form)
    settled = actions.settle_confirmations(school_class, form.mailing.data, form.letter_ids)
    return done(school_class, form, settled.moved)


@blueprint.post("/classes/<int:class_id>/letters/untick")
@needs(Permission.LETTER_HAND_OUT, of=SchoolClass)
def untick(school_class: SchoolClass) -> ResponseReturnValue:
    form = _form(school_class)
    if not form.validate():
        return again(school_class, "back", form)
    return done(
        school_class, form, actions.move_in_class(Verb.UNTICK, school_class, form.mailing.data, form.letter_ids)
    )


@blueprint.post("/classes/<int:class_id>/letters/<any(check):verb>")
@needs(Permission.LETTER_CHECK, of=SchoolClass)
def look_at(school_class: SchoolClass, verb: str) -> ResponseReturnValue:
    form = _form(school_class)
    if not form.validate():
        return again(school_class, verb, form)
    return done(school_class, form, actions.move_in_class(Verb(verb), school_class, form.mailing.data, form.letter_ids))


@blueprint.post("/classes/<int:class_id>/letters/exempt")
@needs(Permission.LETTER_EXEMPT, of=SchoolClass)
def exempt_several(school_class: SchoolClass) -> ResponseReturnValue:
    form = prepared(ExemptStepForm(), school_class)
    if not form.validate():
        return again(school_class, "exempt", form)
    return done(
        school_class, form, actions.exempt_in_class(school_class, form.mailing.data, form.letter_ids, form.reason.data)
    )


def _form(school_class: SchoolClass) -> ClassStepForm:
    return prepared(ClassStepForm(), school_class)


def prepared(form: Form, school_class: SchoolClass) -> Form:
    """The form with what may be chosen on this class's page."""
    form.mailing.rows(mailings.to_choose(current_scope()))
    full = classes.follows(current_actor(), school_class)
    form.letters.rows(classes.letters_to_tick(school_class, current_scope(), full=full))
    return form


def again(school_class: SchoolClass, step: str, form: ClassStepForm) -> ResponseReturnValue:
    """The class's page with what has to be mended."""
    mailing = form.mailing.data or mailings.newest_mailing(current_scope())
    if mailing is None:
        return render_template("letters/class_empty.html", school_class=school_class), 422
    return _page(school_class, mailing, step, form), 422


def done(school_class: SchoolClass, form: ClassStepForm, moved: actions.Moved) -> Response:
    """Back to the same class; the toast there can undo what was done."""
    done = moved.batch.id if moved.batch else None
    address = url_for(
        "letters.class_page",
        class_id=school_class.id,
        mailing=form.mailing.data.id,
        step=request.form.get("step"),
        done=done,
    )
    return redirect(address)
