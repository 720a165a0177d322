"""Who may do what, and how far: the one table of authorisation.

Read a row as: this permission is held by these roles, each within its reach. The menu, the
``may()`` of templates, docs/permissions.md and the page "who may do what" come from here.
"""

from __future__ import annotations

import enum

from flask_babel import lazy_gettext as _l


class Role(enum.StrEnum):
    """What somebody is to the school, for as long as a post, an enrolment or a letter lasts."""

    OFFICE = "office"
    OFFICE_LEAD = "office_lead"
    DUTY_OFFICER = "duty_officer"
    COLLEGE_CONTACT = "college_contact"
    COUNSELLOR = "counsellor"
    MONITOR = "monitor"
    CLASS_OFFICER = "class_officer"
    ORGANISER = "organiser"
    DEPARTMENT_READER = "department_reader"
    STUDENT = "student"
    GUARDIAN = "guardian"
    ADMINISTRATOR = "administrator"


class Reach(enum.StrEnum):
    """How far a permission extends."""

    CAMPUS = "campus"
    COLLEGE = "college"
    CLASS = "class"
    SELF = "self"
    LETTER = "letter"


class Permission(enum.StrEnum):
    """One thing that can be allowed. Names are ``thing.verb``."""

    SIGNED_IN = "signed_in"
    SCHOOL_MANAGE = "school.manage"
    ORGANISATION_READ = "organisation.read"
    ORGANISATION_MANAGE = "organisation.manage"
    PERSON_READ = "person.read"
    PERSON_EDIT = "person.edit"
    PERSON_EXPORT = "person.export"
    PHONE_READ = "phone.read"
    POST_GIVE = "post.give"
    CLASS_POST_GIVE = "class_post.give"
    ROSTER_IMPORT = "roster.import"
    STAFF_IMPORT = "staff.import"
    ACCOUNT_MANAGE = "account.manage"
    STUDENT_CODE_RELEASE = "student_code.release"
    APP_STATUS_READ = "app_status.read"
    APP_STATUS_SET = "app_status.set"
    APP_STATUS_ANSWER = "app_status.answer"
    APP_MARK_TELL = "app_mark.tell"
    SPOT_CHECK = "spot_check.hold"
    MAILING_MANAGE = "mailing.manage"
    LETTER_READ = "letter.read"
    LETTER_FOLLOW = "letter.follow"
    LETTER_ISSUE = "letter.issue"
    LETTER_HAND_OUT = "letter.hand_out"
    LETTER_CHECK = "letter.check"
    LETTER_EXEMPT = "letter.exempt"
    RECEIPT_SCAN = "receipt.scan"
    RECEIPT_SETTLE = "receipt.settle"
    LETTER_REMIND = "letter.remind"
    LETTER_CONFIRM = "letter.confirm"
    LETTER_SIGN = "letter.sign"
    RECEIPT_ARCHIVE = "receipt.archive"
    RECEIPT_DESTROY = "receipt.destroy"
    RECEIPT_DESTROY_APPROVE = "receipt.destroy_approve"
    FIGURES_READ = "figures.read"
    FAKE_REPORT_READ = "fake_report.read"
    FAKE_REPORT_HANDLE = "fake_report.handle"
    AUDIT_READ = "audit.read"


_CAMPUS_OFFICE = {Role.OFFICE: Reach.CAMPUS, Role.OFFICE_LEAD: Reach.CAMPUS}
_COLLEGE = {Role.COLLEGE_CONTACT: Reach.COLLEGE}
_COUNSELLOR = {Role.COUNSELLOR: Reach.CLASS}
_CLASS_POSTS = {Role.MONITOR: Reach.CLASS, Role.CLASS_OFFICER: Reach.CLASS}
_STAFF = {**_CAMPUS_OFFICE, **_COLLEGE, **_COUNSELLOR}

POLICY: dict[Permission, dict[Role, Reach]] = {
    Permission.SIGNED_IN: {role: Reach.SELF for role in Role if role is not Role.GUARDIAN},
    Permission.SCHOOL_MANAGE: {**_CAMPUS_OFFICE, Role.ADMINISTRATOR: Reach.CAMPUS},
    Permission.ORGANISATION_READ: {**_STAFF, Role.DUTY_OFFICER: Reach.CAMPUS, Role.ADMINISTRATOR: Reach.CAMPUS},
    Permission.ORGANISATION_MANAGE: {**_CAMPUS_OFFICE, **_COLLEGE},
    Permission.PERSON_READ: {**_STAFF, Role.DUTY_OFFICER: Reach.CAMPUS},
    Permission.PERSON_EDIT: _STAFF,
    Permission.PERSON_EXPORT: _STAFF,
    Permission.POST_GIVE: {**_CAMPUS_OFFICE, **_COLLEGE, Role.ADMINISTRATOR: Reach.CAMPUS},
    Permission.CLASS_POST_GIVE: _STAFF,
    Permission.PHONE_READ: {**_STAFF, Role.DUTY_OFFICER: Reach.CAMPUS},
    Permission.ROSTER_IMPORT: {**_CAMPUS_OFFICE, **_COLLEGE},
    Permission.STAFF_IMPORT: _CAMPUS_OFFICE,
    Permission.ACCOUNT_MANAGE: {Role.ADMINISTRATOR: Reach.CAMPUS, **_CAMPUS_OFFICE},
    Permission.STUDENT_CODE_RELEASE: {**_CAMPUS_OFFICE, **_COLLEGE, **_COUNSELLOR},
    Permission.APP_STATUS_READ: _STAFF,
    Permission.APP_STATUS_SET: _COUNSELLOR,
    Permission.APP_STATUS_ANSWER: {Role.STUDENT: Reach.SELF},
    Permission.APP_MARK_TELL: _CLASS_POSTS,
    Permission.SPOT_CHECK: _STAFF,
    Permission.MAILING_MANAGE: _CAMPUS_OFFICE,
    Permission.LETTER_READ: {**_STAFF, **_CLASS_POSTS},
    Permission.LETTER_FOLLOW: _STAFF,
    Permission.LETTER_ISSUE: {**_CAMPUS_OFFICE, **_COLLEGE},
    Permission.LETTER_HAND_OUT: {**_COUNSELLOR, **_CLASS_POSTS},
    Permission.LETTER_CHECK: {**_COLLEGE, **_COUNSELLOR},
    Permission.LETTER_EXEMPT: _COUNSELLOR,
    Permission.RECEIPT_SCAN: {**_STAFF, **_CLASS_POSTS},
    Permission.RECEIPT_SETTLE: _STAFF,
    Permission.LETTER_REMIND: _COUNSELLOR,
    Permission.LETTER_CONFIRM: {Role.STUDENT: Reach.SELF},
    Permission.LETTER_SIGN: {Role.GUARDIAN: Reach.LETTER},
    Permission.RECEIPT_ARCHIVE: {**_COLLEGE, **_COUNSELLOR},
    Permission.RECEIPT_DESTROY: _CAMPUS_OFFICE,
    Permission.RECEIPT_DESTROY_APPROVE: {Role.OFFICE_LEAD: Reach.CAMPUS},
    Permission.FIGURES_READ: {**_STAFF, Role.DEPARTMENT_READER: Reach.CAMPUS},
    Permission.FAKE_REPORT_READ: {**_CAMPUS_OFFICE, Role.DUTY_OFFICER: Reach.CAMPUS},
    Permission.FAKE_REPORT_HANDLE: {**_CAMPUS_OFFICE, Role.DUTY_OFFICER: Reach.CAMPUS},
    Permission.AUDIT_READ: {Role.OFFICE_LEAD: Reach.CAMPUS, Role.ADMINISTRATOR: Reach.CAMPUS},
}

# Reading one of these rows is itself an audit event.
RESTRICTED: frozenset[Permission] = frozenset({Permission.PHONE_READ})

ROLE_LABELS = {
    Role.OFFICE: _l("Security office"),
    Role.OFFICE_LEAD: _l("Head of the security office"),
    Role.DUTY_OFFICER: _l("Duty officer"),
    Role.COLLEGE_CONTACT: _l("College contact"),
    Role.COUNSELLOR: _l("Counsellor"),
    Role.MONITOR: _l("Class monitor"),
    Role.CLASS_OFFICER: _l("Class anti-fraud officer"),
    Role.ORGANISER: _l("Organiser"),
    Role.DEPARTMENT_READER: _l("Department reader"),
    Role.STUDENT: _l("Student"),
    Role.GUARDIAN: _l("Family"),
    Role.ADMINISTRATOR: _l("Administrator"),
}

REACH_LABELS = {
    Reach.CAMPUS: _l("the whole school"),
    Reach.COLLEGE: _l("their college"),
    Reach.CLASS: _l("their classes"),
    Reach.SELF: _l("themselves"),
    Reach.LETTER: _l("their letter"),
}

PERMISSION_LABELS = {
    Permission.SIGNED_IN: _l("Open one's own account"),
    Permission.SCHOOL_MANAGE: _l("Change the settings and the calendar of the school"),
    Permission.ORGANISATION_READ: _l("See colleges, classes and who holds which post"),
    Permission.ORGANISATION_MANAGE: _l("Change colleges, classes, people and posts"),
    Permission.PERSON_READ: _l("See students and staff"),
    Permission.PERSON_EDIT: _l("Correct students and their families"),
    Permission.PERSON_EXPORT: _l("Export lists of people (each export is logged)"),
    Permission.PHONE_READ: _l("See a phone number in full (each look is logged)"),
    Permission.POST_GIVE: _l("Give and end posts, up to their own rank"),
    Permission.CLASS_POST_GIVE: _l("Give and end posts of a class"),
    Permission.ROSTER_IMPORT: _l("Import rosters"),
    Permission.STAFF_IMPORT: _l("Import staff, with the posts that they may give"),
    Permission.ACCOUNT_MANAGE: _l("Create, disable and reset accounts"),
    Permission.STUDENT_CODE_RELEASE: _l("Give students their one-time codes"),
    Permission.APP_STATUS_READ: _l("See the three marks of each student"),
    Permission.APP_STATUS_SET: _l("Set the three marks, declined and cannot"),
    Permission.APP_STATUS_ANSWER: _l("Answer for oneself about the app"),
    Permission.APP_MARK_TELL: _l("Pass on marks that students told"),
    Permission.SPOT_CHECK: _l("Hold spot checks"),
    Permission.MAILING_MANAGE: _l("Write letters to families and set their due date"),
    Permission.LETTER_READ: _l("See where each letter stands"),
    Permission.LETTER_FOLLOW: _l("Follow every letter: answers, refusals, questions, history"),
    Permission.LETTER_ISSUE: _l("Issue, print and replace letters"),
    Permission.LETTER_HAND_OUT: _l("Note letters handed out and slips that came back"),
    Permission.LETTER_CHECK: _l("Check slips that came back"),
    Permission.LETTER_EXEMPT: _l("Exempt a student from the letter (only they see why)"),
    Permission.RECEIPT_SCAN: _l("Photograph the slips of a class"),
    Permission.RECEIPT_SETTLE: _l("Send scans of slips and settle them at the desk"),
    Permission.LETTER_REMIND: _l("Remind families of their letter, one at a time and in private"),
    Permission.LETTER_CONFIRM: _l("Confirm one's own letter"),
    Permission.LETTER_SIGN: _l("Sign, decline or ask about a letter"),
    Permission.RECEIPT_ARCHIVE: _l("Archive receipts and seal boxes"),
    Permission.RECEIPT_DESTROY: _l("Say how long receipts are kept, and propose to destroy them"),
    Permission.RECEIPT_DESTROY_APPROVE: _l("Approve the destruction of receipts that somebody else proposed"),
    Permission.FIGURES_READ: _l("See the figures"),
    Permission.FAKE_REPORT_READ: _l("Read reports of fakes"),
    Permission.FAKE_REPORT_HANDLE: _l("Handle reports of fakes, and call back who sent them"),
    Permission.AUDIT_READ: _l("Read the log of actions, and have it checked"),
}
