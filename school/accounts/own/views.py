"""/account and /permissions."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.accounts.own import actions, queries
from school.accounts.own.forms import PasswordForm
from school.accounts.pages import blueprint
from school.accounts.sign_in import session
from school.foundation.access import Permission, current_actor, current_scope, needs
from school.foundation.jobs.queries import has_jobs


@blueprint.get("/account")
@needs(Permission.SIGNED_IN)
def own() -> str:
    account = queries.own_account(current_scope())
    held = queries.held_roles(current_actor().grants)
    return render_template("accounts/own.html", account=account, held=held, has_jobs=has_jobs(current_scope()))


@blueprint.get("/account/password")
@needs(Permission.SIGNED_IN)
def change_password() -> str:
    account = queries.own_account(current_scope())
    return render_template("accounts/change_password.html", account=account, form=PasswordForm(account))


@blueprint.post("/account/password")
@needs(Permission.SIGNED_IN)
def save_password() -> ResponseReturnValue:
    account = queries.own_account(current_scope())
    form = PasswordForm(account)
    if form.validate():
        change = actions.change_password(account, form.former, form.new.data or "", request.remote_addr or "")
        if change.done:
            session.renew(account)
            flash(gettext("Your password is changed. Other browsers are signed out."), "ok")
            return redirect(url_for("accounts.own"))
        form.refuse_current(change.wait)
    return render_template("accounts/change_password.html", account=account, form=form), 422


@blueprint.post("/account/sessions/end")
@needs(Permission.SIGNED_IN)
def end_sessions() -> ResponseReturnValue:
    account = queries.own_account(current_scope())
    actions.end_sessions(account)
    session.renew(account)
    flash(gettext("Every other browser is signed out."), "ok")
    return redirect(url_for("accounts.own"))


@blueprint.get("/permissions")
@needs(Permission.SIGNED_IN)
def permissions() -> str:
    return render_template("accounts/permissions.html", rows=queries.policy(), mine=current_actor().roles)
