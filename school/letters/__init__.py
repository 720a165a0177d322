"""Letters to families and the receipts that come back."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from school.foundation.ui import menu
from school.foundation.ui.menu import MenuItem
from school.letters import jobs, models
from school.letters.cli import commands

__all__ = ["init_app", "jobs", "models"]


def init_app(app: Flask) -> None:
    """Add this room to the application."""
    from school.letters import family, student, words
    from school.letters.finder import find_letter
    from school.letters.views import blueprint
    from school.org.queries.search import add_finder

    words.offer(app)
    app.register_blueprint(blueprint)
    family.init_app(app)
    student.init_app(app)
    app.cli.add_command(commands)
    menu.add(MenuItem("letters.home", _l("Letters to families"), 50, "mail"))
    add_finder(find_letter)
