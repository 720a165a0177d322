"""What is typed about the organisation."""

from school.org.forms.settings import ClassForm, PeriodForm, SchoolForm, TermForm, UnitForm
from school.org.forms.staff import ClassPostForm, DirectoryFilter, PostForm, StaffFilter, StaffForm
from school.org.forms.students import FamilyForm, LeaveForm, MoveForm, PurposeForm, StudentFilter, StudentForm

__all__ = [
    "ClassForm",
    "ClassPostForm",
    "DirectoryFilter",
    "FamilyForm",
    "LeaveForm",
    "MoveForm",
    "PeriodForm",
    "PostForm",
    "PurposeForm",
    "SchoolForm",
    "StaffFilter",
    "StaffForm",
    "StudentFilter",
    "StudentForm",
    "TermForm",
    "UnitForm",
]
