"""Files as pages of grey pixels. What a file is, its content says; sizes are checked before anything is decoded.

All of this runs in a worker: even a file's pages are counted there.
"""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import Any, Protocol

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image

from school.foundation.scans.geometry import Grey
from school.foundation.scans.layout import Trouble
from school.foundation.scans.limits import Limits
from school.foundation.scans.pdf import open_pdf, page_count, page_picture

HEAD = 1024
SMALLEST = 40
Image.MAX_IMAGE_PIXELS = None  # our own limit is checked, by the header, before any pixel


class Unusable(Exception):
    """A file or a page that cannot be looked at, and why."""

    def __init__(self, trouble: Trouble, **detail: str) -> None:
        super().__init__(trouble.value)
        self.trouble, self.detail = trouble, detail


class Source(Protocol):
    """An opened file."""

    def pages(self) -> int:
        """How many pages it has; raises Unusable."""

    def picture(self, index: int) -> Grey:
        """The page at ``index`` from 0; raises Unusable."""


def open_source(content: Path | bytes, limits: Limits) -> Source:
    """The file as what it is; raises Unusable."""
    size = content.stat().st_size if isinstance(content, Path) else len(content)
    if size == 0:
        raise Unusable(Trouble.EMPTY)
    if size > limits.file_bytes:
        raise Unusable(Trouble.TOO_LARGE)
    head = _head(content)
    if b"%PDF-" in head:
        return PdfSource(content, limits)
    if head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return PictureSource(content, limits)
    if head.startswith((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")):
        return TiffSource(content, limits)
    raise Unusable(Trouble.NOT_A_PICTURE)


def _head(content: Path | bytes) -> bytes:
    if isinstance(content, bytes):
        return content[:HEAD]
    with content.open("rb") as stream:
        return stream.read(HEAD)


def check_size(width: int, height: int, limits: Limits) -> None:
    """Raise Unusable for a picture that is too large, or too small to hold anything."""
    if width * height > limits.pixels or max(width, height) > 30 * min(width, height) + 2000:
        raise Unusable(Trouble.TOO_LARGE, pixels=f"{width} x {height}")
    if min(width, height) < SMALLEST:
        raise Unusable(Trouble.NOT_A_PICTURE)


def decoded(content: bytes, limits: Limits) -> Grey:
    """A JPEG or PNG as grey pixels, straight from its brightness; raises Unusable."""
    with warnings.catch_warnings(action="ignore"):
        try:
            with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as picture:
                (width, height), see_through = picture.size, picture.mode in ("LA", "RGBA")
        except Exception as error:
            raise Unusable(Trouble.DAMAGED) from error
    check_size(width, height, limits)
    large = max(width, height) > 4800 and content.startswith(b"\xff\xd8")
    flags = cv2.IMREAD_REDUCED_GRAYSCALE_2 if large else cv2.IMREAD_GRAYSCALE
    if see_through:
        flags = cv2.IMREAD_UNCHANGED
    pixels = cv2.imdecode(np.frombuffer(content, np.uint8), flags | cv2.IMREAD_IGNORE_ORIENTATION)
    if pixels is None:
        raise Unusable(Trouble.DAMAGED)
    return np.asarray(on_white(pixels) if see_through else pixels, np.uint8)


def on_white(pixels: NDArray[Any]) -> Grey:
    """What is seen of a picture with an alpha channel (the fourth) on white paper."""
    eight = pixels if pixels.dtype == np.uint8 else (pixels >> 8).astype(np.uint8)
    grey, alpha = cv2.cvtColor(eight, cv2.COLOR_BGRA2GRAY), eight[:, :, 3]
    return np.asarray(255 - cv2.multiply(255 - grey, alpha, scale=1 / 255), np.uint8)


class PictureSource:
    """A JPEG or a PNG."""

    def __init__(self, content: Path | bytes, limits: Limits) -> None:
        self._content, self._limits = content, limits

    def pages(self) -> int:
        """Always one."""
        return 1

    def picture(self, index: int) -> Grey:
        """The only page."""
        if index:
            raise Unusable(Trouble.EMPTY)
        content = self._content if isinstance(self._content, bytes) else self._content.read_bytes()
        return decoded(content, self._limits)


class TiffSource:
    """A TIFF with one page or many."""

    def __init__(self, content: Path | bytes, limits: Limits) -> None:
        self._limits = limits
        stream = io.BytesIO(content) if isinstance(content, bytes) else content.open("rb")
        try:
            self._file = Image.open(stream, formats=("TIFF",))
        except Exception as error:
            raise Unusable(Trouble.DAMAGED) from error

    def pages(self) -> int:
        """Counted directory by directory, so that thousands of them cost no more than the limit."""
        count = 0
        try:
            while count <= self._limits.pages:
                self._file.seek(count)
                count += 1
        except EOFError:
            return count
        except Exception as error:
            if count:
                return count
            raise Unusable(Trouble.DAMAGED) from error
        raise Unusable(Trouble.TOO_MANY_PAGES, limit=str(self._limits.pages))

    def picture(self, index: int) -> Grey:
        """One page, grey."""
        try:
            self._file.seek(index)
            check_size(*self._file.size, self._limits)
            if self._file.mode.startswith("I;16"):
                return (np.asarray(self._file) >> 8).astype(np.uint8)
            return np.array(self._file.convert("L"), np.uint8)
        except (Unusable, MemoryError):
            raise
        except Exception as error:
            raise Unusable(Trouble.DAMAGED) from error


class PdfSource:
    """A PDF."""

    def __init__(self, content: Path | bytes, limits: Limits) -> None:
        self._limits = limits
        try:
            self._file = open_pdf(content)
        except pypdfium2.PdfiumError as error:
            encrypted = getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD
            raise Unusable(Trouble.ENCRYPTED if encrypted else Trouble.DAMAGED) from error

    def pages(self) -> int:
        """As its page tree says."""
        count = page_count(self._file)
        if count < 1:
            raise Unusable(Trouble.EMPTY)
        if count > self._limits.pages:
            raise Unusable(Trouble.TOO_MANY_PAGES, pages=str(count), limit=str(self._limits.pages))
        return count

    def picture(self, index: int) -> Grey:
        """The page's own picture if it is nothing else, or the page drawn."""
        try:
            return page_picture(
                self._file,
                index,
                check=lambda width, height: check_size(width, height, self._limits),
                decode=lambda jpeg: decoded(jpeg, self._limits),
            )
        except pypdfium2.PdfiumError as error:
            raise Unusable(Trouble.DAMAGED) from error
