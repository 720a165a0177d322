"""How well a degraded set is read, by kind of degradation: ``python -m tests.foundation.scans.table`` (make scans)."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from school.foundation.scans import read_scans
from school.foundation.scans.layout import Mark, PageKind, PageReading
from school.letters.desk.rules import Known, Result, verdict
from school.letters.rules import LetterState
from tests.foundation.scans.degraded import ALL_KINDS, FROZEN, HARSHER, KINDS, Scan, Written, scans
from tests.foundation.scans.printed import layout

EACH = 20
BOXES = ("signature", "date", "ticks")


@dataclass
class Score:
    """Counts of sheets and, for each sort of box, of (what it is, what was said)."""

    sheets: int = 0
    identified: int = 0
    misread: int = 0
    phantoms: int = 0
    lost: int = 0
    """Sheets that nobody would see: on a page taken for a blank one, or fewer on it than there are."""
    boxes: dict[str, Counter[tuple[Mark, Mark]]] = field(default_factory=lambda: {name: Counter() for name in BOXES})
    ends: Counter[tuple[Result, Result]] = field(default_factory=Counter)
    """How slips end at the desk: as they should, and as they do."""

    def __add__(self, other: Score) -> Score:
        boxes = {name: self.boxes[name] + other.boxes[name] for name in BOXES}
        return Score(
            self.sheets + other.sheets,
            self.identified + other.identified,
            self.misread + other.misread,
            self.phantoms + other.phantoms,
            self.lost + other.lost,
            boxes,
            self.ends + other.ends,
        )

    def share(self, box: str, truth: Mark, said: Mark) -> float:
        """Of the boxes that are ``truth``, how many were called ``said``."""
        of = sum(count for (real, _), count in self.boxes[box].items() if real == truth)
        return self.boxes[box][truth, said] / of if of else 0.0

    def look(self, box: str) -> float:
        """How many boxes a person looks at."""
        of = sum(self.boxes[box].values())
        return sum(count for (_, said), count in self.boxes[box].items() if said == Mark.LOOK) / of if of else 0.0

    def ended(self, result: Result) -> float:
        """Of the slips that were identified, how many end so at the desk."""
        return sum(count for (_, said), count in self.ends.items() if said == result) / max(1, self.ends.total())


def score_page(scan: Scan, reading: PageReading) -> Score:
    """One page against what it really is."""
    score = Score(sheets=len(scan.sheets))
    for sheet in reading.sheets:
        written = _written(scan, dict(sheet.values))
        if not sheet.values:
            continue
        if written is None:
            score.misread += 1
        else:
            score.identified += 1
            for name, truth in written.marks.items():
                score.boxes[name if name in BOXES else "ticks"][truth, sheet.marks[name]] += 1
            score.ends[_end(written.marks), _end(sheet.marks)] += 1
    missing, unread = score.sheets - score.identified, sum(not sheet.values for sheet in reading.sheets)
    score.phantoms = max(0, unread - missing)
    if reading.kind in (PageKind.SHEET, PageKind.BLANK):
        score.lost = max(0, missing - unread)
    return score


def _end(marks: Mapping[str, Mark]) -> Result:
    return verdict(Known(LetterState.HANDED_OUT, 1), marks).result


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
        f"{name:<15}{score.sheets:>6}{score.identified / score.sheets:>8.1%}{score.misread:>8}{score.phantoms:>8}{score.lost:>5}"
    ]
    for box in BOXES:
        signed, blank = score.share(box, Mark.BLANK, Mark.INK), score.share(box, Mark.INK, Mark.BLANK)
        cells.append(f"{signed:>9.1%}{blank:>7.1%}{score.look(box):>7.1%}")
    return " |".join([*cells, f"{score.ended(Result.UNCLEAR):>8.1%}"])


def ends(score: Score) -> str:
    """What becomes of slips that are signed, and of those that are not."""
    told = []
    for truth in (Result.FILED, Result.UNSIGNED):
        row = {said: count for (real, said), count in score.ends.items() if real == truth}
        parts = ", ".join(f"{said} {count / sum(row.values()):.1%}" for said, count in sorted(row.items()))
        told.append(f"of slips to be {truth}: {parts}")
    return "; ".join(told)


def main() -> None:
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else FROZEN
    each = int(sys.argv[2]) if len(sys.argv) > 2 else EACH
    pages = list(scans(seed, each=each))
    paired = list(zip(pages, read_all(pages), strict=True))
    print(f"{len(pages)} pages, seed {seed}; of boxes: false ink, false blank, to look at")
    heads = " |".join(f"{name:>23}" for name in BOXES)
    print(f"{'':<14}{'sheets':>7}{'found':>8}{'misread':>8}{'phantom':>8}{'lost':>5} |{heads} | unclear")
    for title, kinds in (("the issue's", KINDS), ("the harsher", HARSHER), ("all", ALL_KINDS)):
        among = [(page, score) for page, score in paired if page.kind in kinds]
        if kinds is not ALL_KINDS:
            for kind in kinds:
                print(line(kind, added([score for page, score in among if page.kind == kind])))
        for dpi in (200, 150):
            print(line(f"{title} {dpi}", added([score for page, score in among if page.dpi == dpi])))
        whole = added([score for _, score in among])
        print(line(title, whole), ends(whole), "", sep="\n")


if __name__ == "__main__":
    main()
