"""Home pages and figures: reads only."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Add this room to the application."""
