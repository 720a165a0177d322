"""The family's pages behind the door. Each is about the one letter that the link opens."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import HTTPException

from school.foundation.access import Permission, current_scope, needs
from school.letters import pictures
from school.letters.family import actions, phones, queries
from school.letters.family.actions import Opening
from school.letters.family.forms import AskForm, DeclineForm, SignForm
from school.letters.family.rules import device_class
from school.links import passes

blueprint = Blueprint("family", __name__, url_prefix="/r")


@blueprint.get("/letter")
@needs(Permission.LETTER_SIGN)
def letter() -> ResponseReturnValue:
    opened = queries.opened_letter(current_scope())
    if queries.standing(opened).answered and "another" not in request.args:
        return redirect(url_for("family.received"))
    return _page("letter", opened, form=SignForm(), text=queries.letter_text(opened))


@blueprint.post("/letter")
@needs(Permission.LETTER_SIGN)
def sign() -> ResponseReturnValue:
    opened, form = queries.opened_letter(current_scope()), SignForm()
    if not form.validate():
        return _page("letter", opened, form=form, text=queries.letter_text(opened)), 422
    number = phones.number_of(request.cookies)
    actions.sign(opened, form.signer(), _opening(phones.hash_of(number, opened.mailing_id)))
    response = redirect(url_for("family.received"), 303)
    phones.give(response, number)
    return response


@blueprint.get("/received")
@needs(Permission.LETTER_SIGN)
def received() -> ResponseReturnValue:
    opened = queries.opened_letter(current_scope())
    if not queries.standing(opened).answered:
        return redirect(url_for("family.letter"))
    return _page("received", opened)


@blueprint.get("/receipt.png")
@needs(Permission.LETTER_SIGN)
def receipt_picture() -> ResponseReturnValue:
    opened = queries.opened_letter(current_scope())
    picture = pictures.receipt(opened, queries.standing(opened).signed, queries.picture_head())
    return Response(picture, mimetype="image/png", headers=_download("save" in request.args))


@blueprint.route("/decline", methods=["GET", "POST"])
@needs(Permission.LETTER_SIGN)
def decline() -> ResponseReturnValue:
    opened, form = queries.opened_letter(current_scope()), DeclineForm()
    if not form.validate_on_submit():
        return _page("decline", opened, form=form), form.status
    actions.decline(opened, _opening(), form.reason.data or "")
    return redirect(url_for("family.received"), 303)


@blueprint.route("/ask", methods=["GET", "POST"])
@needs(Permission.LETTER_SIGN)
def ask() -> ResponseReturnValue:
    opened, form = queries.opened_letter(current_scope()), AskForm()
    if not form.validate_on_submit():
        return _page("ask", opened, form=form), 422 if form.is_submitted() else 200
    if actions.ask(opened, form.text.data or ""):
        flash(gettext("Your question is with the teacher. You will be called back."), "good")
    else:
        flash(gettext("Your earlier questions are still waiting. Please call instead: the number is below."), "warn")
    return redirect(url_for("family.letter"), 303)


@blueprint.errorhandler(401)
@blueprint.errorhandler(403)
def shut(_error: HTTPException) -> ResponseReturnValue:
    """Half an hour has passed, or the letter was reissued: back to the door, not to a staff sign-in."""
    return redirect(url_for("links.door"), 303)


@blueprint.after_request
def keep_open(response: Response) -> Response:
    """Half an hour from the last page, so that slow readers are not shut out."""
    held = passes.read(request.cookies)
    if held is not None and response.status_code < 400:
        passes.give(response, held)
    return response


def _page(name: str, opened: queries.Letter, **more: object) -> str:
    return render_template(
        f"letters/family/{name}.html",
        letter=opened,
        standing=queries.standing(opened),
        contacts=queries.contacts(opened.student.class_id),
        **more,
    )


def _opening(device_hash: bytes | None = None) -> Opening:
    held = passes.read(request.cookies)
    return Opening(held.second_thing if held else None, device_class(request.user_agent.string), device_hash)


def _download(wanted: bool) -> dict[str, str]:
    return {"Content-Disposition": 'attachment; filename="receipt.png"'} if wanted else {}
