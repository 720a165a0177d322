"""Classes: the list, each one's roster, its posts."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from school.foundation.access import Permission, current_scope, needs
from school.foundation.ui import listing
from school.org.actions import staff as post_actions
from school.org.actions import units as actions
from school.org.forms import ClassForm, ClassPostForm
from school.org.lists import CLASSES
from school.org.models import Post, SchoolClass
from school.org.queries import people, units
from school.org.views import blueprint
from school.org.views.settings import Answer


@blueprint.get("/classes")
@needs(Permission.ORGANISATION_READ)
def class_list() -> str:
    statement = units.classes(current_scope(), closed="closed" in request.args)
    return listing.render(CLASSES, statement, title=gettext("Classes"), template="org/classes.html")


@blueprint.route("/classes/new", methods=["GET", "POST"])
@needs(Permission.ORGANISATION_MANAGE)
def new_class() -> Answer:
    form = ClassForm()
    form.college.rows(units.colleges(current_scope()), label=lambda college: college.name)
    if form.validate_on_submit():
        made = actions.save_class(SchoolClass(), **form.values)
        return redirect(url_for("org.school_class", class_id=made.id))
    return render_template("org/class_form.html", form=form, title=gettext("New class")), form.status


@blueprint.get("/classes/<int:class_id>")
@needs(Permission.ORGANISATION_READ, of=SchoolClass)
def school_class(school_class: SchoolClass) -> str:
    return render_template(
        "org/class.html",
        school_class=units.class_card(school_class),
        students=people.class_students(school_class),
        posts=people.posts_of_class(school_class),
    )


@blueprint.route("/classes/<int:class_id>/edit", methods=["GET", "POST"])
@needs(Permission.ORGANISATION_MANAGE, of=SchoolClass)
def edit_class(school_class: SchoolClass) -> Answer:
    form = ClassForm(units.class_card(school_class))
    form.college.rows(units.colleges(current_scope()), label=lambda college: college.name)
    if form.validate_on_submit():
        actions.save_class(school_class, **form.values)
        return redirect(url_for("org.school_class", class_id=school_class.id))
    return render_template("org/class_form.html", form=form, title=school_class.name, row=school_class), form.status


@blueprint.post("/classes/<int:class_id>/<any(close, open):verb>")
@needs(Permission.ORGANISATION_MANAGE, of=SchoolClass)
def close_class(school_class: SchoolClass, verb: str) -> Response:
    actions.close_class(school_class, closed=verb == "close")
    return redirect(url_for("org.school_class", class_id=school_class.id))


@blueprint.route("/classes/<int:class_id>/posts/new", methods=["GET", "POST"])
@needs(Permission.CLASS_POST_GIVE, of=SchoolClass)
def new_class_post(school_class: SchoolClass) -> Answer:
    form = ClassPostForm()
    form.student.rows(people.students_of_class(school_class), label=lambda row: f"{row.student_number} {row.name}")
    if form.validate_on_submit():
        post_actions.give_post(form.kind.data, holder=form.student.data, school_class=school_class)
        return redirect(url_for("org.school_class", class_id=school_class.id))
    return render_template("org/class_post_form.html", form=form, school_class=school_class), form.status


@blueprint.post("/class-posts/<int:post_id>/end")
@needs(Permission.CLASS_POST_GIVE, of=Post)
def end_class_post(post: Post) -> Response:
    post_actions.end_post(post)
    return redirect(url_for("org.school_class", class_id=post.class_id))
