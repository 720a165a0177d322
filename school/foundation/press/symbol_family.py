"""QR symbols, bit for bit those of the library `qrcode`, without its cost.

A QR symbol is linear over GF(2): with the prefix, the length, the version and
the level fixed, flipping one bit of the data always flips the same modules, in
whatever surroundings.  `SymbolFamily` asks the library once what each bit of the
variable part flips, and from then on makes a symbol by XOR.  The library stays
the oracle: a test compares random texts, and a text that does not fit the family
(another length, another mixture of modes) is handed to the library itself.

A symbol is held as one integer, its rows from the most significant bit down, each
row padded with light bits to a whole number of bytes.  While the mask is chosen
the transposed symbol lies under it, so that rows and columns are scored at once;
the padding is neither dark nor light and so no run crosses from row to row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from qrcode import QRCode, base, util

from school.foundation.press.symbol_batches import AT_ONCE, WIDEST, Pieces, SymbolBatches
from school.foundation.press.symbols import Frame, Level, Symbol, library_symbol, membership

MASKS = range(8)
ALPHA_VALUES = np.array([max(util.ALPHA_NUM.find(octet), 0) for octet in range(256)], np.intp)


class SymbolMaker:
    """Symbols for many texts that share a beginning, such as the links of one print run.

    The family for a prefix and length is learnt (about 50 ms) only once enough
    symbols were asked for, so that a preview of one letter stays instant.
    """

    LEARN_AFTER = 12

    def __init__(self, prefix: str, level: Level) -> None:
        self._prefix = prefix
        self._level = level
        self._asked: dict[int, int] = {}
        self._families: dict[int, SymbolFamily] = {}

    def symbol(self, text: str) -> Symbol:
        """The symbol of `text`, identical to `library_symbol(text, level)`."""
        family = self._families.get(len(text))
        if family is None:
            asked = self._asked[len(text)] = self._asked.get(len(text), 0) + 1
            if asked <= self.LEARN_AFTER or not text.startswith(self._prefix):
                return library_symbol(text, self._level)
            family = self._families[len(text)] = SymbolFamily(self._prefix, text, self._level)
        return family.symbol(text)

    def symbols(self, texts: Sequence[str]) -> list[Symbol]:
        """The symbol of each text, some hundreds at a time: a third of the cost of one by one."""
        lengths = {len(text) for text in texts}
        if len(lengths) != 1 or len(texts) <= self.LEARN_AFTER or not texts[0].startswith(self._prefix):
            return [self.symbol(text) for text in texts]
        (length,) = lengths
        if length not in self._families:
            self._families[length] = SymbolFamily(self._prefix, texts[0], self._level)
        family, parts = self._families[length], range(0, len(texts), AT_ONCE)
        return [symbol for start in parts for symbol in family.symbols(texts[start : start + AT_ONCE])]


@lru_cache(maxsize=16)
def symbol_maker(prefix: str, level: Level) -> SymbolMaker:
    """The maker for a prefix, kept for the life of the process because it has learnt."""
    return SymbolMaker(prefix, level)


class SymbolFamily:
    """All symbols of texts that begin with `prefix` and have the length and modes of `example`."""

    def __init__(self, prefix: str, example: str, level: Level) -> None:
        self._prefix, self._length, self._level = prefix, len(example), level
        self._pattern = membership(example)
        if not self._pattern.fullmatch(example):
            return  # a mixture of modes that is not learnt: the library makes each symbol
        code = QRCode(error_correction=level, border=0)
        code.add_data(example)
        code.best_fit()
        self._frame = frame = Frame(17 + 4 * code.version)
        self._steps = _Learner(code, frame).steps(len(prefix))
        self._base, self._final, self._scored = _mask_layers(code, frame)
        for step in self._steps:
            self._base ^= step.effects[example[step.start : step.end]]
        self._balance = [int(abs(float(dark) / frame.size**2 * 100 - 50) / 5) * 10 for dark in range(frame.size**2 + 1)]

    def symbol(self, text: str) -> Symbol:
        """The symbol of `text`; what does not belong to the family goes to the library."""
        if not self._has(text):
            return library_symbol(text, self._level)
        bits = self._base
        for step in self._steps:
            bits ^= step.effects[text[step.start : step.end]]
        best = min(MASKS, key=[self._penalty(bits ^ layer) for layer in self._scored].__getitem__)
        frame = self._frame
        upright = (bits ^ self._final[best]) >> frame.half
        return Symbol(frame.size, upright.to_bytes(frame.half // 8))

    def symbols(self, texts: Sequence[str]) -> list[Symbol]:
        """The symbols of these texts (as many as suit an array), each as `symbol` makes it."""
        fitting = [text for text in texts if self._has(text)]
        if not fitting or self._frame.size > WIDEST:
            return [self.symbol(text) for text in texts]
        letters = np.frombuffer("".join(fitting).encode(), np.uint8).reshape(len(fitting), -1)
        pieces, batches = self._batches
        values = [(piece, step.values(letters)) for piece, step in zip(pieces, self._steps, strict=True)]
        made = batches.symbols(values, len(fitting))
        if len(fitting) == len(texts):
            return made
        known = dict(zip(fitting, made, strict=True))
        return [known.get(text) or library_symbol(text, self._level) for text in texts]

    @cached_property
    def _batches(self) -> tuple[list[Pieces], SymbolBatches]:
        frame = self._frame
        batches = SymbolBatches(frame, self._base, (self._final, self._scored), self._balance)
        return [Pieces(frame, step.effects.bits) for step in self._steps], batches

    def _has(self, text: str) -> bool:
        return text.startswith(self._prefix) and self._pattern.fullmatch(text) is not None

    def _penalty(self, dark: int) -> int:
        """`qrcode.util.lost_point`, on all rows and columns at once.

        Every set bit stands for a window of modules that begins there.  Windows that
        may not meet (dark and light ones) share one integer, as counting is the
        dearest step.
        """
        frame = self._frame
        light = dark ^ frame.full
        dark_2, light_2 = dark & dark << 1, light & light << 1
        dark_3, light_4 = dark_2 & dark << 2, light_2 & light_2 << 2
        fives = dark_3 & dark_3 << 2 | light_4 & light << 4
        run_starts = fives & ~(fives >> 1)
        row = frame.stride
        blocks = (dark_2 & dark_2 << row | light_2 & light_2 << row) & frame.upright_pairs
        finder = dark & light << 1 & dark_3 << 2 & light << 5 & dark << 6  # 1011101
        finders = finder & light_4 << 7 | light_4 & finder << 4
        return (
            fives.bit_count()
            + 2 * run_starts.bit_count()
            + 3 * blocks.bit_count()
            + 40 * finders.bit_count()
            + self._balance[(dark >> frame.half).bit_count()]
        )


def _mask_layers(code: QRCode[Any], frame: Frame) -> tuple[int, list[int], list[int]]:
    """The example under mask 0, and per mask what changes for drawing and for scoring."""

    def drawn(test: bool, mask: int) -> int:
        code.makeImpl(test, mask)
        return frame.pack_both(code.modules)

    example = drawn(False, 0)
    final = [drawn(False, mask) ^ example for mask in MASKS]
    scored = [drawn(True, mask) ^ example for mask in MASKS]
    return example, final, scored


@dataclass(frozen=True)
class _Step:
    """One piece of the text (a byte, or one or two letters of an alphanumeric segment)."""

    start: int
    end: int
    effects: _Effects

    def values(self, letters: NDArray[np.uint8]) -> NDArray[np.intp]:
        """The piece's value in each of many texts, given as rows of their octets."""
        own = letters[:, self.start : self.end].astype(np.intp)
        if self.effects.mode != util.MODE_ALPHA_NUM:
            return own[:, 0]
        first = ALPHA_VALUES[own[:, 0]]
        return first if own.shape[1] == 1 else first * 45 + ALPHA_VALUES[own[:, 1]]


class _Effects(dict[str, int]):
    """What a piece flips; worked out from the effect of each bit when first seen, then kept."""

    def __init__(self, mode: int, bits: list[int]) -> None:
        super().__init__()
        self.mode = mode
        self.bits = bits  # effect of each bit of the piece, most significant first

    def __missing__(self, piece: str) -> int:
        width = len(self.bits)
        effect = 0
        for place, flip in enumerate(self.bits):
            if _value(piece, self.mode) >> (width - 1 - place) & 1:
                effect ^= flip
        self[piece] = effect
        return effect


def _value(piece: str, mode: int) -> int:
    """The number that the standard writes for a piece of text in that mode."""
    if mode != util.MODE_ALPHA_NUM:
        return ord(piece)
    value = 0
    for letter in piece.encode():
        value = value * 45 + util.ALPHA_NUM.index(letter)
    return value


class _Learner:
    """Asks the library where each bit of the data goes and what it changes on its way."""

    def __init__(self, code: QRCode[Any], frame: Frame) -> None:
        self._code = code
        self._probe: QRCode[Any] = QRCode(version=code.version, error_correction=code.error_correction)
        self._blocks = base.rs_blocks(code.version, code.error_correction)
        self._data_bytes = sum(block.data_count for block in self._blocks)
        self._places = self._placement(frame)
        self._plain = self._codewords(0)

    def _placement(self, frame: Frame) -> list[int]:
        """The module of every codeword bit, found by numbering the bits in binary."""
        total = 8 * sum(block.total_count for block in self._blocks)
        numbered: dict[tuple[int, int], int] = {}
        blank = self._modules([0] * (total // 8))
        for digit in range(total.bit_length()):
            bits = "".join(str(place + 1 >> digit & 1) for place in range(total))
            modules = self._modules(list(int(bits, 2).to_bytes(total // 8)))
            for row in range(frame.size):
                for column in range(frame.size):
                    if modules[row][column] != blank[row][column]:
                        numbered[row, column] = numbered.get((row, column), 0) | 1 << digit
        places = [0] * total
        for (row, column), number in numbered.items():
            places[number - 1] = frame.at(row, column) << frame.half | frame.at(column, row)
        return places

    def _modules(self, codewords: list[int]) -> list[list[bool | None]]:
        self._probe.data_cache = codewords
        self._probe.makeImpl(False, 0)
        return self._probe.modules

    def _codewords(self, flips: int) -> int:
        """Data and error correction of an arbitrary filling (the library refuses all zeros)."""
        buffer = util.BitBuffer()
        filling = int.from_bytes(b"\x55" * self._data_bytes) ^ flips
        buffer.buffer = list(filling.to_bytes(self._data_bytes))
        return int.from_bytes(bytes(util.create_bytes(buffer, self._blocks)))

    def _effect(self, data_bit: int) -> int:
        """Which modules one bit of the data flips, its error correction included."""
        flipped = self._codewords(1 << (8 * self._data_bytes - 1 - data_bit)) ^ self._plain
        effect = 0
        for place, bit in enumerate(f"{flipped:0{len(self._places)}b}"):
            if bit == "1":
                effect ^= self._places[place]
        return effect

    def steps(self, prefix_length: int) -> list[_Step]:
        """The pieces of the text from the prefix's end on, each with the effects of its bits."""
        steps = []
        bit = start = 0
        for chunk in self._code.data_list:
            bit += 4 + util.length_in_bits(chunk.mode, self._code.version)
            for length, width in _pieces(chunk):
                if start + length > prefix_length:
                    bits = [self._effect(bit + offset) for offset in range(width)]
                    steps.append(_Step(start, start + length, _Effects(chunk.mode, bits)))
                start, bit = start + length, bit + width
        return steps


def _pieces(chunk: util.QRData) -> list[tuple[int, int]]:
    """(characters, bits) of each piece of a segment, as the standard groups them."""
    count = len(chunk.data)
    if chunk.mode == util.MODE_8BIT_BYTE:
        return [(1, 8)] * count
    return [(2, 11)] * (count // 2) + [(1, 6)] * (count % 2)
