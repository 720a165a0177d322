"""What `restore` brings back, on whichever database this run works."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine, text

from tests.services.databases import Database, PostgresDatabase, SqliteDatabase
from tests.services.postgres import PostgresServer


@pytest.fixture
def own_database(
    database: Database, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """A second database of the same kind as the run's, which these tests may change."""
    own: Database
    if isinstance(database, PostgresDatabase):
        server: PostgresServer = request.getfixturevalue("postgres_server")
        own = type("Own", (PostgresDatabase,), {"name": "own"})(server)
    else:
        own = SqliteDatabase(tmp_path_factory.mktemp("own"))
    yield own
    own.close()


@pytest.fixture
def engine(own_database: Database) -> Iterator[Engine]:
    engine = create_engine(own_database.url)
    key = "INTEGER PRIMARY KEY" if engine.dialect.name == "sqlite" else "SERIAL PRIMARY KEY"
    with engine.begin() as connection:
        connection.execute(text(f"CREATE TABLE parent (id {key}, name TEXT)"))
        connection.execute(text(f"CREATE TABLE child (id {key}, parent_id INTEGER REFERENCES parent (id))"))
        connection.execute(text("INSERT INTO parent (name) VALUES ('kept')"))
    engine.dispose()
    own_database.keep()
    yield engine
    engine.dispose()


def test_restore_brings_back_rows_and_ids(own_database: Database, engine: Engine) -> None:
    for _ in range(3):
        with engine.begin() as connection:
            made = connection.execute(text("INSERT INTO parent (name) VALUES ('new') RETURNING id")).scalar_one()
            connection.execute(text("UPDATE parent SET name = 'changed' WHERE id = 1"))
            child = connection.execute(text("INSERT INTO child (parent_id) VALUES (2) RETURNING id")).scalar_one()
        assert (made, child) == (2, 1)
        engine.dispose()
        own_database.restore()
        with engine.connect() as connection:
            assert list(connection.execute(text("SELECT id, name FROM parent"))) == [(1, "kept")]
            assert connection.execute(text("SELECT count(*) FROM child")).scalar_one() == 0
        engine.dispose()


def test_restore_does_not_wait_for_a_forgotten_transaction(own_database: Database, engine: Engine) -> None:
    forgotten = engine.connect()
    forgotten.execute(text("INSERT INTO parent (name) VALUES ('forgotten')"))
    engine.dispose()
    own_database.restore()
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM parent")).scalar_one() == 1
    forgotten.invalidate()


def test_an_empty_database_has_no_tables(empty_database: str) -> None:
    engine = create_engine(empty_database)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE school (id INTEGER)"))
    engine.dispose()
