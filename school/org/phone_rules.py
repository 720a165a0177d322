"""What is a phone number, and what exactly is wrong with one that is not."""

from __future__ import annotations

import re
import unicodedata

from flask_babel import gettext

MOBILE_LENGTH = 11
MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"0\d{2,3}[1-9]\d{6,7}")
SEPARATORS = re.compile(r"[\s\-–—－()（）.]+")
COUNTRY = re.compile(r"^(\+|00)86")


class PhoneProblem(ValueError):
    """A typed number that cannot be one; the text says how to mend it."""


def read_phone(typed: str) -> str:
    """The digits of a mobile or landline number as typed; raises PhoneProblem."""
    text = SEPARATORS.sub("", unicodedata.normalize("NFKC", typed))
    digits = COUNTRY.sub("", text)
    if MOBILE.fullmatch(digits) or LANDLINE.fullmatch(digits):
        return digits
    if not digits.isascii() or not digits.isdecimal():
        raise PhoneProblem(gettext("A phone number has only digits. Leave it empty if it is not known."))
    if digits.startswith("1") and len(digits) != MOBILE_LENGTH:
        raise PhoneProblem(
            gettext(
                "A mobile number has 11 digits, this one has %(count)s. Leave it empty if it is not known.",
                count=len(digits),
            )
        )
    raise PhoneProblem(gettext("This is neither a mobile number nor a landline with its area code."))
