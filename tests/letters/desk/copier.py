"""What a copier makes of signed slips: real letters, printed, torn off, signed, and scanned."""

from __future__ import annotations

import io
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from school.foundation.db import db
from school.letters import page as letter_page
from school.letters.models import Mailing
from school.letters.paper import CHINESE_LABELS
from school.letters.printing import PrintRun
from school.letters.ticks import TICK, tick_places

DPI = 150
TORN_OFF_AT = 211.5


def printed_slips(mailing_id: int, class_id: int) -> list[Image.Image]:
    """The slips of a class in student-number order, as they come out of the printer and are torn off."""
    mailing = db.session.get_one(Mailing, mailing_id)
    with tempfile.TemporaryDirectory() as folder:
        printed = PrintRun(mailing).class_packs([class_id], Path(folder))
        pdf = pypdfium2.PdfDocument(printed.files[0].path.read_bytes())
    db.session.rollback()
    return [_torn(sheet) for sheet in pdf]


def signed(slip: Image.Image, *, contact: bool = False, seed: int = 1) -> Image.Image:
    """The slip with something like a name in its signature box, a date, and ticks."""
    drawn = slip.copy()
    pen, chance = ImageDraw.Draw(drawn), random.Random(seed)
    _scribble(pen, letter_page.SIGNATURE_BOX, chance)
    _scribble(pen, letter_page.DATE_BOX, chance, part=0.24)
    wanted = {"relation_0", "read"} | ({"please_contact"} if contact else set())
    for tick in tick_places(CHINESE_LABELS):
        if tick.name in wanted:
            x, y = _at(tick.x), _at(tick.middle - TORN_OFF_AT)
            side = _at(TICK)
            pen.line([(x + 2, y), (x + side / 2, y + side / 3), (x + side + 4, y - side * 0.7)], fill=40, width=3)
    return drawn


def soiled(slip: Image.Image) -> Image.Image:
    """The slip with its code blotted out."""
    drawn = slip.copy()
    x, top, size = letter_page.SLIP_CODE
    top -= TORN_OFF_AT
    ImageDraw.Draw(drawn).ellipse([_at(x + 2), _at(top + 2), _at(x + size - 1), _at(top + size - 1)], fill=60)
    return drawn


def as_pdf(slips: Sequence[Image.Image]) -> bytes:
    """One PDF with a JPEG a page, as copiers send it."""
    file = io.BytesIO()
    slips[0].save(file, "PDF", save_all=True, append_images=list(slips[1:]), resolution=DPI, quality=75)
    return file.getvalue()


def as_jpeg(slip: Image.Image) -> bytes:
    """A photo of a slip, on a table."""
    table = Image.new("L", (slip.width + 160, slip.height + 260), 110)
    table.paste(slip, (70, 120))
    file = io.BytesIO()
    table.rotate(2, fillcolor=110, resample=Image.Resampling.BICUBIC).save(file, "JPEG", quality=80)
    return file.getvalue()


def _torn(sheet: pypdfium2.PdfPage) -> Image.Image:
    whole: Image.Image = sheet.render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
    return whole.crop((0, _at(TORN_OFF_AT), whole.width, whole.height))


def _scribble(
    pen: ImageDraw.ImageDraw, box: tuple[float, float, float, float], chance: random.Random, part: float = 0.6
) -> None:
    left, top, width, height = box
    top -= TORN_OFF_AT
    points = [
        (_at(left + width * (0.08 + part * step / 14)), _at(top + height * chance.uniform(0.2, 0.8)))
        for step in range(15)
    ]
    pen.line(points, fill=30, width=4, joint="curve")


def _at(millimetres: float) -> float:
    return millimetres / 25.4 * DPI
