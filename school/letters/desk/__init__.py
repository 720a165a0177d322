"""Slips that come back: scans and photos in, each page settled or at the desk, nothing lost."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from school.foundation.access import Permission, current_actor, reach
from school.foundation.jobs import every_night
from school.foundation.ui import menu
from school.foundation.ui.menu import MenuItem


def init_app(app: Flask) -> None:
    """Add the desk, the camera page, the job and the command."""
    from school.letters.desk import actions, jobs, labels, queries  # noqa: F401  (the job registers itself)
    from school.letters.desk.views.camera import blueprint as camera
    from school.letters.desk.views.pages import blueprint
    from school.letters.receipts_cli import commands

    app.register_blueprint(blueprint)
    app.register_blueprint(camera)
    if commands.name not in app.cli.commands:
        app.cli.add_command(commands)
    every_night(app, "close_settled_scans", actions.close_settled, hour=2, minute=40)
    app.jinja_env.globals["slip_labels"] = labels

    def waiting() -> int:
        return queries.at_desk(reach(current_actor(), Permission.RECEIPT_SETTLE))

    menu.add(MenuItem("desk.index", _l("Scan desk"), 52, "scan", badge=waiting))
