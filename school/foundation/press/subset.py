"""The glyphs one PDF file needs, and the PDF fonts made of them.

A subset gives every character a two-byte code, first come first served; the glyph
with that number in the embedded face is the character's outline, so no further map
is needed (Identity-H), and the ToUnicode map says for each code which character it
is, beyond U+FFFF as a surrogate pair.  reportlab's own TrueType support writes that
map wrong and has no fallback; fontTools' subsetter is right but needs about half a
second a face where this takes a millisecond, and a campus has a thousand files.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from itertools import groupby

from school.foundation.press.fonts import Face, FontChain

MORE_COMPONENTS, WORDS, SCALE, TWO_SCALES, MATRIX = 0x20, 0x1, 0x8, 0x40, 0x80
THICKEN = 0.04  # of the type size: what makes Hanazono as dark as Noto's bold


class Subset:
    """Characters of one face, numbered as they come."""

    def __init__(self, face: Face) -> None:
        self.face = face
        self.characters: list[str] = []
        self.known: frozenset[str] = frozenset()  # the same when last asked for
        self._glyphs = [0]  # original glyph by code; code 0 is .notdef
        self._codes: dict[str, int] = {}

    def code(self, character: str) -> int:
        """The character's code; the face must have it."""
        code = self._codes.get(character)
        if code is None:
            code = self._codes[character] = len(self._glyphs)
            self._glyphs.append(self.face.glyphs[ord(character)])
            self.characters.append(character)
        return code

    def glyph_map(self) -> bytes:
        """The map from codes to glyphs, two bytes a code; empty where a code is its glyph's number."""
        return b""

    def widths(self) -> str:
        """The PDF array /W: codes and widths in thousandths, where they are not /DW's 1000."""
        parts = []
        advances = enumerate(map(self.face.advance, self._glyphs))
        for usual, run in groupby(advances, key=lambda each: each[1] == 1000):
            if not usual:
                own = list(run)
                parts.append(f"{own[0][0]}[{' '.join(f'{width:.4g}' for _, width in own)}]")
        return " ".join(parts)

    def to_unicode(self) -> bytes:
        """The CMap by which viewers copy and search text (ISO 32000-1, 9.10.3).

        Ranges with an array take less than half the room of one line for each code; a range
        may not leave the last octet, and an array of a hundred is what every reader takes.
        """
        ranges = list(self._ranges())
        blocks = [ranges[start : start + 100] for start in range(0, len(ranges), 100)]
        body = "\n".join(f"{len(block)} beginbfrange\n" + "\n".join(block) + "\nendbfrange" for block in blocks)
        return (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
            f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{body}\n"
            "endcmap CMapName currentdict /CMap defineresource pop end end\n"
        ).encode()

    def _ranges(self) -> Iterator[str]:
        last = len(self.characters)
        for start in (1, *range(100, last + 1, 100)):
            end = min(start // 100 * 100 + 99, last)
            for first, final in _within_octet(start, end):
                texts = "".join(f"<{each.encode('utf-16-be').hex()}>" for each in self.characters[first - 1 : final])
                yield f"<{first:04x}><{final:04x}>[{texts}]"

    def truetype(self) -> bytes:
        """A TrueType file with just these glyphs, hinting left out (printers do not use it)."""
        face = self.face
        outlines, glyphs = self._outlines()
        offsets = [0]
        for outline in outlines:
            offsets.append(offsets[-1] + len(outline))
        count = len(glyphs)
        head, hhea, maxp = (bytearray(face.table(tag)) for tag in ("head", "hhea", "maxp"))
        struct.pack_into(">I", head, 8, 0)
        struct.pack_into(">H", head, 50, 1)
        struct.pack_into(">H", hhea, 34, count)
        struct.pack_into(">H", maxp, 4, count)
        struct.pack_into(">H", maxp, 26, 0)  # no instructions
        return _sfnt(
            {
                b"glyf": b"".join(outlines),
                b"head": bytes(head),
                b"hhea": bytes(hhea),
                b"hmtx": b"".join(struct.pack(">Hh", *face.metrics(glyph)) for glyph in glyphs),
                b"loca": struct.pack(f">{count + 1}I", *offsets),
                b"maxp": bytes(maxp),
            }
        )

    def _outlines(self) -> tuple[list[bytes], list[int]]:
        """Outlines by new number; parts of composite glyphs get numbers behind the characters'."""
        glyphs = list(self._glyphs)
        numbers: dict[int, int] = {glyph: code for code, glyph in reversed(list(enumerate(glyphs)))}
        outlines = []
        place = 0
        while place < len(glyphs):
            outline = bytearray(self.face.outline(glyphs[place]))
            if outline and outline[0] & 0x80:
                for at in _component_places(outline):
                    (part,) = struct.unpack_from(">H", outline, at)
                    if part not in numbers:
                        numbers[part] = len(glyphs)
                        glyphs.append(part)
                    struct.pack_into(">H", outline, at, numbers[part])
            outlines.append(bytes(outline) + bytes(-len(outline) % 4))
            place += 1
        return outlines, glyphs


def _within_octet(start: int, end: int) -> list[tuple[int, int]]:
    """The codes from start to end, parted where the first of their two octets changes."""
    border = (start // 256 + 1) * 256
    return [(start, end)] if end < border else [(start, border - 1), (border, end)]


def _component_places(outline: bytearray) -> Iterator[int]:
    """Where the parts' glyph numbers stand in a composite outline."""
    at, flags = 10, MORE_COMPONENTS
    while flags & MORE_COMPONENTS:
        (flags,) = struct.unpack_from(">H", outline, at)
        yield at + 2
        at += 4 + (4 if flags & WORDS else 2)
        at += 2 if flags & SCALE else 4 if flags & TWO_SCALES else 8 if flags & MATRIX else 0


def _sfnt(tables: dict[bytes, bytes]) -> bytes:
    """A TrueType file of tables in order of their tags, checksums included."""
    count = len(tables)
    power = count.bit_length() - 1
    directory = struct.pack(">IHHHH", 0x10000, count, 16 << power, power, 16 * count - (16 << power))
    body = b""
    start = 12 + 16 * count
    for tag in sorted(tables):
        padded = tables[tag] + bytes(-len(tables[tag]) % 4)
        checksum = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        directory += tag + struct.pack(">III", checksum, start + len(body), len(tables[tag]))
        body += padded
    return directory + body


Place = tuple[FontChain, int]
"""A chain and which of its faces."""


class FontSet:
    """The subsets of one file (or of one form), each under a resource name such as /V0."""

    def __init__(self, prefix: str, base: FontSet | None = None) -> None:
        self._prefix = prefix
        self._base = base  # of the same file, complete: `show_once` takes from it what it has
        self._subsets: dict[Place, Subset] = {}
        self._names: dict[Place, str] = {}
        self._tables: dict[FontChain, _CodeTable] = {}
        self._packed: dict[Place, tuple[int, bytes]] = {}

    def cut(self, chain: FontChain, text: str) -> list[tuple[int, bytes]]:
        """The text as runs of (face's place in the chain, two-byte codes)."""
        runs: list[tuple[int, bytearray]] = []
        for character in text:
            index = chain.place(character)
            if index is None:
                raise ValueError(f"no face for U+{ord(character):04X}; ask FontChain.problem first")
            index, code = self._code(chain, index, character)
            if runs and runs[-1][0] == index:
                runs[-1][1].extend(code)
            else:
                runs.append((index, bytearray(code)))
        return [(index, bytes(codes)) for index, codes in runs]

    def _code(self, chain: FontChain, index: int, character: str) -> tuple[int, bytes]:
        return index, self._subset((chain, index)).code(character).to_bytes(2)

    def show(self, chain: FontChain, text: str, size: float) -> str:
        """Operators that select the face and show the text, inside a text object."""
        table = self._tables.get(chain)
        if table is None:
            table = self._tables[chain] = _CodeTable(self, chain)
        codes = text.translate(table)
        if table.fallback.isdisjoint(text):
            return f"{self.resource(chain, 0)} {size:.2f} Tf<{codes}>Tj"
        runs = self.cut(chain, text)
        return " ".join(self._show_run(chain, index, run, size) for index, run in runs)

    def show_once(self, chain: FontChain, text: str, size: float) -> str:
        """The same for text that stands once in a file: what the base has is drawn from there, in more operators."""
        if self._base is None:
            return self.show(chain, text, size)
        known = self._base.known(chain)
        runs = ((here, "".join(run)) for here, run in groupby(text, key=known.__contains__))
        return " ".join((self._base if here else self).show(chain, run, size) for here, run in runs)

    def known(self, chain: FontChain) -> frozenset[str]:
        """The characters of the chain's first face that are already among these subsets."""
        subset = self._subsets.get((chain, 0))
        if subset is None:
            return frozenset()
        if len(subset.known) != len(subset.characters):
            subset.known = frozenset(subset.characters)
        return subset.known

    def _show_run(self, chain: FontChain, index: int, codes: bytes, size: float) -> str:
        shown = f"{self.resource(chain, index)} {size:.2f} Tf<{codes.hex().upper()}>Tj"
        if chain.bold and index:
            return f"2 Tr {size * THICKEN:.2f} w {shown} 0 Tr"
        return shown

    def resource(self, chain: FontChain, index: int) -> str:
        """The resource name of the chain's face."""
        name = self._names.get((chain, index))
        if name is None:
            self._subset((chain, index))
            name = self._names[chain, index]
        return name

    def _subset(self, place: Place) -> Subset:
        subset = self._subsets.get(place)
        if subset is None:
            subset = self._subsets[place] = self._new_subset(place)
            self._names[place] = f"/{self._prefix}{self._name(place)}"
        return subset

    def _new_subset(self, place: Place) -> Subset:
        return Subset(place[0].faces[place[1]])

    def _name(self, place: Place) -> str:  # noqa: ARG002 (OpenFontSet goes by it)
        return str(len(self._names))

    def fonts(self) -> Iterator[tuple[str, list[bytes]]]:
        """(resource name, the five PDF objects) of every face in use.

        In the objects `@1` to `@5` stand for references to the second and later ones.
        """
        for number, (place, subset) in enumerate(self._subsets.items()):
            if subset.characters:
                yield self._names[place], self._objects(number, place, subset)

    def _objects(self, number: int, place: Place, subset: Subset) -> list[bytes]:
        face = subset.face
        name = f"{_tag(self._prefix, number)}+{face.name}"
        length, program = self._program(place, subset)
        more = subset.glyph_map()
        return [
            f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H"
            "/DescendantFonts[@1]/ToUnicode @4>>".encode(),
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor @2/CIDToGIDMap{' @5' if more else '/Identity'}/DW 1000/W[{subset.widths()}]>>".encode(),
            f"<</Type/FontDescriptor/FontName/{name}/Flags 4{_descriptor(face)}/FontFile2 @3>>".encode(),
            stream(f"/Length1 {length}", program),
            stream("", zlib.compress(subset.to_unicode())),
            *([stream("", zlib.compress(more))] if more else []),
        ]

    def _program(self, place: Place, subset: Subset) -> tuple[int, bytes]:
        """Length and compressed bytes of the embedded face, kept while no character is added."""
        kept = self._packed.get(place)
        if kept is None or kept[0] != len(subset.characters):
            program = subset.truetype()
            packed = len(program).to_bytes(4) + zlib.compress(program)
            kept = self._packed[place] = (len(subset.characters), packed)
        return int.from_bytes(kept[1][:4]), kept[1][4:]


class _CodeTable(dict[int, str]):
    """Four hexadecimal digits by code point, for str.translate; learns as it goes."""

    def __init__(self, fonts: FontSet, chain: FontChain) -> None:
        super().__init__()
        self._fonts = fonts
        self._chain = chain
        self.fallback: set[str] = set()  # characters that the first face lacks

    def __missing__(self, code: int) -> str:
        character = chr(code)
        ((index, codes),) = self._fonts.cut(self._chain, character)
        if index:
            self.fallback.add(character)
        self[code] = codes.hex().upper()
        return self[code]


def stream(entries: str, data: bytes) -> bytes:
    """The body of a stream object whose data is already compressed."""
    head = f"<</Filter/FlateDecode{entries}/Length {len(data)}>>stream\n".encode()
    return head + data + b"\nendstream"


def _tag(prefix: str, place: int) -> str:
    """Six capitals that mark a subset, different for every subset in a file."""
    number = ord(prefix[0]) * 676 + place
    return "".join(chr(65 + number // 26**power % 26) for power in range(6))


def _descriptor(face: Face) -> str:
    """Box and heights in thousandths, as a font descriptor states them."""
    head, hhea = face.font["head"], face.font["hhea"]

    def scaled(value: int) -> int:
        return round(value * 1000 / face.units)

    box = " ".join(str(scaled(edge)) for edge in (head.xMin, head.yMin, head.xMax, head.yMax))
    ascent, descent = scaled(hhea.ascent), scaled(hhea.descent)
    return f"/FontBBox[{box}]/ItalicAngle 0/Ascent {ascent}/Descent {descent}/CapHeight 733/StemV 80"
