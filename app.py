"""The application for gunicorn (``app:create_app()``) and for the ``flask`` command."""

from school import create_app

__all__ = ["create_app"]
