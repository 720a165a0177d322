"""What a sheet looks like, and what reading a page of it gives. Lengths are millimetres of the printed page.

Everything here is plain data that is sent to worker processes and back.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class CodePlace:
    """A QR code of the sheet: its modules' square, and the texts that are ours.

    ``pattern`` is a regular expression that matches the whole text; its first group is the value that
    is reported. A code with another text is somebody else's and is not looked at.
    """

    name: str
    pattern: str
    x: float
    top: float
    size: float


@dataclass(frozen=True)
class CornerMark:
    """A black L in a corner of the sheet: (x, top) is the corner of the L's bounding square, ``arm`` its side.

    ``right`` and ``bottom`` say in which corner of the square the two arms meet.
    """

    x: float
    top: float
    arm: float
    thick: float
    right: bool
    bottom: bool


@dataclass(frozen=True)
class BoxPlace:
    """A box to write into (outer edge), or a small one to tick.

    ``printed`` are parts of the page (x, top, width, height) inside the box that are printed, such as
    the words for year, month and day: what is there is not looked at.
    """

    name: str
    x: float
    top: float
    width: float
    height: float
    tick: bool = False
    printed: tuple[tuple[float, float, float, float], ...] = ()


@dataclass(frozen=True)
class SheetLayout:
    """One kind of sheet. ``area`` (x, top, width, height) is the part that is kept as a picture.

    ``marks`` lie around the boxes; they make the boxes' places exact where the codes are far away.
    """

    codes: tuple[CodePlace, ...]
    boxes: tuple[BoxPlace, ...]
    area: tuple[float, float, float, float]
    marks: tuple[CornerMark, ...] = ()


class Mark(enum.StrEnum):
    """What a box holds. INK says that there is ink, never whose, and never that it is genuine."""

    INK = "ink"
    BLANK = "blank"
    LOOK = "look"


class PageKind(enum.StrEnum):
    """What a page is: one or more of our sheets, a blank back, a sheet whose code cannot be read, something else."""

    SHEET = "sheet"
    BLANK = "blank"
    UNREADABLE = "unreadable"
    NO_SHEET = "no_sheet"


class Trouble(enum.StrEnum):
    """Why a file or a page could not be looked at."""

    NOT_A_PICTURE = "not_a_picture"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_SLOW = "too_slow"
    EMPTY = "empty"


@dataclass(frozen=True)
class SheetReading:
    """One sheet found on a page: values by code name, marks by box name.

    ``picture`` is the layout's area as a grey JPEG, upright and straightened.
    A sheet that is seen beside others and whose code cannot be read has neither values nor marks; its
    picture is a strip of the page.
    """

    values: Mapping[str, str]
    marks: Mapping[str, Mark]
    picture: bytes


@dataclass(frozen=True)
class PageReading:
    """One page of one file, both counted from 1 (``file`` in the order the files were given).

    ``picture`` shows a person the whole page (grey JPEG, small); empty where there is nothing to see.
    ``trouble`` is set where the page could not be looked at: its kind is UNREADABLE then.
    """

    file: int
    page: int
    kind: PageKind
    sheets: tuple[SheetReading, ...] = ()
    picture: bytes = b""
    trouble: Trouble | None = None


@dataclass(frozen=True)
class FileTrouble:
    """A file that gave no pages, or not all of them; the other files are read all the same."""

    file: int
    trouble: Trouble
    detail: Mapping[str, str] = field(default_factory=dict)
