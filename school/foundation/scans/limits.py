"""How much a file, a page or a worker may cost. Checked before decoding where a header tells, enforced by the kernel where not."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bytes of a file, pages of a file, pixels of a page, and what one page may take of a worker.

    A page at 600 dpi has 35 million pixels. ``page_seconds`` is both processor and wall time;
    ``worker_bytes`` is address space on top of what a worker needs to start.
    """

    file_bytes: int = 512 * 1024 * 1024
    pages: int = 2_000
    pixels: int = 60_000_000
    page_seconds: float = 10.0
    worker_bytes: int = 1024 * 1024 * 1024


LIMITS = Limits()
