"""The three 100 %: installed, real-name registered, alerts on; voluntary, and read by others only as rates."""

from flask import Flask, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from school.appstatus import models
from school.foundation.access import Permission, may
from school.foundation.ui import menu
from school.org import class_tabs
from school.org.class_tabs import ClassTab, Link
from school.org.models import Student
from school.org.roster import hooks

__all__ = ["init_app", "models"]


def init_app(app: Flask) -> None:
    """Add this room to the application."""
    from school.appstatus import views
    from school.appstatus.own import views as own
    from school.appstatus.spot_checks import views as spot_checks

    for blueprint in (views.blueprint, own.blueprint, spot_checks.blueprint):
        app.register_blueprint(blueprint)
    app.register_error_handler(models.AlreadyClosed, spot_checks.already_closed)
    class_tabs.add_tab(ClassTab("appstatus.show_grid", _l("The three marks"), 20))
    class_tabs.add_student_link("app", _history_link)
    hooks.of_people(
        _l("The three marks or spot checks of %(count)s of its students are noted."),
        models.AppStatus,
        models.AppStatusEntry,
        models.SpotCheckEntry,
    )
    menu.add(menu.MenuItem("appstatus.start", _l("The three marks"), 20, "device-mobile-check"))
    menu.add(menu.MenuItem("spot_checks.index", _l("Spot checks"), 70, "dice-3"))
    menu.add(menu.MenuItem("own_app.show", _l("App"), 30, "device-mobile", place="phone"))
    menu.add(menu.MenuItem("own_app.first_class", _l("My class"), 40, "users", place="phone"))


def _history_link(student: Student) -> Link | None:
    """From a student's page to their answers."""
    if not may(Permission.APP_STATUS_READ):
        return None
    return gettext("The three marks"), url_for("appstatus.history", student_id=student.id), "device-mobile-check"
