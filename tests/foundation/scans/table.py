"""How well a degraded set is read, by kind of degradation: ``python -m tests.foundation.scans.table`` (make scans)."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from school.foundation.scans import read_scans
from school.foundation.scans.layout import Mark, PageReading
from tests.foundation.scans.degraded import FROZEN, KINDS, Scan, Written, scans
from tests.foundation.scans.printed import layout

EACH = 20
BOXES = ("signature", "date", "ticks")


@dataclass
class Score:
    """Counts of sheets and, for each sort of box, of (what it is, what was said)."""

    sheets: int = 0
    identified: int = 0
    misread: int = 0
    not_there: int = 0
    boxes: dict[str, Counter[tuple[Mark, Mark]]] = field(default_factory=lambda: {name: Counter() for name in BOXES})

    def __add__(self, other: Score) -> Score:
        boxes = {name: self.boxes[name] + other.boxes[name] for name in BOXES}
        return Score(
            self.sheets + other.sheets,
            self.identified + other.identified,
            self.misread + other.misread,
            self.not_there + other.not_there,
            boxes,
        )

    def share(self, box: str, truth: Mark, said: Mark) -> float:
        """Of the boxes that are ``truth``, how many were called ``said``."""
        of = sum(count for (real, _), count in self.boxes[box].items() if real == truth)
        return self.boxes[box][truth, said] / of if of else 0.0

    def look(self, box: str) -> float:
        """How many boxes a person looks at."""
        of = sum(self.boxes[box].values())
        return sum(count for (_, said), count in self.boxes[box].items() if said == Mark.LOOK) / of if of else 0.0


def score_page(scan: Scan, reading: PageReading) -> Score:
    """One page against what it really is."""
    score = Score(sheets=len(scan.sheets))
    for sheet in reading.sheets:
        written = _written(scan, dict(sheet.values))
        if not sheet.values:
            score.not_there += 1
        elif written is None:
            score.misread += 1
        else:
            score.identified += 1
            for name, truth in written.marks.items():
                score.boxes[name if name in BOXES else "ticks"][truth, sheet.marks[name]] += 1
    return score


def _written(scan: Scan, values: dict[str, str]) -> Written | None:
    """The sheet whose every value this is."""
    for sheet in scan.sheets:
        real = {"slip": sheet.number, "link": sheet.token}
        if values and all(value == real[name] for name, value in values.items()):
            return sheet
    return None


def read_all(pages: Sequence[Scan]) -> list[Score]:
    """The score of each page, read from files in workers."""
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / str(place) for place in range(len(pages))]
        for path, page in zip(paths, pages, strict=True):
            path.write_bytes(page.content)
        readings = list(read_scans(paths, layout()))
    assert all(isinstance(reading, PageReading) for reading in readings)
    return [
        score_page(page, reading)
        for page, reading in zip(pages, readings, strict=True)
        if isinstance(reading, PageReading)
    ]


def added(scores: Sequence[Score]) -> Score:
    return sum(scores, Score())


def line(name: str, score: Score) -> str:
    cells = [
        f"{name:<12}{score.sheets:>7}{score.identified / score.sheets:>9.1%}{score.misread:>9}{score.not_there:>7}"
    ]
    for box in BOXES:
        signed, blank = score.share(box, Mark.BLANK, Mark.INK), score.share(box, Mark.INK, Mark.BLANK)
        cells.append(f"{signed:>9.1%}{blank:>7.1%}{score.look(box):>7.1%}")
    return " |".join(cells)


def main() -> None:
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else FROZEN
    each = int(sys.argv[2]) if len(sys.argv) > 2 else EACH
    pages = list(scans(seed, each=each))
    scores = read_all(pages)
    print(f"{len(pages)} pages, seed {seed}; of boxes: false ink, false blank, to look at")
    print(
        f"{'':<12}{'sheets':>7}{'found':>9}{'misread':>9}{'extra':>7} |{BOXES[0]:>23} |{BOXES[1]:>23} |{BOXES[2]:>23}"
    )
    paired = list(zip(pages, scores, strict=True))
    for kind in KINDS:
        print(line(kind, added([score for page, score in paired if page.kind == kind])))
    for dpi in (200, 150):
        print(line(f"{dpi} dpi", added([score for page, score in paired if page.dpi == dpi])))
    for placed in sorted({page.placed for page in pages}):
        print(line(placed, added([score for page, score in paired if page.placed == placed])))
    print(line("all", added(scores)))


if __name__ == "__main__":
    main()
