"""First passwords of a unit, as slips to cut out and hand over."""

from __future__ import annotations

from flask import current_app
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from school.accounts import queries
from school.accounts.actions import FIRST_PASSWORDS
from school.accounts.events import FIRST_PASSWORDS_MADE
from school.accounts.imported import new_account
from school.accounts.passwords import first_password, hash_password
from school.foundation import jobs
from school.foundation.audit import record
from school.foundation.db import db, unit_of_work
from school.foundation.files import scratch_file
from school.foundation.jobs import Job, NewFile, Origin, Outcome, Running
from school.foundation.press.slips import Slip, write_slips
from school.org.models import PostKind, StaffMember, Unit

PDF = "application/pdf"


def _slips_page(_job: Job) -> Origin:
    return Origin("accounts.slips", _l("To the slips"))


@jobs.kind(FIRST_PASSWORDS, _l("First passwords"), _slips_page)
def first_passwords(running: Running) -> Outcome:
    """One new first password for everybody of the unit who has never signed in.

    Run again it makes new ones, and those of the run before no longer fit.
    """
    given = [PostKind(word) for word in running.arguments["given"]]
    unit = db.session.get_one(Unit, running.arguments["unit_id"])
    title, unit_id = unit.name, unit.id
    ids = [member.id for member in queries.never_signed_in(unit_id, given)]
    slips: list[Slip] = []
    for done, member_id in enumerate(ids, 1):
        slips.append(_one(member_id, title))
        running.advance(done, len(ids))
    if not slips:
        return Outcome({"slips": 0})
    path = scratch_file(".pdf")
    write_slips(path, gettext("First passwords"), slips, font_dir=current_app.config["FONT_DIR"])
    name = gettext("First passwords, %(unit)s", unit=title) + ".pdf"
    return Outcome({"slips": len(slips)}, NewFile(path, name, PDF))


def _one(member_id: int, group: str) -> Slip:
    """The account of one member of staff, made if missing, with a new first password, as a slip."""
    password = first_password()
    password_hash = hash_password(password)
    with unit_of_work():
        member = db.session.get_one(StaffMember, member_id)
        account = queries.account_of_holder(member) or new_account(member)
        account.take_password(password_hash, must_change=True)
        record(FIRST_PASSWORDS_MADE, member.unit_id, account_ids=[account.id])
        username, name = account.username, member.name
    facts = ((gettext("Username"), username), (gettext("First password"), password))
    return Slip(group, name, facts, sign_in_address(), (gettext("You choose your own the first time you sign in."),))


def sign_in_address() -> str:
    """Where the slips send people."""
    return f"{current_app.config['BASE_URL']}/sign-in"
