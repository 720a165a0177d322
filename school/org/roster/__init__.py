"""Rosters: students and staff from the spreadsheets that a school already has."""

from __future__ import annotations

from flask import Flask

from school.foundation.jobs import every_night


def init_app(app: Flask) -> None:
    """The command, the pages, the job of imports, and what of them is thrown away at night."""
    from school.org.roster import actions, cli, jobs, views  # noqa: F401  (they need the models of org, which is being imported)

    app.register_blueprint(views.blueprint)
    app.cli.add_command(cli.commands)
    every_night(app, "drop_forgotten_sheets", actions.drop_forgotten, hour=2, minute=50)
