"""What can happen to the organisation."""

from __future__ import annotations

from school.foundation.audit import event

SCHOOL_CHANGED = event("school.changed", "school")
TERM_SAVED = event("term.saved", "term")
TERM_REMOVED = event("term.removed", "term")
HOLIDAY_SAVED = event("holiday.saved", "holiday")
HOLIDAY_REMOVED = event("holiday.removed", "holiday")
UNIT_SAVED = event("unit.saved", "unit", kind=str)
UNITS_ORDERED = event("unit.ordered", "unit", unit_ids=list)
CLASS_SAVED = event("class.saved", "school_class", college_id=int)
STUDENT_SAVED = event("student.saved", "student", class_id=int)
NAME_ON_PAPER_SET = event("student.name_on_paper_set", "student", class_id=int, removed=bool)
STUDENT_MOVED = event("student.moved", "student", from_class_id=int, to_class_id=int)
STUDENT_LEFT = event("student.left", "student", class_id=int)
STUDENT_RETURNED = event("student.returned", "student", class_id=int)
FAMILY_CHANGED = event("family.changed", "student", members=int)
STAFF_SAVED = event("staff.saved", "staff_member", unit_id=int)
STAFF_LEFT = event("staff.left", "staff_member", posts_ended=int)
POST_GIVEN = event("post.given", "post", kind=str, college_id=int, class_id=int)
POST_ENDED = event("post.ended", "post", kind=str)
PHONE_SHOWN = event("phone.shown", "student", numbers=int, purpose=str)
STAFF_PHONE_SHOWN = event("staff_phone.shown", "staff_member", numbers=int, purpose=str)
PEOPLE_EXPORTED = event("people.exported", "unit", list=str, rows=int)
