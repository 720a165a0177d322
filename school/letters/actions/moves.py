"""Moving letters along the table, many in one step, and taking a step back."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import contains_eager
from werkzeug.exceptions import Forbidden

from school.foundation.access import Permission, current_actor, reach, visible
from school.foundation.audit import record
from school.foundation.db import db, utc_now
from school.letters.events import LETTERS_UNDONE, MOVED
from school.letters.models import ExemptReason, Letter, LetterMove, LetterState, MoveBatch, Verb
from school.letters.rules import TRANSITIONS, allowed
from school.links.models import PersonalLink
from school.org.models import Student

# What a family did is not the school's to undo, a voided copy may already be in the bin, and a note for a family has
# words of its own, which go and come with ``letters.assisted``.
FINAL = frozenset({Verb.SIGN, Verb.DECLINE, Verb.ASSIST, Verb.UNASSIST, Verb.REISSUE, Verb.UNDO})
# Which of some letters, by id, a feature holds where they are: no step of theirs is taken back, no picture exchanged.
Holds = Callable[[Sequence[int]], Collection[int]]
_holds: list[Holds] = []
_TAKE_BACK = frozenset(verb for verb, row in TRANSITIONS.items() if row.target is None)


@dataclass(frozen=True)
class Moved:
    """What a step did: its batch (None when nothing moved), how many moved, and who stayed."""

    batch: MoveBatch | None
    count: int
    left: list[Letter]


def hold_back(holds: Holds) -> None:
    """Ask ``holds`` before a step is taken back; called from a feature's ``init_app``, any number of times."""
    if holds not in _holds:
        _holds.append(holds)


def held_back(letter_ids: Sequence[int]) -> set[int]:
    """Those of these letters that a feature holds where they are."""
    return {letter_id for holds in _holds for letter_id in holds(letter_ids)}


def step(verb: Verb, letters: Sequence[Letter], class_id: int | None = None, **changes: Any) -> Moved:
    """Move those of ``letters`` that the table lets ``verb`` move, as one batch, without an event.

    ``changes`` are columns set with the step (``exempt_reason``, ``settled_at``). Callers hold the
    rows' locks (``lock_letters``). For actions that record an event of their own.
    """
    moving = [letter for letter in letters if allowed(letter.state, verb)]
    left = [letter for letter in letters if not allowed(letter.state, verb)]
    if not moving:
        return Moved(None, 0, left)
    batch = _batch(verb, moving[0].mailing_id, class_id, len(moving))
    origins = _origins(moving) if verb in _TAKE_BACK else {}
    for letter in moving:
        came_from = letter.state
        before = letter.take(verb, batch.at, origins.get(letter.id), **changes)
        _note(batch, letter, came_from, before)
    _turn_links(verb, moving, batch.at)
    db.session.flush()
    return Moved(batch, len(moving), left)


def move_letters(verb: Verb, letters: Sequence[Letter], class_id: int | None = None, **changes: Any) -> Moved:
    """``step`` with the verb's own event in the log: also when nothing moved, so that a second click is known."""
    moved = step(verb, letters, class_id, **changes)
    batch_id, mailing_id = (moved.batch.id, moved.batch.mailing_id) if moved.batch else (None, None)
    record(MOVED[verb], batch_id, mailing=mailing_id, class_id=class_id, count=moved.count)
    return moved


def undo(batch: MoveBatch) -> Moved:
    """Put every letter of ``batch`` back exactly as it was, unless it has been moved since.

    Needs the permission of the verb that is undone, at the batch's place; raises Forbidden without.
    Letters that moved on, or that are held (``hold_back``), are left alone and returned in ``left``. A second
    undo moves nothing.
    """
    _require(batch)
    undone = take_back(batch)
    batch_id = undone.batch.id if undone.batch else None
    record(LETTERS_UNDONE, batch_id, batch=batch.id, count=undone.count, left=len(undone.left))
    return undone


def take_back(batch: MoveBatch) -> Moved:
    """``undo`` without an event and without asking who may: for actions that answer for both."""
    moves = _moves_of(batch)
    letter_ids = [move.letter_id for move in moves]
    newest, held = _newest_moves(letter_ids), held_back(letter_ids)
    if batch.undone_at is not None:
        return Moved(None, 0, [move.letter for move in moves])
    standing = [m for m in moves if newest[m.letter_id].id == m.id and m.letter.state is m.to_state]
    current = [move for move in standing if move.letter_id not in held]
    left = [move.letter for move in moves if move not in current]
    batch.undone_at = utc_now()
    back = _batch(Verb.UNDO, batch.mailing_id, batch.class_id, len(current))
    for move in current:
        letter, values = move.letter, _thawed(move.before)
        before = {name: getattr(letter, name) for name in values}
        letter.put(move.from_state, values)
        _note(back, letter, move.to_state, before)
    _turn_links(batch.verb, [move.letter for move in current], None)
    db.session.flush()
    return Moved(back, len(current), left)


def lock_letters(letter_ids: Sequence[int] | Select[int]) -> list[Letter]:
    """These letters, read anew and held against other writers until the end of the transaction."""
    statement = select(Letter).where(Letter.id.in_(letter_ids)).order_by(Letter.id)
    return list(db.session.scalars(statement.with_for_update().execution_options(populate_existing=True)))


def class_of(letter: Letter) -> int:
    """The class that a letter's student is in now: its steps are that class's to see and to take back."""
    return db.session.scalars(select(Student.class_id).where(Student.id == letter.student_id)).one()


def _require(batch: MoveBatch) -> None:
    row = TRANSITIONS.get(batch.verb)
    if row is None or batch.verb in FINAL:
        raise Forbidden
    within = visible(MoveBatch, reach(current_actor(), row.permission)).where(MoveBatch.id == batch.id)
    if db.session.scalar(within) is None:
        raise Forbidden
    followed = visible(MoveBatch, reach(current_actor(), Permission.LETTER_FOLLOW)).where(MoveBatch.id == batch.id)
    if db.session.scalar(followed) is None and _has_slips_that_do_not_show(batch):
        raise Forbidden


def _has_slips_that_do_not_show(batch: MoveBatch) -> bool:
    """Whether a slip of it took the place of an answer that class posts may not know: how many, "undone" would tell."""
    statement = select(LetterMove.id).join(LetterMove.letter).where(LetterMove.batch_id == batch.id)
    back = statement.where(Letter.state == LetterState.BACK, ~Letter.showing_on_paper())
    return db.session.scalar(back.limit(1)) is not None


def _batch(verb: Verb, mailing_id: int, class_id: int | None, count: int) -> MoveBatch:
    batch = MoveBatch(verb=verb, mailing_id=mailing_id, class_id=class_id, count=count, at=utc_now())
    batch.account_id = current_actor().account_id
    db.session.add(batch)
    db.session.flush()
    return batch


def _note(batch: MoveBatch, letter: Letter, came_from: LetterState, before: dict[str, Any]) -> None:
    frozen = {name: _frozen(value) for name, value in before.items()}
    move = LetterMove(
        batch_id=batch.id, letter_id=letter.id, from_state=came_from, to_state=letter.state, before=frozen
    )
    db.session.add(move)


def _moves_of(batch: MoveBatch) -> list[LetterMove]:
    """The batch's moves with their letters, locked."""
    statement = select(LetterMove).join(LetterMove.letter).options(contains_eager(LetterMove.letter))
    locked = statement.where(LetterMove.batch_id == batch.id).order_by(Letter.id).with_for_update(of=Letter)
    return list(db.session.scalars(locked.execution_options(populate_existing=True)))


def _newest_moves(letter_ids: Sequence[int]) -> dict[int, LetterMove]:
    newest = select(func.max(LetterMove.id)).where(LetterMove.letter_id.in_(letter_ids)).group_by(LetterMove.letter_id)
    return {move.letter_id: move for move in db.session.scalars(select(LetterMove).where(LetterMove.id.in_(newest)))}


def _origins(letters: Sequence[Letter]) -> dict[int, LetterState]:
    """Where the newest step forward began that led each letter to where it is.

    Steps back lead there too (checked, and unchecked again), but began farther on.
    """
    standing = {letter.id: letter.state for letter in letters}
    forward = (
        select(LetterMove.letter_id, LetterMove.from_state, LetterMove.to_state)
        .join(LetterMove.batch)
        .where(LetterMove.letter_id.in_(standing), MoveBatch.verb.not_in([*_TAKE_BACK, Verb.UNDO]))
        .order_by(LetterMove.id)
    )
    moves = db.session.execute(forward)
    return {letter_id: began for letter_id, began, led_to in moves if led_to is standing[letter_id]}


def _turn_links(verb: Verb, letters: Sequence[Letter], at: dt.datetime | None) -> None:
    """An exempt letter's link opens nothing; lifting or undoing opens it again."""
    if verb not in (Verb.EXEMPT, Verb.LIFT):
        return
    closed = (at or utc_now()) if (verb is Verb.EXEMPT) == (at is not None) else None
    rows = [{"id": letter.link_id, "voided_at": closed} for letter in letters if letter.link_id is not None]
    if rows:
        db.session.execute(update(PersonalLink), rows)


def _frozen(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.isoformat()
    return value.value if isinstance(value, enum.Enum) else value


def _thawed(before: dict[str, Any]) -> dict[str, Any]:
    return {name: _thaw(name, value) for name, value in before.items()}


def _thaw(name: str, value: Any) -> Any:
    if value is None:
        return None
    return ExemptReason(value) if name == "exempt_reason" else dt.datetime.fromisoformat(value)
