"""The class grid as data: one row per student with the words that screens and screen readers get."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from flask_babel import gettext, ngettext

from school.appstatus import queries, states
from school.appstatus.models import Answer, AppStatus, Source
from school.appstatus.queries import Figure
from school.appstatus.rules import NO_MARKS, Given, Marks
from school.foundation.ui.filters import local
from school.org.models import SchoolClass, Student

# The filter chips, in their order. Each is a figure of which a row is or is not part.
CHIPS = (Figure.STUDENTS, Figure.NOT_ASKED, Figure.UNFINISHED, Figure.DECLINED, Figure.UNABLE)
# Above this many students the rows are 24 px high, so that 50 stay on one screen of 1440 × 920.
ROOMY = 42


@dataclass(frozen=True)
class GridRow:
    """``marks`` is three digits like "110"; ``how`` is "seen 11-18"; ``labels`` say each mark in full."""

    id: int
    answer: str
    marks: str
    source: str
    reason: str
    how: str
    labels: tuple[str, ...]
    name: str = ""
    number: str = ""

    @property
    def figures(self) -> list[str]:
        """The chips this row belongs under."""
        return [chip.value for chip in CHIPS if belongs(chip, self.answer, self.marks)]

    def state(self) -> dict[str, Any]:
        """What the page needs after a change: no names."""
        kept = asdict(self)
        del kept["name"], kept["number"]
        return kept


def belongs(chip: Figure, answer: str, marks: str) -> bool:
    """Whether a row of this state is counted by a chip (the same as its predicate in SQL)."""
    if chip is Figure.STUDENTS:
        return True
    if chip is Figure.UNFINISHED:
        return answer == Answer.MARKS and marks != "111"
    return answer == chip.value


def rows_of(school_class: SchoolClass, only: Iterable[int] | None = None) -> list[GridRow]:
    """All rows of a class in student-number order, or those of some students."""
    wanted = None if only is None else set(only)
    found = queries.rows_of_class(school_class)
    return [_row(student, status) for student, status in found if wanted is None or student.id in wanted]


def chip_counts(rows: Sequence[GridRow]) -> dict[str, int]:
    """How many rows each chip shows."""
    counted = Counter(figure for row in rows for figure in row.figures)
    return {chip.value: counted[chip.value] for chip in CHIPS}


def words() -> dict[str, Any]:
    """The texts with which the page's script labels cells before the server has answered."""
    return {
        "stages": [str(label) for label in states.STAGES.values()],
        "yes": {source.value: _mark_word(Answer.MARKS, "1", source) for source in Source},
        "no": _mark_word(Answer.MARKS, "0", None),
        "answers": {answer.value: str(state.label) for answer, state in states.ANSWERS.items()},
        "sources": {source.value: str(label) for source, label in states.SOURCES.items()},
        "chosen": gettext("%(count)s chosen", count="%"),
        "reasons": [(reason.value, str(label)) for reason, label in states.REASONS.items()],
    }


def answer_words(given: Given) -> str:
    """An answer in a few words, as the message after saving says it: “All three” (seen)."""
    if given.answer is not Answer.MARKS or given.source is None:
        return str(gettext("“%(answer)s”", answer=states.ANSWERS[given.answer].label))
    what = states.marks_words(given.marks)
    return str(gettext("“%(answer)s” (%(source)s)", answer=what, source=states.SOURCES[given.source]))


def saved_message(count: int, given: Given) -> str:
    """What the toast says after saving."""
    words = answer_words(given)
    message = ngettext(
        "Noted for %(num)s student: %(answer)s", "Noted for %(num)s students: %(answer)s", count, answer=words
    )
    return str(message)


def undone_message(undone: int, asked: int) -> str:
    """What the toast says after an undo."""
    message = ngettext("Taken back for %(num)s student.", "Taken back for %(num)s students.", undone)
    if asked > undone:
        kept = asked - undone
        message += ngettext(
            " %(num)s has a newer answer, which stays.", " %(num)s have a newer answer, which stays.", kept
        )
    return str(message)


def _row(student: Student, status: AppStatus | None) -> GridRow:
    answer = status.answer if status else Answer.NOT_ASKED
    marks = Marks(status.installed, status.real_name, status.alerts) if status else NO_MARKS
    source = status.source if status else None
    code = "".join("1" if mark else "0" for mark in marks)
    return GridRow(
        id=student.id,
        answer=answer.value,
        marks=code,
        source=source.value if source else "",
        reason=str(states.REASONS[status.reason]) if status and status.reason else "",
        how=f"{states.SOURCES[source]} {local(status.at):%m-%d}" if status and source else "",
        labels=tuple(
            f"{label}: {_mark_word(answer, digit, source)}"
            for label, digit in zip(states.STAGES.values(), code, strict=True)
        ),
        name=student.name,
        number=student.student_number,
    )


def _mark_word(answer: Answer, digit: str, source: Source | None) -> str:
    if answer is not Answer.MARKS:
        return str(states.ANSWERS[answer].label)
    if digit == "0":
        return str(gettext("no"))
    return str(gettext("yes, seen") if source is Source.SEEN else gettext("yes, said by the student"))
