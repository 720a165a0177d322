"""The student's pages of a letter: say where it is, and give it to the family."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import HTTPException

from school.foundation.access import Permission, current_scope, needs
from school.foundation.clock import today
from school.letters import pictures
from school.letters.family.queries import picture_head
from school.letters.models import Confirmation
from school.letters.queries import reminders
from school.letters.student import actions, queries
from school.letters.student.forms import ConfirmForm
from school.letters.student.words import CONFIRMATION_NOTES
from school.links.codes import address_of, check_code

blueprint = Blueprint("student_letters", __name__)


@blueprint.get("/me/letters")
@needs(Permission.LETTER_CONFIRM)
def index() -> ResponseReturnValue:
    return render_template("letters/student/index.html", letters=queries.own_letters(current_scope()), today=today())


@blueprint.get("/s/<number>")
@needs(Permission.LETTER_CONFIRM)
def show(number: str) -> ResponseReturnValue:
    found = queries.letter_of_number(current_scope(), number)
    if found.replaced:
        return render_template("letters/student/replaced.html", letter=found.letter), 410
    said = found.letter.confirmation
    return _page(found, ConfirmForm(data={"confirmation": said.value if said else None}))


@blueprint.post("/s/<number>")
@needs(Permission.LETTER_CONFIRM)
def confirm(number: str) -> ResponseReturnValue:
    found, form = queries.letter_of_number(current_scope(), number), ConfirmForm()
    if found.replaced or not form.validate():
        return _page(found, form), 422
    if not actions.confirm(found.letter, Confirmation(form.confirmation.data), form.clean):
        return _page(queries.letter_of_number(current_scope(), number), form), 409
    flash(gettext("Noted. You can change it until your class has counted the slips."), "good")
    return redirect(url_for("student_letters.show", number=number), 303)


@blueprint.get("/s/<number>/family")
@needs(Permission.LETTER_CONFIRM)
def family(number: str) -> ResponseReturnValue:
    letter = queries.letter_of_number(current_scope(), number).letter
    link = queries.link_of(letter)
    head, code = picture_head(), check_code(link)
    return render_template(
        "letters/student/family.html", letter=letter, address=address_of(link), code=code, school=head.school_name
    )


@blueprint.get("/s/<number>/family.png")
@needs(Permission.LETTER_CONFIRM)
def family_picture(number: str) -> ResponseReturnValue:
    letter = queries.letter_of_number(current_scope(), number).letter
    link = queries.link_of(letter)
    picture = pictures.family_card(letter, address_of(link), check_code(link), picture_head())
    disposition = "attachment" if "save" in request.args else "inline"
    return Response(
        picture, mimetype="image/png", headers={"Content-Disposition": f'{disposition}; filename="letter.png"'}
    )


@blueprint.errorhandler(401)
def sign_in_first(_error: HTTPException) -> ResponseReturnValue:
    """Whoever scanned the slip: the student signs in; the family is shown to the other code."""
    return render_template("letters/student/sign_in_first.html", next=request.path), 401


@blueprint.errorhandler(403)
def for_students(_error: HTTPException) -> ResponseReturnValue:
    return render_template("letters/student/for_students.html"), 403


def _page(found: queries.FoundLetter, form: ConfirmForm) -> str:
    return render_template(
        "letters/student/show.html",
        letter=found.letter,
        form=form,
        notes=_notes(),
        today=today(),
        reminder=next(reversed(reminders.history(found.letter)), None),
    )


def _notes() -> dict[str, object]:
    return {each.value: note for each, note in CONFIRMATION_NOTES.items()}
