"""Who is expected to reach which endpoint: written by hand, not derived from POLICY.

Roles with campus reach see every row; the others only rows of their own place, which the matrix
tries with an own and a foreign row. ``PUBLIC`` opens for anybody.
"""

from __future__ import annotations

PUBLIC = frozenset({"anybody"})
CAMPUS_REACH = frozenset({"office", "office_lead", "duty_officer", "department_reader", "administrator"})
ROLES = (
    "office",
    "office_lead",
    "duty_officer",
    "college_contact",
    "counsellor",
    "monitor",
    "class_officer",
    "organiser",
    "department_reader",
    "student",
    "administrator",
)


def roles(names: str) -> frozenset[str]:
    """A set of role names."""
    return frozenset(names.split())


OFFICE = roles("office office_lead")
SETTERS = OFFICE | {"administrator"}
MANAGERS = OFFICE | {"college_contact"}
STAFF = MANAGERS | {"counsellor"}
ALL = frozenset(ROLES)
LOG_READERS = roles("office_lead administrator")
NOBODY: frozenset[str] = frozenset()

FOLLOWERS = STAFF
CLASS_POSTS = roles("monitor class_officer")
STUDENTS = roles("student monitor class_officer")
COUNSELLOR = roles("counsellor")
CHECKERS = roles("college_contact counsellor")
HANDERS = COUNSELLOR | CLASS_POSTS

# Endpoints whose rows belong to one account: somebody else's are not found, whatever the reach.
ONE_OWNER = roles("jobs.show jobs.progress jobs.cancel jobs.download")

# Undoing needs what the step itself needed; the matrix tries it with letters handed out.
NARROWED = {"letters.undo": HANDERS}

EXPECTED: dict[str, frozenset[str]] = {
    "org.settings": SETTERS,
    "org.first_run": SETTERS,
    "org.crest": PUBLIC,
    "org.calendar": SETTERS,
    "org.new_term": SETTERS,
    "org.edit_term": SETTERS,
    "org.remove_term": SETTERS,
    "org.new_holiday": SETTERS,
    "org.edit_holiday": SETTERS,
    "org.remove_holiday": SETTERS,
    "org.unit_list": STAFF | roles("duty_officer administrator"),
    "org.unit": STAFF | roles("duty_officer administrator"),
    "org.new_unit": SETTERS,
    "org.edit_unit": SETTERS,
    "org.move_unit": SETTERS,
    "org.close_unit": SETTERS,
    "org.class_list": STAFF | roles("duty_officer administrator"),
    "org.school_class": STAFF | roles("duty_officer administrator"),
    "org.new_class": MANAGERS,
    "org.edit_class": MANAGERS,
    "org.close_class": MANAGERS,
    "org.new_class_post": STAFF,
    "org.end_class_post": STAFF,
    "org.students": STAFF | {"duty_officer"},
    "org.students_export": STAFF,
    "org.find": STAFF | {"duty_officer"},
    "org.student": STAFF | {"duty_officer"},
    "org.student_phones": STAFF | {"duty_officer"},
    "org.new_student": MANAGERS,
    "org.edit_student": STAFF,
    "org.edit_family": STAFF,
    "org.move_student": MANAGERS,
    "org.student_leaves": MANAGERS,
    "org.staff": STAFF | roles("duty_officer administrator"),
    "org.staff_member": STAFF | roles("duty_officer administrator"),
    "org.new_staff": MANAGERS,
    "org.edit_staff": MANAGERS,
    "org.staff_phone": STAFF | {"duty_officer"},
    "org.staff_leaves": MANAGERS,
    "org.new_post": MANAGERS | {"administrator"},
    "org.end_post": MANAGERS | {"administrator"},
    "org.directory": STAFF | roles("duty_officer administrator"),
    "org.directory_export": STAFF,
    "roster.index": MANAGERS,
    "roster.staff": OFFICE,
    "roster.show": MANAGERS,
    "roster.mend": MANAGERS,
    "roster.put_back": MANAGERS,
    "roster.columns": MANAGERS,
    "roster.save": MANAGERS,
    "roster.discard": MANAGERS,
    "roster.undo": MANAGERS,
    "roster.note_left": MANAGERS,
    "roster.trouble": MANAGERS,
    "jobs.index": ALL,
    "jobs.show": ALL,
    "jobs.progress": ALL,
    "jobs.cancel": ALL,
    "jobs.download": ALL,
    "language.choose": PUBLIC,
    "components.office": PUBLIC,
    "components.phone": PUBLIC,
    "accounts.sign_in": PUBLIC,
    "accounts.let_in": PUBLIC,
    "accounts.sign_out": PUBLIC,
    "accounts.own": ALL,
    "accounts.permissions": ALL,
    "accounts.change_password": ALL,
    "accounts.save_password": ALL,
    "accounts.end_sessions": ALL,
    "accounts.index": SETTERS,
    "accounts.export": SETTERS,
    "accounts.show": SETTERS,
    "accounts.create": SETTERS,
    "accounts.disable": SETTERS,
    "accounts.enable": SETTERS,
    "accounts.reset_password": SETTERS,
    "accounts.never_signed_in": SETTERS,
    "accounts.export_never_signed_in": SETTERS,
    "accounts.slips": SETTERS,
    "accounts.make_slips": SETTERS,
    "accounts.codes": STAFF,
    "accounts.class_codes": STAFF,
    "accounts.release_codes": STAFF,
    "accounts.print_class_codes": STAFF,
    "accounts.print_college_codes": STAFF,
    "appstatus.start": STAFF,
    "appstatus.history": STAFF,
    "appstatus.remind": COUNSELLOR,
    "appstatus.save": COUNSELLOR,
    "appstatus.show_grid": STAFF,
    "appstatus.students": STAFF,
    "appstatus.undo": COUNSELLOR,
    "own_app.answer": STUDENTS,
    "own_app.show": STUDENTS,
    "own_app.first_class": CLASS_POSTS,
    "own_app.show_marks": CLASS_POSTS,
    "own_app.tell": CLASS_POSTS,
    "own_app.undo_told": CLASS_POSTS,
    "spot_checks.close": STAFF,
    "spot_checks.draw": STAFF,
    "spot_checks.entry": STAFF,
    "spot_checks.export": STAFF,
    "spot_checks.index": STAFF,
    "spot_checks.new": STAFF,
    "spot_checks.record": STAFF,
    "spot_checks.show": STAFF,
    "letters.answer": CHECKERS,
    "letters.class_page": STAFF | CLASS_POSTS,
    "letters.close_mailing": OFFICE,
    "letters.create_mailing": OFFICE,
    "letters.edit_mailing": OFFICE,
    "letters.exempt": COUNSELLOR,
    "letters.exempt_several": COUNSELLOR,
    "letters.findings": OFFICE,
    "letters.hand_out": HANDERS,
    "letters.home": STAFF | CLASS_POSTS,
    "letters.issue": MANAGERS,
    "letters.letter_rows": FOLLOWERS,
    "letters.letters_export": STAFF,
    "letters.lift": COUNSELLOR,
    "letters.look_at": CHECKERS,
    "letters.mailing": FOLLOWERS,
    "letters.mailing_list": FOLLOWERS,
    "letters.move_paper": HANDERS,
    "letters.move_receipt": CHECKERS,
    "letters.new_mailing": OFFICE,
    "letters.photo": FOLLOWERS,
    "letters.preview": OFFICE,
    "letters.print_letter": FOLLOWERS,
    "letters.print_mailing": FOLLOWERS,
    "letters.reissue": CHECKERS,
    "letters.settle": HANDERS,
    "letters.show": FOLLOWERS,
    "letters.undo": STAFF | CLASS_POSTS,
    "letters.unlock": CHECKERS,
    "letters.untick": HANDERS,
    "letters.wording": OFFICE,
    "dashboards.home": ALL,
    "dashboards.me": STUDENTS,
    "dashboards.college": STAFF | {"department_reader"},
    "dashboards.school_class": STAFF | {"department_reader"},
    "dashboards.classes": STAFF | {"department_reader"},
    "dashboards.trend_part": STAFF | {"department_reader"},
    "dashboards.export_classes": STAFF | {"department_reader"},
    "dashboards.export": STAFF | {"department_reader"},
    "dashboards.locked": FOLLOWERS,
    "log.index": LOG_READERS,
    "log.export": LOG_READERS,
    "log.check": LOG_READERS,
    "links.door": PUBLIC,
    "links.follow": PUBLIC,
    "links.open_door": PUBLIC,
    "student_letters.confirm": STUDENTS,
    "student_letters.family": STUDENTS,
    "student_letters.family_picture": STUDENTS,
    "student_letters.index": STUDENTS,
    "student_letters.show": STUDENTS,
    # Opened by a family's letter link alone: no account reaches them.
    "family.letter": NOBODY,
    "family.sign": NOBODY,
    "family.decline": NOBODY,
    "family.ask": NOBODY,
    "family.received": NOBODY,
    "family.receipt_picture": NOBODY,
}
