"""The school as the campaign sees it: its settings, units, classes, people and posts."""

from school.org.models.imports import ColumnMapping, ImportBatch, ImportKind, ImportState
from school.org.models.people import Enrolment, FamilyMember, Gender, Level, StaffMember, Student
from school.org.models.posts import Post, PostKind
from school.org.models.school import Holiday, School, Term
from school.org.models.units import SchoolClass, Unit, UnitKind

__all__ = [
    "ColumnMapping",
    "Enrolment",
    "FamilyMember",
    "Gender",
    "Holiday",
    "ImportBatch",
    "ImportKind",
    "ImportState",
    "Level",
    "Post",
    "PostKind",
    "School",
    "SchoolClass",
    "StaffMember",
    "Student",
    "Term",
    "Unit",
    "UnitKind",
]
