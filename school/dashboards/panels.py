"""Figures as the panels of a page: three cards, the stages of letters, lines of a table. Finished values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from school.appstatus.rules import Rates
from school.dashboards.links import Lists
from school.dashboards.queries.figures import Breakdown, Figures, Row
from school.dashboards.queries.places import Place
from school.foundation.access import Scope
from school.foundation.ui.filters import number, percent
from school.letters.queries.figures import FIGURES, GroupBy

Parts = list[tuple[float, str | None]]
MARK_LABELS: dict[str, LazyString] = {
    "installed": _l("App installed"),
    "real_name": _l("Real-name registered"),
    "alerts": _l("Call alerts on"),
}
OTHER_ANSWERS: dict[str, tuple[LazyString, str]] = {
    "not_asked": (_l("Not asked"), "fw"),
    "declined": (_l("Does not want it"), "f1"),
    "unable": (_l("Cannot install"), "fh"),
}
STAGES = ("issued", "handed_out", "confirmed_by_student", "answered", "checked", "archived")
SIDE_EXITS = ("questions", "declined", "exempt", "replaced")


@dataclass(frozen=True)
class Count:
    """A number, the list behind it, and how it is written (None: just the number)."""

    count: int
    url: str | None = None
    text: str | None = None


@dataclass(frozen=True)
class Mark:
    """One of the three marks: the same count of all, and of those willing and able."""

    key: str
    title: LazyString
    count: int
    all: int
    willing: int
    url: str | None
    rates: Rates

    @property
    def parts(self) -> Parts:
        """The bar of a card: done, not yet there, not asked, does not want it, cannot."""
        rates = self.rates
        widths = ((self.count, "f3"), (self._missing, None), (rates.not_asked, "fw"))
        return _parts((*widths, (rates.declined, "f1"), (rates.unable, "fh")), rates.students)

    @property
    def label(self) -> str:
        """The same bar in words."""
        return str(
            gettext(
                "%(mark)s %(count)s, not yet %(missing)s, not asked %(asked)s, does not want it %(declined)s, cannot %(unable)s",
                mark=self.title,
                count=number(self.count),
                missing=number(self._missing),
                asked=number(self.rates.not_asked),
                declined=number(self.rates.declined),
                unable=number(self.rates.unable),
            )
        )

    @property
    def _missing(self) -> int:
        rates = self.rates
        return rates.students - self.count - rates.not_asked - rates.declined - rates.unable


@dataclass(frozen=True)
class Stage:
    """One stage of the letters, as the funnel macro draws it."""

    title: str
    value: int
    url: str | None
    percent: str
    parts: Parts
    label: str
    parts_in_words: list[Count]
    note: str = ""


@dataclass(frozen=True)
class Side:
    """A number with its name."""

    title: str
    value: Count
    css: str = ""


@dataclass(frozen=True)
class Line:
    """One college or class of the table, or the sum below it (without an address)."""

    name: str
    url: str | None
    students: Count
    marks: list[Mark]
    not_asked: Count
    letters: dict[str, Count]
    parts: Parts
    label: str
    note: str = ""


def marks(rates: Rates, place: Place, lists: Lists) -> list[Mark]:
    """The three cards."""
    return [_mark(key, rates, lists.marks(key, place)) for key in MARK_LABELS]


def other_answers(rates: Rates, place: Place, lists: Lists) -> list[Side]:
    """What was answered besides, as equal answers."""
    return [
        Side(str(title), Count(getattr(rates, key), lists.marks(key, place)), css)
        for key, (title, css) in OTHER_ANSWERS.items()
    ]


def stages(figures: Figures, place: Place, lists: Lists) -> list[Stage]:
    """The way of the letters; every stage is a share of those issued."""
    return [_stage(name, figures, place, lists) for name in STAGES]


def side_exits(figures: Figures, place: Place, lists: Lists) -> list[Side]:
    """Letters beside the way."""
    return [
        Side(str(FIGURES[name].label), Count(figures.letters[name], lists.letters(name, place))) for name in SIDE_EXITS
    ]


def lines(table: Breakdown, lists: Lists) -> list[Line]:
    """The rows of a table, each with its own page."""
    if table.group_by is GroupBy.COLLEGE:
        places = [(lists.college(row.id), Place(Scope(), college_id=row.id)) for row in table.rows]
    else:
        places = [(lists.school_class(row.id), Place(Scope(), class_id=row.id)) for row in table.rows]
    return [
        line(row.name, url, row.figures, place, lists, _where(row))
        for row, (url, place) in zip(table.rows, places, strict=True)
    ]


def line(name: str, url: str | None, figures: Figures, place: Place, lists: Lists, note: str = "") -> Line:
    """One line: of a college, of a class, or of all together."""
    rates, letters = figures.rates, figures.letters
    shown = ("issued", "handed_out", "confirmed_by_student", "signed", "back", "checked", "outstanding")
    return Line(
        name=name,
        url=url,
        students=Count(rates.students, lists.students(place)),
        marks=marks(rates, place, lists),
        not_asked=Count(rates.not_asked, lists.marks("not_asked", place)),
        letters={key: Count(letters[key], lists.letters(key, place)) for key in shown},
        parts=_nested(figures),
        label=_nested_label(figures),
        note=note,
    )


def share(count: int, whole: int) -> str:
    """68.8%, or nothing of nothing."""
    return percent(count / whole) if whole else ""


def grade_name(grade: int) -> str:
    """What students call those who came in one year: 2024级."""
    return str(gettext("Grade of %(year)s", year=grade))


def _where(row: Row) -> str:
    return " · ".join(filter(None, (row.college, grade_name(row.grade) if row.grade else "")))


def _mark(key: str, rates: Rates, url: str | None) -> Mark:
    return Mark(key, MARK_LABELS[key], getattr(rates, key), rates.students, rates.willing, url, rates)


def _stage(name: str, figures: Figures, place: Place, lists: Lists) -> Stage:
    issued = figures.letters["issued"]
    value, title = figures.letters[name], str(FIGURES[name].label)
    widths: Sequence[tuple[int, str]] = [(value, "f3")]
    if name == "answered":
        widths = [
            (figures.letters[way], shade) for way, shade in (("signed", "f3"), ("back", "f2"), ("assisted", "f1"))
        ]
    url = lists.letters(name, place)
    shown = "" if name == "issued" else share(value, issued)
    label = f"{title} {number(value)} / {number(issued)}"
    return Stage(title, value, url, shown, _parts(widths, issued), label, _in_words(name, figures, place, lists))


def _in_words(name: str, figures: Figures, place: Place, lists: Lists) -> list[Count]:
    """What a stage is made of, or what is lost before it, each with its list."""

    def said(figure: str, text: str) -> Count:
        return Count(figures.letters[figure], lists.letters(figure, place), text)

    def counted(figure: str) -> str:
        return number(figures.letters[figure])

    letters = figures.letters
    parts = {
        "handed_out": [said("not_handed_out", _left(letters["not_handed_out"]))],
        "confirmed_by_student": [
            said("taken_home", gettext("taken home %(count)s", count=counted("taken_home"))),
            said("handed_in", gettext("handed in %(count)s", count=counted("handed_in"))),
            said("family_cannot", gettext("family cannot %(count)s", count=counted("family_cannot"))),
        ],
        "answered": [
            said("signed", gettext("on the phone %(count)s", count=counted("signed"))),
            said("back", gettext("on paper %(count)s", count=counted("back"))),
            said("assisted", gettext("noted for the family %(count)s", count=counted("assisted"))),
            said("outstanding", gettext("no answer yet %(count)s", count=counted("outstanding"))),
        ],
        "checked": [said("unchecked", gettext("%(count)s to check", count=counted("unchecked")))],
    }
    return [part for part in parts.get(name, []) if part.count]


def _left(count: int) -> str:
    return str(
        ngettext(
            "%(count)s letter still in the class", "%(count)s letters still in the classes", count, count=number(count)
        )
    )


def _nested(figures: Figures) -> Parts:
    """Checked within answered within handed out, of those issued."""
    letters = figures.letters
    checked = letters["checked"]
    answered = figures.letters["answered"] - checked
    out = letters["handed_out"] - figures.letters["answered"]
    return _parts(((checked, "f3"), (answered, "f2"), (out, "f1")), letters["issued"])


def _nested_label(figures: Figures) -> str:
    letters = figures.letters
    return str(
        gettext(
            "Of %(issued)s letters: handed out %(out)s, signed or back %(answered)s, checked %(checked)s",
            issued=number(letters["issued"]),
            out=number(letters["handed_out"]),
            answered=number(figures.letters["answered"]),
            checked=number(letters["checked"]),
        )
    )


def _parts(widths: Sequence[tuple[int, str | None]], whole: int) -> Parts:
    return [(count / whole * 100 if whole else 0.0, css) for count, css in widths]
