"""What can happen to accounts."""

from __future__ import annotations

from school.foundation.audit import event

SIGNED_IN = event("account.signed_in", "account", way=str)
SIGNED_OUT = event("account.signed_out", "account")
# subject: the account if the username is one; what was typed is never kept
SIGN_IN_FAILED = event("account.sign_in_failed", "account", reason=str)
PASSWORD_CHANGED = event("account.password_changed", "account")
SESSIONS_ENDED = event("account.sessions_ended", "account")
ACCOUNT_CREATED = event("account.created", "account", post=str)
ACCOUNTS_MADE = event("account.made_by_import", "account", account_ids=list)
ACCOUNT_DISABLED = event("account.disabled", "account")
ACCOUNT_ENABLED = event("account.enabled", "account")
PASSWORD_RESET = event("account.password_reset", "account")
FIRST_PASSWORDS_ASKED = event("account.first_passwords_asked", "unit", job_id=int)
FIRST_PASSWORDS_MADE = event("account.first_passwords_made", "unit", account_ids=list)
# what lets students in: on slips, or read out in class
CODE_SLIPS_ASKED = event("student_code.slips_asked", "school_class", class_ids=list, job_id=int)
CODE_SLIPS_MADE = event("student_code.slips_made", "school_class", students=int)
CLASS_CODES_RELEASED = event("student_code.released", "school_class", student_ids=list)
