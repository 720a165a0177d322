"""Personal links: tokens, the landing page, and the second thing that opens them."""

from flask import Flask

from school.links import models

__all__ = ["init_app", "models"]


def init_app(app: Flask) -> None:
    """Add this room to the application."""
