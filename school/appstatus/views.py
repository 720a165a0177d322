"""The counsellor's class grid, the lists behind the numbers, and one student's history."""

from __future__ import annotations

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from school.appstatus import actions, grid, lists, queries, states
from school.appstatus.forms import AnswerForm, FigureFilter, RemindForm, UndoForm
from school.foundation.access import Permission, current_actor, current_scope, needs, reach
from school.foundation.ui import listing
from school.foundation.ui.asked import asked_id
from school.org.models import SchoolClass, Student

blueprint = Blueprint("appstatus", __name__)


@blueprint.get("/app-status")
@needs(Permission.APP_STATUS_READ)
def start() -> ResponseReturnValue:
    classes = queries.classes_of(reach(current_actor(), Permission.APP_STATUS_SET))
    if not classes:
        return redirect(url_for("appstatus.students"))
    return redirect(url_for("appstatus.show_grid", class_id=classes[0][0].id))


@blueprint.get("/classes/<int:class_id>/app")
@needs(Permission.APP_STATUS_READ, of=SchoolClass)
def show_grid(school_class: SchoolClass) -> str:
    return _grid_page(school_class, AnswerForm().of_class(school_class))


@blueprint.post("/classes/<int:class_id>/app")
@needs(Permission.APP_STATUS_SET, of=SchoolClass)
def save(school_class: SchoolClass) -> ResponseReturnValue:
    form = AnswerForm().of_class(school_class)
    if not form.validate():
        return _refused(school_class, form)
    students, given = form.students.data, form.given()
    event_id = actions.set_answers(school_class, students, given)
    message = grid.saved_message(len(students), given)
    return _done(school_class, [student.id for student in students], message, undo=event_id)


@blueprint.post("/classes/<int:class_id>/app/undo")
@needs(Permission.APP_STATUS_SET, of=SchoolClass)
def undo(school_class: SchoolClass) -> ResponseReturnValue:
    form = UndoForm()
    if not form.validate():
        return _refused(school_class, form)
    undone = actions.undo(school_class, form.event_id)
    return _done(school_class, undone.asked, grid.undone_message(len(undone.student_ids), len(undone.asked)))


@blueprint.post("/classes/<int:class_id>/app/reminders")
@needs(Permission.APP_STATUS_SET, of=SchoolClass)
def remind(school_class: SchoolClass) -> ResponseReturnValue:
    form = RemindForm().of_class(school_class)
    if not form.validate():
        return _refused(school_class, form)
    reminded = len(actions.remind(school_class, form.students.data))
    message = ngettext(
        "%(num)s student is reminded on the own page.", "%(num)s students are reminded on their own pages.", reminded
    )
    return _done(school_class, [], message if reminded else gettext("Nobody can be reminded again yet."))


@blueprint.get("/app-status/students")
@needs(Permission.APP_STATUS_READ)
def students() -> str:
    form = FigureFilter().within(current_scope())
    figure, narrowing = form.asked()
    return listing.render(
        lists.STUDENTS,
        queries.students_behind(current_scope(), figure, narrowing),
        template="appstatus/students.html",
        title=gettext("The three marks"),
        filters=form,
        figure_labels=states.FIGURES,
        rates=queries.rates(queries.narrowed(current_scope(), narrowing)),
        place={"college": narrowing.college_id, "school_class": narrowing.class_id},
    )


@blueprint.get("/students/<int:student_id>/app")
@needs(Permission.APP_STATUS_READ, of=Student)
def history(student: Student) -> str:
    return render_template(
        "appstatus/history.html",
        student=student,
        school_class=queries.class_of(student),
        status=queries.status_of(student),
        entries=queries.history_of(student),
        states=states,
    )


def _grid_page(school_class: SchoolClass, form: AnswerForm | UndoForm | RemindForm) -> str:
    settable = reach(current_actor(), Permission.APP_STATUS_SET)
    rows = grid.rows_of(school_class)
    return render_template(
        "appstatus/grid.html",
        school_class=school_class,
        rows=rows,
        counts=grid.chip_counts(rows),
        shown=request.args.get("show", "students"),
        rates=queries.rates_of_class(school_class),
        tabs=queries.classes_of(settable),
        may_set=queries.may_be_set(settable, school_class),
        form=form,
        grid=grid,
        states=states,
        undo=asked_id("undo"),
    )


def _done(school_class: SchoolClass, ids: list[int], message: str, undo: int | None = None) -> ResponseReturnValue:
    """Answer the page's script with the new rows, and a plain form with the page again."""
    if wants_json():
        rows = grid.rows_of(school_class)
        changed = [row.state() for row in rows if row.id in set(ids)]
        return jsonify(rows=changed, counts=grid.chip_counts(rows), message=message, undo=undo)
    flash(message, "ok")
    return redirect(url_for("appstatus.show_grid", class_id=school_class.id, undo=undo))


def _refused(school_class: SchoolClass, form: AnswerForm | UndoForm | RemindForm) -> ResponseReturnValue:
    if wants_json():
        return jsonify(errors=[text for texts in form.errors.values() for text in texts]), 422
    return _grid_page(school_class, form), 422


def wants_json() -> bool:
    """Whether a script asks: it says so, browsers sending a form do not."""
    return request.accept_mimetypes.best == "application/json"
