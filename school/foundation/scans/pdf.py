"""Pages of a PDF. A copier's page is one picture (or strips of it): taking it out is four times as quick as drawing the page."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from school.foundation.scans.geometry import Grey

DPI = 200
LARGEST = 14_000_000  # pixels that a drawn page may have: A3 at 230 dpi
LONGEST_POINTS = 6_000.0  # two metres: no scanner gives more
Check = Callable[[int, int], None]
Decode = Callable[[bytes], Grey]
INVISIBLE = 3


def open_pdf(content: Path | bytes) -> pypdfium2.PdfDocument:
    """Raises PdfiumError."""
    return pypdfium2.PdfDocument(content)


def page_count(file: pypdfium2.PdfDocument) -> int:
    """As the page tree says."""
    return len(file)


def page_picture(file: pypdfium2.PdfDocument, index: int, *, check: Check, decode: Decode) -> Grey:
    """A page as grey pixels; ``check`` raises for a size that is too large, ``decode`` reads a JPEG."""
    page = file[index]
    try:
        strips = own_pictures(page)
        taken = _taken(strips, check, decode) if strips else None
        return drawn(page, check) if taken is None else taken
    finally:
        page.close()


def own_pictures(page: pypdfium2.PdfPage) -> list[pypdfium2.PdfImage]:
    """The pictures from top to bottom if the page is nothing else, or an empty list."""
    pictures: list[pypdfium2.PdfImage] = []
    for item in page.get_objects(max_depth=3):
        if isinstance(item, pypdfium2.PdfImage):
            pictures.append(item)
        elif item.type != pdfium.FPDF_PAGEOBJ_TEXT or pdfium.FPDFTextObj_GetTextRenderMode(item) != INVISIBLE:
            return []
        if len(pictures) > 64:
            return []
    return _stacked(page, pictures) if pictures and all(map(_upright, pictures)) else []


def _upright(picture: pypdfium2.PdfImage) -> bool:
    a, b, c, d, _, _ = picture.get_matrix().get()
    return bool(a > 0 and d > 0 and abs(b) + abs(c) < 0.01 * (a + d))


def _stacked(page: pypdfium2.PdfPage, pictures: list[pypdfium2.PdfImage]) -> list[pypdfium2.PdfImage]:
    """The strips in order if they cover the page once and side by side with nothing, or an empty list."""
    bounds = {id(picture): picture.get_bounds() for picture in pictures}
    pictures = sorted(pictures, key=lambda picture: -bounds[id(picture)][3])
    covered = (
        sum(right - left for left, _, right, _ in bounds.values())
        / len(pictures)
        * sum(top - bottom for _, bottom, _, top in bounds.values())
    )
    box = page.get_mediabox()
    whole = (box[2] - box[0]) * (box[3] - box[1])
    for above, below in pairwise(pictures):
        apart = bounds[id(above)][1] - bounds[id(below)][3]
        if abs(apart) > 2 or abs(bounds[id(above)][0] - bounds[id(below)][0]) > 2:
            return []
    return pictures if covered > 0.6 * whole else []


def _taken(strips: list[pypdfium2.PdfImage], check: Check, decode: Decode) -> Grey | None:
    sizes = [strip.get_px_size() for strip in strips]
    check(max(width for width, _ in sizes), sum(height for _, height in sizes))
    if len({width for width, _ in sizes}) > 1:
        return None
    parts = [_pixels(strip, decode) for strip in strips]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts) or len({part.shape[1] for part in known}) > 1:
        return None
    return known[0] if len(known) == 1 else np.vstack(known)


def _pixels(picture: pypdfium2.PdfImage, decode: Decode) -> Grey | None:
    """A picture's pixels, or None if only drawing it gives the right ones (masks, CMYK, odd colours)."""
    if picture.get_filters() == ["DCTDecode"]:
        content = bytes(picture.get_data())
        return decode(content) if _is_plain_jpeg(content) else None
    if picture.get_metadata().colorspace not in PLAIN:  # decodes the picture: slow for a JPEG
        return None
    # A copy: pdfium lets go of its own memory when the bitmap is collected.
    return _grey(np.array(picture.get_bitmap().to_numpy(), np.uint8))


def _is_plain_jpeg(content: bytes) -> bool:
    """Grey or colours, not the four of a printer."""
    with Image.open(io.BytesIO(content), formats=("JPEG",)) as picture:
        return picture.mode in ("L", "RGB")


PLAIN = {
    pdfium.FPDF_COLORSPACE_DEVICEGRAY,
    pdfium.FPDF_COLORSPACE_DEVICERGB,
    pdfium.FPDF_COLORSPACE_CALGRAY,
    pdfium.FPDF_COLORSPACE_CALRGB,
    pdfium.FPDF_COLORSPACE_ICCBASED,
    pdfium.FPDF_COLORSPACE_INDEXED,
}


def _grey(pixels: Grey) -> Grey:
    if pixels.ndim == 2:
        return pixels
    if pixels.shape[2] == 1:
        return np.ascontiguousarray(pixels[:, :, 0])
    code = cv2.COLOR_BGR2GRAY if pixels.shape[2] == 3 else cv2.COLOR_BGRA2GRAY
    return np.asarray(cv2.cvtColor(pixels, code), np.uint8)


def drawn(page: pypdfium2.PdfPage, check: Check) -> Grey:
    """The page drawn at 200 dpi, coarser if it is larger than A3; raises by ``check`` for a page of metres."""
    width, height = page.get_size()
    if not (0 < width <= LONGEST_POINTS and 0 < height <= LONGEST_POINTS):
        check(10**6, 10**6)
    scale = min(DPI / 72, (LARGEST / (width * height)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    pixels = np.array(bitmap.to_numpy(), np.uint8)
    bitmap.close()
    return _grey(pixels)
