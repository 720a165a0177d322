"""What of signing in nobody needs any more."""

from __future__ import annotations

from flask import Flask
from huey import crontab
from sqlalchemy import delete

from school.accounts.models import SignInCode
from school.accounts.sign_in import throttle
from school.foundation.db import db, unit_of_work, utc_now


def register(app: Flask) -> None:
    """Clear up every night, in the worker."""

    @app.extensions["queue"].periodic_task(crontab(minute="40", hour="2"), name="clear_sign_ins")
    def clear_sign_ins() -> None:
        with app.app_context(), unit_of_work():
            clear()


def clear() -> None:
    """Remove failures that are forgotten and codes that have run out."""
    now = utc_now()
    throttle.forget(now)
    db.session.execute(delete(SignInCode).where(SignInCode.expires_at < now))
