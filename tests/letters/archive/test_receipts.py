"""Receipt files: sealed, so that a change of any byte is found; read back by poppler's kin."""

from __future__ import annotations

import io
import os
import re
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from school.foundation.access import Gate
from school.letters.receipts.queries import check
from school.letters.receipts.rules import Verdict, is_sealed, numbers_named, seal
from tests.letters.posted import Family, Posted

ClientOf = Callable[[str], FlaskClient]
KEY, NUMBER = b"k" * 32, "K7M2QF4C"
PDF = b"%PDF-1.7\nbody\ntrailer<<>>\nstartxref\n9\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\x01IDATx0000" + b"\x00\x00\x00\x00IEND\xaeB`\x82"


@given(st.sampled_from([PDF, PNG]), st.data())
def test_any_changed_byte_is_found_and_the_letter_still_named(body: bytes, data: st.DataObject) -> None:
    sealed = seal(body, NUMBER, KEY)
    assert is_sealed(sealed, KEY)
    place = data.draw(st.integers(0, len(sealed) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda value: value != sealed[place]))
    changed = sealed[:place] + bytes([other]) + sealed[place + 1 :]
    assert not is_sealed(changed, KEY)
    assert NUMBER in numbers_named(changed)


@given(st.sampled_from([PDF, PNG]), st.binary(min_size=1, max_size=20), st.data())
def test_nothing_can_be_put_in_or_taken_away(body: bytes, more: bytes, data: st.DataObject) -> None:
    sealed = seal(body, NUMBER, KEY)
    place = data.draw(st.integers(0, len(sealed)))
    assert not is_sealed(sealed[:place] + more + sealed[place:], KEY)
    assert not is_sealed(sealed[: len(sealed) - 1], KEY)
    assert not is_sealed(sealed, b"another key" * 3)


def test_forgeries_are_found() -> None:
    """A seal of another file, two seals, an incremental update behind the end, one more chunk in a picture."""
    pdf, png = seal(PDF, NUMBER, KEY), seal(PNG, NUMBER, KEY)
    words = re.search(rb"wuzha-receipt .* receipt-wuzha", pdf)
    assert words
    other = PDF.replace(b"body", b"BODY")
    at = other.rindex(b"startxref")
    update = pdf + b"5 0 obj\n<<>>\nendobj\nxref\n0 0\ntrailer<</Prev 9>>\nstartxref\n99\n%%EOF\n"
    forged = {
        "seal of another file": other[:at] + b"%" + words[0] + b"\n" + other[at:],
        "sealed by another key": seal(other, NUMBER, b"x" * 32),
        "update": update,
        "update with its own seal": seal(update, NUMBER, b"x" * 32),
        "behind the end": pdf + b"\n",
        "before the beginning": b"\n" + pdf,
        "chunk": png[:33] + b"\x00\x00\x00\x04tEXta\x00bc\x00\x00\x00\x00" + png[33:],
        "picture behind its end": png + png,
        "seal of a PDF in a picture": PNG[:-12] + words[0] + PNG[-12:],
        "another number": pdf.replace(NUMBER.encode(), b"K7M2QF4D"),
    }
    assert [name for name, content in forged.items() if is_sealed(content, KEY)] == []
    assert is_sealed(seal(pdf, NUMBER, KEY), KEY), "what the school seals again is the school's"


def test_a_million_seals_cost_no_more_than_a_few() -> None:
    one = f"wuzha-receipt {NUMBER} {'0' * 64} {NUMBER} receipt-wuzha ".encode()
    file = b"%PDF-" + one * 100_000 + b"startxref\n"
    began = time.process_time()
    assert not is_sealed(file, KEY)
    assert numbers_named(file) == [NUMBER]
    assert time.process_time() - began < 2


def test_what_is_no_file_is_not_read(app: Gate, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "large").open("wb") as large:
        large.truncate(1 << 40)
    for path in (tmp_path, tmp_path / "pipe", tmp_path / "large", tmp_path / "absent", Path("/dev/zero")):
        done = app.test_cli_runner().invoke(args=["receipts", "verify", str(path)])
        assert (done.exit_code, done.stdout) == (3, "")


@pytest.fixture
def files(app: Gate, letter: Posted) -> dict[str, bytes]:
    """The receipt as the family gets it, drawn by hand."""
    family = Family(app, letter)
    family.open()
    family.sign(name="林桂芳", strokes="[[[10,10],[60,40],[110,10],[160,44],[200,20],[240,50],[260,12],[270,40]]]")
    return {"png": family.client.get("/r/receipt.png").data, "pdf": family.client.get("/r/receipt.pdf").data}


def test_the_family_keeps_a_picture_and_a_pdf(files: dict[str, bytes], letter: Posted) -> None:
    picture = Image.open(io.BytesIO(files["png"]))
    picture.load()
    text = pypdfium2.PdfDocument(files["pdf"])[0].get_textpage().get_text_range()
    for word in (letter.student_name, "林桂芳", "母亲", "手机手写", "0" * 32, "计科2402班"):
        assert word in text, word
    assert letter.student_name.encode() not in files["png"]


@pytest.mark.parametrize("kind", ["pdf", "png"])
def test_the_command_says_genuine_changed_or_unknown(
    app: Gate, files: dict[str, bytes], tmp_path: Path, kind: str
) -> None:
    assert check(files[kind]).verdict is Verdict.GENUINE
    file = tmp_path / f"receipt.{kind}"
    middle = len(files[kind]) // 2
    changed = files[kind][:middle] + bytes([files[kind][middle] ^ 1]) + files[kind][middle + 1 :]
    for content, code, word in (
        (files[kind], 0, "genuine"),
        (changed, 1, "changed"),
        (b"%PDF-1.4 nothing", 2, "unknown"),
    ):
        file.write_bytes(content)
        result = app.test_cli_runner().invoke(args=["receipts", "verify", str(file)])
        assert (result.exit_code, result.output.partition(":")[0]) == (code, word)
        result = app.test_cli_runner().invoke(args=["receipts", "verify", str(file), "--json"])
        assert f'"verdict": "{word}"' in result.output


def test_staff_get_the_same_code_and_nobody_one_before_the_answer(
    app: Gate, client_of: ClientOf, letter: Posted
) -> None:
    client = client_of("counsellor")
    assert client.get(f"/letters/{letter.letter_id}/receipt.pdf").status_code == 404
    family = Family(app, letter)
    family.open()
    family.sign()
    ours = client.get(f"/letters/{letter.letter_id}/receipt.pdf").data
    theirs = family.client.get("/r/receipt.pdf").data
    codes = [
        next(
            line
            for line in pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().splitlines()
            if "回执码" in line
        )
        for pdf in (ours, theirs)
    ]
    assert codes[0] == codes[1]
