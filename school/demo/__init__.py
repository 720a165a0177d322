"""A synthetic campus to try everything on. Nothing imports this room."""

from flask import Flask

from school.demo.cli import commands

__all__ = ["init_app"]


def init_app(app: Flask) -> None:
    """Add ``flask demo``."""
    app.cli.add_command(commands)
