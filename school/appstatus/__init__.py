"""The three 100 %: installed, real-name registered, alerts on; voluntary, and read by others only as rates."""

from flask import Flask

from school.appstatus import models

__all__ = ["init_app", "models"]


def init_app(app: Flask) -> None:
    """Add this room to the application."""
