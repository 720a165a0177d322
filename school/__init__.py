"""无诈校园: the application, put together from its rooms."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from flask_migrate import Migrate

from config import Config
from school.foundation.access import Gate
from school.foundation.db import db

ROOT = Path(__file__).resolve().parent.parent

# In the order of dependency: a later room may use an earlier one, never the other way round.
ROOMS = (
    "school.foundation.db.engine",
    "school.foundation.audit",
    "school.foundation.ui",
    "school.foundation.jobs",
    "school.org",
    "school.accounts",
    "school.links",
    "school.reminders",
    "school.verify",
    "school.evidence",
    "school.appstatus",
    "school.letters",
    "school.dashboards",
    "school.log",
    "school.demo",
    "school.serving",
)


def create_app(settings: Mapping[str, Any] | None = None) -> Gate:
    """Make an application from the environment; ``settings`` override it in tests."""
    app = Gate(__name__, template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static" / "dist"))
    app.config.from_mapping(Config.from_environment().flask_settings())
    app.config.from_mapping(settings or {})
    Migrate(app, db, directory=str(ROOT / "migrations"))
    for room in ROOMS:
        import_module(room).init_app(app)
    app.check_declarations()
    return app
