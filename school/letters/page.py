"""The letter's page: what all letters of a run share, and what each adds.

Measures are those of the design (A4, margins 22 mm, slip from 212 to 284 mm); the
scan desk finds the slip's boxes by the same numbers.  The words 家长签名 are drawn
last, so that whoever copies the page's text finds them at its end and the box to
sign in directly to their right.
"""

from __future__ import annotations

from collections.abc import Sequence

from school.foundation.press.drawing import MM, Align, Drawing, draw_symbol
from school.foundation.press.font_set import FontSet
from school.foundation.press.fonts import Fonts, Look
from school.foundation.press.spans import Slot, Span, show_spans
from school.foundation.press.symbol_family import symbol_maker
from school.foundation.press.symbols import Level
from school.letters.body import BODY_MIDDLE, BODY_SIZE, ONLY_PAGE, PageOf
from school.letters.head import CREST_ROOM, LEFT, RIGHT, WIDTH, draw_head, school_room
from school.letters.paper import LetterSheet, LetterWording, fill, values_of
from school.letters.ticks import RELATION_LEFT, RELATION_ROOM, RELATION_ROW, TICK, tick_places

GREY = 0.53
SMALLEST = 8.5  # what the line below the box may shrink to before it becomes two
LINK_CODE = (25.85, 165.0, 31.0)
SLIP_CODE = (22.0, 224.0, 27.0)
MARKS = ((10.0, 216.0), (200.0, 216.0), (10.0, 284.0), (200.0, 284.0))
MARK_ARM, MARK_THICK = 5.0, 1.5
DATE_PART_SIZE = 10.0
DATE_BOX = (32.0, 267.5, 47.0, 15.0)
SIGNATURE_BOX = (114.0, 267.5, 74.0, 15.0)
ROW_MIDDLE = 275.0
IN_NUMBERS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ-"  # of letters, and check codes
SALUTATION = Slot(LEFT, BODY_MIDDLE, WIDTH)
CHECK_CODE = Slot(75.35, 183.45, 27, "centre")
SLIP_NUMBER = Slot(35.5, 255.2, 39, "centre")
SLIP_LINE = Slot(57, 231.4, 131)


def draw_frame(
    drawing: Drawing,
    fonts: Fonts,
    wording: LetterWording,
    school_name: str,
    *,
    specimen: bool,
    place: PageOf = ONLY_PAGE,
) -> None:
    """Everything above the cut that all letters share on this page, except the body."""
    if specimen:  # big shapes behind everything, and small words that can be found
        words = wording.labels.specimen.split(" ")
        sizes = (150.0, 62.0)
        drawing.diagonal(
            tuple((word, Look(fonts.sans_bold, size, grey=0.9)) for word, size in zip(words, sizes, strict=False))
        )
        drawing.text(105, 9.5, wording.labels.specimen, Look(fonts.sans_bold, 11, tracking=0.1), align="centre")
    draw_head(drawing, fonts, school_name)
    if place.number == 1:
        drawing.text(105, 37.3, wording.title, Look(fonts.serif_bold, 22, tracking=0.06), align="centre", width=WIDTH)
    if place.pages > 1:
        drawing.text(RIGHT, 10.5, f"{place.number} / {place.pages}", Look(fonts.sans, 9.5), align="right")
    if place.number < place.pages:
        drawing.text(105, 211, wording.labels.turn_over, Look(fonts.sans, 9.5), align="centre", width=WIDTH)
        return
    _draw_signed(drawing, fonts, wording)
    _draw_steps(drawing, fonts, wording)
    _draw_cut(drawing, fonts, wording.labels.cut)


def _draw_signed(drawing: Drawing, fonts: Fonts, wording: LetterWording) -> None:
    lines = (wording.signed_by, wording.signed_on)
    widest = max(fonts.serif.width(line, BODY_SIZE) for line in lines) / MM
    centre = RIGHT - min(widest, WIDTH) / 2
    for place, line in enumerate(lines):
        drawing.text(centre, 150.7 + 6.35 * place, line, Look(fonts.serif, BODY_SIZE), align="centre", width=WIDTH)


def _draw_steps(drawing: Drawing, fonts: Fonts, wording: LetterWording) -> None:
    """The box with the big code: its frame, the check code's frame, the three steps."""
    drawing.filled(LINK_CODE[0] - 3.5, LINK_CODE[1] - 2.5, 38, 36, grey=1.0)
    drawing.filled(60.85, 177.8, 29, 11.3, grey=1.0)
    drawing.box(LEFT, 162, WIDTH, 37, 0.35)
    drawing.text(75.35, 174.4, wording.labels.check_code, Look(fonts.sans, 10.5), align="centre", width=29)
    drawing.box(60.85, 177.8, 29, 11.3, 0.35)
    drawing.rule((95, 167.2), (95, 193.8), 0.25, grey=GREY)
    drawing.text(100.1, 170.2, wording.labels.steps_title, Look(fonts.sans_bold, 12.5), width=84)
    for place, step in enumerate(wording.steps):
        middle = 177.2 + 6.7 * place
        drawing.text(104.7, middle, f"{place + 1}.", Look(fonts.sans, 12), align="right")
        drawing.text(106.2, middle, step, Look(fonts.sans, 12), width=79)


def _draw_cut(drawing: Drawing, fonts: Fonts, words: str) -> None:
    half = min(fonts.sans.width(words, 9) / MM / 2 + 8.5, 95.0)
    drawing.rule((0, 211), (105 - half, 211), 0.3, dash=(1.2, 0.9))
    drawing.rule((105 + half, 211), (210, 211), 0.3, dash=(1.2, 0.9))
    drawing.text(105 - half + 4, 211, "✂", Look(fonts.sans, 9))
    drawing.text(105 + 2.5, 211, words, Look(fonts.sans, 9), align="centre", width=2 * half - 14)


def draw_slip(drawing: Drawing, fonts: Fonts, wording: LetterWording) -> None:
    """The slip's marks, words and boxes, all but its last line."""
    labels = wording.labels
    for x, y in MARKS:
        _draw_mark(drawing, x, y)
    drawing.text(57, 223, labels.slip_title, Look(fonts.sans_bold, 14, tracking=0.06), width=131)
    look = Look(fonts.sans, 11)
    _draw_label(drawing, RELATION_LEFT, RELATION_ROW, labels.relation, look, RELATION_ROOM)
    for tick in tick_places(labels):
        drawing.box(tick.x, tick.middle - TICK / 2, TICK, TICK, 0.4)
        _draw_label(drawing, tick.x + TICK + 1.6, tick.middle, tick.words, look, tick.room)
    _draw_label(drawing, 57, 260.5, labels.hint, Look(fonts.sans, 9.5), 131)


def _draw_label(
    drawing: Drawing, x: float, middle: float, words: str, look: Look, room: float, align: Align = "left"
) -> None:
    """One line, or two smaller ones; the upper one is drawn last, so that a copied page ends with it."""
    upper, _, lower = words.partition("\n")
    if lower:
        drawing.text(x, middle + 0.17 * look.size, lower, look.scaled(0.72), align, room)
        middle, look = middle - 0.15 * look.size, look.scaled(0.86)
    drawing.text(x, middle, upper, look, align, room)


def draw_last_line(drawing: Drawing, fonts: Fonts, wording: LetterWording) -> None:
    """Date and signature; the words beside the signature's box are the page's last text."""
    labels = wording.labels
    _draw_label(drawing, 30, ROW_MIDDLE, labels.date, Look(fonts.sans, 12), 18, "right")
    drawing.box(*DATE_BOX, 0.4)
    for place, part in enumerate(labels.date_parts):
        drawing.text(date_part_at(place), ROW_MIDDLE, part, Look(fonts.sans, DATE_PART_SIZE, grey=0.47), align="centre")
    drawing.box(*SIGNATURE_BOX, 0.5)
    _draw_label(drawing, 112, ROW_MIDDLE, labels.signature, Look(fonts.sans_bold, 13), 30, "right")


def date_part_at(place: int) -> float:
    """The middle of the words for year, month and day in the date's box: 0, 1 and 2."""
    return 46.2 + 11.7 * place


def _draw_mark(drawing: Drawing, x: float, y: float) -> None:
    """A corner mark whose corner is at (x, y) and which opens towards the slip's middle."""
    arm, thick = MARK_ARM, MARK_THICK
    left = x if x < 105 else x - arm
    top = y if y < 250 else y - arm
    drawing.filled(left, y if y < 250 else y - thick, arm, thick)
    drawing.filled(x if x < 105 else x - thick, top, thick, arm)


Codes = tuple[str, str]
"""Operators of a letter's big code and of its slip's code."""


class SheetText:
    """What one letter adds to the shared forms, as operators: what its class shares, and its own."""

    def __init__(self, fonts: Fonts, wording: LetterWording, chars: FontSet, school_name: str) -> None:
        self._fonts, self._wording, self._chars = fonts, wording, chars
        labels, room = wording.labels, WIDTH - CREST_ROOM - school_room(fonts, school_name)
        self._head, self._place = Slot(RIGHT, 15.9, room, "right"), Slot(RIGHT, 20.7, room, "right")
        self._number_label = Span(labels.number, Look(fonts.sans, 9.5))
        self._number_look = Look(fonts.sans_bold, 12, tracking=0.05)
        # One face for the name here, on the slip and on the cover: a class file holds each name's strokes once.
        self._salutation_look = Look(fonts.serif, BODY_SIZE)
        self._check_look = Look(fonts.sans_bold, 23, tracking=0.12)
        self._slip_number_look = Look(fonts.sans_bold, 13.5, tracking=0.04)
        self._slip_look, self._name_look = Look(fonts.sans, 11.5), Look(fonts.serif, 13)
        self._student = Span(labels.student, self._slip_look)
        self._student_number = Span(labels.student_number, self._slip_look, gap=23)

    def of_class(self, sheet: LetterSheet) -> str:
        """The lines that are the same for a whole class: where the student is, and whom to ring."""
        return f"{self.place(sheet)}\n{self._telephones(sheet)}"

    def place(self, sheet: LetterSheet) -> str:
        """Where the student is: all that a class shares on the first of two pages."""
        place = "　".join(filter(None, (sheet.college_name, sheet.class_name)))
        return self._line(self._place, Span(place, Look(self._fonts.sans, 9.5), mixed=True))

    def show(self, sheet: LetterSheet, codes: Codes) -> str:
        """Salutation, numbers, codes and the slip's line about the student."""
        return f"{self.show_first(sheet)}\n{self._show_slip(sheet, codes)}"

    def show_first(self, sheet: LetterSheet) -> str:
        """What the first of two pages has, beside `place`: number and salutation."""
        salutation = fill(self._wording.salutation, values_of(self._wording, sheet))
        return f"{self._number(sheet)}\n{self._line(SALUTATION, Span(salutation, self._salutation_look, mixed=True))}"

    def show_last(self, sheet: LetterSheet, codes: Codes) -> str:
        """What the second of two pages has: number, codes, and the slip's line."""
        return f"{self._number(sheet)}\n{self._show_slip(sheet, codes)}"

    def _number(self, sheet: LetterSheet) -> str:
        return self._line(self._head, self._number_label, Span(sheet.printed_number, self._number_look, gap=3))

    def _show_slip(self, sheet: LetterSheet, codes: Codes) -> str:
        line = self._line
        return "\n".join(
            [
                codes[0],
                line(CHECK_CODE, Span(sheet.check_code, self._check_look)),
                codes[1],
                line(SLIP_NUMBER, Span(sheet.printed_number, self._slip_number_look)),
                self._slip(sheet),
            ]
        )

    def _line(self, slot: Slot, *spans: Span) -> str:
        return show_spans(self._chars, slot, spans)

    def _telephones(self, sheet: LetterSheet) -> str:
        """How to verify the letter, and whom to ring: on one line if they fit, else on two."""
        chain, room = self._fonts.sans, WIDTH * MM
        telephones = "　".join(filter(None, (sheet.counsellor_line, self._wording.office_line)))
        natural = chain.width(self._wording.verify_line + telephones, 1) + 1.5
        one_line = natural * SMALLEST <= room
        look = Look(chain, min(9.5, room / natural) if one_line else 9.0)
        middles = (203.6, 203.6) if one_line else (201.6, 205.8)
        return "\n".join(
            [
                self._line(Slot(LEFT, middles[0], WIDTH), Span(self._wording.verify_line, look)),
                self._line(Slot(RIGHT, middles[1], WIDTH, "right"), Span(telephones, look, mixed=True)),
            ]
        )

    def _slip(self, sheet: LetterSheet) -> str:
        look = self._slip_look
        return self._line(
            SLIP_LINE,
            self._student,
            Span(sheet.student_name, self._name_look, gap=3.5, mixed=True),
            self._student_number,
            Span(sheet.student_number, look, gap=3.5),
            Span(sheet.class_name, look, gap=23),
        )


def take_standing(shared: FontSet, fonts: Fonts, wording: LetterWording) -> None:
    """Put into the shared subsets what every letter uses: a class's own are left with its names."""
    labels = wording.labels
    shared.show(fonts.sans_bold, IN_NUMBERS, 1)
    words = (labels.number, labels.student, labels.student_number, wording.verify_line, wording.office_line)
    shared.show(fonts.sans, "".join(("0123456789", *words)), 1)


def codes_of(sheets: Sequence[LetterSheet]) -> list[Codes]:
    """Both codes of each letter; many letters at once cost a third of one by one."""
    links = _codes(LINK_CODE, [sheet.link_url for sheet in sheets], Level.M)
    return list(zip(links, _codes(SLIP_CODE, [sheet.slip_url for sheet in sheets], Level.Q), strict=True))


def _codes(place: tuple[float, float, float], urls: list[str], level: Level) -> list[str]:
    prefix = urls[0][: urls[0].rindex("/") + 1] if urls else ""
    return [draw_symbol(*place, symbol) for symbol in symbol_maker(prefix, level).symbols(urls)]
