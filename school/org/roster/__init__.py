"""Rosters: students and staff from the spreadsheets that a school already has."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """The command, the pages and the job of imports."""
    from school.org.roster import cli, jobs, views  # noqa: F401  (they need the models of org, which is being imported)

    app.register_blueprint(views.blueprint)
    app.cli.add_command(cli.commands)
