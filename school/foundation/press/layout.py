"""Chinese paragraphs broken into justified lines.

The rules (GB/T 15834-2011, and what readers expect): no closing mark begins a line,
no opening mark ends one, a dash or ellipsis of two characters stays whole, and so do
words and numbers in Latin letters.  A closing mark at a line's end gives up its empty
right half, so that the right edge looks straight.

The markup is as small as it can be: blank lines part paragraphs, `**bold**` sets a
run in bold, a line that begins with `- ` or `1. ` is an item of a list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

NEVER_FIRST = frozenset("，。、；：？！）》〉」』】〕”’…—～·％‰℃,.;:?!)]}%")
NEVER_LAST = frozenset("（《〈「『【〔“‘([{￥$№")
HALF_EMPTY = frozenset("，。、；：）》〉」』】〕”’")
WORD = re.compile(r"[0-9A-Za-z\u00C0-\u024F@#&_+=/\\'.:%,~?!-]+")
TRAILING_MARKS = re.compile(r"[.,:;?!]+$")
BOLD = re.compile(r"\*\*(.+?)\*\*")
SPACES = re.compile(r"[^\S\u3000]+")
ITEM = re.compile(r"^(- |\d{1,2}[.、] ?)")

Measure = Callable[[str, bool], float]
"""Width of a text in ems, given whether it is bold."""


@dataclass(frozen=True)
class Run:
    """Text of one weight."""

    text: str
    bold: bool = False


@dataclass(frozen=True)
class Paragraph:
    """Runs to be set as one paragraph; `indent` and `hang` are in ems."""

    runs: tuple[Run, ...]
    indent: float = 2.0  # of the first line
    hang: float = 0.0  # of the others


@dataclass(frozen=True)
class Piece:
    """Part of a line that is drawn in one go: `x` from the margin, all lengths in ems."""

    text: str
    bold: bool
    x: float
    gap: float  # added behind each character


@dataclass(frozen=True)
class Line:
    """One line, ready to draw; `width` is where its last character ends, in ems."""

    pieces: tuple[Piece, ...]
    width: float

    @property
    def text(self) -> str:
        """What the line says."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class _Unit:
    """Characters that stay together, with what each of them looks like."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def read_markup(text: str) -> list[Paragraph]:
    """Paragraphs of our markup; lines inside a paragraph are joined, list items stand alone."""
    lines = "\n".join(" ".join(SPACES.split(line)) for line in text.splitlines()).strip()
    blocks = re.split(r"\n\s*\n", lines)
    return [_paragraph(part) for block in blocks for part in _parts(block) if part]


def _parts(block: str) -> Iterator[str]:
    """Items one by one, other lines joined: without a space between ideographs."""
    pending = ""
    for line in map(str.strip, block.splitlines()):
        if ITEM.match(line):
            yield pending
            yield line
            pending = ""
        elif pending and pending[-1].isascii() and line[:1].isascii():
            pending = f"{pending} {line}"
        else:
            pending += line
    yield pending


def _paragraph(text: str) -> Paragraph:
    item = ITEM.match(text)
    if item and item[1] == "- ":
        text = "·　" + text[2:]
    runs = []
    for place, part in enumerate(BOLD.split(text)):
        if part:
            runs.append(Run(part, bold=bool(place % 2)))
    return Paragraph(tuple(runs), indent=2.0, hang=3.0 if item else 0.0)


def break_lines(paragraph: Paragraph, measure: Measure, width: float) -> list[Line]:
    """The paragraph as lines of at most `width` ems, all but the last justified."""
    lines: list[list[_Unit]] = [[]]
    left, used = paragraph.indent, 0.0
    for unit in _units(paragraph.runs, measure, width - max(paragraph.indent, paragraph.hang)):
        room = width - left
        if lines[-1] and used + _closing_width(unit, measure) > room + 1e-6:
            lines.append([])
            left, used = paragraph.hang, 0.0
        if not lines[-1] and len(lines) > 1 and not unit.text.strip(" "):
            continue
        lines[-1].append(unit)
        used += _width(unit, measure)
    last = len(lines) - 1
    indents = [paragraph.indent] + [paragraph.hang] * last
    return [
        _set_line(units, indent, measure, None if place == last else width)
        for place, (units, indent) in enumerate(zip(lines, indents, strict=True))
    ]


def _units(runs: Sequence[Run], measure: Measure, room: float) -> Iterator[_Unit]:
    """What may not be parted by a line's end; a unit wider than a line is cut by characters."""
    pending: list[Run] = []
    for atom in _atoms(runs):
        glued = pending and (atom.text[0] in NEVER_FIRST or pending[-1].text[-1] in NEVER_LAST or atom.text == " ")
        if pending and not glued:
            yield from _fitting(_Unit(tuple(pending)), measure, room)
            pending = []
        pending.append(atom)
    if pending:
        yield from _fitting(_Unit(tuple(pending)), measure, room)


def _atoms(runs: Sequence[Run]) -> Iterator[Run]:
    """Words, single ideographs and marks."""
    for run in runs:
        place = 0
        while place < len(run.text):
            word = WORD.match(run.text, place)
            text = word[0] if word and run.text[place].isalnum() else run.text[place]
            marks = TRAILING_MARKS.search(text) if len(text) > 1 else None
            text = text[: marks.start()] if marks else text
            yield Run(text, run.bold)
            place += len(text)


def _fitting(unit: _Unit, measure: Measure, room: float) -> Iterator[_Unit]:
    if _closing_width(unit, measure) <= room:
        yield unit
        return
    for run in unit.runs:
        for character in run.text:
            yield _Unit((Run(character, run.bold),))


def _width(unit: _Unit, measure: Measure) -> float:
    return sum(measure(run.text, run.bold) for run in unit.runs)


def _closing_width(unit: _Unit, measure: Measure) -> float:
    """Width at a line's end: spaces fall away, a closing mark needs half its room."""
    text = unit.text
    spaces = len(text) - len(text.rstrip(" "))
    width = _width(unit, measure) - spaces * measure(" ", unit.runs[-1].bold)
    return width - _slack(text.rstrip(" "))


def _slack(text: str) -> float:
    return 0.5 if text and text[-1] in HALF_EMPTY else 0.0


def _set_line(units: list[_Unit], indent: float, measure: Measure, width: float | None) -> Line:
    """Place the runs of a line; `width` asks for justification, None leaves it ragged."""
    runs = list(_merged(run for unit in units for run in unit.runs))
    if runs:
        runs[-1] = Run(runs[-1].text.rstrip(" "), runs[-1].bold)
    natural = sum(measure(run.text, run.bold) for run in runs)
    slack = _slack(runs[-1].text) if runs else 0.0
    gaps = sum(map(_gap_count, runs)) - 1
    gap = 0.0
    if width is not None and gaps > 0:
        gap = max((width - indent - natural + slack) / gaps, -0.05)
    pieces, x = [], indent
    for run in runs:
        own = gap if _gap_count(run) == len(run.text) else 0.0
        pieces.append(Piece(run.text, run.bold, x, own))
        x += measure(run.text, run.bold) + gap * _gap_count(run)
    return Line(tuple(pieces), x - gap if gaps > 0 else x)


def _merged(runs: Iterator[Run]) -> Iterator[Run]:
    """Neighbours of one weight and kind joined; a Latin word is a piece of its own."""
    pending: Run | None = None
    for run in runs:
        if not run.text:
            continue
        latin = _is_latin(run.text)
        if pending and pending.bold == run.bold and not latin and not _is_latin(pending.text):
            pending = Run(pending.text + run.text, run.bold)
            continue
        if pending:
            yield pending
        pending = run
    if pending:
        yield pending


def _is_latin(text: str) -> bool:
    return len(text) > 1 and text[0].isalnum() and ord(text[0]) < 0x250


def _gap_count(run: Run) -> int:
    """Places behind which a justified line may open up: once behind a Latin word."""
    return 1 if _is_latin(run.text) else len(run.text)
