"""/verify: is this paper ours? For anybody, without signing in."""

from __future__ import annotations

import math

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue

from school.foundation.access import public
from school.verify import actions, queries
from school.verify.actions import Answer, Verdict
from school.verify.forms import LONGEST_TYPED, NumberForm

blueprint = Blueprint("verify", __name__)
MINUTE = 60
STATUS = {Verdict.MISTYPED: 422, Verdict.NOT_NOW: 429}


@blueprint.get("/verify")
@public
def ask() -> ResponseReturnValue:
    return _page(NumberForm(data={"number": request.args.get("number", "")[:LONGEST_TYPED]}))


@blueprint.post("/verify")
@public(audited=False)
def answer() -> ResponseReturnValue:
    form = NumberForm()
    if not form.validate():
        return _page(form), form.status
    found = actions.ask(form.number.data or "", request.remote_addr or "")
    response = make_response(_page(form, found), STATUS.get(found.verdict, 200))
    if found.wait:
        response.headers["Retry-After"] = str(found.wait)
    return response


def _page(form: NumberForm, found: Answer | None = None) -> str:
    minutes = math.ceil(found.wait / MINUTE) if found else 0
    return render_template("verify/ask.html", form=form, found=found, minutes=minutes, office=queries.office())
