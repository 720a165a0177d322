"""QR symbols as the library `qrcode` makes them: the oracle for `symbol_family`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import qrcode
from qrcode import constants, util

SHORTEST_SEGMENT = 20  # qrcode splits off a run of digits or capitals from this length on


class Level(IntEnum):
    """Error correction, by the numbers that the library uses."""

    M = constants.ERROR_CORRECT_M
    Q = constants.ERROR_CORRECT_Q


@dataclass(frozen=True)
class Symbol:
    """One finished QR symbol: `size` modules a side, `rows` padded to whole bytes, dark = 1."""

    size: int
    rows: bytes

    def matrix(self) -> list[list[bool]]:
        """Rows of modules, True = dark, no quiet zone: the shape of `QRCode.modules`."""
        stride = len(self.rows) // self.size
        lines = (self.rows[start : start + stride] for start in range(0, len(self.rows), stride))
        return [[bool(line[column >> 3] >> (7 - column % 8) & 1) for column in range(self.size)] for line in lines]


def library_symbol(text: str, level: Level) -> Symbol:
    """The symbol as `qrcode` makes it when asked in the plainest way (about 5 ms)."""
    code = qrcode.QRCode(error_correction=level, border=0)
    code.add_data(text)
    code.make()
    frame = Frame(len(code.modules))
    return Symbol(frame.size, frame.pack(code.modules).to_bytes(frame.size * frame.stride // 8))


def membership(example: str) -> re.Pattern[str]:
    """Texts that the library surely splits into the same segments as the example.

    Two shapes are known: bytes alone, and bytes ending in one alphanumeric segment (a
    token in capitals).  Whatever else occurs is left to the library.
    """
    letter = f"[{re.escape(util.ALPHA_NUM.decode())}]"
    long_run = f"{letter}{{{SHORTEST_SEGMENT}}}"
    chunks = list(util.optimal_data_chunks(example, minimum=SHORTEST_SEGMENT))
    match [(chunk.mode, len(chunk.data)) for chunk in chunks]:
        case [(util.MODE_8BIT_BYTE, count)]:
            pattern = rf"(?!.*{long_run})[\x00-\x7f]{{{count}}}"
        case [(util.MODE_8BIT_BYTE, count), (util.MODE_ALPHA_NUM, capitals)]:
            no_digits = f"(?!.*[0-9]{{{SHORTEST_SEGMENT}}})"
            before = rf"(?!.{{0,{count - SHORTEST_SEGMENT}}}{long_run})" * (count > SHORTEST_SEGMENT)
            start = rf"[\x00-\x7f]{{{count}}}(?<!{letter})"
            pattern = f"{no_digits}{before}{start}{letter}{{{capitals}}}"
        case _:
            pattern = r"(?!)"
    return re.compile(pattern, re.DOTALL)


class Frame:
    """How modules lie in the integer: upright symbol above, transposed symbol below."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.stride = (size + 7) // 8 * 8
        self.half = size * self.stride
        row = ((1 << size) - 1) << (self.stride - size)
        rows = sum(row << self.stride * place for place in range(size))
        self.full = rows << self.half | rows
        last_upright_row = row << self.half
        self.upright_pairs = (rows << self.half) & ~last_upright_row

    def at(self, row: int, column: int) -> int:
        """The bit of one module in the upright half (counted without the transposed one)."""
        return 1 << (self.half - 1 - row * self.stride - column)

    def pack(self, modules: Sequence[Sequence[bool | None]]) -> int:
        """The upright symbol alone."""
        return sum(self.at(row, column) for row, line in enumerate(modules) for column, dark in enumerate(line) if dark)

    def pack_both(self, modules: Sequence[Sequence[bool | None]]) -> int:
        """The upright symbol above its transposed one."""
        transposed = [list(column) for column in zip(*modules, strict=True)]
        return self.pack(modules) << self.half | self.pack(transposed)
