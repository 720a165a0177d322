"""Font subsets whose codes several processes agree on without a word: a code is the code point.

`Subset` numbers characters as they come, which is small and right for a file made in one
place.  Where processes write pages of one file side by side none of them knows what the
others have numbered, so here the two-byte code of a character is its code point within its
plane, each plane has a subset of its own, and a map from codes to glyphs goes into the file
(about four bytes a character: nothing in a campus, 7 KB too much in a class pack).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from school.foundation.press.font_set import FontSet, Place
from school.foundation.press.fonts import FontChain
from school.foundation.press.subset import Subset

PLANE = 16  # `index | plane << PLANE` tells planes of one face apart wherever a face's place is asked for


class OpenSubset(Subset):
    """Characters of one face and one plane, in whatever order."""

    def code(self, character: str) -> int:
        """The character's code point within its plane."""
        if character not in self._codes:
            self._codes[character] = ord(character) & 0xFFFF
            self.characters.append(character)
        return self._codes[character]

    def settle(self) -> None:
        """Number the glyphs by code point: called once, when all characters are known."""
        self.characters.sort()
        self._glyphs = [0, *(self.face.glyphs[ord(character)] for character in self.characters)]

    def glyph_map(self) -> bytes:
        """Two bytes for every code up to the last one in use."""
        codes = [ord(character) & 0xFFFF for character in self.characters]
        table = bytearray(2 * (codes[-1] + 1))
        for glyph, code in enumerate(codes, start=1):
            table[2 * code : 2 * code + 2] = glyph.to_bytes(2)
        return bytes(table)

    def widths(self) -> str:
        """The PDF array /W, of those that are not 1000 wide."""
        advances = ((ord(each) & 0xFFFF, self.face.advance(self.face.glyphs[ord(each)])) for each in self.characters)
        return " ".join(f"{code}[{width:.4g}]" for code, width in advances if width != 1000)

    def _ranges(self) -> Iterator[str]:
        """One range for each first octet in use: the text is the code, in its plane."""
        for row, characters in groupby(self.characters, key=lambda character: ord(character) >> 8):
            first, *others = characters
            last = others[-1] if others else first
            code = row & 0xFF
            start, end = ord(first) & 0xFF, ord(last) & 0xFF
            yield f"<{code:02x}{start:02x}><{code:02x}{end:02x}><{first.encode('utf-16-be').hex()}>"


class OpenFontSet(FontSet):
    """Subsets for pages made by several processes; `characters` and `add` bring them together."""

    def _code(self, chain: FontChain, index: int, character: str) -> tuple[int, bytes]:
        index |= ord(character) >> 16 << PLANE
        return index, self._subset((chain, index)).code(character).to_bytes(2)

    def _new_subset(self, place: Place) -> Subset:
        return OpenSubset(place[0].faces[place[1] & (1 << PLANE) - 1])

    def _name(self, place: Place) -> str:
        chain, index = place
        return f"{chain.name}{index & (1 << PLANE) - 1}.{index >> PLANE}"

    def characters(self) -> dict[tuple[str, int], str]:
        """What was used so far, by chain's name and face."""
        return {(chain.name, index): "".join(each.characters) for (chain, index), each in self._subsets.items()}

    def add(self, chains: dict[str, FontChain], characters: dict[tuple[str, int], str]) -> None:
        """Take in what another process has used."""
        for (name, index), used in characters.items():
            subset = self._subset((chains[name], index))
            for character in used:
                subset.code(character)

    def fonts(self) -> Iterator[tuple[str, list[bytes]]]:
        """As in FontSet; the order does not depend on which process came first."""
        self._subsets = dict(sorted(self._subsets.items(), key=lambda each: (each[0][0].name, each[0][1])))
        for subset in self._subsets.values():
            if isinstance(subset, OpenSubset):
                subset.settle()
        return super().fonts()
