"""Reminding one family in private: a counsellor copies a polite text with the link, and each copy is counted."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Add the counsellor's pages."""
    from school.letters.reminding.views import blueprint

    app.register_blueprint(blueprint)
