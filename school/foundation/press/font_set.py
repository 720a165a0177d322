"""The font subsets of one PDF file, by name, and the objects they become in it."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from itertools import groupby

from school.foundation.press.fonts import Face, FontChain
from school.foundation.press.subset import Subset

THICKEN = 0.04  # of the type size: what makes Hanazono as dark as Noto's bold
Place = tuple[FontChain, int]
"""A chain and which of its faces."""


class FontSet:
    """The subsets of one file (or of one form), each under a resource name such as /V0."""

    def __init__(self, prefix: str, base: FontSet | None = None) -> None:
        self._prefix = prefix
        self._base = base  # of the same file, complete: what it has is drawn from there
        self._subsets: dict[Place, Subset] = {}
        self._names: dict[Place, str] = {}
        self._tables: dict[FontChain, _CodeTable] = {}
        self._made: dict[Place, tuple[int, list[bytes]]] = {}

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
        """Operators that select the face and show the text, inside a text object; from the base, if it has all of it."""
        if self._base is not None and self._base.known(chain).issuperset(text):
            return self._base.show(chain, text, size)
        table = self._tables.get(chain)
        if table is None:
            table = self._tables[chain] = _CodeTable(self, chain)
        codes = text.translate(table)
        if table.fallback.isdisjoint(text):
            return f"{self.resource(chain, 0)} {size:.4g} Tf<{codes}>Tj"
        runs = self.cut(chain, text)
        return " ".join(self._show_run(chain, index, run, size) for index, run in runs)

    def show_mixed(self, chain: FontChain, text: str, size: float) -> str:
        """The same, but what the base has is drawn from there piece by piece: fewer strokes, more operators."""
        if self._base is None:
            return self.show(chain, text, size)
        known = self._base.known(chain)
        if known.isdisjoint(text) or known.issuperset(text):
            return self.show(chain, text, size)
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
        shown = f"{self.resource(chain, index)} {size:.4g} Tf<{codes.hex()}>Tj"
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
        """Kept while no character is added: a thousand files embed the same faces for what all letters share."""
        made = self._made.get(place)
        if made is None or made[0] != len(subset.characters):
            made = self._made[place] = len(subset.characters), self._make_objects(number, subset)
        return made[1]

    def _make_objects(self, number: int, subset: Subset) -> list[bytes]:
        face = subset.face
        name = f"{_tag(self._prefix, number)}+{face.name}"
        program = subset.truetype()
        more = subset.glyph_map()
        return [
            f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H"
            "/DescendantFonts[@1]/ToUnicode @4>>".encode(),
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}"
            "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor @2/CIDToGIDMap{' @5' if more else '/Identity'}/DW 1000/W[{subset.widths()}]>>".encode(),
            f"<</Type/FontDescriptor/FontName/{name}/Flags 4{_descriptor(face)}/FontFile2 @3>>".encode(),
            stream(f"/Length1 {len(program)}", zlib.compress(program)),
            stream("", zlib.compress(subset.to_unicode())),
            *([stream("", zlib.compress(more))] if more else []),
        ]


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
        self[code] = codes.hex()
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
