"""What goes onto paper: finished text only, handed to the press by the letters feature."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

PLACEHOLDERS = ("student", "class", "college", "counsellor", "office_phone")
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


class WordingError(ValueError):
    """The wording cannot be printed; `kind` and `detail` say why, for a kinder text on screen."""

    def __init__(self, kind: str, message: str, detail: object = None) -> None:
        super().__init__(message)
        self.kind = kind  # too_long, unknown_placeholder, missing_glyph, needs_shaping
        self.detail = detail  # lines too many, the placeholder's name, the characters


@dataclass(frozen=True)
class LetterLabels:
    """The standing words of the letter and its slip."""

    number: str = "信件编号"
    check_code: str = "核对码"
    steps_title: str = "用手机签收，只要三步"
    cut: str = "不用手机的，签好后沿虚线剪下，交孩子带回学校"
    turn_over: str = "正文转背面。回执在背面，剪下不会剪掉正文。"
    slip_title: str = "家长信回执"
    student: str = "学生"
    student_number: str = "学号"
    relation: str = "我是学生的"
    relations: tuple[str, ...] = ("母亲", "父亲", "祖父母、外祖父母", "其他")
    have_read: str = "我已看过这封信"
    please_contact: str = "我有疑问，请老师联系我"
    hint: str = "请用深色笔写日期、签名，不要写出框。签名只表示看过信，不收费，也不是担保。"
    date: str = "日期"
    date_parts: tuple[str, str, str] = ("年", "月", "日")
    signature: str = "家长签名"
    specimen: str = "样张 SPECIMEN"


CHINESE_LABELS = LetterLabels()


@dataclass(frozen=True)
class LetterWording:
    """One version of a mailing's text.

    The body is in the press's markup (blank lines between paragraphs, `**bold**`, lists)
    and may contain {student} {class} {college} {counsellor} {office_phone}; so may the
    salutation.
    """

    title: str
    body: str
    signed_by: str
    signed_on: str
    salutation: str = "{student}同学的家长："
    office_line: str = ""
    verify_line: str = ""
    office_phone: str = ""
    steps: tuple[str, ...] = ("微信或相机扫左边的二维码", "填核对码，看信", "写上姓名，按“签收”")
    labels: LetterLabels = CHINESE_LABELS
    language: str = "zh-CN"

    def texts(self) -> tuple[str, ...]:
        """Every text that is printed as it stands, the body and the salutation apart."""
        flat = [value if isinstance(value, str) else " ".join(value) for value in vars(self.labels).values()]
        own = (self.title, self.signed_by, self.signed_on, self.office_line, self.verify_line)
        return (*own, self.office_phone, *self.steps, *flat)


@dataclass(frozen=True)
class LetterSheet:
    """One printed letter."""

    number: str  # 8 characters, printed as K7M2-QF4C
    link_url: str  # BASE_URL/r/TOKEN, in the big code
    slip_url: str  # BASE_URL/s/NUMBER, in the slip's code
    check_code: str  # four digits, in neither code
    student_name: str
    student_number: str
    college_name: str
    class_name: str
    counsellor_line: str = ""

    @property
    def printed_number(self) -> str:
        """The number in two groups, as a person reads it out."""
        return grouped(self.number)


@dataclass(frozen=True)
class HeldBack:
    """A letter that was not printed, and why."""

    number: str
    student_name: str
    reason: str  # missing_glyph, needs_shaping or too_long
    characters: tuple[str, ...] = ()

    @property
    def code_points(self) -> tuple[str, ...]:
        """The characters as U+20BB7."""
        return tuple(f"U+{ord(character):04X}" for character in self.characters)


@dataclass(frozen=True)
class PrintReport:
    """What became of a print run; without a written letter there is no file."""

    path: Path
    written: int
    pages: int
    held_back: tuple[HeldBack, ...] = ()


@dataclass(frozen=True)
class CoverRow:
    """A student on the class cover; without a letter in the bag, `note` says so."""

    student_name: str
    student_number: str
    letter_number: str = ""
    note: str = ""


@dataclass(frozen=True)
class ClassCover:
    """The sheet on top of a class's letters. Dates are finished text such as 11月24日."""

    class_name: str
    college_name: str
    mailing_title: str
    due_on: str
    printed_on: str
    rows: tuple[CoverRow, ...]
    students: int
    counsellor_line: str = ""
    class_url: str = ""  # in the cover's code; empty for none
    held_back: tuple[HeldBack, ...] = field(default=())
    pages: int = 1  # of each letter

    @property
    def letters(self) -> int:
        """Letters in the bag."""
        held = {each.number for each in self.held_back}
        return sum(bool(row.letter_number) and row.letter_number not in held for row in self.rows)

    @property
    def without(self) -> int:
        """Students of the class for whom nothing is printed."""
        return sum(not row.letter_number for row in self.rows)


def grouped(number: str) -> str:
    """K7M2QF4C as K7M2-QF4C."""
    return f"{number[:4]}-{number[4:]}" if len(number) == 8 else number


def fill(text: str, values: dict[str, str]) -> str:
    """Replace the placeholders; raises WordingError for one we do not know."""

    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise WordingError("unknown_placeholder", f"unknown placeholder {match[0]}", match[1])
        return values[match[1]]

    return PLACEHOLDER.sub(value, text)


def check_placeholders(wording: LetterWording) -> frozenset[str]:
    """The placeholders in the body; raises WordingError for one we do not know, there or in the salutation."""
    known = dict.fromkeys(PLACEHOLDERS, "")
    fill(wording.salutation, known)
    fill(wording.body, known)
    return frozenset(PLACEHOLDER.findall(wording.body))


def values_of(wording: LetterWording, sheet: LetterSheet) -> dict[str, str]:
    """What the placeholders stand for in one letter."""
    return {
        "student": sheet.student_name,
        "class": sheet.class_name,
        "college": sheet.college_name,
        "counsellor": sheet.counsellor_line,
        "office_phone": wording.office_phone,
    }


def usual_values(wording: LetterWording) -> dict[str, str]:
    """Placeholders with values of a usual length: they decide how many pages the letters of a run have."""
    usual = {"student": "欧阳小明", "class": "计算机科学与技术2402班", "college": "信息工程学院"}
    return {**usual, "counsellor": "辅导员 欧阳小明 0000-8660000", "office_phone": wording.office_phone}
