"""Plain letters to everybody who works at the school: written, printed, and nothing else."""

from flask import Flask

__all__ = ["init_app"]


def init_app(app: Flask) -> None:
    """Add this room to the application."""
    from school.letters.staff import jobs  # noqa: F401 (its kind of work registers itself)
    from school.letters.staff.labels import PLACEHOLDER_TEXTS
    from school.letters.staff.views import blueprint

    app.register_blueprint(blueprint)
    app.jinja_env.globals["staff_placeholders"] = PLACEHOLDER_TEXTS.items
