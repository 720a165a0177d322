"""Letters to families and the receipts that come back."""

from flask import Flask, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from school.foundation.access import Permission, may
from school.foundation.ui import menu
from school.foundation.ui.menu import MenuItem
from school.letters import jobs, models
from school.letters.cli import commands
from school.org import class_tabs
from school.org.class_tabs import ClassTab, Link
from school.org.models import Student
from school.org.roster import hooks
from school.verify import kinds

__all__ = ["init_app", "jobs", "models"]


def init_app(app: Flask) -> None:
    """Add this room to the application."""
    from school.letters import archive, assisted, desk, family, reminding, spelling, staff, student, words
    from school.letters.finder import find_letter
    from school.letters.genuine import paper_of_number
    from school.letters.receipts import views as receipts
    from school.letters.views import blueprint
    from school.org.queries.search import add_finder

    words.offer(app)
    app.register_blueprint(blueprint)
    family.init_app(app)
    student.init_app(app)
    assisted.init_app(app)
    reminding.init_app(app)
    spelling.init_app(app)
    archive.init_app(app)
    desk.init_app(app)
    staff.init_app(app)
    app.register_blueprint(receipts.blueprint)
    app.cli.add_command(commands)
    class_tabs.add_tab(ClassTab("letters.class_page", _l("Letters to families"), 30))
    class_tabs.add_student_link("letters", _letters_link)
    menu.add(MenuItem("letters.home", _l("Letters to families"), 50, "mail", under=("/mailings", "/staff-letters")))
    add_finder(_l("Letters"), find_letter)
    kinds.add_kind("letter", paper_of_number)
    hooks.of_people(_l("Letters were made for %(count)s of its students."), models.Letter)


def _letters_link(student: Student) -> Link | None:
    """From a student's page to their letters."""
    if not may(Permission.LETTER_FOLLOW):
        return None
    return gettext("Letters to families"), url_for("letters.letter_rows", q=student.student_number), "mail"
