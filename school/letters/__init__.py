"""Letters to families and the receipts that come back."""

from flask import Flask

from school.letters import models
from school.letters.cli import commands

__all__ = ["init_app", "models"]


def init_app(app: Flask) -> None:
    """Add this room to the application."""
    from school.letters import family, student

    family.init_app(app)
    student.init_app(app)
    app.cli.add_command(commands)
