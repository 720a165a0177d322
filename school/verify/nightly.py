"""What of this room nobody needs any more."""

from __future__ import annotations

from school.foundation.db import utc_now
from school.verify import tries
from school.verify.fakes.actions import forget_contacts


def clear() -> None:
    """Remove counts of hours that are over, and phones of people whose report was closed long ago."""
    now = utc_now()
    tries.forget(now)
    forget_contacts(now)
