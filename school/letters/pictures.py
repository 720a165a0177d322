"""Pictures to keep and to send: the receipt, and the card that a student gives to the family.

PNG files from the server: a long press saves them in every chat app, where downloads of other kinds
do nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import gettext

from school.foundation.keys import key
from school.foundation.press.fonts import load_fonts
from school.foundation.ui.filters import moment
from school.letters.family.words import HELPED_WORDS, RELATIONSHIP_WORDS
from school.letters.models import Helper, Letter, Relationship, Signature
from school.letters.painting import INK, LINE, PRIMARY, QUIET, WHITE, Painting
from school.letters.receipts.queries import KEY, ReceiptContent, SignedBy, content_of
from school.letters.receipts.rare import told
from school.letters.receipts.rules import printed_code, seal
from school.letters.receipts.words import METHODS
from school.links.rules import printed_number

WIDTH = 760
MARGIN = 44
VALUE = 210
CARD_HEIGHT = 930


@dataclass(frozen=True)
class Head:
    """What stands on a picture of either kind."""

    school_name: str
    office_phone: str


def receipt(letter: Letter, signed: Sequence[Signature], _head: Head) -> bytes:
    """The receipt of an opened letter as the family keeps it."""
    return receipt_picture(content_of(letter, signed))


def receipt_picture(content: ReceiptContent) -> bytes:
    """The receipt as a sealed picture: number, who signed when and how, which letter. The student is not named."""
    answers = content.signed
    height = 526 + sum(150 if answer.strokes else 106 for answer in answers) + (0 if answers else 106)
    painting = Painting(WIDTH, height)
    painting.box((0, 0, WIDTH, 92), fill=PRIMARY)
    what = gettext("Receipt of the letter to families")  # not inside the f-string: nothing would find it there
    title = f"{content.school}　{what}"
    painting.text((MARGIN, 60), title, 34, bold=True, colour=WHITE, room=WIDTH - 2 * MARGIN)
    _row(painting, 176, gettext("Letter no."), printed_number(content.number), size=56)
    painting.box((MARGIN, 210, WIDTH - MARGIN, 211), fill=LINE)
    y = 268
    for answer in answers:
        y = _signer(painting, y, answer)
    if not answers:
        _row(
            painting, y, gettext("Paper slip"), gettext("came back signed, %(time)s", time=_local(content.on_paper_at))
        )
        y += 60
    _edition(painting, y, content)
    painting.box((0, 0, WIDTH - 1, height - 1), outline=INK, width=3)
    return seal(painting.png(), content.number, key(KEY))


def family_card(letter: Letter, address: str, check_code: str, head: Head) -> bytes:
    """The card for the family: the QR code, the school's name and the 核对码."""
    painting = Painting(WIDTH, CARD_HEIGHT)
    middle, inside = WIDTH // 2, WIDTH - 2 * MARGIN
    title = f"{head.school_name}　{letter.wording.title}"
    painting.text((middle, 92), title, 38, bold=True, align="centre", room=inside)
    below = painting.symbol(middle, 112, 13, address)
    words = gettext("After opening, type the check code")
    painting.text((middle, below + 40), words, 32, colour=QUIET, align="centre", room=inside)
    painting.text((middle, below + 122), "  ".join(check_code), 76, bold=True, align="centre")
    painting.box((MARGIN, CARD_HEIGHT - 84, WIDTH - MARGIN, CARD_HEIGHT - 83), fill=LINE)
    promise = gettext("No charge, no SMS codes")
    words = f"{promise}　{head.office_phone}"
    painting.text((middle, CARD_HEIGHT - 34), words, 28, colour=QUIET, align="centre", room=inside)
    painting.box((0, 0, WIDTH - 1, CARD_HEIGHT - 1), outline=INK, width=3)
    return painting.png()


def _signer(painting: Painting, y: int, answer: SignedBy) -> int:
    """One person's two rows; returns where the next row begins."""
    relationship = str(RELATIONSHIP_WORDS[Relationship(answer.relationship)])
    name = answer.name or gettext("Written by hand")
    _row(painting, y, gettext("Signed by"), gettext("%(name)s (%(who)s)", name=name, who=relationship))
    if answer.strokes:
        painting.strokes((VALUE + 300, y + 12, WIDTH - MARGIN, y + 92), answer.strokes)
        _row(painting, y + 54, gettext("Time"), _local(answer.at), room=320)
        return y + 150
    way = str(HELPED_WORDS[Helper(answer.helped)] if answer.helped else METHODS.get(answer.method, ""))
    _row(painting, y + 54, gettext("Time"), f"{_local(answer.at)}　{way}")
    return y + 114


def _edition(painting: Painting, y: int, content: ReceiptContent) -> None:
    """Which letter, the digest of its text, the receipt's code, and whom to ask."""
    edition = gettext("%(title)s, version %(version)s", title=content.title, version=content.version)
    _row(painting, y, gettext("Which letter"), edition)
    _row(painting, y + 54, "SHA-256", f"{content.wording_sha256[:24]}…", size=26)
    _row(painting, y + 108, gettext("Receipt code"), printed_code(content.code))
    host = urlsplit(str(current_app.config["BASE_URL"])).netloc
    foot = f"{host}　{content.office_phone}"
    painting.text((MARGIN, y + 178), foot, 26, colour=QUIET, room=WIDTH - 2 * MARGIN)


def _local(iso: str) -> str:
    return moment(dt.datetime.fromisoformat(iso)) if iso else ""


def _row(painting: Painting, y: int, label: str, value: str, *, size: int = 32, room: int = 0) -> None:
    painting.text((MARGIN, y), label, 30, colour=QUIET, room=VALUE - MARGIN - 12)
    value = told(value, load_fonts(Path(current_app.config["FONT_DIR"])))
    painting.text((VALUE, y), value, size, bold=size > 40, room=room or WIDTH - VALUE - MARGIN)
