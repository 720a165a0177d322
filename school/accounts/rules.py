"""What accounts rest on, without a database: roles of posts, passwords, codes, delays."""

from __future__ import annotations

import enum
import ipaddress
import itertools
import re

from flask_babel import lazy_gettext as _l

from school.foundation.access import Role
from school.org.models import PostKind

# Posts without a role (组长, 组员 …) are for the record and open nothing.
ROLE_OF_POST = {
    PostKind.OFFICE: Role.OFFICE,
    PostKind.OFFICE_LEAD: Role.OFFICE_LEAD,
    PostKind.DUTY_OFFICER: Role.DUTY_OFFICER,
    PostKind.COLLEGE_CONTACT: Role.COLLEGE_CONTACT,
    PostKind.COUNSELLOR: Role.COUNSELLOR,
    PostKind.MONITOR: Role.MONITOR,
    PostKind.CLASS_OFFICER: Role.CLASS_OFFICER,
    PostKind.ORGANISER: Role.ORGANISER,
    PostKind.DEPARTMENT_READER: Role.DEPARTMENT_READER,
    PostKind.ADMINISTRATOR: Role.ADMINISTRATOR,
}


class AccountState(enum.StrEnum):
    """How an account stands."""

    NEW = "new"
    IN_USE = "in_use"
    DISABLED = "disabled"


STATE_LABELS = {
    AccountState.NEW: _l("never signed in"),
    AccountState.IN_USE: _l("in use"),
    AccountState.DISABLED: _l("disabled"),
}


# Waiting after wrong tries, in seconds. Own tries are those of one username from one place.
FREE_TRIES = 5
FIRST_WAIT = 5
LONGEST_WAIT = 15 * 60
# With so many failures of one username from everywhere, a place waits from its first failure on.
TRIES_FROM_EVERYWHERE = 20
WAIT_FROM_EVERYWHERE = 5
FORGET_FAILURES = 3600


def wait_after(own: int, everywhere: int) -> int:
    """Seconds until a place may try again after its ``own``-th failure; ``everywhere`` counts all places."""
    wait = WAIT_FROM_EVERYWHERE if everywhere >= TRIES_FROM_EVERYWHERE else 0
    if own < FREE_TRIES:
        return wait
    doublings = min(own - FREE_TRIES, LONGEST_WAIT.bit_length())
    return max(wait, min(LONGEST_WAIT, FIRST_WAIT << doublings))


def place_of(address: str) -> str:
    """Where a try comes from: an IPv4 address, or the /64 that one IPv6 household can choose from."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ipaddress.ip_network((parsed, 64), strict=False))


USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")


def plain_username(typed: str) -> str:
    """The one way to write a username: small letters, no space around it."""
    return typed.strip().lower()


# Without 0 O 1 I L, which look alike on paper.
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
SLIP_CODE_LENGTH, CLASS_CODE_LENGTH = 8, 6
# So many wrong tries of one student number within the hour, and six digits are no longer enough.
TRIES_OF_CLASS_CODES = 50


def plain_code(typed: str) -> str:
    """A code as it is kept: without the spaces and hyphens of print, in capitals."""
    return "".join(character for character in typed.upper() if character.isalnum())


def is_class_code(code: str) -> bool:
    """Whether this looks like a code released to a class: digits only, and short."""
    return len(code) == CLASS_CODE_LENGTH and code.isdecimal()


class PasswordFault(enum.StrEnum):
    """Why a password is not taken."""

    SHORT = "short"
    COMMON = "common"
    USERNAME = "username"
    SAME = "same"


SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 200
PASSWORD_FAULTS = {
    PasswordFault.SHORT: _l("Take at least 8 characters."),
    PasswordFault.COMMON: _l("This is one of the first that others would try. Take one that only you would think of."),
    PasswordFault.USERNAME: _l("The password must not be the username."),
    PasswordFault.SAME: _l("Take another one than before."),
}
# What is tried first, here and everywhere; runs and repetitions are found without a list.
COMMON_PASSWORDS = frozenset(
    """
    password password1 password12 password123 p@ssw0rd p@ssword passw0rd pass1234 qwertyui qwertyuiop qwerty12
    qwerty123 qwer1234 1q2w3e4r 1q2w3e4r5t 1qaz2wsx qazwsxedc zxcvbnm1 zxcvbnm123 asdfghjk asdfghjkl asdf1234 abcd1234
    abc12345 abc123456 a1234567 a12345678 aa123456 aa12345678 admin123 admin888 admin1234 administrator root1234
    welcome1 welcome123 letmein1 iloveyou sunshine princess football baseball superman trustno1 woaini520 woaini1314
    woaini123 5201314520 52013145 13145200 147258369 159357456 1314520520 li123456 wang1234 zhang123 huang123
    test1234 student1 student123 teacher123 school123 daxue123 xuesheng123 fudaoyuan baoweichu fanzha110 fanzha123
    fanzha96110 guojiafanzha 96110110 wuzha123 wuxiaoyuan wuzhaxiaoyuan changeme default1 guest1234
    """.split()  # noqa: SIM905 (words read better as words)
)


def password_fault(password: str, username: str, former: str = "") -> PasswordFault | None:
    """The first reason against ``password``, or None; ``former`` is the one it replaces."""
    folded, name = password.casefold(), username.casefold()
    if len(password) < SHORTEST_PASSWORD:
        return PasswordFault.SHORT
    if name and name in folded and len(folded) - len(name) < 4:
        return PasswordFault.USERNAME
    if folded in COMMON_PASSWORDS or _is_a_run(folded):
        return PasswordFault.COMMON
    return PasswordFault.SAME if password == former else None


def _is_a_run(text: str) -> bool:
    """One character again and again, or a straight row such as 12345678 or hgfedcba."""
    steps = {ord(right) - ord(left) for left, right in itertools.pairwise(text.replace("90", "9:"))}
    return len(steps) == 1 and steps <= {-1, 0, 1}
