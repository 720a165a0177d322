"""The archive of receipts: numbers, boxes, retention, destruction by two people."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from school.evidence import Part, add_part
from school.foundation.ui import menu
from school.foundation.ui.menu import MenuItem
from school.letters.actions.moves import hold_back
from school.letters.archive import jobs, models
from school.org.queries.search import add_finder

__all__ = ["init_app", "jobs", "models"]


def init_app(app: Flask) -> None:
    """Add the archive's pages, its menu entry and its finder."""
    from school.letters.archive import evidence
    from school.letters.archive.finder import find_archived
    from school.letters.archive.queries.destruction import on_a_record
    from school.letters.archive.views import blueprint
    from school.letters.receipts.cli import verify
    from school.letters.receipts_cli import commands

    app.register_blueprint(blueprint)
    hold_back(on_a_record)
    commands.add_command(verify)
    if commands.name not in app.cli.commands:
        app.cli.add_command(commands)
    add_part(Part("letters", _l("Letters: wording, receipts, slips, list"), 10, evidence.write))
    menu.add(MenuItem("archive.index", _l("Archive of receipts"), 56, "archive"))
    add_finder(_l("Archived receipts"), find_archived)
