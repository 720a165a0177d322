"""Is this paper genuine? Numbers of papers for anybody who holds one, and reports of fakes."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from school.foundation import jobs
from school.foundation.ui import menu
from school.foundation.ui.menu import MenuItem
from school.verify import models

__all__ = ["init_app", "models"]


def init_app(app: Flask) -> None:
    """Add this room to the application."""
    from school.verify import nightly, views
    from school.verify.fakes import queries
    from school.verify.fakes import views as fakes

    app.register_blueprint(views.blueprint)
    app.register_blueprint(fakes.blueprint)
    menu.add(
        MenuItem("fake_reports.index", _l("Reports of fakes"), 60, "message-report", badge=queries.unread_for_actor)
    )
    jobs.every_night(app, "clear_verify", nightly.clear, hour=2, minute=45)
