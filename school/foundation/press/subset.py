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
from collections.abc import Iterator
from itertools import groupby

from school.foundation.press.fonts import Face

MORE_COMPONENTS, WORDS, SCALE, TWO_SCALES, MATRIX = 0x20, 0x1, 0x8, 0x40, 0x80


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
        short = offsets[-1] < 1 << 17  # then the table loca counts in pairs of octets
        struct.pack_into(">H", head, 50, 0 if short else 1)
        struct.pack_into(">H", hhea, 34, count)
        struct.pack_into(">H", maxp, 4, count)
        struct.pack_into(">H", maxp, 26, 0)  # no instructions
        return _sfnt(
            {
                b"glyf": b"".join(outlines),
                b"head": bytes(head),
                b"hhea": bytes(hhea),
                b"hmtx": b"".join(struct.pack(">Hh", *face.metrics(glyph)) for glyph in glyphs),
                b"loca": struct.pack(f">{count + 1}{'H' if short else 'I'}", *(each >> short for each in offsets)),
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
            outlines.append(bytes(outline) + bytes(-len(outline) % 2))
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
