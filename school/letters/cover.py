"""The class cover: what is in the bag, by when it comes back, and where to sign for a letter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from school.foundation.press.drawing import MM, Drawing
from school.foundation.press.font_set import FontSet
from school.foundation.press.fonts import Fonts, Look
from school.foundation.press.layout import Paragraph, Run, break_lines
from school.foundation.press.symbol_family import symbol_maker
from school.foundation.press.symbols import Level
from school.letters.cover_list import CLASS_LIST, draw_lists, printable, rows_of_pages
from school.letters.head import LEFT, RIGHT, WIDTH, draw_head, draw_shield
from school.letters.paper import ClassCover

Notes = tuple[tuple[Run, ...], ...]
Fact = tuple[str, str, str]
"""What, how much, and a remark below."""

FACT_PITCH = 45.3
DUE: Fact = ("回执交回", "", "连同本袋交学院办公室")
CODE_MIDDLE, CODE_SIZE = 173.0, 22.0
NOTES: Notes = (
    (
        Run(
            "请班长扫右上角二维码登录，可以“除某某外全部已发”一次打勾。没发出去的信请放回袋里，不要代签，不要拍照发群。"
        ),
    ),
    (Run("收回的回执不用排序，放回袋里。家长已用手机签收的，不用交回执。"),),
)


STANDING = "0123456789月日班级封面第张打印《》发放与回收清单每本袋信件（全人）无"
"""What the facts and headings of nearly every cover are made of."""


def draw_cover_frame(shared: FontSet, fonts: Fonts, school_name: str, *, with_shield: bool) -> bytes:
    """The operators that all class covers of a run share; ``shared`` learns the characters that each will use."""
    drawing = Drawing(shared)
    if with_shield:
        draw_shield(drawing)
    draw_head(drawing, fonts, school_name)
    draw_facts(drawing, fonts, (("", "", ""), ("发给班长", "____月____日", "当天发完，打一次勾"), DUE))
    drawing.text(CODE_MIDDLE, 80.9, "本班发信与回收", Look(fonts.sans, 9), align="centre", width=28)
    draw_end(drawing, fonts, NOTES, "班长签名 ______________", "收回 ______ 份　　____ 月 ____ 日交回")
    shared.show(fonts.sans, "".join((*CLASS_LIST.headings, STANDING)), 1)
    shared.show(fonts.sans_bold, " 封月日", 1)
    return drawing.content()


def draw_cover(fonts: Fonts, chars: FontSet, cover: ClassCover) -> Iterator[bytes]:
    """What each page of a class's cover adds to the frame: one for up to 42 students."""
    held = {each.number for each in cover.held_back}
    rows = [replace(row, note="暂缓打印") if row.letter_number in held else row for row in cover.rows]
    before = 0
    for number, part in enumerate(rows_of_pages(rows), start=1):
        drawing = Drawing(chars)
        _draw_top(drawing, fonts, cover, number)
        draw_facts(drawing, fonts, _facts(cover), framed=False)
        _draw_code(drawing, cover.class_url)
        draw_lists(drawing, fonts, CLASS_LIST, part, before, len(rows))
        before += len(part)
        yield drawing.content()


def draw_titles(drawing: Drawing, fonts: Fonts, place: str, below: str) -> None:
    """Whose bag it is, and the letter's name."""
    drawing.text(105, 35.3, place, Look(fonts.sans, 24, tracking=0.06), align="centre", width=WIDTH)
    drawing.text(105, 47, below, Look(fonts.sans, 12.5), align="centre", width=WIDTH)


def draw_facts(
    drawing: Drawing, fonts: Fonts, facts: Sequence[Fact], pitch: float = FACT_PITCH, *, framed: bool = True
) -> None:
    """Facts beside one another in a frame; a line parts each from what follows."""
    if framed:
        drawing.box(LEFT, 54, WIDTH, 30, 0.35)
    for place, (label, figure, below) in enumerate(facts):
        x = LEFT + 4 + place * pitch
        room = pitch - 7.3
        drawing.text(x, 60.3, label, Look(fonts.sans, 10), width=room)
        drawing.text(x, 67.8, figure, Look(fonts.sans_bold, 19), width=room)
        drawing.text(x, 75.4, below, Look(fonts.sans, 10), width=room)
        if framed and x + pitch - 4 < RIGHT - 4:
            drawing.rule((x + pitch - 4, 54.2), (x + pitch - 4, 83.8), 0.2, grey=0.53)


def draw_end(drawing: Drawing, fonts: Fonts, notes: Notes, left: str, right: str) -> None:
    """What whoever hands out is asked to do, and the lines to fill in."""

    def measure(text: str, bold: bool) -> float:
        return (fonts.sans_bold if bold else fonts.sans).width(text, 1)

    middle = 255.0
    for runs in notes:
        for line in break_lines(Paragraph(runs, indent=0), measure, WIDTH * MM / 10.5):
            drawing.line_of_text(LEFT, middle, line, (fonts.sans, fonts.sans_bold), 10.5)
            middle += 6.0
    drawing.text(LEFT, 279, left, Look(fonts.sans, 11))
    drawing.text(RIGHT, 279, right, Look(fonts.sans, 11), align="right")


def _draw_top(drawing: Drawing, fonts: Fonts, cover: ClassCover, page: int) -> None:
    counsellor = printable(cover.counsellor_line, fonts)
    drawing.text(RIGHT, 15.9, f"班级封面　第 {page} 张　{cover.printed_on} 打印", Look(fonts.sans, 9.5), align="right")
    place = "　".join(filter(None, (printable(cover.college_name, fonts), counsellor)))
    drawing.text(RIGHT, 20.7, place, Look(fonts.sans, 9.5), align="right", width=72)
    sides = "　每封两页，双面打印" if cover.pages > 1 else ""
    title = f"《{printable(cover.mailing_title, fonts)}》发放与回收清单{sides}"
    draw_titles(drawing, fonts, printable(cover.class_name, fonts), title)


def _facts(cover: ClassCover) -> list[Fact]:
    beside = [f"无信 {cover.without} 人"] if cover.without else []
    if cover.held_back:
        beside.append(f"暂缓 {len(cover.held_back)} 封")
    return [
        (f"本袋信件（全班 {cover.students} 人）", f"{cover.letters} 封", "，".join(beside) or "每人一封"),
        ("", "", ""),
        ("", cover.due_on, ""),
    ]


def _draw_code(drawing: Drawing, class_url: str) -> None:
    """The code of the class's page."""
    if class_url:
        before_number = class_url.rsplit("/", 2)[0] + "/"
        symbol = symbol_maker(before_number, Level.M).symbol(class_url)
        drawing.symbol(CODE_MIDDLE - CODE_SIZE / 2, 55.6, CODE_SIZE, symbol)
