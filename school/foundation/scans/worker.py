"""What runs in a worker process: one page at a time, within limits that the kernel keeps."""

from __future__ import annotations

import resource
from functools import lru_cache
from pathlib import Path

import cv2

from school.foundation.scans.errands import Counted, troubled
from school.foundation.scans.layout import PageReading, SheetLayout, Trouble
from school.foundation.scans.limits import Limits
from school.foundation.scans.reader import placed, read_picture
from school.foundation.scans.sources import Source, Unusable, open_source


def start(limits: Limits) -> None:
    """Once in each worker: one thread, and no more memory than the limits say on top of what it has."""
    cv2.setNumThreads(1)
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + limits.worker_bytes
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def allow_seconds(seconds: float) -> None:
    """From now on this much processor time; whoever needs more is killed."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = usage.ru_utime + usage.ru_stime
    resource.setrlimit(resource.RLIMIT_CPU, (int(used + seconds) + 1, resource.RLIM_INFINITY))


@lru_cache(maxsize=1)
def _opened(path: Path, limits: Limits) -> Source:
    return open_source(path, limits)


def count_pages(path: Path, limits: Limits) -> Counted:
    """Pages of a file, or why it has none."""
    allow_seconds(limits.page_seconds)
    try:
        return _opened(path, limits).pages(), None, {}
    except Unusable as problem:
        return 0, problem.trouble, problem.detail
    except MemoryError:
        return 0, Trouble.TOO_LARGE, {}
    except OSError:
        return 0, Trouble.DAMAGED, {}


def read_pages(path: Path, file: int, pages: range, layout: SheetLayout, limits: Limits) -> list[PageReading]:
    """These pages of a file (from 1)."""
    allow_seconds(limits.page_seconds * len(pages))
    return [placed(read_page(path, page - 1, layout, limits), file, page) for page in pages]


def read_content(content: bytes, layout: SheetLayout, limits: Limits) -> PageReading:
    """The first page of a file that is in memory."""
    allow_seconds(limits.page_seconds)
    return placed(read_page(content, 0, layout, limits), 1, 1)


def read_page(content: Path | bytes, index: int, layout: SheetLayout, limits: Limits) -> PageReading:
    """The page at ``index`` from 0; whatever the file does, one reading."""
    try:
        source = _opened(content, limits) if isinstance(content, Path) else open_source(content, limits)
        return read_picture(source.picture(index), layout)
    except Unusable as problem:
        return troubled(problem.trouble)
    except (MemoryError, cv2.error) as error:
        memory = isinstance(error, MemoryError) or "nsufficient memory" in str(error)
        return troubled(Trouble.TOO_LARGE if memory else Trouble.DAMAGED)
    except Exception:  # noqa: BLE001 (a damaged file fails in any of the libraries' ways; a page is not lost by it)
        return troubled(Trouble.DAMAGED)
