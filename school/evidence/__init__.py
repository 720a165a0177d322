"""A class's evidence pack: what every feature can show of one class, in one file with an index and its hashes."""

from __future__ import annotations

from flask import Flask

from school.evidence import jobs
from school.evidence.parts import Pack, Part, add_part

__all__ = ["Pack", "Part", "add_part", "init_app", "jobs"]


def init_app(app: Flask) -> None:
    """Add this room to the application."""
    from school.evidence.views import blueprint

    app.register_blueprint(blueprint)
