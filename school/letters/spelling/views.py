"""Names that cannot be printed: the list before printing, and the other spelling."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.foundation.access import Permission, current_scope, needs
from school.foundation.ui.asked import asked_id
from school.letters.models import Mailing
from school.letters.spelling import queries
from school.letters.spelling.forms import SpellingForm
from school.letters.spelling.rules import problem_of
from school.org.actions.students import set_name_on_paper
from school.org.models import Student

blueprint = Blueprint("spelling", __name__)


@blueprint.get("/mailings/<int:mailing_id>/names")
@needs(Permission.PERSON_EDIT, of=Mailing)
def names(mailing: Mailing) -> str:
    class_id = asked_id("class")
    return render_template(
        "letters/spelling/names.html",
        mailing=mailing,
        class_id=class_id,
        rows=queries.unprintable(current_scope(), mailing, class_id),
        mended=queries.spelled_otherwise(current_scope(), mailing, class_id),
        places=queries.unprintable_places(current_scope()),
    )


@blueprint.get("/mailings/<int:mailing_id>/names/note")
@needs(Permission.PERSON_EDIT, of=Mailing)
def names_note(mailing: Mailing) -> str:
    class_id = asked_id("class")
    rows = queries.unprintable(current_scope(), mailing, class_id)
    places = [] if class_id else queries.unprintable_places(current_scope())
    return render_template(
        "letters/spelling/names_note.html", mailing=mailing, class_id=class_id, rows=rows, places=places
    )


@blueprint.post("/names-on-paper/check")
@needs(Permission.PERSON_EDIT, audited=False)
def check() -> str:
    text = SpellingForm().name_on_paper.data or ""
    return render_template("letters/spelling/_check.html", text=text, problem=problem_of(text))


@blueprint.route("/students/<int:student_id>/name-on-paper", methods=["GET", "POST"])
@needs(Permission.PERSON_EDIT, of=Student)
def student(student: Student) -> ResponseReturnValue:
    form = SpellingForm(obj=student)
    mailing_id = asked_id("mailing")
    if form.validate_on_submit():
        set_name_on_paper(student, form.spelling_of(student.name))
        flash(gettext("Letters print %(name)s from now on.", name=student.printed_name), "ok")
        return redirect(_list_of(mailing_id) or url_for("org.student", student_id=student.id))
    card = queries.with_place(student)
    shown = {"student": card, "problem": problem_of(card.name), "back": _list_of(mailing_id)}
    return render_template("letters/spelling/student.html", form=form, **shown), form.status


def _list_of(mailing_id: int | None) -> str:
    """The list somebody came from, or nothing."""
    if mailing_id is None:
        return ""
    chosen: dict[str, Any] = {"mailing_id": mailing_id, "class": asked_id("class")}
    return url_for("spelling.names", **chosen)
