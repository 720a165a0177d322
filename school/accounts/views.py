"""Accounts as the office sees them."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.accounts import actions, queries
from school.accounts.forms import AccountFilterForm, NeverSignedInFilter, NewAccountForm
from school.accounts.lists import ACCOUNTS, NEVER_SIGNED_IN, STATES
from school.accounts.models import Account
from school.accounts.pages import blueprint
from school.foundation.access import Permission, current_actor, current_scope, needs
from school.foundation.ui import listing
from school.org.actions.exports import record_export
from school.org.models import Unit
from school.org.queries import units
from school.org.queries.settings import is_demo
from school.org.rules import posts_given_by


@blueprint.get("/accounts")
@needs(Permission.ACCOUNT_MANAGE)
def index() -> str:
    form = AccountFilterForm()
    form.college.rows(units.open_units(current_scope()), label=lambda unit: unit.name)
    rows = queries.account_list(current_scope(), form.wanted)
    return listing.render(
        ACCOUNTS,
        rows,
        title=gettext("Accounts"),
        filters=form,
        export="accounts.export",
        template="accounts/index.html",
    )


@blueprint.get("/accounts.xlsx")
@needs(Permission.ACCOUNT_MANAGE)
def export() -> Response:
    form = AccountFilterForm()
    form.college.rows(units.open_units(current_scope()), label=lambda unit: unit.name)
    rows = queries.account_list(current_scope(), form.wanted)
    record_export("accounts", rows)
    return listing.export(ACCOUNTS, rows, gettext("Accounts"))


@blueprint.route("/accounts/new", methods=["GET", "POST"])
@needs(Permission.ACCOUNT_MANAGE)
def create() -> ResponseReturnValue:
    form = NewAccountForm(current_actor().roles)
    form.college.rows(units.open_units(current_scope()), label=lambda unit: unit.name)
    form.school_class.rows(units.classes(current_scope()), label=lambda row: f"{row.college.name} {row.name}")
    if form.validate_on_submit():
        return render_template("accounts/first_password.html", made=actions.create(form.new_account))
    return render_template("accounts/create.html", form=form), 422 if form.is_submitted() else 200


@blueprint.get("/accounts/<int:account_id>")
@needs(Permission.ACCOUNT_MANAGE, of=Account)
def show(account: Account) -> str:
    return render_template(
        "accounts/show.html",
        account=account,
        state=STATES[account.state],
        posts=queries.account_card(account),
        manageable=actions.may_manage(account.holder),
        own=account.id == current_actor().id,
    )


@blueprint.post("/accounts/<int:account_id>/password")
@needs(Permission.ACCOUNT_MANAGE, of=Account)
def reset_password(account: Account) -> str:
    return render_template("accounts/first_password.html", made=actions.reset_password(account))


@blueprint.post("/accounts/<int:account_id>/disable")
@needs(Permission.ACCOUNT_MANAGE, of=Account)
def disable(account: Account) -> ResponseReturnValue:
    actions.disable(account)
    flash(gettext("Disabled. Whoever was signed in with it is out."), "ok")
    return redirect(url_for("accounts.show", account_id=account.id))


@blueprint.post("/accounts/<int:account_id>/enable")
@needs(Permission.ACCOUNT_MANAGE, of=Account)
def enable(account: Account) -> ResponseReturnValue:
    actions.enable(account)
    flash(gettext("Enabled again, with the password it had."), "ok")
    return redirect(url_for("accounts.show", account_id=account.id))


@blueprint.get("/accounts/never-signed-in")
@needs(Permission.ACCOUNT_MANAGE)
def never_signed_in() -> str:
    form = _never_signed_in_filter()
    rows = queries.people_never_signed_in(posts_given_by(current_actor().roles), **form.values)
    return listing.render(
        NEVER_SIGNED_IN,
        rows,
        title=gettext("Staff in posts who have never signed in"),
        filters=form,
        export="accounts.export_never_signed_in",
        demo=is_demo(),
        template="accounts/never_signed_in.html",
    )


@blueprint.get("/accounts/never-signed-in.xlsx")
@needs(Permission.ACCOUNT_MANAGE)
def export_never_signed_in() -> Response:
    rows = queries.people_never_signed_in(posts_given_by(current_actor().roles), **_never_signed_in_filter().values)
    record_export("never_signed_in", rows)
    return listing.export(NEVER_SIGNED_IN, rows, gettext("Staff in posts who have never signed in"))


def _never_signed_in_filter() -> NeverSignedInFilter:
    form = NeverSignedInFilter()
    form.unit.rows(units.open_units(current_scope()), label=lambda unit: unit.name)
    form.validate()
    return form


@blueprint.get("/accounts/slips")
@needs(Permission.ACCOUNT_MANAGE)
def slips() -> str:
    rows = queries.units_without_passwords(posts_given_by(current_actor().roles))
    return render_template("accounts/slips.html", rows=rows, demo=is_demo())


@blueprint.post("/accounts/slips/<int:unit_id>")
@needs(Permission.ACCOUNT_MANAGE, of=Unit)
def make_slips(unit: Unit) -> ResponseReturnValue:
    job = actions.start_first_passwords(unit)
    return redirect(url_for("jobs.show", job_id=job.id))
