"""Chart data: drawn by static/src/js/charts.js, and always shown as a table too.

The data travels in a ``data-chart`` attribute, because the policy forbids inline scripts. Only
pages that ask for it load the drawing code: ``{% block scripts %}{{ super() }}{{ chart_script() }}``.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Literal

ROWS_BESIDE = 8  # as high as the drawing

Row = tuple[str, tuple[float | None, ...]]


@dataclass(frozen=True)
class Series:
    """One line or set of bars; a value not known is None."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Band:
    """A phase behind the lines, from one category to another."""

    name: str
    start: str
    end: str


@dataclass(frozen=True)
class Event:
    """Something that happened: a dotted line at a category."""

    name: str
    at: str


@dataclass(frozen=True)
class Chart:
    """``unit`` "percent" fixes the axis at 0 to 100 (values are 0 to 100 then).

    ``title`` says what is drawn and each line's denominator; it names the chart and its table.
    ``in_table`` are the indexes of the categories that the table shows, the newest first: of a
    hundred days the ends of the weeks; None shows all in their order.
    """

    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    kind: Literal["line", "bar"] = "line"
    unit: Literal["percent", "count"] = "percent"
    heading: str = ""
    bands: tuple[Band, ...] = ()
    events: tuple[Event, ...] = ()
    in_table: tuple[int, ...] | None = None

    def __post_init__(self) -> None:
        if any(len(series.values) != len(self.categories) for series in self.series):
            raise ValueError("every series needs one value for each category")

    def data(self) -> str:
        """The value of ``data-chart``."""
        fields = asdict(self)
        del fields["in_table"]
        fields["bands"] = [{"name": band.name, "from": band.start, "to": band.end} for band in self.bands]
        return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))

    def rows(self) -> list[Row]:
        """The table: a row for each category, or for those ``in_table``."""
        shown = range(len(self.categories)) if self.in_table is None else reversed(self.in_table)
        return [(self.categories[index], tuple(series.values[index] for series in self.series)) for index in shown]

    def rows_beside(self) -> tuple[list[Row], list[Row]]:
        """The rows that fit beside the drawing, and those folded away; a single one is not worth folding."""
        rows = self.rows()
        fit = len(rows) if len(rows) == ROWS_BESIDE + 1 else ROWS_BESIDE
        return rows[:fit], rows[fit:]
