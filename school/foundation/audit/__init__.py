"""The append-only log of what was done, by whom, to what."""

from flask import Flask

from school.foundation.audit.actions import record
from school.foundation.audit.catalogue import CATALOGUE, EventKind, event
from school.foundation.audit.cli import commands

__all__ = ["CATALOGUE", "EventKind", "event", "init_app", "record"]


def init_app(app: Flask) -> None:
    """Add ``flask audit``."""
    app.cli.add_command(commands)
