"""A receipt of somebody whose name no font can draw is given out all the same."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import pypdfium2
from flask import current_app
from PIL import Image
from sqlalchemy import update

from school.foundation.db import db, unit_of_work
from school.foundation.press.fonts import load_fonts
from school.letters.models import Letter
from school.letters.receipts.paper import receipt_pdf
from school.letters.receipts.queries import SignedBy, receipt_of
from school.letters.receipts.rare import told
from school.org.models import Student
from tests.letters.posted import Posted

RARE = "李\U0003134a"


def named(letter: Posted, name: str, on_paper: str | None) -> Letter:
    with unit_of_work():
        values = {"name": name, "name_on_paper": on_paper}
        db.session.execute(update(Student).where(Student.id == letter.letter.student_id).values(**values))
    db.session.expire_all()
    return db.session.get_one(Letter, letter.letter.id)


def text_of(pdf: bytes) -> str:
    return str(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded())


def test_the_spelling_for_paper_is_what_the_receipt_says(letter: Posted) -> None:
    with current_app.test_request_context():
        text = text_of(receipt_pdf(receipt_of(named(letter, RARE, "李某"))))
    assert "李某" in text
    assert "〓" not in text


def test_without_a_spelling_it_says_what_is_missing(letter: Posted) -> None:
    from school.letters.pictures import receipt_picture  # before the application is made, its imports go in a ring

    signed = SignedBy("mother", RARE, "typed", dt.datetime(2026, 11, 20, tzinfo=dt.UTC).isoformat())
    with current_app.test_request_context():
        content = replace(receipt_of(named(letter, RARE, None)), signed=(signed,))
        text, picture = text_of(receipt_pdf(content)), receipt_picture(content)
    assert "李〓" in text
    assert text.count("〓 U+3134A") == 2, "the student's name, and that of who signed"
    assert Image.open(io.BytesIO(picture)).width > 0


def test_few_characters_are_named() -> None:
    fonts = load_fonts()
    assert told("林语嫣", fonts) == "林语嫣"
    assert told("ئۇيغۇرچە", fonts).endswith("…)")
