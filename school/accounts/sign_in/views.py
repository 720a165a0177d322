"""/sign-in and /sign-out."""

from __future__ import annotations

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from school.accounts.pages import blueprint
from school.accounts.sign_in import actions, session
from school.accounts.sign_in.forms import SignInForm
from school.foundation.access import current_actor, public
from school.foundation.ui.i18n import own_path


@blueprint.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    if current_actor().kind == "account":
        return redirect(way_on(request.args.get("next", ""), student=current_actor().student_id is not None))
    return render_template("accounts/sign_in.html", form=SignInForm(formdata=request.args), answer=actions.Answer())


@blueprint.post("/sign-in")
@public
def let_in() -> ResponseReturnValue:
    form = SignInForm()
    answer = actions.Answer()
    if form.validate():
        attempt = actions.Attempt(form.username.data or "", form.password.data or "", request.remote_addr or "")
        answer = actions.sign_in(attempt)
    if answer.account:
        session.begin(answer.account, own_phone=form.own_phone.data and answer.account.student_id is not None)
        return redirect(way_on(form.next.data, student=answer.account.student_id is not None))
    response = make_response(render_template("accounts/sign_in.html", form=form, answer=answer), 422)
    return waiting(response, answer.wait)


@blueprint.post("/sign-out")
@public(audited=False)
def sign_out() -> ResponseReturnValue:
    if current_actor().kind == "account":
        actions.sign_out(session.key())
    session.end()
    return redirect(url_for("accounts.sign_in"))


def way_on(target: str | None, *, student: bool) -> str:
    """Where somebody goes after signing in: back to where they were, else to their own first page."""
    return own_path(target) if target else ("/me" if student else "/")


def waiting(response: Response, seconds: int) -> Response:
    """Say in the status and a header, too, how long to wait."""
    if seconds:
        response.status_code = 429
        response.headers["Retry-After"] = str(seconds)
    return response
