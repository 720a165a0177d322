"""What is printed: the letters of classes in student-number order, as finished text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import Select, and_, func, select

from school.foundation.access import Scope, visible
from school.foundation.db import db
from school.foundation.db.bulk import rows_among
from school.foundation.keys import key
from school.letters.models import LINK_PURPOSE, Letter, LetterState, Mailing, Wording
from school.letters.paper import LetterSheet
from school.letters.queries.figures import letters_counted
from school.links.models import PersonalLink
from school.links.rules import check_code_of, token_of
from school.org.models import SchoolClass, StaffMember, Student, Unit
from school.org.queries.people import counsellors_by_class

# Classes read at once: a few thousand letters in memory, whatever the size of the campus.
CLASSES_AT_ONCE = 60


@dataclass(frozen=True)
class PrintedClass:
    """One class to print: its letters by wording (older letters keep theirs), in student-number order."""

    id: int
    name: str
    college_name: str
    counsellor_line: str
    sheets: dict[int, list[LetterSheet]]
    without: list[tuple[str, str]]
    """Name and number of students of the class for whom no letter is printed, whatever the reason."""

    @property
    def letters(self) -> int:
        """How many there are."""
        return sum(len(sheets) for sheets in self.sheets.values())


def class_ids_to_print(
    scope: Scope, mailing: Mailing, college_ids: Sequence[int] = (), class_ids: Sequence[int] = ()
) -> list[int]:
    """Classes with letters, in the school's order: by college, grade and name."""
    statement = letters_counted(scope, mailing).add_columns(Student.class_id).distinct()
    found = set(db.session.scalars(statement.where(Letter.state != LetterState.EXEMPT)))
    ordered = select(SchoolClass.id).join(Unit, Unit.id == SchoolClass.college_id)
    if college_ids:
        ordered = ordered.where(SchoolClass.college_id.in_(college_ids))
    if class_ids:
        ordered = ordered.where(SchoolClass.id.in_(class_ids))
    ordered = ordered.order_by(Unit.position, Unit.id, SchoolClass.grade.desc(), SchoolClass.name)
    return [class_id for class_id in db.session.scalars(ordered) if class_id in found]


def printed_classes(
    mailing: Mailing, class_ids: Sequence[int], letter_ids: Iterable[int] = ()
) -> Iterator[PrintedClass]:
    """The letters of these classes, a few classes at a time; of ``letter_ids`` only, if given.

    ``class_ids`` are already scoped. Exempt letters are named apart and not printed.
    """
    wanted = frozenset(letter_ids)
    for start in range(0, len(class_ids), CLASSES_AT_ONCE):
        yield from _some_classes(mailing, class_ids[start : start + CLASSES_AT_ONCE], wanted)


def printable_letters(scope: Scope, mailing: Mailing) -> Select[Letter]:
    """Letters within reach that can be printed, for a form that names some."""
    present = select(Student.id).where(Student.current())
    statement = visible(Letter, scope).where(Letter.mailing_id == mailing.id, Letter.student_id.in_(present))
    return statement.where(Letter.link_id.is_not(None), Letter.state != LetterState.EXEMPT)


def class_ids_of(letters: Iterable[Letter]) -> list[int]:
    """The classes in which the students of these letters are now."""
    students = [letter.student_id for letter in letters]
    return [row[0] for row in rows_among(select(Student.class_id).distinct(), Student.id, students)]


def count_letters(scope: Scope, mailing: Mailing, class_ids: Sequence[int]) -> int:
    """How many letters these classes have to print: for the progress bar."""
    statement = letters_counted(scope, mailing).add_columns(func.count(Letter.id))
    statement = statement.where(Student.class_id.in_(class_ids), Letter.state != LetterState.EXEMPT)
    return int(db.session.scalar(statement) or 0)


def letters_numbered(mailing: Mailing, numbers: Sequence[str], class_ids: Sequence[int]) -> dict[str, tuple[int, int]]:
    """Letter and class by the number printed on it, of those that can be printed."""
    statement = (
        select(PersonalLink.number, Letter.id, Student.class_id)
        .join(Letter, Letter.link_id == PersonalLink.id)
        .join(Student, Student.id == Letter.student_id)
        .where(Letter.mailing_id == mailing.id, Letter.state != LetterState.EXEMPT, PersonalLink.number.in_(numbers))
        .where(Student.class_id.in_(class_ids), Student.current())
    )
    return {number: (letter_id, class_id) for number, letter_id, class_id in db.session.execute(statement)}


def wordings_of(mailing: Mailing) -> dict[int, Wording]:
    """All versions of a mailing's text, by id."""
    return {row.id: row for row in db.session.scalars(select(Wording).where(Wording.mailing_id == mailing.id))}


def counsellor_line(members: Iterable[StaffMember], label: str) -> str:
    """辅导员 陈立群 0000-8660231: the first counsellor, as the family may call."""
    for member in members:
        return " ".join(part for part in (label, member.name, member.phone or "") if part)
    return ""


def _some_classes(mailing: Mailing, class_ids: Sequence[int], wanted: frozenset[int]) -> Iterator[PrintedClass]:
    from school.org.queries.settings import school

    row = school()
    label = row.counsellor_label if row else ""
    counsellors = counsellors_by_class(list(class_ids))
    classes = {
        class_id: PrintedClass(
            class_id, name, college_name, counsellor_line(counsellors.get(class_id, ()), label), {}, []
        )
        for class_id, name, college_name in db.session.execute(
            select(SchoolClass.id, SchoolClass.name, Unit.name)
            .join(Unit, Unit.id == SchoolClass.college_id)
            .where(SchoolClass.id.in_(class_ids))
        )
    }
    _fill(classes, mailing, wanted)
    yield from (classes[class_id] for class_id in class_ids)


def _fill(classes: dict[int, PrintedClass], mailing: Mailing, wanted: frozenset[int]) -> None:
    base, link_key = current_app.config["BASE_URL"], key("link")
    columns = (Letter.id, Letter.wording_id, Letter.state, Letter.link_id, PersonalLink.number)
    statement = (
        select(*columns, Student.class_id, Student.printed_name, Student.student_number)
        .select_from(Student)
        .outerjoin(Letter, and_(Letter.student_id == Student.id, Letter.mailing_id == mailing.id))
        .outerjoin(PersonalLink, PersonalLink.id == Letter.link_id)
        .where(Student.class_id.in_(list(classes)), Student.current())
        .order_by(Student.student_number)
    )
    for letter_id, wording_id, state, link_id, number, class_id, name, student_number in db.session.execute(statement):
        own = classes[class_id]
        if link_id is None or state is LetterState.EXEMPT or (wanted and letter_id not in wanted):
            own.without.append((name, student_number))
            continue
        sheet = LetterSheet(
            number=number,
            link_url=f"{base}/r/{token_of(link_key, LINK_PURPOSE, link_id)}",
            slip_url=f"{base}/s/{number}",
            check_code=check_code_of(link_key, LINK_PURPOSE, link_id),
            student_name=name,
            student_number=student_number,
            college_name=own.college_name,
            class_name=own.name,
            counsellor_line=own.counsellor_line,
        )
        own.sheets.setdefault(wording_id, []).append(sheet)
