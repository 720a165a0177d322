"""The archive's rows of letters that were put away: a number each, and a box a class for the slips."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import update

from school.demo.campus import ClassPlan
from school.demo.numbering import Ids
from school.demo.rows import Rows
from school.foundation.db import db
from school.letters.archive.models import ArchiveBox, ArchivedReceipt, ArchiveSeries
from school.letters.archive.rules import YEARS_KEPT, archive_number, box_code, keep_until, series_prefix

# A receipt from the phone lies in no box.
NOWHERE = {"box_id": None, "place": None}


class ArchiveRows:
    """Numbers run through the campus in the order of its classes, as if one had archived after the other."""

    def __init__(self, rows: Rows, ids: Ids, mailing_id: int, year: int) -> None:
        self._rows, self._ids, self._mailing_id = rows, ids, mailing_id
        self._prefix = series_prefix(year, 1)
        self._serial = self._boxes = 0

    def begin(self) -> None:
        """The series, before anything that belongs to it."""
        self._rows.add(ArchiveSeries, mailing_id=self._mailing_id, prefix=self._prefix, years_kept=YEARS_KEPT)

    def archived(
        self, plan: ClassPlan, letters: Iterable[dict[str, Any]], moment: dt.datetime, account_id: int | None
    ) -> None:
        """Letters of a class in student-number order, all put away at once; the slips into the class's box."""
        box, places = self._ids.take("archive_box"), 0
        for letter in letters:
            on_paper = letter["back_at"] is not None
            places += on_paper
            self._receipt(letter["id"], moment, {"box_id": box, "place": places} if on_paper else NOWHERE)
        self._boxes += 1
        self._rows.add(
            ArchiveBox,
            id=box,
            mailing_id=self._mailing_id,
            code=box_code(self._prefix, self._boxes),
            label=plan.name,
            class_id=plan.id,
            last_place=places,
            opened_at=moment,
            account_id=account_id,
        )

    def _receipt(self, letter_id: int, moment: dt.datetime, place: dict[str, Any]) -> None:
        self._serial += 1
        self._rows.add(
            ArchivedReceipt,
            **place,
            id=self._ids.take("archived_receipt"),
            letter_id=letter_id,
            series_id=self._mailing_id,
            serial=self._serial,
            number=archive_number(self._prefix, self._serial),
            sha256=None,
            archived_at=moment,
            keep_until=keep_until(moment.date(), YEARS_KEPT),
        )

    def finish(self) -> None:
        """What the series has come to, once all rows are written."""
        reached = {"last_serial": self._serial, "last_box": self._boxes}
        db.session.execute(update(ArchiveSeries).where(ArchiveSeries.mailing_id == self._mailing_id).values(**reached))
