"""The program that unfolds a workbook, run on its own so that a hostile file takes only itself down.

A formatted cell in the last row makes a reader ask for gigabytes, and a failed request for memory ends (or
hangs) the whole process. So calamine works in a process with a memory limit, and what it read comes
back as lines of JSON. It imports nothing of the school: it starts in 40 ms.

    python -I reader.py MEMORY_BYTES ROWS < workbook > lines
"""

from __future__ import annotations

import datetime as dt
import json
import resource
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any

CHUNK = 2_000
AREA_LIMIT = 4_000_000
FILLED_LIMIT = 500_000


def main() -> None:
    """Read the workbook on standard input within the limits of the command line."""
    memory, rows = int(sys.argv[1]), int(sys.argv[2])
    data = BytesIO(sys.stdin.buffer.read())
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    try:
        _read(data, rows)
    except BaseException as error:  # noqa: BLE001 (a panic of the library is a BaseException; the caller judges)
        _say({"failed": f"{type(error).__name__}: {error}"[:500]})


def _read(data: BytesIO, row_limit: int) -> None:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

    book = load_workbook(data)
    left = row_limit
    for position, about in enumerate(book.sheets_metadata):
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_index(position)
        if sheet.start is None:
            continue
        left -= sheet.height
        if left < 0:
            _say({"too_many_rows": True})
            return
        if sheet.height * sheet.width > AREA_LIMIT:
            raise MemoryError("cells far away")
        top, side = sheet.start
        hidden = about.visible != SheetVisibleEnum.Visible
        _say({"sheet": about.name, "position": position, "top": top + 1, "side": side + 1, "hidden": hidden})
        chunk: list[list[Any]] = []
        for row in _filled(sheet, top, side):
            chunk.append(row)
            if len(chunk) == CHUNK:
                _say(chunk)
                chunk = []
        _say(chunk)


def _filled(sheet: Any, top: int, side: int) -> Iterator[list[Any]]:
    """The rows of the used area; a merged cell's value stands in each of the cells it covers, as it looks."""
    merges = sorted(sheet.merged_cell_ranges or (), reverse=True)
    open_merges: list[tuple[int, int, int, Any]] = []
    filled = 0
    for number, row in enumerate(sheet.iter_rows()):
        if number < top:
            continue
        while merges and merges[-1][0][0] <= number:
            (first, left), (last, right) = merges.pop()
            if first == number and side <= left < side + len(row):
                open_merges.append((last, left - side, right - side + 1, row[left - side]))
        for _, left, right, value in open_merges:
            width = len(row[left:right])
            filled += width
            if filled > FILLED_LIMIT:
                raise MemoryError("merged cells")
            row[left:right] = [value] * width
        open_merges = [merge for merge in open_merges if merge[0] > number]
        yield row


def _say(line: object) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False, default=_typed))
    sys.stdout.write("\n")


def _typed(value: object) -> dict[str, Any]:
    """Dates and times as JSON, with their type."""
    if isinstance(value, dt.timedelta):
        return {"seconds": value.total_seconds()}
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return {type(value).__name__: value.isoformat()}
    raise TypeError(type(value).__name__)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # a text file, as this is a process of its own
    main()
