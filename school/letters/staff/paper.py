"""A plain letter and the cover of a unit's bag: no code, no number, no slip."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from school.foundation.press.drawing import MM, Drawing
from school.foundation.press.font_set import FontSet
from school.foundation.press.fonts import Fonts, Look
from school.foundation.press.layout import Line, Run
from school.letters.body import BODY_SIZE, LEADING, PageOf, Room, draw_body
from school.letters.cover import Notes, draw_end, draw_facts, draw_titles
from school.letters.cover_list import UNIT_LIST, draw_lists, printable, rows_of_pages
from school.letters.head import CREST_ROOM, LEFT, RIGHT, WIDTH, draw_head, draw_shield, school_room
from school.letters.paper import CoverRow, HeldBack, LetterWording

# Lines that fit where there is no slip: the signature follows the text, the office's line ends the page.
PLAIN = Room(only=29, first=33, rest=31)
FOOT = 281.0
NOT_PRINTED = "暂缓打印"
NOTES: Notes = (
    (
        Run("请经办人：", bold=True),
        Run("本人领取时在名字旁签名，代领的写代领人姓名。没发出去的信请放回袋里，连同本页交回发信部门。"),
    ),
    (Run("这份名单只用于发信，请不要拍照发群。信不收费，也不登记谁看过。"),),
)


@dataclass(frozen=True)
class StaffSheet:
    """One letter: to whom. ``staff_number`` stands on the cover only."""

    name: str
    unit: str
    staff_number: str = ""


@dataclass(frozen=True)
class UnitPack:
    """The letters of one college or department, in the order of its cover."""

    name: str
    sheets: tuple[StaffSheet, ...]


@dataclass(frozen=True)
class UnitCover:
    """The sheet on top of a unit's letters. Dates are finished text such as 11月24日."""

    pack: UnitPack
    mailing_title: str
    hand_out_by: str
    printed_on: str
    pages: int = 1  # of each letter
    held_back: tuple[HeldBack, ...] = ()


def draw_plain(
    drawing: Drawing, fonts: Fonts, wording: LetterWording, school_name: str, lines: Sequence[Line], place: PageOf
) -> None:
    """A page of the letter, all but whom it is to."""
    draw_head(drawing, fonts, school_name)
    if place.number == 1:
        drawing.text(105, 37.3, wording.title, Look(fonts.serif_bold, 22, tracking=0.06), align="centre", width=WIDTH)
    if place.pages > 1:
        drawing.text(RIGHT, 10.5, f"{place.number} / {place.pages}", Look(fonts.sans, 9.5), align="right")
    draw_body(drawing, lines, fonts, place.top)
    if place.number == place.pages:
        _draw_signed(drawing, fonts, wording, place.top + (len(lines) + 1.6) * LEADING)
        drawing.text(RIGHT, FOOT, wording.office_line, Look(fonts.sans, 9.5), align="right", width=WIDTH)


def _draw_signed(drawing: Drawing, fonts: Fonts, wording: LetterWording, middle: float) -> None:
    lines = (wording.signed_by, wording.signed_on)
    widest = max(fonts.serif.width(line, BODY_SIZE) for line in lines) / MM
    centre = RIGHT - min(widest, WIDTH) / 2
    for place, line in enumerate(lines):
        drawing.text(centre, middle + 6.35 * place, line, Look(fonts.serif, BODY_SIZE), align="centre", width=WIDTH)


def draw_addressee(
    drawing: Drawing, fonts: Fonts, sheet: StaffSheet, salutation: str, school_name: str, place: PageOf
) -> None:
    """Whom this copy is to: the salutation, on the first page, and the unit in the head of each."""
    room = WIDTH - CREST_ROOM - school_room(fonts, school_name)
    drawing.text(RIGHT, 20.7, sheet.unit, Look(fonts.sans, 9.5), align="right", width=room)
    if place.number == 1:
        drawing.text(LEFT, place.top, salutation, Look(fonts.serif, BODY_SIZE), width=WIDTH)


def draw_unit_cover(
    fonts: Fonts, chars: FontSet, cover: UnitCover, school_name: str, *, with_shield: bool
) -> Iterator[bytes]:
    """The operators of each page of the cover."""
    held = {(each.student_name, each.number) for each in cover.held_back}
    rows = [CoverRow(each.name, each.staff_number) for each in cover.pack.sheets]
    rows = [replace(row, note=NOT_PRINTED) if (row.student_name, row.student_number) in held else row for row in rows]
    before = 0
    for number, part in enumerate(rows_of_pages(rows), start=1):
        drawing = Drawing(chars)
        if with_shield:
            draw_shield(drawing)
        draw_head(drawing, fonts, school_name)
        heading = f"单位封面　第 {number} 张　{cover.printed_on} 打印"
        drawing.text(RIGHT, 18.2, heading, Look(fonts.sans, 9.5), align="right")
        sides = "　每封两页，双面打印" if cover.pages > 1 else ""
        title = f"《{printable(cover.mailing_title, fonts)}》发放清单{sides}"
        draw_titles(drawing, fonts, printable(cover.pack.name, fonts), title)
        draw_facts(drawing, fonts, _facts(cover), pitch=55.3)
        draw_lists(drawing, fonts, UNIT_LIST, part, before, len(rows))
        draw_end(drawing, fonts, NOTES, "经办人签名 ______________", "发出 ______ 封　　____ 月 ____ 日")
        before += len(part)
        yield drawing.content()


def _facts(cover: UnitCover) -> tuple[tuple[str, str, str], ...]:
    everybody, held = len(cover.pack.sheets), len(cover.held_back)
    return (
        (
            f"本袋信件（全单位 {everybody} 人）",
            f"{everybody - held} 封",
            f"暂缓 {held} 封" if held else "每人一封",
        ),
        ("发放截止", cover.hand_out_by, "本人领取，当面签名"),
        ("回执", "没有", "这封信不用回执，不用收回"),
    )
