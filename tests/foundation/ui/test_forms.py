"""What people type, tidied; rows chosen only from those offered."""

from __future__ import annotations

import enum
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from werkzeug.datastructures import MultiDict
from wtforms import IntegerField, PasswordField, StringField
from wtforms.validators import DataRequired, Length, NumberRange

from school.foundation.access import Gate
from school.foundation.ui.forms import BaseForm, EnumSelect, RowMultiSelect, RowSelect, tidy
from tests.foundation.ui.conftest import Book


class Shape(enum.StrEnum):
    """How a book is bound."""

    BOUND = "bound"
    LOOSE = "loose"


class Loan(BaseForm):
    reader = StringField("Reader", [DataRequired(), Length(max=4)])
    word = PasswordField("Word")
    days = IntegerField("Days", [NumberRange(1, 30)])
    shape = EnumSelect("Shape", enum=Shape, labels={Shape.BOUND: "装订", Shape.LOOSE: "散页"}, blank="都行")
    book = RowSelect("Book", blank="none")
    more = RowMultiSelect("More")


OPEN = select(Book).where(Book.open).order_by(Book.id)


def loan(app: Gate, **sent: str | list[str]) -> Loan:
    """The form as sent, with the open books to choose from."""
    app.config["WTF_CSRF_ENABLED"] = False
    sent = {"reader": "陈", "days": "3", **sent}
    form = Loan(formdata=MultiDict(sent))
    for field in (form.book, form.more):
        field.rows(OPEN, label=lambda book: book.title)
    return form


@pytest.fixture(autouse=True)
def _in_a_request(small_app: Gate) -> object:
    with small_app.test_request_context("/", method="POST"):
        yield


def test_a_row_arrives_as_the_row(small_app: Gate) -> None:
    form = loan(small_app, book="3", more=["4", "5"])
    assert form.validate(), form.errors
    assert isinstance(form.book.data, Book)
    assert form.book.data.title == "丙"
    assert [book.id for book in form.more.data] == [4, 5]


@pytest.mark.parametrize("foreign", ["2", "99", "-1", "1 OR 1=1", "１", "9" * 40])
def test_a_row_outside_the_statement_is_an_error(small_app: Gate, foreign: str) -> None:
    form = loan(small_app, book=foreign, more=["3", foreign])
    assert not form.validate()
    assert form.errors["book"] == form.errors["more"] == ["请从列表里选一项。"]
    assert form.book.data is None
    assert form.more.data == []


def test_nothing_chosen_is_none(small_app: Gate) -> None:
    form = loan(small_app, book="")
    assert form.validate(), form.errors
    assert form.book.data is None
    assert form.more.data == []


def test_only_offered_rows_are_drawn_and_the_chosen_one_stays(small_app: Gate) -> None:
    form = loan(small_app, book="3")
    drawn = form.book()
    assert '<option selected value="3">丙</option>' in drawn
    assert "乙" not in drawn


def test_a_select_without_rows_says_how_to_give_it_some() -> None:
    with pytest.raises(RuntimeError, match=r"form\.book\.rows"):
        Loan(formdata=MultiDict({"book": "1"})).book()


def test_messages_are_in_our_words(small_app: Gate) -> None:
    form = loan(small_app, reader="", days="31")
    assert not form.validate()
    assert form.errors["reader"] == ["请填写这一项。"]
    assert form.errors["days"] == ["请填 1 到 30 之间的数。"]
    form = loan(small_app, reader="陈思远陈思远")
    assert not form.validate()
    assert form.errors["reader"] == ["最多 4 个字。"]


def test_text_is_tidied_but_a_password_is_not(small_app: Gate) -> None:
    form = loan(small_app, reader="\u3000陈\x00 ", word=" secret ")
    assert form.reader.data == "陈"
    assert form.word.data == " secret "


@given(st.text())
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    once = tidy(text)
    assert once is not None
    assert tidy(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "\x00" not in once
    assert "\r" not in once


@pytest.mark.parametrize(("sent", "data"), [("loose", Shape.LOOSE), ("", None)])
def test_an_enum_arrives_as_its_member(small_app: Gate, sent: str, data: Shape | None) -> None:
    form = loan(small_app, shape=sent)
    assert form.validate(), form.errors
    assert form.shape.data is data
    assert f'<option selected value="{sent}">' in form.shape()


def test_what_is_no_member_is_an_error(small_app: Gate) -> None:
    form = loan(small_app, shape="round")
    assert not form.validate()
    assert form.errors["shape"] == ["请从列表里选一项。"]
