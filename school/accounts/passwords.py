"""Password hashes: argon2id with the library's parameters."""

from __future__ import annotations

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from school.accounts.rules import CODE_LETTERS

_hasher = PasswordHasher()


def hash_password(password: str) -> str:
    """What is kept of a password."""
    return _hasher.hash(password)


def is_password(password: str, password_hash: str | None) -> bool:
    """Whether ``password`` belongs to the hash; takes as long when there is no hash."""
    nobodys = _nobodys_hash()
    try:
        _hasher.verify(password_hash or nobodys, password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def needs_new_hash(password_hash: str) -> bool:
    """Whether the library's parameters have moved on since ``password_hash`` was made."""
    return _hasher.check_needs_rehash(password_hash)


def first_password() -> str:
    """A password to print and to type once: three groups of four, 59 bits, without lookalikes."""
    letters = CODE_LETTERS.lower()
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(3))


@cache
def _nobodys_hash() -> str:
    return _hasher.hash("the password of nobody")
