"""Rosters: students and staff from the spreadsheets that a school already has."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """The command and the pages of imports."""
    from school.org.roster import cli  # they need the models of org, which is being imported

    app.cli.add_command(cli.commands)
