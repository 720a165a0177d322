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

# Endpoints whose rows belong to one account: somebody else's are not found, whatever the reach.
ONE_OWNER = roles("jobs.show jobs.progress jobs.cancel jobs.download")

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
    "jobs.show": ALL,
    "jobs.progress": ALL,
    "jobs.cancel": ALL,
    "jobs.download": ALL,
    "language.choose": PUBLIC,
    "components.office": PUBLIC,
    "components.phone": PUBLIC,
}
