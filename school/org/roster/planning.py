"""From a read sheet to a plan: reads what is on file, compares, and finds who is missing. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext

from school.foundation.db.phone import PhoneSealer
from school.foundation.sheets import Table
from school.org.models import ImportBatch, ImportKind, PostKind
from school.org.roster import queries, staff_rules
from school.org.roster.compare import Comparison, Limits, RosterPlan, numbers_of
from school.org.roster.header import HeaderMatch, best_sheet, match_header
from school.org.roster.headings import ROSTER_HEADINGS, STAFF_HEADINGS, AnyField, Field, HeadingBook, StaffField
from school.org.roster.known import one_way
from school.org.roster.reading import Plan, Reading
from school.org.roster.rules import ParsedRow, plan_for, read_roster
from school.org.roster.staff_compare import StaffComparison, StaffPlan
from school.org.roster.staging import Staged

AnyPlan = RosterPlan | StaffPlan
BOOKS: dict[ImportKind, HeadingBook] = {ImportKind.STUDENTS: ROSTER_HEADINGS, ImportKind.STAFF: STAFF_HEADINGS}
_CHINESE: dict[AnyField, str] = {
    Field.STUDENT_NUMBER: "学号",
    Field.NAME: "姓名",
    Field.CLASS: "班级",
    StaffField.POST: "岗位",
    StaffField.NAME: "姓名",
}


class NotARoster(Exception):
    """A table of something else. ``sentence`` says what is missing, in the reader's language."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def found_header(
    tables: list[Table], kind: ImportKind, remembered: dict[str, AnyField | None], *, complete: bool
) -> tuple[Table, HeaderMatch]:
    """The sheet and its headings; raises NotARoster. Unless ``complete``, a person may still map what is missing."""
    book = BOOKS[kind]
    wanted = "、".join(_CHINESE[each] for each in book.required)
    found = best_sheet(tables, book, remembered)
    if found is None:
        raise NotARoster(
            gettext("No row of headings was found: at least %(columns)s are needed among them.", columns=wanted)
        )
    if complete and found[1].missing:
        raise NotARoster(missing_sentence(found[1]))
    return found


def header_of(batch: ImportBatch, staged: Staged) -> HeaderMatch:
    """What the headings of a staged sheet mean, with what people decided about them."""
    remembered = queries.remembered_columns(batch.kind, batch.college_id)
    return match_header(staged.table, staged.index, staged.height, BOOKS[batch.kind], remembered)


def missing_sentence(header: HeaderMatch) -> str:
    """Which columns are needed and not there, and which are there and not understood."""
    lacking = "、".join(_CHINESE[each] for each in header.missing)
    there = "、".join(header.unmapped[:10])
    if not there:
        return str(gettext("The sheet has no column for %(columns)s.", columns=lacking))
    return str(
        gettext(
            "The sheet has no column for %(columns)s. Headings that are not understood: %(headings)s.",
            columns=lacking,
            headings=there,
        )
    )


def limits_of(college_id: int | None, *, own_only: bool, posts: Iterable[PostKind] = PostKind) -> Limits:
    """Whose sheet it is, by the college that was chosen for it, and which posts it may give."""
    given = frozenset(posts)
    if college_id is None:
        return Limits(posts=given)
    return Limits(one_way(queries.places().units[college_id].name), college_id, own_only, given)


def plan_of(kind: ImportKind, table: Table, header: HeaderMatch, limits: Limits) -> AnyPlan:
    """What importing this sheet would do now."""
    if kind is ImportKind.STAFF:
        return plan_staff(staff_rules.read_staff(table, header), header, limits)
    return compared(read_roster(table, header), table, header, limits)


def plan_staff(reading: Reading[staff_rules.StaffRow], header: HeaderMatch, limits: Limits) -> StaffPlan:
    """The same for rows of staff that were read already."""
    known = queries.known_of_staff([row.number for row in reading.parsed if row.is_student])
    lookup, office = PhoneSealer("staff_member").lookup, one_way(queries.office_name())
    return StaffComparison(known, limits, staff_rules.plan_for(header), lookup, office).run(reading)


def compared(reading: Reading[ParsedRow], table: Table, header: HeaderMatch, limits: Limits) -> RosterPlan:
    """The same for rows of students that were read already."""
    columns = plan_for(header)
    with_staff = bool(reading.fields & {Field.COUNSELLOR_NAME, Field.COUNSELLOR_NUMBER})
    known = queries.known_of(numbers_of(reading.parsed), with_staff=with_staff)
    plan = Comparison(known, limits, columns, PhoneSealer("student").lookup).run(reading)
    plan.missing_ids = _missing(plan, table, columns)
    return plan


def _missing(plan: RosterPlan, table: Table, columns: Plan) -> list[int]:
    """Who belongs to the classes of the sheet by what is on file, but not by the sheet.

    Somebody whose row was rejected is not missing: by the number where it can be read, else by the name.
    """
    numbers = set(numbers_of(plan.reading.parsed))
    names: set[str] = set()
    for row in plan.reading.rejected:
        said, _problems = columns.values(table.rows[row.row - table.first_row])
        number, name = said.get(Field.STUDENT_NUMBER), said.get(Field.NAME)
        (numbers if number else names).add(number or name or "")
    class_ids = [place.class_id for place in plan.places if place.class_id]
    present = queries.present_students(class_ids)
    return [row.id for row in present if row.student_number.upper() not in numbers and row.name not in names]
