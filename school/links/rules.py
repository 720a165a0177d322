"""Tokens, printed numbers and check codes: derived, so that a copy can be made again.

Only the token's hash is in the database; the key lies outside database and backups.
"""

from __future__ import annotations

import base64
import datetime as dt
import enum
import hashlib
import hmac
import secrets

TOKEN_BYTES = 16
TOKEN_LENGTH = 26
# Without 0 O 1 I, which look alike on paper. 32 characters: one is five bits.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
NUMBER_LENGTH = 8
VALUES = {character: value for value, character in enumerate(ALPHABET)}
BITS = 5
SHIFTS = range(0, BITS * (NUMBER_LENGTH - 1), BITS)
# Multiplication by alpha in the field of 32, modulo x^5 + x^2 + 1.
TIMES_ALPHA = [(value << 1) ^ (0b100101 if value & 0b10000 else 0) for value in range(len(ALPHABET))]
# Wrong tries of the second thing: five, an hour's wait, three more, then somebody unlocks it.
FIRST_TRIES = 5
LAST_TRIES = 3
ALL_TRIES = FIRST_TRIES + LAST_TRIES
WAIT = dt.timedelta(hours=1)


class SecondThing(enum.StrEnum):
    """What opened a link besides its token."""

    LAST_FOUR = "last_four"
    CHECK_CODE = "check_code"


def token_of(key: bytes, purpose: str, link_id: int) -> str:
    """26 lower-case base32 characters: the first 128 bits of an HMAC over purpose and link."""
    digest = hmac.digest(key, f"token:{purpose}:{link_id}".encode(), hashlib.sha256)[:TOKEN_BYTES]
    return base64.b32encode(digest).decode().rstrip("=").lower()


def token_hash(token: str) -> bytes:
    """What the database keeps of a token."""
    return hashlib.sha256(token.lower().encode()).digest()


def check_code_of(key: bytes, purpose: str, link_id: int) -> str:
    """The four digits printed beside the QR, which the QR does not contain."""
    digest = hmac.digest(key, f"check code:{purpose}:{link_id}".encode(), hashlib.sha256)
    return f"{int.from_bytes(digest[:8]) % 10_000:04d}"


def check_character(body: str) -> str:
    """The eighth character: finds every single wrong character and every exchange of two.

    The characters are elements of the field of 32; the i-th from the right counts alpha**i times,
    and alpha's first eight powers differ (Reed and Solomon's code with one check symbol).
    """
    state = 0
    for character in body:
        state = TIMES_ALPHA[state ^ VALUES[character]]
    return ALPHABET[state]


def new_number() -> str:
    """Seven random characters and their check character."""
    bits = secrets.randbits(BITS * (NUMBER_LENGTH - 1))  # one call: a campus needs 50,000
    body = "".join(ALPHABET[bits >> shift & 31] for shift in SHIFTS)
    return body + check_character(body)


def read_number(typed: str) -> str | None:
    """A number as a person typed it (lower case, spaces, hyphen), or None if it cannot be one."""
    text = "".join(character for character in typed.upper() if character.isalnum())
    if len(text) != NUMBER_LENGTH or any(character not in ALPHABET for character in text):
        return None
    return text if check_character(text[:-1]) == text[-1] else None


def printed_number(number: str) -> str:
    """K7M2QF4C as it stands on paper: K7M2-QF4C."""
    return f"{number[:4]}-{number[4:]}"


def digits_typed(text: str) -> str:
    """Four digits as a person typed them: full-width digits and spaces are no mistakes."""
    return "".join(str(int(character)) for character in text if character.isdecimal())


def tries_left(wrong_tries: int) -> int:
    """How many tries remain before the next wait, or before the link is locked."""
    return (FIRST_TRIES if wrong_tries < FIRST_TRIES else ALL_TRIES) - wrong_tries
