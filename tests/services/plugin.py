"""Fixtures of the services that tests use: a database, and the options that choose it.

`DATABASE=sqlite|postgresql` (or `--database`) chooses; `--only-database` leaves out tests that use no
database, so that the second of two runs does not repeat them.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.databases import Database, PostgresDatabase, SqliteDatabase
from tests.services.postgres import PostgresServer

KINDS = ("sqlite", "postgresql")
END_TO_END = Path(__file__).resolve().parents[1] / "e2e"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options; the environment's DATABASE is the default of the first."""
    group = parser.getgroup("services")
    group.addoption("--database", choices=KINDS, default=os.environ.get("DATABASE") or "sqlite")
    group.addoption("--only-database", action="store_true", help="leave out tests that use no database")


def pytest_report_header(config: pytest.Config) -> str:
    """Say on which database this run works."""
    return f"database: {config.getoption('--database')}"


@pytest.hookimpl(tryfirst=True)  # before -m looks at the marks
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark browser journeys by their folder and apply `--only-database`."""
    for item in items:
        if END_TO_END in item.path.parents:
            item.add_marker("e2e")
    if config.getoption("--only-database"):
        others = [item for item in items if "database" not in getattr(item, "fixturenames", ())]
        items[:] = [item for item in items if item not in set(others)]
        config.hook.pytest_deselected(items=others)


@pytest.fixture(scope="session")
def database_kind(request: pytest.FixtureRequest) -> str:
    """`sqlite` or `postgresql`, as this run was asked to."""
    return str(request.config.getoption("--database"))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A running PostgreSQL of this test process; it fails, never skips, where none is installed."""
    server = PostgresServer()
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def database(
    database_kind: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """This test process's database, still without tables."""
    chosen: Database
    if database_kind == "postgresql":
        chosen = PostgresDatabase(request.getfixturevalue("postgres_server"))
    else:
        chosen = SqliteDatabase(tmp_path_factory.mktemp("database"))
    yield chosen
    chosen.close()


@pytest.fixture
def empty_database(database: Database) -> str:
    """The address of a database without tables, for tests of migrations and the command line."""
    return database.empty("another")
