"""The three 100 %: installed, real-name registered, alerts on; voluntary, and read by others only as rates."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from school.appstatus import models
from school.foundation.ui import menu

__all__ = ["init_app", "models"]


def init_app(app: Flask) -> None:
    """Add this room to the application."""
    from school.appstatus import views
    from school.appstatus.own import views as own
    from school.appstatus.spot_checks import views as spot_checks

    for blueprint in (views.blueprint, own.blueprint, spot_checks.blueprint):
        app.register_blueprint(blueprint)
    app.register_error_handler(models.AlreadyClosed, spot_checks.already_closed)
    menu.add(menu.MenuItem("appstatus.start", _l("The three marks"), 20, "device-mobile-check"))
    menu.add(menu.MenuItem("spot_checks.index", _l("Spot checks"), 70, "dice-3"))
    menu.add(menu.MenuItem("own_app.show", _l("App"), 30, "device-mobile", place="phone"))
    menu.add(menu.MenuItem("own_app.first_class", _l("My class"), 40, "users", place="phone"))
