"""A small application with the foundation's pages and nothing of the school."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import abort, redirect, request_started
from flask.testing import FlaskClient
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.pool import StaticPool

from school.foundation import ui
from school.foundation.access import Actor, Gate, Grant, Permission, Role, needs, public
from school.foundation.db import db
from school.foundation.ui import menu
from tests.conftest import forget_last_request

ROOT = Path(__file__).resolve().parents[3]


class Shelf(DeclarativeBase):
    """A base apart from the school's, so that the tables of these tests stay here."""


class Book(Shelf):
    """Something to list and to choose."""

    __tablename__ = "book"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    copies: Mapped[int] = mapped_column(default=1)
    open: Mapped[bool] = mapped_column(default=True)


def make_app(base_url: str = "https://fz.yunzhou.example", **settings: object) -> Gate:
    """An application over an empty database in memory."""
    app = Gate(
        "school",
        root_path=str(ROOT / "school"),
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static" / "dist"),
    )
    app.config.update(
        SECRET_KEY="only for tests",
        TESTING=True,
        BASE_URL=base_url,
        TIMEZONE="Asia/Shanghai",
        SQLALCHEMY_DATABASE_URI="sqlite://",
        SQLALCHEMY_ENGINE_OPTIONS={"poolclass": StaticPool, "connect_args": {"check_same_thread": False}},
        MAX_CONTENT_LENGTH=64 * 1024,
    )
    app.config.update(settings)
    db.init_app(app)
    ui.init_app(app)
    _add_views(app)
    app.check_declarations()
    return app


@public
def answer(code: int) -> Any:
    """Whatever status is asked for."""
    if code == 302:
        return redirect("/")
    return abort(code) if code >= 400 else "fine"


@public
def broken() -> str:
    """A mistake of ours, with something in it that nobody may see."""
    raise RuntimeError("a secret detail")


@public
def shelf() -> str:
    """A page for everybody."""
    return "shelf"


@public(audited=False)
def take() -> str:
    """Something that is sent."""
    return "taken"


@needs(Permission.ACCOUNT_MANAGE)
def accounts() -> str:
    """A page for few."""
    return "accounts"


def _add_views(app: Gate) -> None:
    app.add_url_rule("/answer/<int:code>", "answer", answer)
    app.add_url_rule("/broken", "broken", broken)
    app.add_url_rule("/r/<int:code>", "family", answer)
    app.add_url_rule("/accounts", "accounts_page", accounts)
    app.add_url_rule("/shelf", "shelf", shelf)
    app.add_url_rule("/take", "take", take, methods=["POST"])
    menu.add(menu.MenuItem("accounts_page", "Accounts", 20, "key"))
    menu.add(menu.MenuItem("shelf", "Shelf", 10, "books", badge=lambda: 3))


@pytest.fixture
def small_app() -> Iterator[Gate]:
    """The small application inside an application context, with eight books."""

    def forget(sender: Gate, **extra: object) -> None:
        forget_last_request(sender, **extra)  # a function of its own: disconnecting one disconnects it everywhere

    app = make_app()
    with app.app_context(), request_started.connected_to(forget, app):
        Shelf.metadata.create_all(db.engine)
        titles = ["=1+1", "乙", "丙", "丁", "戊", "己", "庚", "辛"]
        for number, title in enumerate(titles, start=1):
            db.session.add(Book(id=number, title=title, copies=number, open=number != 2))
        db.session.commit()
        yield app
        db.session.remove()


@pytest.fixture
def browser(small_app: Gate) -> FlaskClient:
    """A browser at the small application, signed in as nobody."""
    return small_app.test_client()


def sign_in(app: Gate, role: Role) -> None:
    """From now on every request is this role's."""
    app.add_actor_loader(lambda: Actor("account", 1, (Grant(role),), "周敏"))
