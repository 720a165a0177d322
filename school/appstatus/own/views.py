"""Phone pages: a student's own answer, and the marks a class post passes on."""

from __future__ import annotations

from flask import Blueprint, flash, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.appstatus import actions, grid, queries, states
from school.appstatus.forms import MarksForm, OwnForm, UndoForm
from school.appstatus.rules import Voice
from school.appstatus.views import wants_json
from school.foundation.access import Permission, current_scope, needs
from school.foundation.ui.asked import asked_id
from school.org.models import SchoolClass, Student
from school.reminders import queries as reminders

blueprint = Blueprint("own_app", __name__)


@blueprint.get("/me/app")
@needs(Permission.APP_STATUS_ANSWER)
def show() -> str:
    student = queries.own_student(current_scope())
    return _own_page(student, OwnForm(data=queries.own_answer(student)))


@blueprint.post("/me/app")
@needs(Permission.APP_STATUS_ANSWER)
def answer() -> ResponseReturnValue:
    student = queries.own_student(current_scope())
    form = OwnForm()
    if not form.validate():
        return _own_page(student, form), 422
    actions.answer_for_oneself(student, form.given())
    flash(gettext("Saved. You can change it here at any time."))
    return redirect(url_for("own_app.show"))


@blueprint.get("/me/class-app")
@needs(Permission.APP_MARK_TELL)
def first_class() -> ResponseReturnValue:
    classes = queries.classes_of(current_scope())
    return redirect(url_for("own_app.show_marks", class_id=classes[0][0].id))


@blueprint.get("/classes/<int:class_id>/marks")
@needs(Permission.APP_MARK_TELL, of=SchoolClass)
def show_marks(school_class: SchoolClass) -> str:
    return _marks_page(school_class, MarksForm().of_class(school_class))


@blueprint.post("/classes/<int:class_id>/marks")
@needs(Permission.APP_MARK_TELL, of=SchoolClass)
def tell(school_class: SchoolClass) -> ResponseReturnValue:
    form = MarksForm().of_class(school_class)
    if not form.validate():
        return _refused(school_class, form)
    students, given = form.students.data, form.given()
    event_id = actions.set_answers(school_class, students, given, Voice.CLASS_POST)
    return _told(school_class, grid.saved_message(len(students), given), undo=event_id)


@blueprint.post("/classes/<int:class_id>/marks/undo")
@needs(Permission.APP_MARK_TELL, of=SchoolClass)
def undo_told(school_class: SchoolClass) -> ResponseReturnValue:
    form = UndoForm()
    if not form.validate():
        return _refused(school_class, form)
    undone = actions.undo(school_class, form.event_id, Voice.CLASS_POST)
    return _told(school_class, grid.undone_message(len(undone.student_ids), len(undone.student_ids)))


def _own_page(student: Student, form: OwnForm) -> str:
    return render_template(
        "appstatus/own.html",
        form=form,
        status=queries.status_of(student),
        entries=queries.history_of(student),
        reminder=reminders.open_for(student, actions.TOPIC),
        states=states,
    )


def _marks_page(school_class: SchoolClass, form: MarksForm | UndoForm) -> str:
    rows = queries.told_rows_of_class(school_class)
    undo = asked_id("undo")
    return render_template(
        "appstatus/marks.html", school_class=school_class, rows=rows, form=form, states=states, undo=undo
    )


def _told(school_class: SchoolClass, message: str, undo: int | None = None) -> ResponseReturnValue:
    """The same answer whatever stands behind a name: see docs/adr on what monitors may learn."""
    if wants_json():
        rows = {row.id: [row.installed, row.real_name, row.alerts] for row in queries.told_rows_of_class(school_class)}
        return jsonify(rows=rows, message=message, undo=undo)
    flash(message, "ok")
    return redirect(url_for("own_app.show_marks", class_id=school_class.id, undo=undo))


def _refused(school_class: SchoolClass, form: MarksForm | UndoForm) -> ResponseReturnValue:
    if wants_json():
        return jsonify(errors=[text for texts in form.errors.values() for text in texts]), 422
    return _marks_page(school_class, form), 422
