"""Slips photographed in class: one after another, each answered at once."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.foundation.access import Permission, current_actor, current_scope, needs
from school.foundation.ui.asked import asked_id
from school.letters.desk import photos
from school.letters.desk.forms import CameraForm, NumberForm
from school.letters.labels import STATES
from school.letters.models import LetterState, Mailing
from school.letters.queries import classes, mailings
from school.org.models import SchoolClass

blueprint = Blueprint("slip_camera", __name__)


@blueprint.get("/classes/<int:class_id>/slips")
@needs(Permission.RECEIPT_SCAN, of=SchoolClass)
def show(school_class: SchoolClass) -> str:
    mailing = mailings.chosen(current_scope(), asked_id("mailing"))
    return _page(school_class, mailing, [])


@blueprint.post("/classes/<int:class_id>/slips")
@needs(Permission.RECEIPT_SCAN, of=SchoolClass)
def photograph(school_class: SchoolClass) -> ResponseReturnValue:
    form = CameraForm().within(current_scope())
    if not form.validate():
        return _again(school_class, form)
    again = photos.own_unread(school_class, form.again.data)
    shots = photos.photograph(school_class, form.mailing.data, form.photo.data.read(), again)
    if not shots:
        form.photo.errors = [gettext("This file is no photo that can be opened.")]
        return _again(school_class, form)
    return _answered(school_class, form.mailing.data, shots)


@blueprint.post("/classes/<int:class_id>/slips/number")
@needs(Permission.RECEIPT_SCAN, of=SchoolClass)
def type_number(school_class: SchoolClass) -> ResponseReturnValue:
    form = NumberForm().of(school_class, current_scope())
    page = photos.own_unread(school_class, form.page.data)
    if not form.validate() or page is None or form.found is None:
        return _again(school_class, form)
    return _answered(school_class, form.mailing.data, [photos.type_number(school_class, page, form.found)])


def _answered(school_class: SchoolClass, mailing: Mailing, shots: list[photos.Shot]) -> ResponseReturnValue:
    """The lines that a script puts on top of the list, or the whole page without one."""
    if _by_script():
        return render_template("letters/desk/_shots.html", shots=shots, school_class=school_class, mailing=mailing)
    return _page(school_class, mailing, shots)


def _again(school_class: SchoolClass, form: CameraForm | NumberForm) -> ResponseReturnValue:
    """Say what is wrong: alone to a script, else on the page."""
    texts = [str(text) for texts in form.errors.values() for text in texts]
    if _by_script():
        return {"errors": texts or [gettext("This photo was dealt with already.")]}, 422
    for text in texts:
        flash(text, "bad")
    return _page(school_class, form.mailing.data or mailings.newest_mailing(current_scope()), []), 422


def _page(school_class: SchoolClass, mailing: Mailing | None, shots: list[photos.Shot]) -> str:
    full = classes.follows(current_actor(), school_class)
    return render_template(
        "letters/desk/camera.html",
        school_class=school_class,
        mailing=mailing,
        mailings=mailings.mailings(current_scope()),
        letters=classes.class_letters(school_class, mailing, full=full) if mailing else None,
        full=full,
        shots=shots,
        letter_states=STATES,
        back=LetterState.BACK,
    )


def _by_script() -> bool:
    return request.headers.get("X-Requested-With") == "fetch"
