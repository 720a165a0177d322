"""How rows find their place in the school: the WHERE that each reach means."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Select, false, or_, select, true

from school.foundation.access import Scope


def classes_within(scope: Scope) -> Select[int]:
    """Ids of the classes inside ``scope``: an uncorrelated subquery for ``IN``."""
    from school.org.models import SchoolClass  # models are placed by this module

    return select(SchoolClass.id).where(SchoolClass.within(scope))


class PlacedInClass:
    """A row with ``class_id``, and ``student_id`` where it belongs to one student."""

    url_name: ClassVar[str]
    class_column: ClassVar[str] = "class_id"
    student_column: ClassVar[str | None] = None

    @classmethod
    def within(cls, scope: Scope) -> ColumnElement[bool]:
        """Rows of the classes, colleges and students of ``scope``."""
        if scope.campus:
            return true()
        parts: list[ColumnElement[bool]] = []
        column: Any = getattr(cls, cls.class_column)
        if scope.classes or scope.colleges:
            parts.append(column.in_(classes_within(scope)))
        if scope.students and cls.student_column:
            parts.append(getattr(cls, cls.student_column).in_(scope.students))
        return or_(*parts) if parts else false()


class PlacedInCollegeOrClass:
    """A row with ``college_id`` or ``class_id``; whoever has the college has those of its classes, too."""

    url_name: ClassVar[str]

    @classmethod
    def within(cls, scope: Scope) -> ColumnElement[bool]:
        """Rows of the colleges and classes of ``scope``."""
        if scope.campus:
            return true()
        if not (scope.colleges or scope.classes):
            return false()
        own: Any = cls
        of_college = own.college_id.in_(scope.colleges) if scope.colleges else false()
        return or_(of_college, own.class_id.in_(classes_within(scope)))


class PlacedByStudent:
    """A row that belongs to a student (``student_id``) and is placed where the student is now."""

    url_name: ClassVar[str]

    @classmethod
    def within(cls, scope: Scope) -> ColumnElement[bool]:
        """Rows of the students inside ``scope``."""
        from school.org.models import Student  # models are placed by this module

        if scope.campus:
            return true()
        column: Any = cls.student_id  # type: ignore[attr-defined]  # the model has it, this mixin does not
        placed: ColumnElement[bool] = column.in_(select(Student.id).where(Student.within(scope)))
        return placed
