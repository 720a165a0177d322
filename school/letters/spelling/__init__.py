"""Names that no font can print, found and spelled another way before anything is printed."""

from flask import Flask, url_for
from flask_babel import gettext

from school.foundation.access import Permission, may
from school.letters.cli import commands
from school.org import class_tabs
from school.org.class_tabs import Link
from school.org.models import Student

__all__ = ["init_app"]


def init_app(app: Flask) -> None:
    """Add this room to the application."""
    from school.letters.spelling.cli import names
    from school.letters.spelling.rules import REASONS
    from school.letters.spelling.views import blueprint

    app.register_blueprint(blueprint)
    app.jinja_env.globals["unprintable_reason"] = REASONS.__getitem__
    commands.add_command(names)
    class_tabs.add_student_link("spelling", _spelling_link)


def _spelling_link(student: Student) -> Link | None:
    """From the page of a student whose name is printed in another spelling, or cannot be printed."""
    from school.letters.spelling.rules import problem_of

    if not may(Permission.PERSON_EDIT) or not (student.name_on_paper or problem_of(student.name)):
        return None
    return gettext("Name on paper"), url_for("spelling.student", student_id=student.id), "printer"
