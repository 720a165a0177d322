"""What can be answered, by whom, what counts, and how rates are reckoned. No database, no Flask."""

from __future__ import annotations

import enum
import hashlib
import math
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import NamedTuple

from school.appstatus.models import Answer, Source, UnableReason

Z_95 = 1.959963984540054  # two-sided 95 % of the normal distribution


class Marks(NamedTuple):
    """How far one phone has come. ``alerts`` is 来电预警, as far as that phone offers it."""

    installed: bool = False
    real_name: bool = False
    alerts: bool = False

    def implied(self) -> Marks:
        """Registering or switching alerts on is only possible in an installed app."""
        return self._replace(installed=any(self))


NO_MARKS = Marks()
# Keys 1, 2, 3 of the class grid.
LEVELS = (Marks(), Marks(installed=True), Marks(installed=True, real_name=True), Marks(True, True, True))


@dataclass(frozen=True)
class Given:
    """One answer as given. Raises ValueError for what the database would refuse too."""

    answer: Answer = Answer.NOT_ASKED
    marks: Marks = NO_MARKS
    reason: UnableReason | None = None
    source: Source | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "marks", self.marks.implied())
        if self.answer is not Answer.MARKS and any(self.marks):
            raise ValueError("marks belong to the answer MARKS only")
        if (self.answer is Answer.UNABLE) != (self.reason is not None):
            raise ValueError("UNABLE, and only UNABLE, has a reason")
        if (self.answer is Answer.NOT_ASKED) != (self.source is None):
            raise ValueError("every answer but NOT_ASKED says how it is known")


NOT_ASKED = Given()


class Voice(enum.StrEnum):
    """Who speaks."""

    COUNSELLOR = "counsellor"
    CLASS_POST = "class_post"
    STUDENT = "student"


# Monitors and class officers pass on marks they were told, nothing else.
ALLOWED: dict[Voice, tuple[frozenset[Answer], frozenset[Source | None]]] = {
    Voice.COUNSELLOR: (frozenset(Answer), frozenset({*Source, None})),
    Voice.CLASS_POST: (frozenset({Answer.MARKS}), frozenset({Source.SAID})),
    Voice.STUDENT: (frozenset({Answer.MARKS, Answer.DECLINED, Answer.UNABLE}), frozenset({Source.SAID})),
}
OWN_NO = frozenset({Answer.DECLINED, Answer.UNABLE})
# What a class post sees: the newest of these, whatever else was answered in between (docs/adr).
TOLD = frozenset({Answer.MARKS, Answer.NOT_ASKED})


class NotTheirs(ValueError):
    """Somebody gave an answer that is not theirs to give."""


def check(voice: Voice, given: Given) -> None:
    """Raise NotTheirs unless this voice may give this answer."""
    answers, sources = ALLOWED[voice]
    if given.answer not in answers or given.source not in sources:
        raise NotTheirs(f"{voice} cannot give {given.answer} {given.source}")


def counts(voice: Voice, standing: Answer) -> bool:
    """Whether a new answer becomes the newest: a classmate's word never overrules a "no"."""
    return voice is not Voice.CLASS_POST or standing not in OWN_NO


@dataclass(frozen=True)
class Rates:
    """Counts of current students, and the two denominators. Those not asked stay in both."""

    students: int = 0
    installed: int = 0
    real_name: int = 0
    alerts: int = 0
    declined: int = 0
    unable: int = 0
    not_asked: int = 0

    @property
    def willing(self) -> int:
        """Those willing and able, as far as is known: all but declined and unable."""
        return self.students - self.declined - self.unable

    def of_all(self, stage: str) -> float | None:
        """Share of all students from 0 to 1; None when there are none."""
        return _share(getattr(self, stage), self.students)

    def of_willing(self, stage: str) -> float | None:
        """Share of those willing and able; None when there are none."""
        return _share(getattr(self, stage), self.willing)

    def figures(self) -> dict[str, object]:
        """The part ``app`` of ``flask figures --json``."""
        stages = {
            stage: {"count": getattr(self, stage), "of_all": self.of_all(stage), "of_willing": self.of_willing(stage)}
            for stage in Marks._fields
        }
        return {**stages, "declined": self.declined, "unable": self.unable, "not_asked": self.not_asked}

    def __add__(self, other: Rates) -> Rates:
        names = [field.name for field in fields(Rates)]
        return Rates(**{name: getattr(self, name) + getattr(other, name) for name in names})


def _share(count: int, whole: int) -> float | None:
    return count / whole if whole else None


class Interval(NamedTuple):
    """A share seen in a sample and the Wilson interval around it, all from 0 to 1."""

    share: float
    low: float
    high: float


def wilson(hits: int, seen: int, z: float = Z_95) -> Interval | None:
    """The Wilson score interval of ``hits`` among ``seen``; None when nobody was seen.

    Unlike the textbook interval it stays inside 0 to 1 and is honest for small samples
    (Wilson 1927; Brown, Cai and DasGupta 2001).
    """
    if not seen:
        return None
    share = hits / seen
    middle = (share + z * z / (2 * seen)) / (1 + z * z / seen)
    reach = z * math.sqrt(share * (1 - share) / seen + z * z / (4 * seen * seen)) / (1 + z * z / seen)
    return Interval(share, max(0.0, min(share, middle - reach)), min(1.0, max(share, middle + reach)))


def sample(seed: int, ids: Iterable[int], size: int) -> list[int]:
    """Draw ``size`` of ``ids``, the same for the same seed on every machine and Python.

    Each id gets SHA-256("seed:id"); the smallest digests are drawn, and returned in order of id.
    """
    ranked = sorted(set(ids), key=lambda each: (hashlib.sha256(f"{seed}:{each}".encode()).digest(), each))
    return sorted(ranked[:size])


def population_digest(ids: Iterable[int]) -> str:
    """SHA-256 in hexadecimal over the sorted ids joined by commas: who could be drawn."""
    return hashlib.sha256(",".join(str(each) for each in sorted(set(ids))).encode()).hexdigest()
