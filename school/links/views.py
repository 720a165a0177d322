"""The way in: from the QR code to the door, and through it with four digits."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from school.foundation.access import Actor, public
from school.foundation.db import utc_now
from school.links import actions, passes, queries
from school.links.forms import DoorForm
from school.links.models import PersonalLink
from school.links.passes import Pass
from school.links.purposes import purpose_of
from school.links.queries import present_link
from school.links.rules import tries_left

blueprint = Blueprint("links", __name__, url_prefix="/r")
SEE_OTHER = 303


@blueprint.get("/<token>")
@public
def follow(token: str) -> ResponseReturnValue:
    link = queries.link_of_token(token)
    if link is None:
        return render_template("links/unknown.html"), 404
    if link.voided_at is not None or purpose_of(link).grant(link) is None:
        return _void_page(link), 410
    response = redirect(url_for("links.door"), SEE_OTHER)
    passes.give(response, Pass(link.id))
    return response


@blueprint.get("/")
@public
def door() -> ResponseReturnValue:
    held = passes.read(request.cookies)
    link = passes.link_of(held)
    if held is None or link is None:
        return render_template("links/scan_again.html")
    if held.second_thing:
        return redirect(url_for(purpose_of(link).page), SEE_OTHER)
    return _door_page(link, DoorForm())


@blueprint.post("/")
@public(audited=False)
def open_door() -> ResponseReturnValue:
    link = passes.link_of(passes.read(request.cookies))
    form = DoorForm()
    if link is None:
        return redirect(url_for("links.door"), SEE_OTHER)
    if not form.validate():
        return _door_page(link, form), 422
    tried = actions.try_digits(link, form.last_four.data or "")
    if tried.second_thing is None:
        return _door_page(link, form, tried), 422
    response = redirect(url_for(purpose_of(link).page), SEE_OTHER)
    passes.give(response, Pass(link.id, tried.second_thing))
    return response


def _void_page(link: PersonalLink) -> str:
    """What became of this copy, when, and whom to ask; it names nobody and leads nowhere."""
    now_valid = present_link(link)
    contacts = purpose_of(link).contacts(now_valid)
    return render_template("links/void.html", link=link, replaced=now_valid is not link, contacts=contacts)


def _door_page(link: PersonalLink, form: DoorForm, tried: actions.Try | None = None) -> Response:
    """Screen 1. It names nobody: whoever found the letter may be looking at it."""
    purpose = purpose_of(link)
    form.last_four.data = "" if tried else form.last_four.data
    return make_response(
        render_template(
            "links/door.html",
            form=form,
            wrong=tried is not None and tried.answer is actions.Answer.WRONG,
            left=tries_left(link.wrong_tries),
            locked=link.needs_unlock,
            waits_until=link.blocked_until if link.waits(utc_now()) else None,
            contacts=purpose.contacts(link),
            student_url=url_for(purpose.student_page, number=link.number),
        )
    )


def load_family() -> Actor | None:
    """For the gate: on the family's pages the open door comes before any sign-in on the same phone."""
    return passes.family_actor(request.path, request.cookies)
