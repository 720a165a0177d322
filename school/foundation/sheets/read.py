"""Read a file as tables, whatever its name says: what it is shows in its first bytes."""

from __future__ import annotations

from pathlib import Path

from school.foundation.sheets.markup import looks_like_markup, read_markup
from school.foundation.sheets.table import MEGABYTE, Limits, Table
from school.foundation.sheets.text import decode, read_delimited
from school.foundation.sheets.unreadable import SheetProblem, UnreadableSheet
from school.foundation.sheets.workbook import read_ole, read_zip

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
# Pictures, papers and packers that are sent by mistake, some of which would pass as GB18030 text.
OTHERS = (
    b"%PDF",
    b"\xff\xd8\xff",
    b"\x89PNG",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"{\\rtf",
    b"BM6",
    b"RIFF",
)
LIMITS = Limits()


def read_tables(source: Path | bytes, filename: str = "", *, limits: Limits = LIMITS) -> list[Table]:
    """All worksheets with something in them, in their order; visible ones first.

    ``filename`` only names the table of a text file. Raises ``UnreadableSheet``, within 5 seconds and 300 MB
    whatever the file is.
    """
    data = _bytes(source, limits)
    tables = _tables(data, filename, limits)
    if not tables:
        raise UnreadableSheet(SheetProblem.EMPTY)
    return sorted(tables, key=lambda table: table.hidden)


def read_table(source: Path | bytes, filename: str = "", *, limits: Limits = LIMITS) -> Table:
    """The first worksheet with something in it."""
    return read_tables(source, filename, limits=limits)[0]


def read_pasted(text: str, *, limits: Limits = LIMITS) -> Table:
    """Cells pasted from a spreadsheet (tabs between them), or typed with commas."""
    if len(text) > limits.size:
        raise UnreadableSheet(SheetProblem.TOO_BIG, size=limits.size // MEGABYTE)
    tables = read_delimited(text, limits)
    if not tables:
        raise UnreadableSheet(SheetProblem.EMPTY)
    return tables[0]


def _bytes(source: Path | bytes, limits: Limits) -> bytes:
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if size > limits.size:
        raise UnreadableSheet(SheetProblem.TOO_BIG, size=limits.size // MEGABYTE)
    return source if isinstance(source, bytes) else source.read_bytes()


def _tables(data: bytes, filename: str, limits: Limits) -> list[Table]:
    if not data.strip():
        raise UnreadableSheet(SheetProblem.EMPTY)
    if data.startswith(b"PK"):
        return read_zip(data, limits)
    if data.startswith(OLE):
        return read_ole(data, limits)
    if data.startswith(OTHERS):
        raise UnreadableSheet(SheetProblem.NOT_A_SHEET)
    if looks_like_markup(data):
        return read_markup(data, limits)
    return read_delimited(decode(data), limits, sheet=Path(filename).stem)
