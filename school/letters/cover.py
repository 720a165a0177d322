"""The class cover: what is in the bag, by when it comes back, and where to sign for a letter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from school.foundation.press.drawing import MM, Drawing
from school.foundation.press.font_set import FontSet
from school.foundation.press.fonts import Fonts, Look
from school.foundation.press.layout import Paragraph, Run, break_lines
from school.foundation.press.symbol_family import symbol_maker
from school.foundation.press.symbols import Level
from school.letters.head import LEFT, RIGHT, WIDTH, draw_head, draw_shield
from school.letters.paper import ClassCover, CoverRow, grouped

MOST_ROWS = 25  # in each of the two lists
HEAD_HEIGHT, ROW_HEIGHT, LIST_HEIGHT = 7.0, 7.4, 152.0
TABLE_TOP = 90.0
COLUMNS = (7.5, 25.0, 22.0, 17.5, 9.0)
HEADINGS = ("序", "姓名", "编号 / 学号", "领取签名", "回执")
LIST_GAP = 4.0
NOTES = (
    (
        Run("请班长：", bold=True),
        Run("扫右上角二维码登录，可以“除某某外全部已发”一次打勾。没发出去的信请放回袋里，不要代签，不要拍照发群。"),
    ),
    (Run("收回的回执不用排序，放进袋里即可。家长已用手机签收的，不必再交纸质回执。"),),
)
UNKNOWN = "〓"  # what printers have always set for a character they do not have


def draw_cover(fonts: Fonts, chars: FontSet, cover: ClassCover, school_name: str, with_shield: bool) -> Iterator[bytes]:
    """The operators of each page of the cover: one for up to fifty students."""
    a_list = min(MOST_ROWS, max(20, -(-len(cover.rows) // 2)))
    pages = [cover.rows[start : start + 2 * a_list] for start in range(0, len(cover.rows), 2 * a_list)]
    for index, rows in enumerate(pages or [()]):
        drawing = Drawing(chars)
        if with_shield:
            draw_shield(drawing)
        _draw_top(drawing, fonts, cover, school_name, index + 1)
        _draw_facts(drawing, fonts, cover)
        for half in range(2):
            part = rows[half * a_list : (half + 1) * a_list]
            first = (index * 2 + half) * a_list + 1
            left = LEFT + half * (sum(COLUMNS) + LIST_GAP)
            _draw_list(drawing, fonts, cover, part, first, left, min(ROW_HEIGHT, LIST_HEIGHT / a_list))
        _draw_end(drawing, fonts)
        yield drawing.content()


def printable(text: str, fonts: Fonts) -> str:
    """The text with a mark for each character that cannot be drawn."""
    return "".join(UNKNOWN if fonts.sans.problem(character) else character for character in text)


def _draw_top(drawing: Drawing, fonts: Fonts, cover: ClassCover, school_name: str, page: int) -> None:
    draw_head(drawing, fonts, school_name)
    counsellor = printable(cover.counsellor_line, fonts)
    drawing.text(RIGHT, 15.9, f"班级封面　第 {page} 张　{cover.printed_on} 打印", Look(fonts.sans, 9.5), align="right")
    place = "　".join(filter(None, (printable(cover.college_name, fonts), counsellor)))
    drawing.text(RIGHT, 20.7, place, Look(fonts.sans, 9.5), align="right", width=72)
    class_name = printable(cover.class_name, fonts)
    drawing.text(105, 35.3, class_name, Look(fonts.sans_bold, 22, tracking=0.06), align="centre", width=WIDTH)
    sides = "　每封两页，双面打印" if cover.pages > 1 else ""
    title = f"《{cover.mailing_title}》发放与回收清单{sides}"
    drawing.text(105, 47, title, Look(fonts.sans, 12.5), align="centre", width=WIDTH)


def _draw_facts(drawing: Drawing, fonts: Fonts, cover: ClassCover) -> None:
    """Three facts in boxes and the class's code."""
    beside = [f"免发 {cover.exempt} 人"] if cover.exempt else []
    if cover.held_back:
        beside.append(f"暂缓 {len(cover.held_back)} 封")
    facts = (
        (f"本袋信件（全班 {cover.students} 人）", f"{cover.letters} 封", "，".join(beside) or "每人一封"),
        ("发给班长", cover.hand_out_on or "____月____日", "当天发完，打一次勾"),
        ("回执交回", cover.due_on, "连同本袋交学院办公室"),
    )
    drawing.box(LEFT, 54, WIDTH, 30, 0.35)
    for place, (label, figure, below) in enumerate(facts):
        x = LEFT + 4 + place * 45.3
        drawing.text(x, 60.3, label, Look(fonts.sans, 10))
        drawing.text(x, 67.8, figure, Look(fonts.sans_bold, 19), width=38)
        drawing.text(x, 75.4, below, Look(fonts.sans, 10), width=38)
        drawing.rule((x + 41.3, 54.2), (x + 41.3, 83.8), 0.2, grey=0.53)
    code_size = 21.5 if cover.class_code else 24.0
    if cover.class_url:
        symbol = symbol_maker("/".join(cover.class_url.split("/")[:3]), Level.M).symbol(cover.class_url)
        drawing.symbol(173 - code_size / 2, 57.0, code_size, symbol)
    if cover.class_code:
        drawing.text(173, 81.2, cover.class_code, Look(fonts.sans_bold, 9), align="centre", width=28)


def _draw_list(
    drawing: Drawing,
    fonts: Fonts,
    cover: ClassCover,
    rows: Sequence[CoverRow],
    first: int,
    left: float,
    height: float,
) -> None:
    if not rows:
        return
    held = {each.number for each in cover.held_back}
    _draw_grid(drawing, left, height, len(rows))
    x = left
    for heading, width in zip(HEADINGS, COLUMNS, strict=True):
        drawing.text(x + 1.3, TABLE_TOP + HEAD_HEIGHT / 2, heading, Look(fonts.sans_bold, 9.5), width=width - 2)
        x += width
    for place, row in enumerate(rows):
        middle = TABLE_TOP + HEAD_HEIGHT + (place + 0.5) * height
        note = "暂缓打印" if row.letter_number in held and row.letter_number else row.note
        _draw_row(drawing, fonts, row, f"{first + place:02d}", note, left, middle)


def _draw_row(drawing: Drawing, fonts: Fonts, row: CoverRow, place: str, note: str, left: float, middle: float) -> None:
    name_left = left + COLUMNS[0]
    number_left = name_left + COLUMNS[1]
    drawing.text(left + 1.3, middle, place, Look(fonts.sans, 10.5))
    _draw_name(drawing, fonts, printable(row.student_name, fonts), name_left + 1.3, middle)
    number = note or grouped(row.letter_number)
    drawing.text(number_left + 1.3, middle - 1.25, number, Look(fonts.sans, 8.6), width=COLUMNS[2] - 2)
    student_number = printable(row.student_number, fonts)
    drawing.text(number_left + 1.3, middle + 1.6, student_number, Look(fonts.sans, 7, grey=0.35), width=COLUMNS[2] - 2)
    if not note:
        drawing.box(left + sum(COLUMNS[:4]) + 2.3, middle - 2.2, 4.4, 4.4, 0.35)


def _draw_name(drawing: Drawing, fonts: Fonts, name: str, left: float, middle: float) -> None:
    """The name, on two lines where one line would be too small to read."""
    room = COLUMNS[1] - 2.2
    if fonts.sans_bold.width(name, 7.5) / MM <= room:
        drawing.text(left, middle, name, Look(fonts.sans_bold, 10.5), width=room)
        return
    half = len(name) // 2
    cut = name.rfind("·", 0, half + 3) + 1 or half
    cut = cut if abs(cut - half) <= 3 else half
    widest = max(fonts.sans_bold.width(part, 1) for part in (name[:cut], name[cut:]))
    size = min(8.0, room * MM / widest)
    drawing.text(left, middle - 1.5, name[:cut], Look(fonts.sans_bold, size))
    drawing.text(left, middle + 1.5, name[cut:], Look(fonts.sans_bold, size))


def _draw_grid(drawing: Drawing, left: float, height: float, rows: int) -> None:
    right = left + sum(COLUMNS)
    bottom = TABLE_TOP + HEAD_HEIGHT + rows * height
    for row in range(rows):
        y = TABLE_TOP + HEAD_HEIGHT + row * height
        drawing.rule((left, y), (right, y), 0.25, grey=0.0 if row == 0 else 0.47)
    x = left
    for width in COLUMNS[:-1]:
        x += width
        drawing.rule((x, TABLE_TOP), (x, bottom), 0.2, grey=0.47)
    drawing.box(left, TABLE_TOP, right - left, bottom - TABLE_TOP, 0.3)


def _draw_end(drawing: Drawing, fonts: Fonts) -> None:
    """What the monitor is asked to do, and the lines to fill in."""

    def measure(text: str, bold: bool) -> float:
        return (fonts.sans_bold if bold else fonts.sans).width(text, 1)

    middle = 254.5
    for runs in NOTES:
        for line in break_lines(Paragraph(runs, indent=0), measure, WIDTH * MM / 10.5):
            drawing.line_of_text(LEFT, middle, line, (fonts.sans, fonts.sans_bold), 10.5)
            middle += 6.0
    drawing.text(LEFT, 279, "班长签名 ______________", Look(fonts.sans, 11))
    drawing.text(RIGHT, 279, "收回 ______ 份　　____ 月 ____ 日交回", Look(fonts.sans, 11), align="right")
