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

from school.foundation.press.fonts import Face, FontChain

MORE_COMPONENTS, WORDS, SCALE, TWO_SCALES, MATRIX = 0x20, 0x1, 0x8, 0x40, 0x80
THICKEN = 0.04  # of the type size: what makes Hanazono as dark as Noto's bold


class Subset:
    """Characters of one face, numbered as they come."""

    def __init__(self, face: Face) -> None:
        self.face = face
        self.characters: list[str] = []
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

    def widths(self) -> str:
        """PDF widths of all codes, in thousandths."""
        return " ".join(f"{self.face.advance(glyph):.4g}" for glyph in self._glyphs)

    def to_unicode(self) -> bytes:
        """The CMap by which viewers copy and search text (ISO 32000-1, 9.10.3)."""
        pairs = [
            f"<{code:04X}> <{character.encode('utf-16-be').hex().upper()}>"
            for code, character in enumerate(self.characters, start=1)
        ]
        blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
        body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
        return (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
            f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{body}\n"
            "endcmap CMapName currentdict /CMap defineresource pop end end\n"
        ).encode()

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


class FontSet:
    """The subsets of one file (or of one form), each under a resource name such as /V0."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._subsets: dict[Face, Subset] = {}
        self._names: dict[Face, str] = {}
        self._tables: dict[FontChain, _CodeTable] = {}
        self._packed: dict[Face, tuple[int, bytes]] = {}

    def cut(self, chain: FontChain, text: str) -> list[tuple[int, bytes]]:
        """The text as runs of (face's place in the chain, two-byte codes)."""
        runs: list[tuple[int, bytearray]] = []
        for character in text:
            index = chain.place(character)
            if index is None:
                raise ValueError(f"no face for U+{ord(character):04X}; ask FontChain.problem first")
            code = self._subset(chain.faces[index]).code(character).to_bytes(2)
            if runs and runs[-1][0] == index:
                runs[-1][1].extend(code)
            else:
                runs.append((index, bytearray(code)))
        return [(index, bytes(codes)) for index, codes in runs]

    def show(self, chain: FontChain, text: str, size: float) -> str:
        """Operators that select the face and show the text, inside a text object."""
        table = self._tables.get(chain)
        if table is None:
            table = self._tables[chain] = _CodeTable(self, chain)
        codes = text.translate(table)
        if not table.fallback.intersection(text):
            return f"{self.resource(chain, 0)} {size:.2f} Tf<{codes}>Tj"
        runs = self.cut(chain, text)
        return " ".join(self._show_run(chain, index, run, size) for index, run in runs)

    def _show_run(self, chain: FontChain, index: int, codes: bytes, size: float) -> str:
        shown = f"{self.resource(chain, index)} {size:.2f} Tf<{codes.hex().upper()}>Tj"
        if chain.bold and index:
            return f"2 Tr {size * THICKEN:.2f} w {shown} 0 Tr"
        return shown

    def resource(self, chain: FontChain, index: int) -> str:
        """The resource name of the chain's face."""
        face = chain.faces[index]
        self._subset(face)
        return self._names[face]

    def _subset(self, face: Face) -> Subset:
        subset = self._subsets.get(face)
        if subset is None:
            subset = self._subsets[face] = Subset(face)
            self._names[face] = f"/{self._prefix}{len(self._names)}"
        return subset

    def fonts(self) -> Iterator[tuple[str, list[bytes]]]:
        """(resource name, the five PDF objects) of every face in use.

        In the objects `@1` to `@4` stand for references to the second to fifth one.
        """
        for place, (face, subset) in enumerate(self._subsets.items()):
            if subset.characters:
                yield self._names[face], self._objects(place, face, subset)

    def _objects(self, place: int, face: Face, subset: Subset) -> list[bytes]:
        name = f"{_tag(self._prefix, place)}+{face.name}"
        length, program = self._program(face, subset)
        return [
            f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H"
            "/DescendantFonts[@1]/ToUnicode @4>>".encode(),
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor @2/CIDToGIDMap/Identity/DW 1000/W[0[{subset.widths()}]]>>".encode(),
            f"<</Type/FontDescriptor/FontName/{name}/Flags 4{_descriptor(face)}/FontFile2 @3>>".encode(),
            stream(f"/Length1 {length}", program),
            stream("", zlib.compress(subset.to_unicode())),
        ]

    def _program(self, face: Face, subset: Subset) -> tuple[int, bytes]:
        """Length and compressed bytes of the embedded face, kept while no character is added."""
        kept = self._packed.get(face)
        if kept is None or kept[0] != len(subset.characters):
            program = subset.truetype()
            packed = len(program).to_bytes(4) + zlib.compress(program)
            kept = self._packed[face] = (len(subset.characters), packed)
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
