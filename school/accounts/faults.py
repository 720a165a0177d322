"""What speaks against an account that somebody wants to make: the same for the page and the command."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from school.accounts import queries
from school.accounts.actions import NewAccount, may_manage
from school.accounts.rules import PASSWORD_FAULTS, USERNAME, password_fault, plain_username
from school.foundation.access import current_actor
from school.org.models import PostKind, StaffMember, Student
from school.org.rules import CLASS_POSTS, STUDENT_POSTS


def faults_of(new: NewAccount) -> dict[str, LazyString]:
    """The first fault of each field, empty when the account can be made."""
    found = {**_holder(new), **_place(new), **_username(new)}
    if new.password and (fault := password_fault(new.password, plain_username(new.username))):
        found["password"] = PASSWORD_FAULTS[fault]
    return found


def _username(new: NewAccount) -> dict[str, LazyString]:
    username = plain_username(new.username)
    if not USERNAME.fullmatch(username):
        return {"username": _l("Two or more letters, digits, dots or hyphens; no spaces.")}
    if queries.by_username(username):
        return {"username": _l("Somebody has this username already.")}
    if not _is_student(new) and queries.is_a_student_number(username):
        return {"username": _l("This is the number of a student, who signs in with it.")}
    return {}


def _holder(new: NewAccount) -> dict[str, LazyString]:
    holder = queries.holder_of(new.kind, new.student_number or new.username, new.staff_number)
    if holder is not None:
        return _on_file(holder)
    if _is_student(new):
        return {"student_number": _l("No present student has this number. Students come from the roster.")}
    if not new.name:
        return {"name": _l("Give the name of somebody new, or the staff number of somebody on file.")}
    return {}


def _on_file(holder: Student | StaffMember) -> dict[str, LazyString]:
    """Whoever makes an account is told its first password, which opens every post of its holder."""
    field = "student_number" if isinstance(holder, Student) else "staff_number"
    if queries.account_of_holder(holder):
        return {field: _l("This person has an account already.")}
    if current_actor().kind == "account" and not may_manage(holder):
        return {field: _l("This person holds a post that you cannot give. Ask somebody who can.")}
    return {}


def _place(new: NewAccount) -> dict[str, LazyString]:
    if new.kind is PostKind.COLLEGE_CONTACT and new.unit is None:
        return {"college": _l("This post belongs to a college: choose which.")}
    if new.kind in CLASS_POSTS - STUDENT_POSTS and new.school_class is None:
        return {"school_class": _l("This post belongs to a class: choose which.")}
    return {}


def _is_student(new: NewAccount) -> bool:
    return new.kind is None or new.kind in STUDENT_POSTS
