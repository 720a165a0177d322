"""One page at the desk, and one batch, with everything their pages show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext
from sqlalchemy import select
from wtforms.validators import ValidationError

from school.foundation.access import Scope
from school.foundation.db import db
from school.foundation.files import StoredFile
from school.foundation.jobs import Job
from school.foundation.scans.layout import Mark
from school.foundation.ui import filters
from school.letters.desk import forms, known, queries, rules
from school.letters.desk.models import ScanBatch, ScanFile, ScannedPage
from school.letters.desk.report import fits_words
from school.letters.desk.rules import Balance, Settling
from school.letters.labels import STATES
from school.letters.models import Letter, LetterMove, Mailing, MoveBatch, Verb
from school.letters.queries.history import account_names, place_of
from school.org.models import SchoolClass, Student

# More names than anybody reads; whoever is not among them is found by the number.
MOST_PICKS = 80


def why_not_closed(batch: ScanBatch) -> str:
    """What a batch that was not closed still waits for: its readers, or a person."""
    if queries.reading_job(batch) is not None:
        return str(gettext("This batch is still being read. Close it when all pages are there."))
    return str(gettext("Pages of this batch still wait at the desk."))


@dataclass(frozen=True)
class BatchView:
    """A batch's page."""

    balance: Balance
    fits: str
    files: list[ScanFile]
    pages: list[ScannedPage]
    give_back: list[ScannedPage]
    first_open: ScannedPage | None
    job: Job | None
    sent_by: str
    mailing: Mailing | None

    @property
    def stopped(self) -> bool:
        """Whether reading ended before the last page."""
        return self.job is not None and self.job.finished and self.job.state.value != "done"

    @property
    def reading(self) -> bool:
        """Whether pages are still coming."""
        return self.job is not None and not self.job.finished


@dataclass(frozen=True)
class PageView:
    """A page of the desk. ``place`` counts its slips in the batch from 1, ``left`` those still open."""

    page: ScannedPage
    film: list[ScannedPage]
    place: int
    left: int
    previous: ScannedPage | None
    following: ScannedPage | None
    balance: Balance
    fits: str
    acts: tuple[Settling, ...]
    picks: Sequence[Letter]
    classes: Sequence[SchoolClass]
    class_id: int | None
    kept: StoredFile | None
    came: str
    name: str

    @property
    def letter(self) -> Letter | None:
        """The letter this page is about."""
        return self.page.letter

    @property
    def boxes(self) -> list[tuple[str, Mark]]:
        """Signature and date first, then the boxes that are ticked or not clear."""
        read = self.page.read
        first = [(name, read[name]) for name in (rules.SIGNATURE, rules.DATE) if name in read]
        ticks = [(name, mark) for name, mark in read.items() if name not in (rules.SIGNATURE, rules.DATE)]
        return [*first, *((name, mark) for name, mark in ticks if mark is not Mark.BLANK)]


def batch_view(batch: ScanBatch, scope: Scope) -> BatchView:
    """Everything about a batch."""
    found, pages = queries.balance(batch.id), queries.pages_of(batch)
    first = db.session.scalars(queries.open_pages(scope, batch.id).limit(1)).first()
    return BatchView(
        balance=found,
        fits=fits_words(found),
        files=queries.files_of(batch),
        pages=pages,
        give_back=queries.to_give_back(pages),
        first_open=first,
        job=queries.job_of(batch),
        sent_by=queries.name_of(batch.account_id),
        mailing=db.session.get(Mailing, batch.mailing_id) if batch.mailing_id is not None else None,
    )


def page_view(page: ScannedPage, scope: Scope, *, whole: bool, class_id: int | None = None) -> PageView:
    """Everything about a page; ``whole`` goes through all batches of ``scope`` instead of the page's own."""
    page = queries.with_letter(page)
    film = queries.film(page.batch)
    waiting = db.session.scalars(queries.open_pages(scope, None if whole else page.batch_id)).all()
    previous, following = queries.neighbours(waiting, page)
    classes = known.classes_of(page.batch)
    class_id = class_id or _class_around(film, page)
    state, stands = page.letter.state if page.letter else None, queries.balance(page.batch_id)
    chosen = known.outstanding(scope, page.batch, class_id).limit(MOST_PICKS)
    return PageView(
        page=page,
        film=film,
        place=next(place for place, each in enumerate(film, start=1) if each.id == page.id),
        left=len(waiting),
        previous=previous,
        following=following,
        balance=stands,
        fits=fits_words(stands),
        acts=rules.choices(page.result, page.reason, state),
        picks=db.session.scalars(chosen).all() if page.settled_as is None else [],
        classes=classes,
        class_id=class_id,
        kept=known.kept_picture(page.letter_id) if page.settled_as is not Settling.FILED else None,
        came=_came(page.letter) if page.letter else "",
        name=next((file.name for file in queries.files_of(page.batch) if file.position == page.file), ""),
    )


def following(page: ScannedPage, scope: Scope, *, whole: bool) -> ScannedPage | None:
    """The open page that comes after this one."""
    waiting = db.session.scalars(queries.open_pages(scope, None if whole else page.batch_id)).all()
    return queries.neighbours(waiting, page)[1]


def address_after(page: ScannedPage, following: ScannedPage | None, *, whole: bool) -> str:
    """Where the desk goes when a page is settled: the next one, or how the batch stands."""
    more: dict[str, Any] = {"done": page.id, "all": 1 if whole else None}
    if following is None:
        return url_for("desk.batch", scan_batch_id=page.batch_id, done=page.id)
    return url_for("desk.page", scanned_page_id=following.id, **more)


def judged(text: str, scope: Scope, page: ScannedPage) -> dict[str, Any]:
    """What is to be said of a number while it is typed: ``{"fine": …, "text": …}``, and nothing of foreign letters."""
    try:
        letter = forms.letter_typed(text, scope)
    except ValidationError as wrong:
        short = rules.typed_number(text)[0] is rules.Typed.SHORT
        return {"fine": False, "text": "" if short else str(wrong)}
    student = db.session.get_one(Student, letter.student_id)
    stands = str(STATES[letter.state].label)
    name = db.session.get_one(SchoolClass, student.class_id).name
    text = gettext("%(name)s, %(place)s · %(state)s", name=student.name, place=name, state=stands)
    fine = rules.Settling.FILED in rules.choices(page.result, page.reason, letter.state)
    return {"fine": fine, "text": text}


def filed_picture(page: ScannedPage) -> StoredFile | None:
    """The picture of a page that was filed: it is its letter's."""
    return known.kept_picture(page.letter_id) if page.settled_as is Settling.FILED else None


def _class_around(film: Sequence[ScannedPage], page: ScannedPage) -> int | None:
    """The class of the nearest page whose letter is known: stacks come class by class."""
    here = next(place for place, each in enumerate(film) if each.id == page.id)
    near = sorted(enumerate(film), key=lambda item: abs(item[0] - here))
    nearest = next((each.letter_id for _, each in near if each.letter_id is not None), None)
    return place_of(nearest)[0] if nearest is not None else None


def _came(letter: Letter) -> str:
    """When and by whom the receipt came, for "already received"."""
    if letter.back_at is not None:
        newest = (
            select(MoveBatch.account_id)
            .join(LetterMove, LetterMove.batch_id == MoveBatch.id)
            .where(LetterMove.letter_id == letter.id, MoveBatch.verb == Verb.TICK_BACK)
            .order_by(LetterMove.id.desc())
            .limit(1)
        )
        account_id = db.session.scalar(newest)
        who = account_names({account_id}).get(account_id, "") if account_id else ""
        when = filters.moment(letter.back_at)
        return " · ".join(filter(None, (gettext("on paper"), when, who)))
    if letter.signed_at is not None:
        return " · ".join((gettext("on the phone"), filters.moment(letter.signed_at)))
    return ""
