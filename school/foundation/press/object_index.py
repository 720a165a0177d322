"""Where each object of a PDF file lies, and the cross-reference stream that says so (PDF 1.5)."""

from __future__ import annotations

import zlib
from array import array

import numpy as np

from school.foundation.press.font_set import stream

OCTETS = (1, 5, 2)  # of an entry's kind, its place (up to a terabyte), its rank in an object stream
AT, WITHIN = 1, 2  # kinds of entries: at a place in the file, within an object stream


class ObjectIndex:
    """One entry for each object number: eleven bytes, whatever the file holds."""

    def __init__(self) -> None:
        self._kinds, self._places, self._ranks = array("B", [0]), array("Q", [0]), array("H", [0xFFFF])

    def reserve(self) -> int:
        """A new object's number."""
        self._kinds.append(0)
        self._places.append(0)
        self._ranks.append(0)
        return len(self._places) - 1

    def at(self, number: int, position: int) -> None:
        """The object begins there in the file."""
        self._kinds[number], self._places[number] = AT, position

    def within(self, number: int, container: int, rank: int) -> None:
        """The object is one of those in an object stream."""
        self._kinds[number], self._places[number], self._ranks[number] = WITHIN, container, rank

    def stream(self, number: int, position: int, entries: str) -> bytes:
        """The body of the cross-reference stream, which is itself an object and stands in its own list."""
        self.at(number, position)
        columns = zip((self._kinds, self._places, self._ranks), OCTETS, strict=True)
        octets = [np.array(values, ">u8").view(np.uint8).reshape(-1, 8)[:, 8 - width :] for values, width in columns]
        rows = np.concatenate(octets, axis=1)
        # Each row as its difference from the one above (PNG's filter 2), which compresses to a third.
        rows[1:] -= rows[:-1].copy()
        filtered = np.insert(rows, 0, 2, axis=1)
        widths, columns_in_all = " ".join(map(str, OCTETS)), sum(OCTETS)
        form = f"/W[{widths}]/DecodeParms<</Predictor 12/Columns {columns_in_all}>>"
        return stream(f"/Size {len(rows)}{form}{entries}", zlib.compress(filtered.tobytes(), 9))
