"""From a name or id typed on the command line to a college or class."""

from __future__ import annotations

import click
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from school.foundation.db import db
from school.org.models import SchoolClass, Unit


def unit_named(text: str | None) -> Unit | None:
    """The college or department; raises ClickException when there is none."""
    if not text:
        return None
    unit: Unit | None = db.session.scalar(select(Unit).where(Unit.name == text))
    if unit is None and text.isdecimal():
        unit = db.session.get(Unit, int(text))
    if unit is None:
        raise click.ClickException(f"There is no college or department {text}.")
    return unit


def class_named(text: str | None, college: Unit | None) -> SchoolClass | None:
    """The class; raises ClickException when there is none, or one in each of two colleges."""
    if not text:
        return None
    statement = select(SchoolClass).where(SchoolClass.name == text).options(joinedload(SchoolClass.college))
    found = list(db.session.scalars(statement.where(SchoolClass.college_id == college.id) if college else statement))
    if not found and text.isdecimal() and (by_id := db.session.get(SchoolClass, int(text))):
        return by_id
    if len(found) > 1:
        colleges = ", ".join(row.college.name for row in found)
        raise click.ClickException(f"{text} stands in several colleges; add --college: {colleges}.")
    if not found:
        raise click.ClickException(f"There is no class {text}.")
    return found[0]
