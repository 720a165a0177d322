"""Fixtures that every test may use; services (databases, browser, network guard) are in tests/services."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import g, request_started
from flask.testing import FlaskClient
from hypothesis import settings

from school import create_app
from school.accounts import passwords
from school.foundation.access import Gate
from school.foundation.db import db, unit_of_work
from tests.campus import Campus, build_campus
from tests.services.databases import Database

# A machine that is busy with other things is no failure of a property.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

pytest_plugins = (
    "pytester",
    "tests.services.network",
    "tests.services.plugin",
    "tests.services.chromium",
)


@pytest.fixture(scope="session")
def school_app(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gate]:
    """One application per test process, with the small campus of tests/campus.py in its database."""
    passwords._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # a hundredth of the work
    instance: Path = tmp_path_factory.mktemp("instance")
    app = create_app(
        {
            "TESTING": True,
            "SECRET_KEY": "only for tests",
            "INSTANCE_DIR": instance,
            "SQLALCHEMY_DATABASE_URI": database.url,
            "JOBS_URL": f"sqlite:///{instance / 'queue.sqlite'}",
            "BASE_URL": "https://fz.yunzhou.example",
            "BASE_URL_IS_PUBLIC": True,
            "WTF_CSRF_ENABLED": False,
            "SERVER_NAME": None,
        }
    )
    with app.app_context():
        db.create_all()
        with unit_of_work():
            build_campus()
        app.extensions["small_campus"] = Campus.read()  # every restored database has the same ids
        db.session.remove()
        db.engine.dispose()
    database.keep()
    with request_started.connected_to(forget_last_request, app):
        yield app
    with app.app_context():
        db.engine.dispose()


def forget_last_request(_app: Gate, **_extra: object) -> None:
    """Begin each request with an empty ``g``, as real ones do: here they share the fixture's application context."""
    for name in list(g):
        g.pop(name)


@pytest.fixture
def app(school_app: Gate, database: Database) -> Iterator[Gate]:
    """The application over a database fresh from ``build_campus``, inside an application context."""
    database.restore()
    with school_app.app_context():
        yield school_app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def campus(app: Gate) -> Campus:
    """The small campus by name: ids of units, classes, people and accounts."""
    small_campus: Campus = app.extensions["small_campus"]
    return small_campus


@pytest.fixture
def client(app: Gate) -> FlaskClient:
    """A browser that is signed in as nobody."""
    return app.test_client()


@pytest.fixture
def client_of(app: Gate, campus: Campus) -> Callable[[str], FlaskClient]:
    """``client_of("counsellor")``: a browser signed in as that account of the small campus."""

    def signed_in(username: str) -> FlaskClient:
        client = app.test_client()
        account_id = campus.accounts[username]
        with client.session_transaction() as session:
            session["_user_id"] = f"{account_id}:1"
            session["_fresh"] = True
        return client

    return signed_in
