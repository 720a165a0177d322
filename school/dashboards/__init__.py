"""Home pages and figures: reads only."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from school.foundation.ui import menu
from school.foundation.ui.menu import MenuItem
from school.org import class_tabs
from school.org.class_tabs import ClassTab

__all__ = ["init_app"]


def init_app(app: Flask) -> None:
    """Add the home pages, the figures of colleges and classes, and the command."""
    from school.dashboards.cli import figures_command
    from school.dashboards.views import blueprint

    app.register_blueprint(blueprint)
    app.cli.add_command(figures_command)
    class_tabs.add_tab(ClassTab("dashboards.school_class", _l("Overview"), 5))
    menu.add(MenuItem("dashboards.home", _l("Today"), 10, "home", under=("/figures", "/colleges")))
    menu.add(MenuItem("dashboards.me", _l("Home"), 5, "home", place="phone"))
