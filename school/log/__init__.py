"""The log of actions as a page: who did what, when, to what, and whether the log still fits its seals."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from school.foundation.ui import menu
from school.foundation.ui.menu import MenuItem
from school.log import jobs, views

__all__ = ["init_app", "jobs"]


def init_app(app: Flask) -> None:
    """The page, its job, and the menu."""
    app.register_blueprint(views.blueprint)
    menu.add(MenuItem("log.index", _l("Log"), 95, "list-details"))
