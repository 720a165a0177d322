"""Limited private reminders: at most a few, never sent anywhere, for one person or one family only."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from school.org.roster import hooks
from school.reminders import models

__all__ = ["init_app", "models"]


def init_app(_app: Flask) -> None:
    """Add this room to the application: it has tables, and no pages of its own."""
    hooks.of_people(_l("Reminders were written to %(count)s of its students."), models.Reminder)
