"""Workers that read pages: limited in time and memory; one that is killed costs its page only.

Files are only ever opened in a worker. Workers come from a fork server, never from a fork of a web
process with threads.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as OutOfTime
from dataclasses import dataclass
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from school.foundation.scans import errands
from school.foundation.scans.layout import FileTrouble, PageReading, SheetLayout, Trouble
from school.foundation.scans.limits import LIMITS, Limits

# Handing a task over costs about a millisecond; a page takes twenty.
PAGES_A_TASK = 6
GRACE = 2.0
# Of one file. A stack has no page that stops a worker; a file made to do so has thousands, at twelve seconds each.
MOST_STOPPED = 5


def make_pool(workers: int, limits: Limits) -> ProcessPool:
    """A pool whose workers start when they are first needed."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["school.foundation.scans.worker"])
    return ProcessPool(max_workers=workers, initializer=errands.start, initargs=(limits,), context=context)


@dataclass(frozen=True)
class Task:
    """Some pages of one file, and their readings to come."""

    path: Path
    file: int
    pages: range
    coming: Future[list[PageReading]]


class Batch:
    """The files of one call."""

    def __init__(self, pool: ProcessPool, layout: SheetLayout, limits: Limits) -> None:
        self._pool, self._layout, self._limits = pool, layout, limits
        self._stopped: Counter[int] = Counter()

    def read(self, paths: Sequence[Path], ahead: int) -> Iterator[PageReading | FileTrouble]:
        """Everything in order, with ``ahead`` tasks under way."""
        counts = [self._count(path) for path in paths]
        under_way: deque[Task | FileTrouble] = deque()
        for file, path in enumerate(paths, start=1):
            for piece in self._pieces(path, file, counts[file - 1]):
                under_way.append(piece)
                if len(under_way) > ahead:
                    yield from self._finished(under_way.popleft())
        while under_way:
            yield from self._finished(under_way.popleft())

    def _count(self, path: Path) -> Future[errands.Counted]:
        seconds = self._limits.page_seconds
        return self._pool.schedule(errands.count_pages, args=(path, self._limits), timeout=seconds)

    def _pieces(self, path: Path, file: int, counted: Future[errands.Counted]) -> Iterator[Task | FileTrouble]:
        try:
            pages, trouble, detail = counted.result()
        except (OutOfTime, ProcessExpired) as error:
            pages, trouble, detail = 0, _why(error), {}
        if trouble:
            yield FileTrouble(file, trouble, detail)
        for first in range(1, pages + 1, PAGES_A_TASK):
            yield self._task(path, file, range(first, min(first + PAGES_A_TASK, pages + 1)))

    def _task(self, path: Path, file: int, pages: range) -> Task:
        if self._stopped[file] >= MOST_STOPPED:
            return Task(path, file, pages, _given_up(file, pages))
        limits = self._limits
        seconds = limits.page_seconds + (GRACE if len(pages) == 1 else 0)
        arguments = (path, file, pages, self._layout, limits)
        return Task(path, file, pages, self._pool.schedule(errands.read_pages, args=arguments, timeout=seconds))

    def _finished(self, piece: Task | FileTrouble) -> Iterator[PageReading | FileTrouble]:
        """The readings of a task; if it died, of its pages one by one."""
        if isinstance(piece, FileTrouble):
            yield piece
            return
        try:
            yield from piece.coming.result()
        except (OutOfTime, ProcessExpired) as error:
            if len(piece.pages) == 1:
                self._stopped[piece.file] += 1
                yield errands.troubled(_why(error), piece.file, piece.pages[0])
                return
            for page in piece.pages:
                yield from self._finished(self._task(piece.path, piece.file, range(page, page + 1)))


def _given_up(file: int, pages: range) -> Future[list[PageReading]]:
    """Pages that nobody tries to read any more: they are at the desk all the same."""
    settled: Future[list[PageReading]] = Future()
    settled.set_result([errands.troubled(Trouble.TOO_SLOW, file, page) for page in pages])
    return settled


def _why(error: BaseException) -> Trouble:
    """Too slow if it ran out of time, by our clock or by the kernel's; else the file broke the worker."""
    out_of_time = isinstance(error, OutOfTime) or (isinstance(error, ProcessExpired) and error.exitcode == -24)
    return Trouble.TOO_SLOW if out_of_time else Trouble.DAMAGED


def read_scans(
    paths: Sequence[Path], layout: SheetLayout, *, workers: int | None = None, limits: Limits = LIMITS
) -> Iterator[PageReading | FileTrouble]:
    """Every page of every file, in the order of files and pages; nothing a file holds stops the others."""
    count = workers or os.cpu_count() or 1
    pool = make_pool(count, limits)
    try:
        yield from Batch(pool, layout, limits).read(paths, ahead=2 * count)
    finally:
        pool.stop()  # type: ignore[no-untyped-call]  # pebble gives this one no types
        pool.join()


class PhotoReader:
    """One worker that stays warm in a web process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pool: ProcessPool | None = None
        self._process = 0

    def read(self, content: bytes, layout: SheetLayout) -> PageReading:
        """The reading, or why there is none; never longer than the limits allow."""
        try:
            arguments = (content, layout, LIMITS)
            return self._running().schedule(errands.read_content, args=arguments, timeout=LIMITS.page_seconds).result()
        except (OutOfTime, ProcessExpired) as error:
            return errands.troubled(_why(error), 1, 1)

    def _running(self) -> ProcessPool:
        """The pool of this process: one that a parent process had is not ours."""
        with self._lock:
            if self._pool is None or self._process != os.getpid():
                self._pool, self._process = make_pool(1, LIMITS), os.getpid()
            return self._pool


_photos = PhotoReader()


def read_photo(content: bytes, layout: SheetLayout) -> PageReading:
    """One photo of a phone, read at once in a worker that stays warm."""
    return _photos.read(content, layout)
