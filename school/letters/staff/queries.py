"""Whom a letter to the staff is for: everybody who works here, by college or department."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, func, select

from school.foundation.access import Scope
from school.foundation.db import db
from school.letters.staff.paper import StaffSheet, UnitPack
from school.org.models import StaffMember, Unit
from school.org.queries import units


def unit_packs(scope: Scope, unit_ids: Iterable[int] = ()) -> list[UnitPack]:
    """Open colleges and departments with staff, in the school's order; of ``unit_ids`` only, if given."""
    wanted = frozenset(unit_ids)
    sheets: dict[int, list[StaffSheet]] = {}
    rows = [unit for unit in db.session.scalars(units.open_units(scope)) if not wanted or unit.id in wanted]
    names = {unit.id: unit.name for unit in rows}
    for unit_id, name, number in db.session.execute(_present(scope, list(names))):
        sheets.setdefault(unit_id, []).append(StaffSheet(name, names[unit_id], number or ""))
    return [UnitPack(unit.name, tuple(sheets[unit.id])) for unit in rows if unit.id in sheets]


def staff_per_unit(scope: Scope) -> list[tuple[Unit, int]]:
    """How many letters each open college or department gets, in the school's order."""
    counted = select(StaffMember.unit_id, func.count()).where(StaffMember.within(scope), StaffMember.left_on.is_(None))
    found = {row[0]: row[1] for row in db.session.execute(counted.group_by(StaffMember.unit_id))}
    return [(unit, found[unit.id]) for unit in db.session.scalars(units.open_units(scope)) if unit.id in found]


def _present(scope: Scope, unit_ids: Sequence[int]) -> Select[int, str, str | None]:
    statement = select(StaffMember.unit_id, StaffMember.name, StaffMember.staff_number)
    statement = statement.where(StaffMember.within(scope), StaffMember.left_on.is_(None))
    statement = statement.where(StaffMember.unit_id.in_(unit_ids)).execution_options(scope=scope)
    return statement.order_by(StaffMember.group_name, StaffMember.staff_number, StaffMember.id)
