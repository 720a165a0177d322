"""Faces on disk and the chain in which a character is looked up.

The Noto faces come from npm (static TrueType outlines; the CFF faces of Linux
distributions cannot be embedded by our means) and cover the names of nearly
everybody.  What they lack is looked up in Hanazono, which Debian ships and which
draws all of CJK Extension B to E.  Without Hanazono everything still works, only
letters to people with such names are held back.
"""

from __future__ import annotations

import mmap
import os
import struct
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from fontTools.ttLib import TTFont

PROJECT = Path(__file__).resolve().parents[3]
DEFAULT_FONT_DIR = PROJECT / "node_modules" / "@expo-google-fonts"
RARE_FONT_DIRS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
RARE_FONT_FILES = ("HanaMinA.ttf", "HanaMinB.ttf")
NOTO_FILES = {
    "serif": "noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf",
    "serif_bold": "noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf",
    "sans": "noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
    "sans_bold": "noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf",
}
SHAPED_SCRIPTS = (
    (0x0590, 0x08FF),  # Hebrew, Arabic (Uyghur, Kazakh), Syriac
    (0x0900, 0x109F),  # scripts of India, Thai, Lao, Tibetan, Burmese
    (0x1780, 0x18AF),  # Khmer, Mongolian
    (0x1950, 0x1AAF),  # Tai scripts of Yunnan
    (0xA840, 0xA87F),  # Phags-pa
    (0xFB1D, 0xFDFF),
    (0xFE70, 0xFEFE),
)


class FontsMissing(RuntimeError):
    """The Noto faces are not where they should be; the message says how to get them."""


@dataclass(frozen=True)
class TextProblem:
    """Why a text cannot be printed: characters no face covers, or a script that needs shaping."""

    reason: str  # "missing_glyph" or "needs_shaping"
    characters: tuple[str, ...]

    @property
    def code_points(self) -> tuple[str, ...]:
        """The characters as people report them: U+20BB7."""
        return tuple(f"U+{ord(character):04X}" for character in self.characters)


class Face:
    """One TrueType file: which glyph a character has, how wide it is, and its outline's bytes.

    Outlines stay on disk and are mapped into memory, so that several processes share
    one copy of these 10 to 15 MB files.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.font = font = TTFont(path, lazy=True)
        self.glyphs = glyphs_by_code(self.table("cmap"))
        self.name = str(font["name"].getDebugName(6))
        self.units = int(font["head"].unitsPerEm)
        with path.open("rb") as file:
            self._file = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._outlines = font.reader.tables["glyf"].offset
        self._locations = self.table("loca")
        self._location = struct.Struct(">2I" if font["head"].indexToLocFormat else ">2H")
        self._measures = self.table("hmtx")
        self._full_metrics = int(font["hhea"].numberOfHMetrics)

    def metrics(self, glyph: int) -> tuple[int, int]:
        """(advance, left side bearing) of a glyph, in font units; the last advance holds for all behind it."""
        last = self._full_metrics - 1
        if glyph <= last:
            advance, bearing = struct.unpack_from(">Hh", self._measures, 4 * glyph)
        else:
            (advance,) = struct.unpack_from(">H", self._measures, 4 * last)
            (bearing,) = struct.unpack_from(">h", self._measures, 4 * (last + 1) + 2 * (glyph - last - 1))
        return advance, bearing

    def table(self, tag: str) -> bytes:
        """One table as it stands in the file."""
        return bytes(self.font.reader[tag])

    def outline(self, glyph: int) -> bytes:
        """The glyph's entry in the table glyf; empty for a space."""
        entry = self._location
        start, end = entry.unpack_from(self._locations, glyph * entry.size // 2)
        if entry.size == 4:  # the short form counts in pairs of bytes
            start, end = 2 * start, 2 * end
        return self._file[self._outlines + start : self._outlines + end]

    def advance(self, glyph: int) -> float:
        """Width in thousandths of the type size."""
        return self.metrics(glyph)[0] * 1000 / self.units


def glyphs_by_code(table: bytes) -> dict[int, int]:
    """Glyph by code point, from the bytes of the table cmap; only its format 12 is read.

    Every face here has one. fontTools reads any format, but by way of glyph names, which took a
    second and a half for our six faces where this takes a hundredth of it.
    """
    count = struct.unpack_from(">H", table, 2)[0]
    records = struct.iter_unpack(">HHI", table[4 : 4 + 8 * count])
    for place in (offset for _, _, offset in records if struct.unpack_from(">H", table, offset)[0] == 12):
        groups = np.frombuffer(table, ">u4", 3 * struct.unpack_from(">I", table, place + 12)[0], place + 16)
        first, last, glyph = groups.reshape(-1, 3).astype(np.int64).T
        lengths = last - first + 1
        within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        codes, glyphs = np.repeat(first, lengths) + within, np.repeat(glyph, lengths) + within
        return dict(zip(codes.tolist(), glyphs.tolist(), strict=True))
    raise ValueError("this face has no character map of format 12")


class FontChain:
    """Faces in the order in which a character is looked up; the first one sets the look."""

    def __init__(self, name: str, faces: Iterable[Face], *, bold: bool = False) -> None:
        self.name = name
        self.faces = tuple(faces)
        self.bold = bold  # later faces have no bold cut and are thickened when drawn
        self._advances = _Advances(self)
        self._printable: set[str] = set()  # characters found right before: a campus repeats them

    def place(self, character: str) -> int | None:
        """Which face of the chain draws the character; None if none does."""
        code = ord(character)
        return next((index for index, face in enumerate(self.faces) if code in face.glyphs), None)

    def width(self, text: str, size: float) -> float:
        """Natural width in points; a character nobody covers counts as one em."""
        return sum(map(self._advances.__getitem__, text)) * size / 1000

    def problem(self, text: str) -> TextProblem | None:
        """Why this text cannot be printed right, or None if it can."""
        if self._printable.issuperset(text):
            return None
        shaped = tuple(dict.fromkeys(filter(_needs_shaping, text)))
        if shaped:
            return TextProblem("needs_shaping", shaped)
        missing = tuple(dict.fromkeys(each for each in text if self.place(each) is None))
        if missing:
            return TextProblem("missing_glyph", missing)
        self._printable.update(text)
        return None


@dataclass(frozen=True)
class Look:
    """How a text is set: chain, size in points, extra space between characters in ems, 0 black to 1 white."""

    chain: FontChain
    size: float
    tracking: float = 0.0
    grey: float = 0.0

    def width(self, text: str) -> float:
        """Width in points, the extra space included."""
        return self.chain.width(text, self.size) + self.tracking * self.size * max(len(text) - 1, 0)

    def scaled(self, factor: float) -> Look:
        """The same look, smaller or larger."""
        return replace(self, size=self.size * factor)


class _Advances(dict[str, float]):
    """Widths by character, looked up on first use."""

    def __init__(self, chain: FontChain) -> None:
        super().__init__()
        self._chain = chain

    def __missing__(self, character: str) -> float:
        index = self._chain.place(character)
        width = 1000.0
        if index is not None:
            face = self._chain.faces[index]
            width = face.advance(face.glyphs[ord(character)])
        self[character] = width
        return width


def _needs_shaping(character: str) -> bool:
    """Joined, stacked or right-to-left writing, which a glyph per character gets wrong."""
    code = ord(character)
    if code < 0x300:
        return False
    if any(first <= code <= last for first, last in SHAPED_SCRIPTS):
        return True
    return unicodedata.category(character) in ("Mn", "Mc", "Me") and not _is_variant_mark(code)


def _is_variant_mark(code: int) -> bool:
    return 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF


@dataclass(frozen=True)
class Fonts:
    """The four looks of everything printed."""

    serif: FontChain
    serif_bold: FontChain
    sans: FontChain
    sans_bold: FontChain
    has_rare_characters: bool

    @cached_property
    def all(self) -> tuple[FontChain, ...]:
        """Every chain, for those who need to walk them."""
        return (self.serif, self.serif_bold, self.sans, self.sans_bold)


def load_fonts(font_dir: Path | None = None) -> Fonts:
    """The faces, read once per process (about a tenth of a second); raises FontsMissing."""
    return _load(font_dir or Path(os.environ.get("FONT_DIR") or DEFAULT_FONT_DIR))


@lru_cache(maxsize=2)
def _load(font_dir: Path) -> Fonts:
    paths = {look: font_dir / file for look, file in NOTO_FILES.items()}
    absent = [str(path) for path in paths.values() if not path.is_file()]
    if absent:
        raise FontsMissing(
            f"Fonts for printing are missing: {', '.join(absent)}. "
            "Run `make setup` (or `npm ci`), or set FONT_DIR to the folder that holds "
            "noto-serif-sc and noto-sans-sc."
        )
    rare = [Face(path) for path in find_rare_fonts()]
    chains = {look: FontChain(look, [Face(path), *rare], bold=look.endswith("bold")) for look, path in paths.items()}
    return Fonts(**chains, has_rare_characters=len(rare) == len(RARE_FONT_FILES))


def find_rare_fonts(folders: Iterable[Path] = RARE_FONT_DIRS) -> list[Path]:
    """Hanazono's files where Debian's package fonts-hanazono puts them; empty if not installed."""
    places = [folder / "truetype" / "hanazono" for folder in folders]
    found = (next((at / file for at in places if (at / file).is_file()), None) for file in RARE_FONT_FILES)
    return [path for path in found if path]
