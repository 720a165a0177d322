"""Accounts: sign-in, passwords, one-time codes."""

from school.accounts import models, pages, sign_in
from school.foundation.access import Gate

__all__ = ["init_app", "models"]


def init_app(app: Gate) -> None:
    """Add this room to the application."""
    from school.accounts.own import views as own_views  # noqa: F401 (their routes)
    from school.accounts.sign_in import views as sign_in_views  # noqa: F401

    sign_in.init_app(app)
    app.register_blueprint(pages.blueprint)
