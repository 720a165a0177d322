"""What accounts rest on, without a database: roles of posts, passwords, codes, delays."""

from __future__ import annotations

import ipaddress

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
