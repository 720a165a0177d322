"""Student rosters: what a row says, and which rows of a sheet can stand beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from school.foundation.sheets import Cell, Table
from school.org.models import Gender, Level
from school.org.roster.header import HeaderMatch
from school.org.roster.headings import ROSTER_HEADINGS, AnyField, Field
from school.org.roster.identifiers import read_number, read_phone
from school.org.roster.reading import Plan, Reader, Reading, read_rows
from school.org.roster.reasons import IgnoredRow, Problem, Reason, RejectedRow
from school.org.roster.wording import (
    read_gender,
    read_grade,
    read_level,
    read_name,
    read_relationship,
    read_unit,
    read_yes_or_no,
)

FATHER, MOTHER = "父亲", "母亲"

READERS: Mapping[AnyField, Reader] = {
    Field.STUDENT_NUMBER: read_number,
    Field.NAME: read_name,
    Field.GENDER: read_gender,
    Field.COLLEGE: read_unit,
    Field.CLASS: read_unit,
    Field.GRADE: read_grade,
    Field.LEVEL: read_level,
    Field.FRESHMAN: read_yes_or_no,
    Field.PHONE: read_phone,
    Field.FAMILY_NAME: read_name,
    Field.FAMILY_PHONE: read_phone,
    Field.FAMILY_RELATIONSHIP: read_relationship,
    Field.FATHER_NAME: read_name,
    Field.FATHER_PHONE: read_phone,
    Field.MOTHER_NAME: read_name,
    Field.MOTHER_PHONE: read_phone,
    Field.SECOND_FAMILY_NAME: read_name,
    Field.SECOND_FAMILY_PHONE: read_phone,
    Field.SECOND_FAMILY_RELATIONSHIP: read_relationship,
    Field.COUNSELLOR_NAME: read_name,
    Field.COUNSELLOR_NUMBER: read_number,
}
OFTEN_SAME: frozenset[AnyField] = frozenset(
    {
        Field.GENDER,
        Field.COLLEGE,
        Field.CLASS,
        Field.GRADE,
        Field.LEVEL,
        Field.FRESHMAN,
        Field.FAMILY_RELATIONSHIP,
        Field.SECOND_FAMILY_RELATIONSHIP,
        Field.COUNSELLOR_NAME,
        Field.COUNSELLOR_NUMBER,
    }
)
# Which columns make one person of the family; the word is given where the heading says it.
FAMILY_COLUMNS: tuple[tuple[AnyField, AnyField, AnyField | None, str], ...] = (
    (Field.FAMILY_NAME, Field.FAMILY_PHONE, Field.FAMILY_RELATIONSHIP, ""),
    (Field.FATHER_NAME, Field.FATHER_PHONE, None, FATHER),
    (Field.MOTHER_NAME, Field.MOTHER_PHONE, None, MOTHER),
    (Field.SECOND_FAMILY_NAME, Field.SECOND_FAMILY_PHONE, Field.SECOND_FAMILY_RELATIONSHIP, ""),
)


@dataclass(frozen=True, slots=True)
class Family:
    """Somebody of the family: at least a name or a phone (digits only)."""

    name: str
    phone: str
    relationship: str


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """A student as one row says it. "" or None is "not said": it never clears what is known.

    ``row`` is the number that the spreadsheet shows; ``number_cell`` says that the id stood there as a number.
    """

    row: int
    student_number: str
    name: str
    class_name: str
    college: str = ""
    gender: Gender | None = None
    grade: int | None = None
    level: Level | None = None
    freshman: bool | None = None
    phone: str = ""
    family: tuple[Family, ...] = ()
    counsellor_name: str = ""
    counsellor_number: str = ""
    number_cell: bool = False


# What two rows about the same student may differ in, and the column to show for it.
COMPARED: tuple[tuple[str, Field], ...] = (
    ("class_name", Field.CLASS),
    ("college", Field.COLLEGE),
    ("phone", Field.PHONE),
    ("gender", Field.GENDER),
    ("grade", Field.GRADE),
    ("level", Field.LEVEL),
    ("freshman", Field.FRESHMAN),
    ("family", Field.FAMILY_PHONE),
    ("counsellor_name", Field.COUNSELLOR_NAME),
    ("counsellor_number", Field.COUNSELLOR_NUMBER),
)


def plan_for(header: HeaderMatch) -> Plan:
    """How the columns of this header are read."""
    return Plan(header, ROSTER_HEADINGS, READERS, OFTEN_SAME, Field.STUDENT_NUMBER)


def read_roster(table: Table, header: HeaderMatch) -> Reading[ParsedRow]:
    """The whole sheet: every row below the headings is parsed, ignored or rejected."""
    plan = plan_for(header)
    reading = read_rows(table, plan, normalise_row)
    return check_rows(reading, plan, table)


def normalise_row(number: int, cells: Sequence[Cell], plan: Plan) -> ParsedRow | IgnoredRow | RejectedRow:
    """One row on its own."""
    if reason := plan.why_ignored(cells):
        return IgnoredRow(number, reason)
    said, problems = plan.values(cells)
    problems.extend(plan.missing(said))
    if problems:
        return RejectedRow(number, tuple(problems))
    get = said.get
    return ParsedRow(
        row=number,
        student_number=said[Field.STUDENT_NUMBER],
        name=said[Field.NAME],
        class_name=said[Field.CLASS],
        college=get(Field.COLLEGE, ""),
        gender=get(Field.GENDER),
        grade=get(Field.GRADE),
        level=get(Field.LEVEL),
        freshman=get(Field.FRESHMAN),
        phone=get(Field.PHONE, ""),
        family=_family(said),
        counsellor_name=get(Field.COUNSELLOR_NAME, ""),
        counsellor_number=get(Field.COUNSELLOR_NUMBER, ""),
        number_cell=not isinstance(cells[plan.key_place or 0], str),
    )


def _family(said: Mapping[AnyField, Any]) -> tuple[Family, ...]:
    """The family of a row; the same person in two columns (家长 and 父亲) is one."""
    found: list[Family] = []
    for name_field, phone_field, word_field, word in FAMILY_COLUMNS:
        name, phone = said.get(name_field, ""), said.get(phone_field, "")
        if not (name or phone):
            continue
        person = Family(name, phone, said.get(word_field, "") if word_field else word)
        for place, other in enumerate(found):
            if _same_person(person, other):
                found[place] = Family(
                    other.name or name, other.phone or phone, other.relationship or person.relationship
                )
                break
        else:
            found.append(person)
    return tuple(found)


def _same_person(one: Family, other: Family) -> bool:
    if one.name and other.name:
        return one.name == other.name and (one.phone == other.phone or not (one.phone and other.phone))
    return bool(one.phone) and one.phone == other.phone


def check_rows(reading: Reading[ParsedRow], plan: Plan, table: Table) -> Reading[ParsedRow]:
    """Rows beside each other: of a repeated number the first row stands, a lost leading zero is refused."""
    checked: Reading[ParsedRow] = Reading([], reading.ignored, reading.rejected, reading.fields)
    zeros = _digits_of_numbers_with_zero(reading.parsed)
    first: dict[str, ParsedRow] = {}
    refused = _numbers_of_rejected(reading.rejected, plan, table)
    for row in reading.parsed:
        earlier = first.get(row.student_number)
        if earlier is not None:
            checked.add(_repeated(row, earlier, plan))
        elif row.number_cell and len(row.student_number) < zeros:
            checked.add(_rejected(row, plan, Field.STUDENT_NUMBER, row.student_number, Reason.ZERO_LOST, digits=zeros))
        elif (other := refused.get(row.student_number)) and other[0] < row.row and other[1] != row.name:
            checked.add(_another(row, other, plan))
        else:
            first[row.student_number] = row
            checked.add(row)
    return checked.in_order()


def _digits_of_numbers_with_zero(rows: Sequence[ParsedRow]) -> int:
    """How long the shortest number is that begins with 0; 0 where none does."""
    return min((len(row.student_number) for row in rows if row.student_number[0] == "0"), default=0)


def _numbers_of_rejected(rejected: Sequence[RejectedRow], plan: Plan, table: Table) -> dict[str, tuple[int, str]]:
    """Number → (row, name) of rows that are rejected for another reason but say whose they are: the first stands."""
    found: dict[str, tuple[int, str]] = {}
    for row in rejected:
        said, _ = plan.values(table.rows[row.row - table.first_row])
        number, name = said.get(Field.STUDENT_NUMBER), said.get(Field.NAME)
        if number and name:
            found.setdefault(number, (row.row, name))
    return found


def _repeated(row: ParsedRow, earlier: ParsedRow, plan: Plan) -> IgnoredRow | RejectedRow:
    if row.name != earlier.name:
        return _another(row, (earlier.row, earlier.name), plan)
    for attribute, field in COMPARED:
        now, then = getattr(row, attribute), getattr(earlier, attribute)
        if now != then:
            place = _column_that_differs(field, now, then)
            value, other = _as_text(now, then), _as_text(then, now)
            return _rejected(
                row, plan, place, value, Reason.REPEATED_DIFFERENTLY, other=earlier.row, other_value=other or "—"
            )
    return IgnoredRow(row.row, Reason.REPEATS_ROW, {"other": earlier.row})


def _another(row: ParsedRow, other: tuple[int, str], plan: Plan) -> RejectedRow:
    return _rejected(
        row,
        plan,
        Field.STUDENT_NUMBER,
        row.student_number,
        Reason.NUMBER_OF_ANOTHER,
        other=other[0],
        other_name=other[1],
    )


def _column_that_differs(field: Field, now: Any, then: Any) -> Field:
    """For families: whether the name or the phone is shown as what differs."""
    if field != Field.FAMILY_PHONE:
        return field
    same_phones = [person.phone for person in now] == [person.phone for person in then]
    return Field.FAMILY_NAME if same_phones else Field.FAMILY_PHONE


def _as_text(value: Any, beside: Any) -> str:
    """A value for the eye; of a family only the people that differ from ``beside``."""
    if isinstance(value, tuple):
        people = [person for person in value if person not in beside]
        return "、".join(" ".join(filter(None, (each.relationship, each.name, each.phone))) for each in people)
    return "" if value is None else str(value)


def _rejected(row: ParsedRow, plan: Plan, field: Field, value: str, reason: Reason, **params: object) -> RejectedRow:
    problem: Problem = plan.problem(field, value, reason, params)
    return RejectedRow(row.row, (problem,))
