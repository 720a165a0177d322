"""What hostile files cost at the limits of a school: time, and memory of workers. ``make hostile`` prints it.

Each file lies between two slips, which must be read all the same. Not a test: a minute and more.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from school.foundation.scans import read_scans
from school.foundation.scans.layout import FileTrouble, PageKind
from tests.foundation.scans import hostile
from tests.foundation.scans.printed import layout

MB = 1 << 20
A4 = (1654, 2339)
FILES: dict[str, Callable[[], bytes]] = {
    "HTML renamed .jpg": lambda: b"<!doctype html><script>alert(1)</script>" * 20,
    "zero bytes": bytes,
    "PDF, operators unfold to 1 GB": hostile.content_bomb,
    "PDF, object stream of 1 GB": hostile.object_stream_bomb,
    "PDF, 30,000-pixel picture": lambda: hostile.picture_page(
        hostile.packed_zeros(900 * MB), b"/FlateDecode /FlateDecode", 30_000, 30_000
    ),
    "PDF, picture longer than it says": lambda: hostile.picture_page(
        hostile.packed_zeros(1024 * MB), b"/FlateDecode /FlateDecode", 3000, 3000
    ),
    "PDF, 30,000-pixel JPEG called 300": lambda: hostile.picture_page(hostile.huge_jpeg(), b"/DCTDecode", 300, 300),
    "PDF, JBIG2 of 30,000 pixels": lambda: hostile.jbig2(30_000),
    "PDF, JBIG2 of 7,000 pixels": lambda: hostile.jbig2(7_000),
    "PDF, JPX of 30,000 pixels": lambda: hostile.jpx(30_000),
    "PDF, JPX of 7,000 pixels": lambda: hostile.jpx(7_000),
    "30,000-pixel PNG": hostile.huge_png,
    "30,000-pixel JPEG": hostile.huge_jpeg,
    "30,000-pixel TIFF": lambda: hostile.tiff(30_000, 30_000),
    "JPEG of 2,000 scans": lambda: hostile.many_scans(7_000, 2_000),
    "TIFF of 5,000 directories": lambda: hostile.tiff_of(5_000),
    "TIFF whose directory follows itself": lambda: hostile.tiff(500, 500, strip=250_000, following=8),
    "TIFF whose strip claims 4 GB": lambda: hostile.tiff(5_000, 5_000, strip=0xFFFFFFFF),
    "PDF with a password": lambda: hostile.encrypted("open"),
    "PDF locked against changes": lambda: hostile.encrypted(""),
    "PDF with script and attachment": hostile.with_script,
    "PDF whose page tree loops": hostile.looping_tree,
    "PDF that draws itself": hostile.endless_form,
    "PDF, lists 20,000 deep": hostile.deep,
    "PDF cut in half": lambda: hostile.cut(hostile.noise(3, *A4)),
    "500 pages of fine noise": lambda: hostile.noise(500, *A4),
    "24 pages of black and white noise": lambda: hostile.noise(24, *A4, grain=5),
    "500 pages that draw for minutes": lambda: hostile.slow_pages(500),
}


class Watch:
    """The largest memory of one worker, and of all together, while it is open."""

    def __init__(self) -> None:
        self.one = self.all = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(0.02):
            sizes = _below(os.getpid()) or [0]
            self.one, self.all = max(self.one, *sizes), max(self.all, sum(sizes))


def _below(process: int) -> list[int]:
    """Bytes in memory of every process that ``process`` or one of its children started."""
    children: dict[int, list[tuple[int, int]]] = {}
    for entry in Path("/proc").iterdir():
        try:
            words = (entry / "stat").read_text().rpartition(")")[2].split() if entry.name.isdigit() else []
        except OSError:
            continue
        if words:
            children.setdefault(int(words[1]), []).append((int(entry.name), int(words[21]) * 4096))
    found, waiting = [], [process]
    while waiting:
        for child, size in children.get(waiting.pop(), ()):
            found.append(size)
            waiting.append(child)
    return found


def line(name: str, content: bytes, folder: Path) -> str:
    """One row of the table."""
    hostile_file, good = folder / "hostile", folder / "good"
    hostile_file.write_bytes(content)
    good.write_bytes(hostile.good())
    began = time.monotonic()
    with Watch() as watch:
        found = list(read_scans([good, hostile_file, good], layout()))
    seconds = time.monotonic() - began
    ends = Counter(
        (each.trouble or each.kind if not isinstance(each, FileTrouble) else f"file {each.trouble}")
        for each in found
        if each.file == 2
    )
    others = [getattr(each, "kind", None) for each in found if each.file != 2] == [PageKind.SHEET] * 2
    ended = ", ".join(f"{count} × {end}" for end, count in ends.items())
    size = f"{len(content) / 1024:,.0f} KB"
    return (
        f"{name:<36} {size:>9} {seconds:6.1f} s {watch.one // MB:5} MB {watch.all // MB:5} MB  "
        f"{'yes' if others else 'NO ':<6} {ended}"
    )


def main() -> None:
    """Print the table."""
    print(f"{'file':<36} {'size':>9} {'time':>8} {'a worker':>8} {'all':>8}  others {'ends as'}")
    with tempfile.TemporaryDirectory() as folder:
        for name, make in FILES.items():
            if not sys.argv[1:] or any(word in name for word in sys.argv[1:]):
                print(line(name, make(), Path(folder)), flush=True)


if __name__ == "__main__":
    main()
