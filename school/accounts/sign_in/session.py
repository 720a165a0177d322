"""The session of a browser: begun by signing in, over by sign-out, by time, or by its account.

The cookie holds the account's id and epoch, a key of its own by which signing out ends it on the
server, and three stamps; a session without them gets them on first use.
"""

from __future__ import annotations

import datetime as dt
import secrets
import time

from flask import abort, current_app, redirect, request, session, url_for
from flask_login import current_user, login_user, logout_user

from school.accounts import queries
from school.accounts.models import Account
from school.accounts.sign_in import actions
from school.foundation.access import Actor
from school.foundation.clock import today

KEY, BEGUN, SEEN, OWN_PHONE = "key", "begun", "seen", "own_phone"
# The cookie is written again only this often, not with every request.
STAMP_EVERY = 60
BEFORE_OWN_PASSWORD = {"accounts.change_password", "accounts.save_password"}
MINUTE, HOUR, DAY = 60, 3600, 86400


def account_of(session_id: str) -> Account | None:
    """The account of ``id:epoch``, while it may sign in, its epoch has not risen and nobody signed out."""
    number, _, epoch = session_id.partition(":")
    account = queries.account_in_session(int(number), key()) if number.isdecimal() else None
    if account is None or str(account.epoch) != epoch or not account.may_sign_in(current_app.config["PRODUCTION"]):
        return None
    return account


def load_actor() -> Actor | None:
    """Who is signed in, with the grants of today; ends the session that is over. Two queries."""
    if "_user_id" not in session:
        return None
    if is_over(int(time.time())) or not current_user.is_authenticated:
        end()
        return None
    account: Account = current_user._get_current_object()  # noqa: SLF001 (the way to the row itself)
    return Actor("account", account.id, queries.grants(account, today()), account.name)


def ask_for_own_password() -> None:
    """Whoever still has the password that somebody else gave them sees no page but the one to change it."""
    if getattr(current_user, "must_change_password", False) and request.endpoint not in BEFORE_OWN_PASSWORD:
        abort(redirect(url_for("accounts.change_password")))


def begin(account: Account, *, own_phone: bool = False) -> None:
    """Start afresh: nothing of what the browser kept before survives signing in, nor does a session it had."""
    if KEY in session:
        actions.end_session(session[KEY])
    session.clear()
    login_user(account)
    key()
    session[BEGUN] = session[SEEN] = int(time.time())
    if own_phone:
        session[OWN_PHONE] = session.permanent = True


def key() -> str:
    """What tells this session from every other one, also of the same account."""
    found: str = session.setdefault(KEY, secrets.token_urlsafe(16))
    return found


def longest() -> dt.timedelta:
    """How long any session can last."""
    config = current_app.config
    return max(dt.timedelta(days=config["OWN_PHONE_DAYS"]), dt.timedelta(hours=config["SESSION_HOURS"]))


def renew(account: Account) -> None:
    """Keep this session when its account's epoch has risen."""
    session["_user_id"] = account.get_id()


def end() -> None:
    """Forget everything this browser kept."""
    logout_user()
    session.clear()


def is_over(now: int) -> bool:
    """Whether the session has lasted too long, or lain idle too long; else notes that it was used."""
    config = current_app.config
    begun = session.setdefault(BEGUN, now)
    if session.get(OWN_PHONE):
        return bool(now - begun > config["OWN_PHONE_DAYS"] * DAY)
    seen = session.setdefault(SEEN, now)
    if now - begun > config["SESSION_HOURS"] * HOUR or now - seen > config["SESSION_IDLE_MINUTES"] * MINUTE:
        return True
    if now - seen >= STAMP_EVERY:
        session[SEEN] = now
    return False
