"""Where letters stand, the list of letters, and one letter's page."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.wrappers import Response

from school.foundation.access import Permission, current_actor, current_scope, needs, reach
from school.foundation.ui import listing
from school.foundation.ui.asked import asked_id
from school.letters import actions, printing
from school.letters.archive.queries.letters import filed_letter
from school.letters.forms import ExemptForm, LetterFilter
from school.letters.labels import STATES
from school.letters.models import FamilyQuestion, Letter, MoveBatch
from school.letters.queries import classes, history, mailings, overview, reminders
from school.letters.queries.figures import LISTED
from school.letters.queries.lists import LETTERS, TICKED_LETTERS, letter_list
from school.letters.rules import Verb, allowed
from school.letters.views import blueprint
from school.org.actions.exports import record_export
from school.org.queries import units


@blueprint.get("/letters")
@needs(Permission.LETTER_READ)
def home() -> ResponseReturnValue:
    own = classes.own_classes(current_scope())
    if len(own) == 1:
        return redirect(url_for("letters.class_page", class_id=own[0].id))
    follow = reach(current_actor(), Permission.LETTER_FOLLOW)
    mailing = mailings.chosen(current_scope(), asked_id("mailing"))
    return render_template(
        "letters/home.html",
        own=own,
        mailing=mailing,
        mailings=mailings.mailings(current_scope()),
        stand=overview.stand(follow, mailing) if follow else None,
        table=overview.by_place(follow, mailing, asked_id("college")) if follow else None,
        college=asked_id("college"),
    )


def _filter() -> LetterFilter:
    form = LetterFilter()
    form.mailing.rows(mailings.to_choose(current_scope()), label=lambda row: row.name)
    form.college.rows(units.colleges(current_scope()), label=lambda row: row.name)
    form.school_class.rows(units.classes(current_scope()), label=lambda row: row.name)
    form.validate()
    return form


@blueprint.get("/letters/list")
@needs(Permission.LETTER_FOLLOW)
def letter_rows() -> str:
    form = _filter()
    rows = letter_list(current_scope(), form.mailing.data, form.values)
    figure = LISTED.get(form.figure.data)
    title, lead = (figure.label, figure.definition) if figure else (gettext("Letters"), "")
    mailing = form.mailing.data or mailings.only_mailing(current_scope())
    shown = {"title": title, "lead": lead, "mailing": mailing, "template": "letters/list.html"}
    table = TICKED_LETTERS if mailing else LETTERS
    return listing.render(table, rows, filters=form, export="letters.letters_export", **shown)


@blueprint.get("/letters/list.xlsx")
@needs(Permission.PERSON_EXPORT)
def letters_export() -> Response:
    form = _filter()
    rows = letter_list(current_scope(), form.mailing.data, form.values)
    record_export("letters", rows)
    return listing.export(LETTERS, rows, gettext("Letters"))


@blueprint.get("/letters/<int:letter_id>")
@needs(Permission.LETTER_FOLLOW, of=Letter)
def show(letter: Letter) -> str:
    return _letter_page(letter, ExemptForm(formdata=None))


def _letter_page(letter: Letter, form: ExemptForm) -> str:
    card = history.letter_card(letter)
    place = card.letter.student.school_class
    held = {name for name in HELD if classes.follows(current_actor(), place, HELD[name])}
    return render_template(
        "letters/show.html",
        **reminders.on_letter_page(card.letter, may_remind="remind" in held),
        card=card,
        filed=filed_letter(card.letter),
        letter=card.letter,
        state=STATES[card.letter.state],
        exempt_form=form,
        held=held,
        verbs={verb.value for verb in Verb if allowed(card.letter.state, verb)},
        done=classes.batch_done(current_scope(), current_actor(), asked_id("done")),
    )


# What the buttons of a letter's page need, by the word the template asks for.
HELD = {
    "hand_out": Permission.LETTER_HAND_OUT,
    "check": Permission.LETTER_CHECK,
    "exempt": Permission.LETTER_EXEMPT,
    "remind": Permission.LETTER_REMIND,
    "archive": Permission.RECEIPT_ARCHIVE,
}


@blueprint.post("/letters/<int:letter_id>/<any(hand_out, tick_back, untick):verb>")
@needs(Permission.LETTER_HAND_OUT, of=Letter)
def move_paper(letter: Letter, verb: str) -> Response:
    return _shown(letter, actions.move_paper(Verb(verb), letter))


@blueprint.post("/letters/<int:letter_id>/<any(check, uncheck):verb>")
@needs(Permission.LETTER_CHECK, of=Letter)
def move_receipt(letter: Letter, verb: str) -> Response:
    return _shown(letter, actions.move_letter(Verb(verb), letter))


@blueprint.post("/letters/<int:letter_id>/exempt")
@needs(Permission.LETTER_EXEMPT, of=Letter)
def exempt(letter: Letter) -> ResponseReturnValue:
    form = ExemptForm()
    if not form.validate():
        return _letter_page(letter, form), 422
    return _shown(letter, actions.exempt_letter(letter, form.reason.data))


@blueprint.post("/letters/<int:letter_id>/lift")
@needs(Permission.LETTER_EXEMPT, of=Letter)
def lift(letter: Letter) -> Response:
    return _shown(letter, actions.lift_exemption(letter))


@blueprint.post("/letters/<int:letter_id>/reissue")
@needs(Permission.LETTER_CHECK, of=Letter)
def reissue(letter: Letter) -> Response:
    made = actions.reissue_letter(letter) is not None
    if made and request.args.get("back") != "class":
        flash(gettext("A new copy with a new number is made; the old one is void from now on. Print it here."), "ok")
    return _back(letter.id, copy=letter.id if made else None, step="all")


@blueprint.post("/letters/<int:letter_id>/unlock")
@needs(Permission.LETTER_CHECK, of=Letter)
def unlock(letter: Letter) -> Response:
    actions.unlock_letter(letter)
    flash(gettext("The family can try again."), "ok")
    return _back(letter.id)


@blueprint.post("/letters/<int:letter_id>/print")
@needs(Permission.LETTER_FOLLOW, of=Letter)
def print_letter(letter: Letter) -> ResponseReturnValue:
    pdf = printing.one_letter(letter) if printing.may_be_printed() else b""
    actions.record_printed(letter.mailing_id, letters=int(bool(pdf)), held_back=int(not pdf), classes=1)
    if not pdf:
        return render_template("letters/held_back.html", letter=letter), 422
    return Response(pdf, mimetype="application/pdf")


@blueprint.post("/questions/<int:question_id>/answer")
@needs(Permission.LETTER_CHECK, of=FamilyQuestion)
def answer(question: FamilyQuestion) -> Response:
    actions.answer_question(question)
    flash(gettext("Noted as answered."), "ok")
    return _back(question.letter_id)


@blueprint.post("/letter-batches/<int:letter_batch_id>/undo")
@needs(Permission.LETTER_READ, of=MoveBatch)
def undo(letter_batch: MoveBatch) -> Response:
    moved = actions.undo(letter_batch)
    if moved.left:
        text = gettext(
            "%(back)s undone; %(left)s had moved on and stay as they are.", back=moved.count, left=len(moved.left)
        )
    else:
        text = gettext("Undone: %(back)s.", back=moved.count)
    flash(text, "ok")
    return redirect(url_for("letters.class_page", class_id=letter_batch.class_id, mailing=letter_batch.mailing_id))


def _shown(letter: Letter, moved: actions.Moved) -> Response:
    return redirect(url_for("letters.show", letter_id=letter.id, done=moved.batch.id if moved.batch else None))


def _back(letter_id: int, **shown: Any) -> Response:
    """To the page the button stood on: the letter's, or with ?back=class its class's, with what it shows there."""
    if request.args.get("back") == "class":
        class_id, mailing_id = history.place_of(letter_id)
        return redirect(url_for("letters.class_page", class_id=class_id, mailing=mailing_id, **shown))
    return redirect(url_for("letters.show", letter_id=letter_id))
