"""What of signing in nobody needs any more."""

from __future__ import annotations

from sqlalchemy import delete

from school.accounts.models import SignInCode
from school.accounts.sign_in import throttle
from school.foundation.db import db, utc_now


def clear() -> None:
    """Remove failures that are forgotten and codes that have run out."""
    now = utc_now()
    throttle.forget(now)
    db.session.execute(delete(SignInCode).where(SignInCode.expires_at < now))
