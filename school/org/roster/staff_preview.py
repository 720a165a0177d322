"""What a person sees of a staff sheet before it is saved: who gets which post where, and what changes of a contact."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from school.foundation.db.phone import mask
from school.org.models import StaffMember
from school.org.roster.headings import StaffField
from school.org.roster.queries import masked_phones
from school.org.roster.staff_compare import StaffPlan
from school.org.roster.staff_rules import StaffRow

FIELD_OF = {
    "staff_number": StaffField.NUMBER,
    "gender": StaffField.GENDER,
    "wechat_id": StaffField.WECHAT_ID,
    "phone": StaffField.PHONE,
}
RETURNS = "returns"
Phones = dict[tuple[str, int], str]


def lists(plan: StaffPlan) -> dict[str, list[Any]]:
    """Each entry begins with row, number and name; what changes is (field, so far, from now on)."""
    phones = masked_phones(StaffMember, [known.id for known, values in plan.news.values() if "phone" in values])
    return {
        "created": [[*_who(row), *_post(row), list(_changes(plan, row, phones))] for row in plan.created],
        "updated": [[*_who(row), list(_changes(plan, row, phones))] for row in plan.updated],
        "unchanged": [[*_who(row), *_post(row), []] for row in plan.unchanged],
    }


def _who(row: StaffRow) -> list[Any]:
    return [row.row, row.number, row.name]


def _post(row: StaffRow) -> list[str]:
    return [row.post.title, " ".join(filter(None, (row.college, "、".join(row.classes))))]


def _changes(plan: StaffPlan, row: StaffRow, phones: Phones) -> Iterator[list[str]]:
    if row.row not in plan.news:
        return
    known, values = plan.news[row.row]
    for name, new in values.items():
        if name == "left_on":
            yield [RETURNS, "", ""]
        elif name == "phone":
            yield [StaffField.PHONE, phones.get(("staff_member", known.id), ""), mask(new)]
        else:
            yield [FIELD_OF[name], str(getattr(known, name) or ""), str(new)]
