"""A demo campus of 200 students that tests only read, and empty schools for those that change something."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from school import create_app
from school.foundation.access import Gate
from school.foundation.db import db
from tests.services.databases import Database

STUDENTS, SEED, PASSWORD = 200, 7, "a password of the demo"


@dataclass(frozen=True)
class Installation:
    """One application with its own database and its own files."""

    app: Gate
    folder: Path

    def run(self, *words: str, **more: Any) -> Result:
        """Run a command line."""
        return self.app.test_cli_runner().invoke(args=list(words), **more)

    def load(self, students: int = STUDENTS, seed: int = SEED) -> Result:
        """Load a demo; it has to go well."""
        words = ("--students", str(students), "--seed", str(seed), "--password", PASSWORD)
        result = self.run("demo", "load", *words)
        assert result.exit_code == 0, result.output
        return result


def install(url: str, folder: Path, **settings: object) -> Installation:
    app = create_app(
        {
            "TESTING": True,
            "SECRET_KEY": "only for tests",
            "INSTANCE_DIR": folder,
            "SQLALCHEMY_DATABASE_URI": url,
            "JOBS_URL": f"sqlite:///{folder / 'queue.sqlite'}",
            "BASE_URL": "https://fz.yunzhou.example",
            "BASE_URL_IS_PUBLIC": True,
            "WTF_CSRF_ENABLED": False,
            "SERVER_NAME": None,
            **settings,
        }
    )
    with app.app_context():
        db.create_all()
    return Installation(app, folder)


def close(installation: Installation) -> None:
    with installation.app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="module")
def loaded(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The campus that a whole module reads."""
    installation = install(database.empty("demo"), tmp_path_factory.mktemp("demo"))
    installation.load()
    yield installation
    close(installation)


@pytest.fixture
def demo(loaded: Installation) -> Iterator[Installation]:
    """That campus, inside an application context."""
    with loaded.app.app_context():
        yield loaded
        db.session.remove()


@pytest.fixture
def new_school(database: Database, tmp_path: Path) -> Iterator[Callable[..., Installation]]:
    """Make a school without people: ``new_school(PRODUCTION=True)``. One at a time."""
    made: list[Installation] = []

    def make(**settings: object) -> Installation:
        for former in made:
            close(former)
        folder = tmp_path / str(len(made))
        folder.mkdir()
        made.append(install(database.empty("another"), folder, **settings))
        return made[-1]

    yield make
    for each in made:
        close(each)
