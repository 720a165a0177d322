"""The organisation: settings, units, classes, people, posts, and the roster they come from."""

from flask import Flask

from school.org import models

__all__ = ["init_app", "models"]


def init_app(app: Flask) -> None:
    """Add this room to the application."""
