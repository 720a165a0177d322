"""Make an .xls (BIFF8 in a compound file) byte by byte: no library here writes one."""

from __future__ import annotations

import struct

SECTOR = 512
ERROR_CODES = {"#REF!": 23, "#N/A": 42}


def old_workbook(rows: list[list[object]], *, at: tuple[int, int] = (0, 0), encrypted: bool = False) -> bytes:
    """One sheet with texts, numbers and errors ("#REF!", "#N/A"), the first cell at ``at``."""
    cells = b""
    for down, row in enumerate(rows):
        for right, value in enumerate(row):
            cells += _cell(at[0] + down, at[1] + right, value)
    head = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    if encrypted:
        head += _record(0x002F, struct.pack("<HHH", 1, 1, 1) + bytes(48))
    name = "名单".encode("utf-16-le")
    bound = struct.pack("<IHBB", len(head) + 4 + 8 + len(name) + 4, 0, 2, 1) + name
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)) + cells + _record(0x000A, b"")
    return compound({"Workbook": head + _record(0x0085, bound) + _record(0x000A, b"") + sheet})


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file with ``streams``, each padded to at least 4,096 bytes."""
    padded = {
        name: data + bytes(max(4096, -(-len(data) // SECTOR) * SECTOR) - len(data)) for name, data in streams.items()
    }
    fat = [0xFFFFFFFD, 0xFFFFFFFE]
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)]
    for name, data in padded.items():
        count = len(data) // SECTOR
        entries.append(_entry(name, 2, len(fat), len(data)))
        fat += [len(fat) + index + 1 for index in range(count - 1)] + [0xFFFFFFFE]
    assert len(fat) <= SECTOR // 4
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(SECTOR, b"\xff")
    header = struct.pack("<8s16sHHHHH6x", bytes.fromhex("D0CF11E0A1B11AE1"), bytes(16), 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    header += b"\xff" * (SECTOR - len(header))
    return header + table + b"".join(entries).ljust(SECTOR, b"\0") + b"".join(padded.values())


def _entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    links = struct.pack("<IIII", 0xFFFFFFFF, 0xFFFFFFFF, child, 0)
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBB", len(text), kind, 1)
        + links
        + bytes(32)
        + struct.pack("<II4x", start, size)
    )


def _cell(row: int, column: int, value: object) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if value in ERROR_CODES:
        return _record(0x0205, place + struct.pack("<BB", ERROR_CODES[str(value)], 1))
    if isinstance(value, int | float):
        return _record(0x0203, place + struct.pack("<d", value))
    text = str(value)
    return _record(0x0204, place + struct.pack("<HB", len(text), 1) + text.encode("utf-16-le"))


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body
