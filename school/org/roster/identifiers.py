"""Student numbers, staff numbers and phones out of cells: made plain where that is certain, refused where not."""

from __future__ import annotations

import datetime as dt
import re

from school.foundation.sheets import Cell, CellError
from school.org.roster.reasons import Reason, Refused

# A spreadsheet keeps 15 digits of a number and writes 0 for the rest.
EXACT_DIGITS = 15
LARGEST_FLOAT_INTEGER = 2**53
LONGEST_NUMBER = 30
MOBILE_DIGITS = 11
NOTHING = frozenset(
    {"", "-", "--", "/", "\\", "—", "——", "无", "没有", "暂无", "不详", "未知", "空", "n/a", "none", "null", "nan"}
)
ERROR_TEXTS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})
FORMULA_SIGNS = ("=", "+", "@", "-")

_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+\d{1,3}|\d\.\d+[eE]\d{1,3}")
_NUMBER = re.compile(r"[0-9A-Z](?:[0-9A-Z-]*[0-9A-Z])?")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_AREA = re.compile(r"0(?:10|2\d|[3-9]\d{2})[2-9]\d{6,7}")
_DECIMAL_TAIL = re.compile(r"(\d+)\.0+")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u202d\u2060\ufeff\u00ad"))
PLAIN = _INVISIBLE | {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−─﹣"), "-")
_PHONE_MARKS = dict.fromkeys(map(ord, " -()\t\n\r\u00a0.·"))
_SEVERAL = re.compile(r"[/、,;，；|\\]|\s或\s|或|\n")


def plain_text(cell: Cell) -> str:
    """A cell as one line of text with plain letters and digits, or "" for nothing; refuses failed formulas."""
    if isinstance(cell, CellError):
        raise Refused(Reason.CELL_ERROR)
    if isinstance(cell, str):
        text = cell.translate(PLAIN).strip()
        if text.upper() in ERROR_TEXTS:
            raise Refused(Reason.CELL_ERROR)
        return "" if text.lower() in NOTHING else text
    if isinstance(cell, dt.date | dt.time | dt.timedelta):
        raise Refused(Reason.TURNED_INTO_DATE)
    if isinstance(cell, bool):
        raise Refused(Reason.NOT_A_NUMBER)
    return _digits_of(cell)


def _digits_of(number: float) -> str:
    """The digits of a number cell, if the spreadsheet can have kept them all."""
    if isinstance(number, float):
        if not number.is_integer():
            raise Refused(Reason.NOT_A_NUMBER)
        if abs(number) >= LARGEST_FLOAT_INTEGER:
            raise Refused(Reason.DIGITS_LOST)
    digits = str(int(number))
    if len(digits) > EXACT_DIGITS and digits.endswith("0"):
        raise Refused(Reason.DIGITS_LOST)
    return digits


def refuse_damaged(text: str) -> None:
    """Refuse 2.026E+11, and a long number of which only 15 digits are not 0: the rest was cut off."""
    if _SCIENTIFIC.fullmatch(text):
        raise Refused(Reason.DIGITS_LOST)
    if text.isdigit() and len(text) >= EXACT_DIGITS + 3 and not text[EXACT_DIGITS:].strip("0"):
        raise Refused(Reason.DIGITS_LOST)


def read_number(cell: Cell) -> str:
    """A student or staff number: letters and digits, in capitals, at most 30. "" for nothing."""
    if isinstance(cell, str) and 0 < len(cell) < EXACT_DIGITS and cell.isascii() and cell.isdigit():
        return cell
    text = plain_text(cell).lstrip("'")
    refuse_damaged(text)
    if whole := _DECIMAL_TAIL.fullmatch(text):
        text = whole[1]
    text = "".join(text.translate(_DASHES).split()).upper()
    if text.startswith("="):
        raise Refused(Reason.FORMULA, sign="=")
    if text and (len(text) > LONGEST_NUMBER or not _NUMBER.fullmatch(text)):
        raise Refused(Reason.NOT_A_NUMBER)
    return text


def read_phone(cell: Cell) -> str:
    """A phone as digits only: 11 of a mobile, or a landline with its area code. "" for nothing."""
    if isinstance(cell, str) and _MOBILE.fullmatch(cell) and cell.isascii():
        return cell
    if isinstance(cell, bool):
        raise Refused(Reason.PHONE_NOT_DIGITS)
    try:
        text = plain_text(cell).lstrip("'")
    except Refused as refused:
        if refused.reason == Reason.NOT_A_NUMBER:
            raise Refused(Reason.PHONE_NOT_DIGITS) from refused
        raise
    if not text:
        return ""
    refuse_damaged(text)
    if whole := _DECIMAL_TAIL.fullmatch(text):
        text = whole[1]
    return _phone_of(text)


def _phone_of(text: str) -> str:
    digits = text.translate(_DASHES).translate(_PHONE_MARKS)
    for prefix in ("+86", "0086"):
        digits = digits.removeprefix(prefix)
    if len(digits) == MOBILE_DIGITS + 2 and digits.startswith("861"):
        digits = digits[2:]
    if len(digits) == MOBILE_DIGITS + 1 and digits.startswith("01") and _MOBILE.fullmatch(digits[1:]):
        digits = digits[1:]  # dialled from another city
    if digits.isascii() and digits.isdigit():
        if _MOBILE.fullmatch(digits) or _AREA.fullmatch(digits):
            return digits
        raise _phone_problem(digits)
    parts = [part for part in _SEVERAL.split(text) if sum(char.isdigit() for char in part) > 6]
    raise Refused(Reason.PHONE_SEVERAL if len(parts) > 1 else Reason.PHONE_NOT_DIGITS)


def _phone_problem(digits: str) -> Refused:
    """The exact thing that is wrong with a row of digits that is no phone number."""
    if len(digits) >= 2 * MOBILE_DIGITS - 2:
        return Refused(Reason.PHONE_SEVERAL)
    if len(digits) in (7, 8) or (digits[0] in "2-9" and len(digits) in (9, 10)):
        return Refused(Reason.PHONE_NO_AREA_CODE)
    if len(digits) < MOBILE_DIGITS:
        return Refused(Reason.PHONE_SHORT, digits=len(digits), lacking=MOBILE_DIGITS - len(digits))
    if len(digits) > MOBILE_DIGITS:
        return Refused(Reason.PHONE_LONG, digits=len(digits), over=len(digits) - MOBILE_DIGITS)
    if digits[0] == "1":
        return Refused(Reason.PHONE_START, start=digits[:2])
    return Refused(Reason.PHONE_NO_AREA_CODE)
