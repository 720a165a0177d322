"""What can happen to accounts."""

from __future__ import annotations

from school.foundation.audit import event

SIGNED_IN = event("account.signed_in", "account", way=str)
SIGNED_OUT = event("account.signed_out", "account")
# subject: the account if the username is one; what was typed is never kept
SIGN_IN_FAILED = event("account.sign_in_failed", "account", reason=str)
PASSWORD_CHANGED = event("account.password_changed", "account")
SESSIONS_ENDED = event("account.sessions_ended", "account")
