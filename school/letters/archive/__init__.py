"""The archive of receipts: numbers, boxes, retention, destruction by two people."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from school.foundation.ui import menu
from school.foundation.ui.menu import MenuItem
from school.letters.archive import jobs, models
from school.org.queries.search import add_finder

__all__ = ["init_app", "jobs", "models"]


def init_app(app: Flask) -> None:
    """Add the archive's pages, its menu entry and its finder."""
    from school.letters.archive.finder import find_archived
    from school.letters.archive.views import blueprint

    app.register_blueprint(blueprint)
    menu.add(MenuItem("archive.index", _l("Archive"), 55, "archive"))
    add_finder(_l("Archived receipts"), find_archived)
