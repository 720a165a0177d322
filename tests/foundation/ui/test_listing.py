"""A list page and its export show the same rows in the same order."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest
from flask import url_for
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from school.foundation.access import Gate
from school.foundation.ui import listing
from school.foundation.ui.listing import Column, Table
from school.foundation.ui.pager import Page, paginate, url_with
from school.foundation.ui.states import State
from tests.foundation.ui.conftest import Book

BOOKS = Table(
    "books",
    columns=(
        Column("title", "Title", lambda book: book.title, sort=Book.title, link=lambda _: url_for("shelf")),
        Column("copies", "Copies", lambda book: book.copies, sort=Book.copies, number=True),
        Column("state", "State", lambda book: State("ok", "check", "open" if book.open else "closed")),
    ),
    order=(Book.id,),
)


def exported(app: Gate, address: str) -> list[tuple[Any, ...]]:
    with app.test_request_context(address):
        response = listing.export(BOOKS, select(Book))
        response.direct_passthrough = False
        content = response.get_data()
        response.close()
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


def test_the_export_has_no_formulas_and_every_row(small_app: Gate) -> None:
    rows = exported(small_app, "/")
    assert rows[0] == ("Title", "Copies", "State")
    assert rows[1] == ("=1+1", 1, "open")
    assert rows[2] == ("乙", 2, "closed")
    assert len(rows) == 9


@pytest.mark.parametrize(("sort", "first"), [("copies", 1), ("-copies", 8), ("nonsense", 1), ("-state", 1)])
def test_page_and_export_are_in_the_same_order(small_app: Gate, sort: str, first: int) -> None:
    with small_app.test_request_context(f"/?sort={sort}"):
        page = paginate(BOOKS.arranged(select(Book)), 1, 3)
        shown = [book.copies for book in page]
    assert [row[1] for row in exported(small_app, f"/?sort={sort}")[1:4]] == shown
    assert shown[0] == first


def test_the_page_links_to_the_export_with_the_same_question(small_app: Gate) -> None:
    with small_app.test_request_context("/shelf?sort=-copies&q=乙&page=2"):
        page = listing.render(BOOKS, select(Book), size=3, title="Books", export="shelf")
    assert "/shelf?sort=-copies&amp;q=%E4%B9%99" in page
    assert 'aria-sort="descending"' in page
    assert "第 4–6 条，共 8 条" in page
    assert page.count("<h1>") == 1


def test_an_empty_list_says_what_to_do(small_app: Gate) -> None:
    with small_app.test_request_context("/shelf"):
        nothing = select(Book).where(Book.id < 0)
        page = listing.render(BOOKS, nothing, title="Books", empty=("还没有书", "先登记一本。"), export="shelf")
    assert "还没有书" in page
    assert "xlsx" not in page


@given(st.text(min_size=1).filter(lambda text: text.isprintable()))
def test_whatever_a_text_looks_like_it_stays_a_text(text: str) -> None:
    file = io.BytesIO()
    listing.write_xlsx(file, Table("t", (Column("text", "Text", lambda row: row),)), [text])
    sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    cell = sheet["A2"]
    assert cell.data_type == "s"
    assert cell.value == text


def test_moments_are_exported_on_the_schools_clock(small_app: Gate) -> None:
    file = io.BytesIO()
    moment = dt.datetime(2026, 11, 23, 17, 30, tzinfo=dt.UTC)
    with small_app.test_request_context("/"):
        listing.write_xlsx(file, Table("t", (Column("at", "At", lambda row: row),)), [moment, moment.date()])
    sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    assert sheet["A2"].value == dt.datetime(2026, 11, 24, 1, 30)  # noqa: DTZ001 (a cell has no zone)
    assert sheet["A3"].value == dt.datetime(2026, 11, 23)  # noqa: DTZ001


@given(st.integers(0, 500), st.integers(1, 60), st.integers(1, 50))
def test_the_window_keeps_the_ends_and_the_present_page(total: int, number: int, size: int) -> None:
    pages = Page([], 1, size, total).pages
    page = Page([], min(number, pages), size, total)
    window = page.window()
    assert window[0] == 1
    assert window[-1] == pages
    assert page.number in window
    numbers = [shown for shown in window if shown]
    assert numbers == sorted(set(numbers))
    assert page.last - page.first <= size


def test_a_page_past_the_end_is_the_last(small_app: Gate) -> None:
    page = paginate(select(Book).order_by(Book.id), 99, 5)
    assert (page.number, [book.id for book in page]) == (2, [6, 7, 8])


def test_addresses_keep_the_rest_of_the_question(small_app: Gate) -> None:
    with small_app.test_request_context("/shelf?a=1&a=2&page=3"):
        assert url_with(page=4) == "/shelf?a=1&a=2&page=4"
        assert url_with(page=None, a=None) == "/shelf"
