"""The letter on the student's phone: a claim of where it is, and a way to hand it on."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from school.foundation.ui import menu
from school.foundation.ui.menu import MenuItem
from school.letters.labels import CONFIRMATIONS


def init_app(app: Flask) -> None:
    """Add the student's pages of letters."""
    from school.letters.student.views import blueprint

    app.register_blueprint(blueprint)
    app.jinja_env.globals["confirmation_words"] = CONFIRMATIONS
    menu.add(MenuItem("student_letters.index", _l("My letters"), order=10, icon="mail", place="phone"))
