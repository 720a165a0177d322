"""The page on which a counsellor notes a receipt for a family."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.wrappers import Response

from school.foundation.access import Permission, needs
from school.letters.assisted import actions
from school.letters.assisted.forms import AssistForm
from school.letters.models import Letter
from school.letters.queries.history import letter_with_place
from school.letters.rules import OPEN

blueprint = Blueprint("assisted", __name__)


@blueprint.get("/letters/<int:letter_id>/assisted")
@needs(Permission.LETTER_CHECK, of=Letter)
def form(letter: Letter) -> ResponseReturnValue:
    return _page(letter, AssistForm(formdata=None))


@blueprint.post("/letters/<int:letter_id>/assisted")
@needs(Permission.LETTER_CHECK, of=Letter)
def note(letter: Letter) -> ResponseReturnValue:
    form = AssistForm()
    if not form.validate():
        return _page(letter, form), 422
    if not actions.assist(letter, form.assistance):
        return _page(letter, form), 409
    flash(gettext("Noted: the receipt counts, marked as noted by you."), "ok")
    return redirect(url_for("letters.show", letter_id=letter.id), 303)


@blueprint.post("/letters/<int:letter_id>/assisted/back")
@needs(Permission.LETTER_CHECK, of=Letter)
def take_back(letter: Letter) -> Response:
    actions.unassist(letter)
    return redirect(url_for("letters.show", letter_id=letter.id), 303)


def _page(letter: Letter, form: AssistForm) -> str:
    shown = letter_with_place(letter)
    return render_template("letters/assisted/form.html", letter=shown, form=form, answered=shown.state not in OPEN)
