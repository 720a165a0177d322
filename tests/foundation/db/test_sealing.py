"""Phones at rest open only in their own cell, and are found by number or last four digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from school.foundation.access import Gate
from school.foundation.db import db
from school.foundation.db.phone import last_four_lookup, mask, phone_lookup
from school.foundation.db.sealing import SealBroken, seal, unseal
from school.org.models import FamilyMember, Student
from tests.campus import Campus


def test_a_seal_opens_only_in_its_own_cell(app: Gate) -> None:
    sealed = seal("13800000001", table="student", column="phone", row_id=7)
    assert unseal(sealed, table="student", column="phone", row_id=7) == "13800000001"
    for place in (("student", "phone", 8), ("student", "other", 7), ("family_member", "phone", 7)):
        with pytest.raises(SealBroken):
            unseal(sealed, table=place[0], column=place[1], row_id=place[2])


def test_two_peoples_numbers_cannot_be_exchanged_in_the_database(app: Gate, campus: Campus) -> None:
    db.session.rollback()
    db.session.execute(
        text("UPDATE student SET phone_sealed = (SELECT phone_sealed FROM student WHERE id = 2) WHERE id = 1")
    )
    with pytest.raises(SealBroken):
        _ = db.session.get_one(Student, 1).phone


def test_numbers_are_found_whole_and_by_last_four_and_never_stored_in_clear(app: Gate, campus: Campus) -> None:
    whole = select(FamilyMember).where(FamilyMember.phone_lookup == phone_lookup("13800000003"))
    last_four = select(FamilyMember).where(FamilyMember.phone_last_four == last_four_lookup("0003"))
    found = db.session.scalars(whole).one()
    assert found == db.session.scalars(last_four).one()
    assert found.phone == "13800000003"
    assert found.masked_phone == "138****0003"
    stored = db.session.execute(
        text("SELECT phone_sealed, phone_lookup FROM family_member WHERE id = :id"), {"id": found.id}
    ).one()
    assert b"0003" not in bytes(stored[0]) + bytes(stored[1])


@given(st.from_regex(r"[0-9]{0,12}", fullmatch=True))
def test_a_mask_shows_at_most_three_and_four_digits(number: str) -> None:
    shown = mask(number).replace("*", "")
    assert shown == (number[:3] + number[-4:] if len(number) > 7 else "")
