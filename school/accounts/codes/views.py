"""One-time codes: released to those present, or printed on slips."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from school.accounts.codes import actions, queries
from school.accounts.codes.forms import ClassFilter, PresentForm
from school.accounts.codes.lists import CLASSES
from school.accounts.pages import blueprint
from school.foundation.access import Permission, current_scope, needs
from school.foundation.db import utc_now
from school.foundation.ui import listing
from school.org.models import SchoolClass, Unit
from school.org.queries import units


@blueprint.get("/codes")
@needs(Permission.STUDENT_CODE_RELEASE)
def codes() -> str:
    form = ClassFilter()
    form.college.rows(units.colleges(current_scope()), label=lambda unit: unit.name)
    form.validate()
    rows = queries.classes(current_scope(), form.q.data or "", form.college.data)
    return listing.render(
        CLASSES,
        rows,
        title=gettext("One-time codes for students"),
        lead=gettext("Choose a class: release codes to those in the room, or print slips."),
        filters=form,
        college=form.college.data,
        template="accounts/codes.html",
    )


@blueprint.get("/classes/<int:class_id>/codes")
@needs(Permission.STUDENT_CODE_RELEASE, of=SchoolClass)
def class_codes(school_class: SchoolClass) -> str:
    form = PresentForm()
    form.students.rows(queries.present_students(school_class.id))
    return class_page(school_class, form)


@blueprint.post("/classes/<int:class_id>/codes")
@needs(Permission.STUDENT_CODE_RELEASE, of=SchoolClass)
def release_codes(school_class: SchoolClass) -> ResponseReturnValue:
    form = PresentForm()
    form.students.rows(queries.present_students(school_class.id))
    if not form.validate():
        return class_page(school_class, form), 422
    released = actions.release(school_class, form.students.data)
    until = utc_now() + actions.RELEASED_FOR
    seconds = int(actions.RELEASED_FOR.total_seconds())
    return render_template(
        "accounts/released_codes.html", school_class=school_class, codes=released, until=until, seconds=seconds
    )


@blueprint.post("/classes/<int:class_id>/code-slips")
@needs(Permission.STUDENT_CODE_RELEASE, of=SchoolClass)
def print_class_codes(school_class: SchoolClass) -> ResponseReturnValue:
    return redirect(url_for("jobs.show", job_id=actions.start_slips([school_class]).id))


@blueprint.post("/colleges/<int:unit_id>/code-slips")
@needs(Permission.STUDENT_CODE_RELEASE, of=Unit)
def print_college_codes(unit: Unit) -> ResponseReturnValue:
    classes = queries.open_classes(current_scope(), unit)
    return redirect(url_for("jobs.show", job_id=actions.start_slips(classes).id))


def class_page(school_class: SchoolClass, form: PresentForm) -> str:
    """The class with a tick for each student; everybody is ticked at first."""
    students = queries.class_list(school_class.id)
    picked = {str(student.id) for student in students} if form.students.data == [] else set(form.students.chosen)
    return render_template(
        "accounts/class_codes.html", school_class=school_class, form=form, students=students, picked=picked
    )
