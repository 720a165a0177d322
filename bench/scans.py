"""Pages a second from a copier's PDF to the verdict, and codes against pyzbar; ratios are of one run."""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import cv2
import numpy as np
import pypdfium2
from PIL import Image

from school.foundation.scans import pdf
from school.foundation.scans.codes import Codes, at_half, insist, take
from school.foundation.scans.limits import LIMITS
from school.foundation.scans.reader import read_picture
from school.foundation.scans.sources import check_size, open_source
from tests.foundation.scans.degraded import Maker
from tests.foundation.scans.printed import layout

PAGES, ROUNDS = 48, 5
KINDS = ("plain", "rotation", "JPEG 60", "folds")


def copier_pdf() -> tuple[bytes, list[np.ndarray]]:
    maker = Maker(7, range(12))
    scans = [maker.scan(KINDS[place % 4], "whole", 200, place) for place in range(PAGES)]
    images = [Image.open(io.BytesIO(scan.content)) for scan in scans]
    out = io.BytesIO()
    images[0].save(out, "PDF", save_all=True, append_images=images[1:], resolution=200, quality=75)
    return out.getvalue(), [cv2.imdecode(np.frombuffer(scan.content, np.uint8), 0) for scan in scans]


def check(width: int, height: int) -> None:
    check_size(width, height, LIMITS)


def taken_out(content: bytes) -> int:
    source = open_source(content, LIMITS)
    return sum(bool(read_picture(source.picture(index), layout()).sheets) for index in range(source.pages()))


def rendered(content: bytes) -> int:
    file = pypdfium2.PdfDocument(content)
    found = sum(bool(read_picture(pdf.drawn(page, check), layout()).sheets) for page in file)
    file.close()
    return found


def ours(pictures: Sequence[np.ndarray]) -> int:
    found = 0
    for picture in pictures:
        codes = Codes()
        take(codes, at_half(picture), 0.5, layout().codes)
        if not codes.ours:
            insist(codes, picture, layout().codes)
        found += bool(codes.ours)
    return found


def with_pyzbar(pictures: Sequence[np.ndarray]) -> int:
    from pyzbar import pyzbar

    return sum(bool(pyzbar.decode(picture, symbols=[pyzbar.ZBarSymbol.QRCODE])) for picture in pictures)


def measure(rivals: dict[str, Callable[[], int]], base: str, title: str, rounds: int) -> None:
    """Rounds in turn, so that what else the machine does hits all alike."""
    rates: dict[str, list[float]] = {name: [] for name in rivals}
    found: dict[str, int] = {}
    for _ in range(rounds):
        for name, run in rivals.items():
            start = time.perf_counter()
            found[name] = run()
            rates[name].append(PAGES / (time.perf_counter() - start))
    print(f"\n{title}\n{'':<34}{'pages/s':>9}{'spread':>15}{'found':>10}{'ratio':>8}")
    for name, rate in rates.items():
        ratio = statistics.median(one / other for one, other in zip(rate, rates[base], strict=True))
        spread = f"{min(rate):.1f}–{max(rate):.1f}"
        print(f"{name:<34}{statistics.median(rate):>9.1f}{spread:>15}{found[name]:>7}/{PAGES}{ratio:>8.2f}")


def main() -> None:
    cv2.setNumThreads(1)
    content, pictures = copier_pdf()
    print(f"{PAGES} pages of a copier, 200 dpi grey JPEG, {len(content) // PAGES // 1024} KB a page, one core")
    ways = {
        "drawn by pdfium, then read": lambda: rendered(content),
        "JPEG taken out, then read": lambda: taken_out(content),
    }
    measure(ways, "drawn by pdfium, then read", "From PDF to verdict and pictures", ROUNDS)
    codes = {"pyzbar": lambda: with_pyzbar(pictures), "foundation/scans": lambda: ours(pictures)}
    measure(codes, "pyzbar", "Codes alone", 3)


if __name__ == "__main__":
    main()
