"""What of signing in nobody needs any more."""

from __future__ import annotations

from sqlalchemy import delete

from school.accounts.models import EndedSession, SignInCode
from school.accounts.sign_in import session, throttle
from school.foundation.db import db, utc_now


def clear() -> None:
    """Remove failures that are forgotten, codes that have run out, and ended sessions that time has ended too."""
    now = utc_now()
    throttle.forget(now)
    db.session.execute(delete(SignInCode).where(SignInCode.expires_at < now))
    db.session.execute(delete(EndedSession).where(EndedSession.ended_at < now - session.longest()))
