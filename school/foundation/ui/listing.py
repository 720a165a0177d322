"""A list page from a description of its columns: filtered, sorted, paged, and exported as shown.

    STUDENTS = listing.Table(
        "students",
        columns=(
            Column("number", _l("Student number"), lambda row: row.number, sort=Student.number),
            Column("name", _l("Name"), lambda row: row.name, link=lambda row: url_for("org.student", …)),
        ),
        order=(Student.number,),
    )

    @blueprint.get("/students")                       @blueprint.get("/students.xlsx")
    @needs(Permission.PERSON_READ)                    @needs(Permission.PERSON_READ)
    def students():                                   def students_export():
        form = StudentFilter()                            form = StudentFilter()
        rows = queries.students(scope, form)              rows = queries.students(scope, form)
        return listing.render(                            actions.record_export(…)
            STUDENTS, rows, title=_("Students"),          return listing.export(STUDENTS, rows)
            filters=form, export="org.students_export")

Both run the same statement in the same order over the same columns.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, BinaryIO, TypeAlias

from flask import Flask, Response, render_template, request, send_file, url_for
from flask_babel.speaklater import LazyString
from markupsafe import Markup
from sqlalchemy import Select

from school.foundation import sheets
from school.foundation.access import may_open
from school.foundation.db import db
from school.foundation.ui import filters as formats
from school.foundation.ui.pager import SIZE, page_number, paginate
from school.foundation.ui.states import State

WIDTH = 18  # of an exported column, in characters
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Value: TypeAlias = str | LazyString | int | float | dt.date | dt.datetime | State | bool | None


@dataclass(frozen=True)
class Column:
    """One column. ``value`` gives what is shown and exported; ``sort`` is the SQL it is sorted by.

    ``number`` aligns right. ``link`` gives the address behind the cell. ``cell`` draws the cell of
    the page itself (Markup) where a plain value is not enough; the export still uses ``value``.
    """

    key: str
    label: str | LazyString
    value: Callable[[Any], Value]
    sort: Any = None
    number: bool = False
    link: Callable[[Any], str | None] | None = None
    cell: Callable[[Any], Markup] | None = None


@dataclass(frozen=True)
class Table:
    """A list: its name (of the file, too), its columns, and the order without ``?sort=``."""

    name: str
    columns: tuple[Column, ...]
    order: tuple[Any, ...] = ()

    def arranged(self, statement: Select[Any]) -> Select[Any]:
        """``statement`` in the order asked for: ``?sort=name`` or ``?sort=-name``, else ``order``."""
        key = request.args.get("sort", "")
        expression = next((c.sort for c in self.columns if c.key == key.lstrip("-")), None)
        if expression is None:
            return statement.order_by(None).order_by(*self.order) if self.order else statement
        first = expression.desc() if key.startswith("-") else expression.asc()
        return statement.order_by(None).order_by(first, *self.order)


def render(table: Table, statement: Select[Any], *, size: int = SIZE, export: str | None = None, **context: Any) -> str:
    """Show the page of a list. ``context`` takes title, lead, filters, empty (title, text), actions,
    and ``template`` for a page of one's own (it extends _ui/listing.html).
    """
    template = context.pop("template", "_ui/listing.html")
    page = paginate(table.arranged(statement), page_number(), size)
    return render_template(
        template,
        table=table,
        page=page,
        export_url=_same_question(export) if export and may_open(export) else None,
        **context,
    )


def export(table: Table, statement: Select[Any], title: str | None = None) -> Response:
    """The whole list as .xlsx, as shown: same rows, same order, same columns."""
    result = db.session.execute(table.arranged(statement), execution_options={"yield_per": 1000})
    single = len(statement.column_descriptions) == 1
    file = tempfile.TemporaryFile()  # noqa: SIM115 (send_file closes it)
    write_xlsx(file, table, result.scalars() if single else result)
    file.seek(0)
    name = f"{title or table.name}-{formats.local(dt.datetime.now(dt.UTC)):%Y-%m-%d}.xlsx"
    return send_file(file, XLSX, as_attachment=True, download_name=name)


def write_xlsx(file: BinaryIO, table: Table, rows: Iterable[Any]) -> None:
    """Write headings and ``rows`` to ``file``. A string stays a string: "=1+1" is never a formula."""
    columns = [sheets.Column(str(column.label), WIDTH) for column in table.columns]
    cells = ([_kept(column.value(row)) for column in table.columns] for row in rows)
    sheets.write_xlsx(file, [sheets.Sheet(table.name, columns, cells)])


def shown(value: Value) -> str:
    """A value as the page writes it."""
    if isinstance(value, dt.datetime):
        return formats.moment(value)
    if isinstance(value, dt.date):
        return formats.date(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return formats.number(value)
    return formats.NOTHING if value in (None, "") else str(value)


def _kept(value: Value) -> sheets.Value:
    """A value as a spreadsheet keeps it: moments in the school's time, labels as texts."""
    if isinstance(value, dt.datetime):
        return formats.local(value)
    if isinstance(value, bool) or not isinstance(value, int | float | dt.date | None):
        return str(value)
    return value


def _same_question(endpoint: str) -> str:
    """The export's address with the filters and the order of the page."""
    question = request.args.to_dict(flat=False) | (request.view_args or {})
    question.pop("page", None)
    return url_for(endpoint, **question)


def init_app(app: Flask) -> None:
    """Offer ``shown`` to templates."""
    app.jinja_env.filters["shown"] = shown
