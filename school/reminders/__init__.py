"""Limited private reminders: at most a few, never sent anywhere, seen by one person only."""

from flask import Flask

from school.reminders import models

__all__ = ["init_app", "models"]


def init_app(app: Flask) -> None:
    """Add this room to the application: it has tables and no pages of its own."""
