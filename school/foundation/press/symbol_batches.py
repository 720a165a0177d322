"""Many QR symbols of one family at once, with numpy.

The same arithmetic as `symbol_family`, which see: a symbol is a base XOR what each piece of
its text flips, and of eight masks the one with the smallest penalty is taken.  Here a symbol
is not one long integer but an array of rows of 64 bits, its columns behind its rows, and a
few hundred symbols go through each step together.  A symbol costs about a third of what
it costs alone; symbols wider than 57 modules do not fit a row and stay with `symbol_family`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from school.foundation.press.symbols import Frame, Symbol

Rows = NDArray[np.uint64]
WIDEST = 57
AT_ONCE = 128  # symbols whose rows stay in the processor's first caches: 12 µs each, with 256 it is 30


class Pieces:
    """One piece of the text (a character or a pair): what each value it can have flips."""

    def __init__(self, frame: Frame, effects: Sequence[int]) -> None:
        flips = np.zeros((1, 2 * frame.size), np.uint64)
        for effect in reversed(effects):  # the last bit first: each doubles the table
            flips = np.concatenate([flips, flips ^ rows_of(frame, effect)])
        self.flips = flips


class SymbolBatches:
    """What `SymbolFamily` has learnt, laid out for arrays.

    `base` and the layers are integers as `Frame` packs them; `balance` is the penalty for each
    number of dark modules.
    """

    def __init__(
        self, frame: Frame, base: int, layers: tuple[Sequence[int], Sequence[int]], balance: Sequence[int]
    ) -> None:
        self._frame = frame
        self._base = rows_of(frame, base)
        self._final, self._scored = (np.stack([rows_of(frame, layer) for layer in each]) for each in layers)
        self._balance = np.array(balance, np.int32)
        self._full = _first_bits(frame.size)

    def symbols(self, pieces: Sequence[tuple[Pieces, NDArray[np.intp]]], count: int) -> list[Symbol]:
        """`count` symbols; with each piece comes its value in every text."""
        rows = np.repeat(self._base[None], count, axis=0)
        for piece, values in pieces:
            rows ^= piece.flips[values]
        best = np.argmin([self._penalties(rows ^ layer) for layer in self._scored], axis=0)
        size, octets = self._frame.size, self._frame.stride // 8
        upright = (rows ^ self._final[best])[:, :size].astype(">u8").view(np.uint8)
        packed = upright.reshape(count, size, 8)[:, :, :octets].tobytes()
        length = size * octets
        return [Symbol(size, packed[start : start + length]) for start in range(0, count * length, length)]

    def _penalties(self, dark: Rows) -> NDArray[np.int32]:
        """`SymbolFamily._penalty` of many symbols; every set bit stands for a window that begins there."""
        size = self._frame.size
        light = dark ^ self._full
        dark_2, light_2 = dark & dark << 1, light & light << 1
        dark_3, light_4 = dark_2 & dark << 2, light_2 & light_2 << 2
        fives = dark_3 & dark_3 << 2 | light_4 & light << 4
        points = np.bitwise_count(fives).astype(np.int32)
        points += 2 * np.bitwise_count(fives & ~(fives >> 1))
        finder = dark & light << 1 & dark_3 << 2 & light << 5 & dark << 6  # 1011101
        points += 40 * np.bitwise_count(finder & light_4 << 7 | light_4 & finder << 4).astype(np.int32)
        above, below = slice(0, size - 1), slice(1, size)
        blocks = dark_2[:, above] & dark_2[:, below] | light_2[:, above] & light_2[:, below]
        points[:, above] += 3 * np.bitwise_count(blocks)
        darkness = np.bitwise_count(dark[:, :size]).sum(axis=1, dtype=np.intp)
        total: NDArray[np.int32] = points.sum(axis=1, dtype=np.int32) + self._balance[darkness]
        return total


def rows_of(frame: Frame, packed: int) -> Rows:
    """A symbol packed by `Frame.pack_both` as rows, then columns, each from the highest bit down."""
    octets = frame.stride // 8
    raw = np.frombuffer(packed.to_bytes(2 * frame.size * octets), np.uint8).reshape(2 * frame.size, octets)
    wide = np.zeros((2 * frame.size, 8), np.uint8)
    wide[:, :octets] = raw
    return wide.view(">u8").astype(np.uint64)[:, 0]


def _first_bits(count: int) -> np.uint64:
    return np.uint64(((1 << count) - 1) << (64 - count))
