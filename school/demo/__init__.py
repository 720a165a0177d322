"""A synthetic campus to try everything on."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Add this room to the application."""
