"""The table of figures as a spreadsheet: what the page shows, in numbers that can be added up."""

from __future__ import annotations

import datetime as dt
import tempfile

from flask import Response, send_file
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from school.dashboards.panels import MARK_LABELS, OTHER_ANSWERS
from school.dashboards.queries.figures import Breakdown, Row
from school.dashboards.rules import ratio
from school.foundation.ui.filters import local
from school.foundation.ui.listing import XLSX, Column, Table, Value, write_xlsx
from school.letters.queries.figures import FIGURES, GroupBy

LETTER_COLUMNS = (
    *("issued", "handed_out", "confirmed_by_student", "signed", "back", "assisted", "answered", "checked"),
    *("archived", "outstanding", "declined", "exempt", "questions", "replaced"),
)

_OF_CLASSES = (
    Column("college", _l("College"), lambda row: row.college),
    Column("grade", _l("Grade"), lambda row: row.grade),
)


def export(table: Breakdown) -> Response:
    """The table with its sum as .xlsx."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 (send_file closes it)
    total = Row(0, gettext("All together"), table.total)
    write_xlsx(file, Table("figures", _columns(table.group_by)), [*table.rows, total])
    file.seek(0)
    name = f"{gettext('Figures')}-{local(dt.datetime.now(dt.UTC)):%Y-%m-%d}.xlsx"
    return send_file(file, XLSX, as_attachment=True, download_name=name)


def _columns(group_by: GroupBy) -> tuple[Column, ...]:
    first = _l("College") if group_by is GroupBy.COLLEGE else _l("Class")
    return (
        Column("name", first, lambda row: row.name),
        *(_OF_CLASSES if group_by is GroupBy.CLASS else ()),
        Column("students", _l("Students"), lambda row: row.figures.rates.students),
        Column("willing", _l("Willing and able"), lambda row: row.figures.rates.willing),
        *(column for mark, label in MARK_LABELS.items() for column in _mark(mark, label)),
        *(_of_rates(name, label) for name, (label, _css) in OTHER_ANSWERS.items()),
        *(_of_letters(name) for name in LETTER_COLUMNS),
    )


def _mark(mark: str, label: LazyString) -> tuple[Column, ...]:
    def of(row: Row, whole: str) -> Value:
        return ratio(getattr(row.figures.rates, mark), getattr(row.figures.rates, whole))

    return (
        _of_rates(mark, label),
        Column(f"{mark}_of_all", _l("%(mark)s, of all", mark=label), lambda row: of(row, "students")),
        Column(f"{mark}_of_willing", _l("%(mark)s, of willing and able", mark=label), lambda row: of(row, "willing")),
    )


def _of_rates(name: str, label: LazyString) -> Column:
    return Column(name, label, lambda row: getattr(row.figures.rates, name))


def _of_letters(name: str) -> Column:
    return Column(name, FIGURES[name].label, lambda row: row.figures.letters[name])
