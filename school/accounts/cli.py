"""``flask accounts``: make accounts, reset and disable them, list them, say who may do what."""

from __future__ import annotations

import json
import sys
from typing import Any

import click
from flask.cli import AppGroup

from school.accounts import actions, naming, queries
from school.accounts.faults import faults_of
from school.accounts.markdown import permissions_page
from school.accounts.models import Account
from school.accounts.rules import PASSWORD_FAULTS, ROLE_OF_POST, password_fault, plain_username
from school.foundation.access import CAMPUS, Role
from school.foundation.db import db, unit_of_work
from school.org.models import PostKind

commands = AppGroup("accounts", help="Who can sign in.")
ROLES = [*(kind.value for kind in ROLE_OF_POST), Role.STUDENT.value]
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON alone on standard output.")
from_stdin = click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
given = click.option("--password", help="The password; without it one is made and printed once.")
no_change = click.option("--no-change", is_flag=True, help="The password need not be changed at the first sign-in.")


@commands.command()
@click.option("--role", type=click.Choice(ROLES), required=True, help="The post, or student.")
@click.option("--username", required=True, help="What the person types to sign in.")
@click.option("--name", default="", help="The name of somebody who is not on file yet (default: the username).")
@click.option("--college", help="Name or id of the college or department.")
@click.option("--class", "class_name", help="Name or id of the class; with --college if two have the same name.")
@click.option("--staff-number", default="", help="Somebody of the staff who is on file.")
@click.option(
    "--student-number", default="", help="The student (default: the username), for student, monitor, class_officer."
)
@given
@from_stdin
@no_change
@as_json
def create(role: str, username: str, name: str, college: str | None, class_name: str | None, **options: Any) -> None:
    """Make an account, with its post, and with the member of staff if nobody on file is meant."""
    with unit_of_work():
        unit = naming.unit_named(college)
        new = actions.NewAccount(
            username=username,
            kind=None if role == Role.STUDENT else PostKind(role),
            name=name or username,
            staff_number=options["staff_number"],
            student_number=options["student_number"],
            unit=unit,
            school_class=naming.class_named(class_name, unit),
            password=_password(options),
            must_change=not options["no_change"],
        )
        if faults := faults_of(new):
            raise click.ClickException(" ".join(f"{field}: {text}" for field, text in faults.items()))
        _tell(actions.create(new), {"role": role, "name": name or username}, options)


@commands.command("reset-password")
@click.argument("username")
@given
@from_stdin
@no_change
@as_json
def reset_password(username: str, **options: Any) -> None:
    """Give an account another password; whoever was signed in with it is out."""
    with unit_of_work():
        account = _account(username)
        password = _password(options)
        if password and (fault := password_fault(password, account.username)):
            raise click.ClickException(str(PASSWORD_FAULTS[fault]))
        made = actions.reset_password(account, password, must_change=not options["no_change"])
        _tell(made, {"name": account.name}, options)


@commands.command()
@click.argument("username")
def disable(username: str) -> None:
    """Let nobody in with this account, from the next request on."""
    with unit_of_work():
        actions.disable(_account(username))
    click.echo(f"{plain_username(username)} is disabled.")


@commands.command()
@click.argument("username")
def enable(username: str) -> None:
    """Let the holder of a disabled account in again."""
    with unit_of_work():
        actions.enable(_account(username))
    click.echo(f"{plain_username(username)} is enabled.")


@commands.command("list")
@as_json
def list_accounts(as_json: bool) -> None:
    """Every account with its posts and its state."""
    rows = db.session.execute(queries.account_list(CAMPUS, queries.AccountFilter()).order_by(Account.username))
    facts = [_facts(row) for row in rows]
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False))
        return
    for fact in facts:
        click.echo(
            f"{fact['username']}\t{fact['name']}\t{','.join(fact['roles'])}\t{fact['unit'] or ''}\t{fact['state']}"
        )


@commands.command()
@click.option("--markdown", is_flag=True, help="As docs/permissions.md has it.")
def permissions(markdown: bool) -> None:
    """Who may do what, from the one table the program itself goes by."""
    page = permissions_page()
    click.echo(page if markdown else page.replace("|", " "), nl=False)


def _account(username: str) -> Account:
    account = queries.by_username(plain_username(username))
    if account is None:
        raise click.ClickException(f"Nobody has the username {username}.")
    return account


def _password(options: dict[str, Any]) -> str | None:
    """What the operator gives, or None to have one made."""
    if not options["password_stdin"]:
        password: str | None = options["password"]
        return password
    return sys.stdin.readline().rstrip("\r\n")


def _tell(made: actions.WithPassword, facts: dict[str, Any], options: dict[str, Any]) -> None:
    """Print the account, and the password if it was made here: it is never shown again."""
    own = options["password"] or options["password_stdin"]
    account = made.account
    told = {
        "id": account.id,
        "username": account.username,
        **facts,
        "must_change_password": account.must_change_password,
    }
    if not own:
        told["password"] = made.password
    if options["as_json"]:
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    click.echo(f"Username {account.username}" + ("" if own else f", first password {made.password} (shown only now)"))


def _facts(row: Any) -> dict[str, Any]:
    account: Account = row.Account
    roles = [word for word in dict.fromkeys((row.kinds or "").split(",")) if word and PostKind(word) in ROLE_OF_POST]
    return {
        "id": account.id,
        "username": account.username,
        "name": account.name,
        "roles": roles + ([Role.STUDENT.value] if account.student_id else []),
        "unit": row.unit,
        "state": account.state.value,
        "must_change_password": account.must_change_password,
        "is_demo": account.is_demo,
        "last_sign_in_at": account.last_sign_in_at.isoformat() if account.last_sign_in_at else None,
    }
