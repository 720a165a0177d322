"""Students: the list with its export, each one's page, search."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from school.foundation.access import Permission, current_scope, needs
from school.foundation.clock import today
from school.foundation.ui import listing
from school.org.actions import exports
from school.org.actions import students as actions
from school.org.forms import FamilyForm, LeaveForm, MoveForm, PurposeForm, StudentFilter, StudentForm
from school.org.lists import STUDENTS
from school.org.models import SchoolClass, StaffMember, Student
from school.org.queries import people, search, units
from school.org.views import blueprint
from school.org.views.settings import Answer


def _filter() -> StudentFilter:
    form = StudentFilter()
    form.college.rows(units.colleges(current_scope()), label=lambda row: row.name)
    form.school_class.rows(units.classes(current_scope()), label=lambda row: row.name)
    form.validate()
    return form


@blueprint.get("/students")
@needs(Permission.PERSON_READ)
def students() -> str:
    form = _filter()
    rows = people.filtered(current_scope(), form.values)
    shown = {"title": gettext("Students"), "filters": form, "template": "org/students.html"}
    return listing.render(STUDENTS, rows, export="org.students_export", **shown)


@blueprint.get("/students.xlsx")
@needs(Permission.PERSON_EXPORT)
def students_export() -> Response:
    rows = people.filtered(current_scope(), _filter().values)
    exports.record_export("students", rows)
    return listing.export(STUDENTS, rows, gettext("Students"))


@blueprint.get("/search")
@needs(Permission.PERSON_READ)
def find() -> Answer:
    found = search.find(current_scope(), request.args.get("q", ""))
    if found.only is not None:
        return redirect(_page_of(found.only))
    return render_template("org/search.html", found=found)


def _page_of(row: Student | SchoolClass | StaffMember | search.Hit) -> str:
    match row:
        case Student():
            return url_for("org.student", student_id=row.id)
        case SchoolClass():
            return url_for("org.school_class", class_id=row.id)
        case StaffMember():
            return url_for("org.staff_member", staff_member_id=row.id)
    return row.url


@blueprint.get("/students/<int:student_id>")
@needs(Permission.PERSON_READ, of=Student)
def student(student: Student) -> str:
    return _student_page(student, PurposeForm())


def _student_page(student: Student, purpose: PurposeForm) -> str:
    card = people.student_card(student)
    return render_template("org/student.html", student=card, enrolments=people.enrolments(student), purpose=purpose)


@blueprint.post("/students/<int:student_id>/phones")
@needs(Permission.PHONE_READ, of=Student)
def student_phones(student: Student) -> Answer:
    form = PurposeForm()
    if not form.validate_on_submit():
        return _student_page(student, form), form.status
    shown = actions.show_phones(people.student_card(student), form.purpose.data)
    return render_template("org/phones.html", student=student, shown=shown)


@blueprint.route("/classes/<int:class_id>/students/new", methods=["GET", "POST"])
@needs(Permission.ORGANISATION_MANAGE, of=SchoolClass)
def new_student(school_class: SchoolClass) -> Answer:
    form = StudentForm()
    if form.validate_on_submit():
        made = actions.add_student(school_class, **form.values)
        return redirect(url_for("org.student", student_id=made.id))
    return render_template("org/student_form.html", form=form, title=gettext("New student")), form.status


@blueprint.route("/students/<int:student_id>/edit", methods=["GET", "POST"])
@needs(Permission.PERSON_EDIT, of=Student)
def edit_student(student: Student) -> Answer:
    form = StudentForm(student)
    if form.validate_on_submit():
        actions.save_student(student, **form.corrections)
        flash(gettext("Saved."))
        return redirect(url_for("org.student", student_id=student.id))
    return render_template("org/student_form.html", form=form, title=student.name, student=student), form.status


@blueprint.route("/students/<int:student_id>/family", methods=["GET", "POST"])
@needs(Permission.PERSON_EDIT, of=Student)
def edit_family(student: Student) -> Answer:
    card = people.student_card(student)
    form = FamilyForm.of(card)
    if form.validate_on_submit():
        actions.set_family(student, form.kept(card))
        flash(gettext("Saved."))
        return redirect(url_for("org.student", student_id=student.id))
    return render_template("org/family_form.html", form=form, student=card), form.status


@blueprint.route("/students/<int:student_id>/move", methods=["GET", "POST"])
@needs(Permission.ORGANISATION_MANAGE, of=Student)
def move_student(student: Student) -> Answer:
    form = MoveForm()
    form.school_class.rows(units.classes(current_scope()), label=lambda row: f"{row.college.name} {row.name}")
    if form.validate_on_submit():
        (actions.come_back if student.left_on else actions.move_student)(student, form.school_class.data)
        return redirect(url_for("org.student", student_id=student.id))
    return render_template("org/move_form.html", form=form, student=student), form.status


@blueprint.route("/students/<int:student_id>/leave", methods=["GET", "POST"])
@needs(Permission.ORGANISATION_MANAGE, of=Student)
def student_leaves(student: Student) -> Answer:
    form = LeaveForm(on=today())
    if form.validate_on_submit():
        actions.leave(student, form.on.data or today())
        return redirect(url_for("org.student", student_id=student.id))
    return render_template("org/leave_form.html", form=form, student=student), form.status
