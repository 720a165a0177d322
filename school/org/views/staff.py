"""Staff, their posts, and the contact directory."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from school.foundation.access import Permission, current_actor, current_scope, needs
from school.foundation.ui import listing
from school.org.actions import exports
from school.org.actions import staff as actions
from school.org.forms import DirectoryFilter, PostForm, PurposeForm, StaffFilter, StaffForm
from school.org.lists import DIRECTORY, STAFF
from school.org.models import Post, StaffMember
from school.org.queries import people, units
from school.org.views import blueprint
from school.org.views.settings import Answer


@blueprint.get("/staff")
@needs(Permission.ORGANISATION_READ)
def staff() -> str:
    form = StaffFilter()
    form.unit.rows(units.open_units(current_scope()), label=lambda row: row.name)
    form.validate()
    rows = people.filtered_staff(current_scope(), form.values)
    return listing.render(STAFF, rows, title=gettext("Staff"), filters=form, template="org/staff.html")


@blueprint.route("/staff/new", methods=["GET", "POST"])
@needs(Permission.ORGANISATION_MANAGE)
def new_staff() -> Answer:
    form = StaffForm()
    form.unit.rows(units.open_units(current_scope()), label=lambda row: row.name)
    if form.validate_on_submit():
        member = actions.save_staff(StaffMember(), actions.StaffDetails(**form.values))
        return redirect(url_for("org.staff_member", staff_member_id=member.id))
    return render_template("org/staff_form.html", form=form, title=gettext("New colleague")), form.status


@blueprint.get("/staff/<int:staff_member_id>")
@needs(Permission.ORGANISATION_READ, of=StaffMember)
def staff_member(staff_member: StaffMember) -> str:
    return _staff_page(staff_member, PurposeForm())


def _staff_page(member: StaffMember, purpose: PurposeForm) -> str:
    card, posts = people.staff_card(member), people.posts_of_staff(member)
    return render_template("org/staff_member.html", member=card, posts=posts, purpose=purpose)


@blueprint.route("/staff/<int:staff_member_id>/edit", methods=["GET", "POST"])
@needs(Permission.ORGANISATION_MANAGE, of=StaffMember)
def edit_staff(staff_member: StaffMember) -> Answer:
    form = StaffForm(people.staff_card(staff_member))
    form.unit.rows(units.open_units(current_scope()), label=lambda row: row.name)
    if form.validate_on_submit():
        actions.save_staff(staff_member, actions.StaffDetails(**form.corrections))
        flash(gettext("Saved."))
        return redirect(url_for("org.staff_member", staff_member_id=staff_member.id))
    return render_template("org/staff_form.html", form=form, title=staff_member.name, member=staff_member), form.status


@blueprint.post("/staff/<int:staff_member_id>/phone")
@needs(Permission.PHONE_READ, of=StaffMember)
def staff_phone(staff_member: StaffMember) -> Answer:
    form = PurposeForm()
    if not form.validate_on_submit():
        return _staff_page(staff_member, form), form.status
    number = actions.show_phone(staff_member, form.purpose.data)
    return render_template("org/phones.html", member=staff_member, shown={staff_member.name: number or ""})


@blueprint.post("/staff/<int:staff_member_id>/leave")
@needs(Permission.ORGANISATION_MANAGE, of=StaffMember)
def staff_leaves(staff_member: StaffMember) -> Response:
    actions.leave(staff_member)
    flash(gettext("%(name)s has left: every post is ended.", name=staff_member.name), "ok")
    return redirect(url_for("org.staff"))


@blueprint.route("/staff/<int:staff_member_id>/posts/new", methods=["GET", "POST"])
@needs(Permission.POST_GIVE, of=StaffMember)
def new_post(staff_member: StaffMember) -> Answer:
    form = PostForm(current_actor().roles)
    form.college.rows(units.colleges(current_scope()), label=lambda row: row.name)
    form.school_class.rows(units.classes(current_scope()), label=lambda row: f"{row.college.name} {row.name}")
    if form.validate_on_submit():
        actions.give_post(holder=staff_member, **form.values)
        return redirect(url_for("org.staff_member", staff_member_id=staff_member.id))
    return render_template("org/post_form.html", form=form, member=staff_member), form.status


@blueprint.post("/posts/<int:post_id>/end")
@needs(Permission.POST_GIVE, of=Post)
def end_post(post: Post) -> Response:
    actions.end_post(post)
    if post.staff_id is None:
        return redirect(url_for("org.school_class", class_id=post.class_id))
    return redirect(url_for("org.staff_member", staff_member_id=post.staff_id))


@blueprint.get("/directory")
@needs(Permission.ORGANISATION_READ)
def directory() -> str:
    form = _directory_filter()
    rows = people.filtered_directory(current_scope(), form.values)
    title = gettext("Contacts")
    return listing.render(DIRECTORY, rows, title=title, filters=form, export="org.directory_export")


@blueprint.get("/directory.xlsx")
@needs(Permission.PERSON_EXPORT)
def directory_export() -> Response:
    rows = people.filtered_directory(current_scope(), _directory_filter().values)
    exports.record_export("directory", rows)
    return listing.export(DIRECTORY, rows, gettext("Contacts"))


def _directory_filter() -> DirectoryFilter:
    form = DirectoryFilter()
    form.college.rows(units.colleges(current_scope()), label=lambda row: row.name)
    form.validate()
    return form
