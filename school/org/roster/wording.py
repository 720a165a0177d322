"""Names and the few words that a roster knows, out of cells."""

from __future__ import annotations

import datetime as dt
import re

from school.foundation.sheets import Cell
from school.org.models import Gender, Level
from school.org.roster.identifiers import FORMULA_SIGNS, plain_text, refuse_damaged
from school.org.roster.reasons import Reason, Refused

LONGEST_NAME = 60
LONGEST_UNIT = 60
LONGEST_RELATIONSHIP = 20
FIRST_YEAR, LAST_YEAR = 1980, 2099

# Ideographs with every extension, and the private use areas where rare names were kept before Unicode had them.
_HAN = (
    "\u2e80-\u2fdf\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\ue000-\uf8ff\U000f0000-\U0010ffff"
)
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}·])\s+(?=[{_HAN}·])")
_UNIT_BLANKS = re.compile(rf"(?<=[{_HAN}\d（）])\s+|\s+(?=[{_HAN}\d（）])")
_DOT_BETWEEN = re.compile(rf"(?<=[{_HAN}])[.](?=[{_HAN}])")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_SIMPLE_NAME = re.compile("[\u4e00-\u9fff]{2,4}")
_HAS_DIGITS = re.compile(r"\d")
_LOST = re.compile("[\ufffd?\x00-\x08\x0e-\x1f]|锟斤拷|烫烫")
_DOTS = dict.fromkeys(map(ord, "•・‧∙⋅●●᛫‥•"), "·") | {ord("．"): "·", ord("･"): "·", ord("﹒"): "·"}
_BRACKETS = {ord("("): "（", ord(")"): "）"}
_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d|[0-4]\d)(?:级|年|年级|级本科|级新生|年秋季?|秋季?)?")

GENDERS = {
    **dict.fromkeys(["男", "男性", "男生", "m", "male", "1"], Gender.MALE),  # 1 and 2 as in GB/T 2261.1
    **dict.fromkeys(["女", "女性", "女生", "f", "female", "2"], Gender.FEMALE),
}
# 0 "unknown" and 9 "not said" are in the same standard.
GENDER_NOT_SAID = frozenset({"0", "9", "保密", "未说明"})
LEVELS = {
    **dict.fromkeys(
        [
            "本科",
            "本科生",
            "普通本科",
            "普通本科生",
            "大学本科",
            "全日制本科",
            "本科教育",
            "专升本",
            "专升本科",
            "第二学士学位",
            "第二学位",
            "双学位",
            "学士",
            "专科",
            "专科生",
            "高职",
            "高职专科",
            "大专",
            "高职高专",
            "预科",
            "预科生",
            "本专科",
            "本专科生",
            "undergraduate",
            "bachelor",
        ],
        Level.UNDERGRADUATE,
    ),
    **dict.fromkeys(
        [
            "研究生",
            "硕士",
            "硕士生",
            "硕士研究生",
            "全日制硕士",
            "学术硕士",
            "学术型硕士",
            "专业硕士",
            "专业型硕士",
            "学硕",
            "专硕",
            "博士",
            "博士生",
            "博士研究生",
            "学术博士",
            "专业博士",
            "直博",
            "直博生",
            "直博研究生",
            "硕博连读",
            "graduate",
            "postgraduate",
            "master",
            "phd",
            "doctor",
        ],
        Level.GRADUATE,
    ),
}
YES = frozenset({"是", "新生", "y", "yes", "1", "true", "√", "✓"})
NO = frozenset({"否", "老生", "非新生", "不是", "n", "no", "0", "false", "×", "在校生"})


def is_private_use(text: str) -> bool:
    """Whether a name has a character that only its maker's fonts can draw."""
    return bool(_PRIVATE.search(text))


def read_name(cell: Cell) -> str:
    """A person's name: no blanks between ideographs, one kind of middle dot. "" for nothing."""
    if (
        isinstance(cell, str)
        and _SIMPLE_NAME.fullmatch(cell)
        and "锟" not in cell
        and cell not in {"没有", "暂无", "不详", "未知"}
    ):
        return cell
    if isinstance(cell, bool | int | float):
        raise Refused(Reason.NOT_A_NAME)
    text = plain_text(cell.translate(_DOTS) if isinstance(cell, str) else cell)
    _refuse_formula(text)
    if _LOST.search(text):
        raise Refused(Reason.GARBLED)
    text = _DOT_BETWEEN.sub("·", _BETWEEN_HAN.sub("", " ".join(text.split())))
    if len(_HAS_DIGITS.findall(text)) > 3 or (
        text and not any(char.isalpha() or is_private_use(char) for char in text)
    ):
        raise Refused(Reason.NOT_A_NAME)
    return _not_longer(text, LONGEST_NAME)


def read_unit(cell: Cell) -> str:
    """A college or class as it is written once and for all: "计算机 2401 班", "软件(1)班" → 计算机2401班, 软件（1）班."""
    text = plain_text(cell)
    _refuse_formula(text)
    refuse_damaged(text)
    if _LOST.search(text):
        raise Refused(Reason.GARBLED)
    text = " ".join(text.split()).translate(_BRACKETS)
    return _not_longer(_UNIT_BLANKS.sub("", text), LONGEST_UNIT)


def read_relationship(cell: Cell) -> str:
    """The word for who somebody is to the student, as it was written."""
    if isinstance(cell, bool | int | float):
        return ""
    text = "".join(plain_text(cell).split())
    _refuse_formula(text)
    return _not_longer(text, LONGEST_RELATIONSHIP)


def read_gender(cell: Cell) -> Gender | None:
    """男 and 女 in the ways they are written; None where it is not said."""
    word = _word(cell, Reason.GENDER_UNKNOWN)
    if not word or word in GENDER_NOT_SAID:
        return None
    if word not in GENDERS:
        raise Refused(Reason.GENDER_UNKNOWN)
    return GENDERS[word]


def read_level(cell: Cell) -> Level | None:
    """Undergraduate (with junior college) or graduate; None where it is not said."""
    word = _word(cell, Reason.LEVEL_UNKNOWN)
    if word and word not in LEVELS:
        raise Refused(Reason.LEVEL_UNKNOWN)
    return LEVELS.get(word)


def read_grade(cell: Cell) -> int | None:
    """The year of entry: 2024, 2024级, 24级, or a date of entry. 大一 and 2028届 say no such year and are refused."""
    if isinstance(cell, dt.date):
        return _in_range(cell.year)
    word = _word(cell, Reason.GRADE_UNCLEAR)
    if not word:
        return None
    match = _YEAR.fullmatch(word)
    if not match:
        raise Refused(Reason.GRADE_UNCLEAR)
    year = int(match["year"])
    return _in_range(year if year > 99 else 2000 + year)


def read_yes_or_no(cell: Cell) -> bool | None:
    """是 or 否; None where it is not said."""
    if isinstance(cell, bool):
        return cell
    word = _word(cell, Reason.YES_OR_NO_UNCLEAR)
    if not word:
        return None
    if word not in YES | NO:
        raise Refused(Reason.YES_OR_NO_UNCLEAR)
    return word in YES


def _word(cell: Cell, otherwise: Reason) -> str:
    try:
        return "".join(plain_text(cell).split()).lower()
    except Refused as refused:
        if refused.reason == Reason.CELL_ERROR:
            raise
        raise Refused(otherwise) from refused


def _in_range(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(Reason.GRADE_UNCLEAR)
    return year


def _refuse_formula(text: str) -> None:
    if text.startswith(FORMULA_SIGNS):
        raise Refused(Reason.FORMULA, sign=text[0])


def _not_longer(text: str, most: int) -> str:
    if len(text) > most:
        raise Refused(Reason.TOO_LONG, most=most)
    return text
