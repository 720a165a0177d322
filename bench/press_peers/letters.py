"""One letter a page, written by four other ways: same faces, body, names, numbers, slip and two codes.

All of them get finished text. platypus makes its codes with `qrcode`, as a school's own script
would; the others get theirs free, as small PNG files made before the clock starts. None draws
the corner marks, ticks and specimen words that ours has, so their page is the simpler one.
"""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import qrcode
import typst
from fpdf import FPDF
from PIL import Image as Picture
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Image, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from school.foundation.press.fonts import DEFAULT_FONT_DIR, NOTO_FILES
from school.foundation.press.symbol_family import symbol_maker
from school.foundation.press.symbols import Level, Symbol
from school.letters.paper import LetterSheet, LetterWording

SERIF, BOLD = (DEFAULT_FONT_DIR / NOTO_FILES[look] for look in ("serif", "sans_bold"))
Codes = list[tuple[bytes, bytes]]
"""Two PNG files a letter."""


def made_by_qrcode(text: str, level: int) -> bytes:
    """A PNG of the library `qrcode`, one pixel a module."""
    code = qrcode.QRCode(error_correction=level, border=0, box_size=1)
    code.add_data(text)
    out = io.BytesIO()
    code.make_image().save(out)
    return out.getvalue()


def code_picture(symbol: Symbol) -> bytes:
    """The same of a symbol that is made already."""
    picture = Picture.frombytes("1", (symbol.size, symbol.size), bytes(255 - byte for byte in symbol.rows))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def all_codes(sheets: list[LetterSheet]) -> Codes:
    """The big code at level M and the slip's at level Q of each letter: given to the peers free."""
    links, slips = [sheet.link_url for sheet in sheets], [sheet.slip_url for sheet in sheets]
    pictures = [
        [code_picture(symbol) for symbol in symbol_maker(urls[0][: urls[0].rindex("/") + 1], level).symbols(urls)]
        for urls, level in ((links, Level.M), (slips, Level.Q))
    ]
    return list(zip(*pictures, strict=True))


def paragraphs(wording: LetterWording) -> list[str]:
    """The body without its markup."""
    return [part.replace("**", "") for part in wording.body.split("\n\n")]


def lines(sheet: LetterSheet, wording: LetterWording) -> tuple[list[str], list[str]]:
    """What stands above the body and what stands on the slip."""
    head = [
        f"{wording.signed_by}　信件编号 {sheet.printed_number}",
        f"{sheet.college_name}　{sheet.class_name}",
        f"{sheet.student_name}同学的家长：",
    ]
    slip = [
        f"核对码 {sheet.check_code}　{wording.verify_line}{sheet.counsellor_line}　{wording.office_line}",
        "、".join(wording.steps),
        wording.labels.slip_title,
        f"学生 {sheet.student_name}　学号 {sheet.student_number}　{sheet.class_name}　{sheet.printed_number}",
        f"{wording.labels.relation} {' '.join(wording.labels.relations)}　{wording.labels.have_read}",
        f"{wording.labels.hint}　日期　　年　月　日　家长签名________",
    ]
    return head, slip


def platypus(path: Path, wording: LetterWording, sheets: list[LetterSheet], _: Codes) -> None:
    """Reportlab's page templates and flowables, a PNG of `qrcode` for each code."""
    for name, face in (("serif", SERIF), ("bold", BOLD)):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, face))
    text = ParagraphStyle("text", fontName="serif", fontSize=12, leading=19.4, wordWrap="CJK", firstLineIndent=24)
    plain = ParagraphStyle("plain", text, firstLineIndent=0)
    title = ParagraphStyle("title", plain, fontName="bold", fontSize=22, leading=30, alignment=1)
    story = []
    for sheet in sheets:
        head, slip = lines(sheet, wording)
        pictures = [
            Image(io.BytesIO(code), 27 * mm, 27 * mm)
            for code in (made_by_qrcode(sheet.link_url, 0), made_by_qrcode(sheet.slip_url, 3))
        ]
        story += [*(Paragraph(line, plain) for line in head), Paragraph(wording.title, title)]
        story += [Paragraph(part, text) for part in paragraphs(wording)]
        story += [Spacer(1, 6), Table([pictures]), *(Paragraph(line, plain) for line in slip), PageBreak()]
    SimpleDocTemplate(str(path), leftMargin=22 * mm, rightMargin=22 * mm, topMargin=30, bottomMargin=20).build(story)


def fpdf2(path: Path, wording: LetterWording, sheets: list[LetterSheet], codes: Codes) -> None:
    """fpdf2's cells."""
    pdf = FPDF()
    pdf.set_auto_page_break(False)
    pdf.add_font("serif", fname=SERIF)
    pdf.add_font("bold", fname=BOLD)
    for sheet, (link, slip_code) in zip(sheets, codes, strict=True):
        head, slip = lines(sheet, wording)
        pdf.add_page()
        pdf.set_font("bold", size=20)
        pdf.cell(0, 10, wording.title, align="C", new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("serif", size=12)
        for line in [*head, *paragraphs(wording)]:
            pdf.multi_cell(0, 6.5, line, new_x="LMARGIN", new_y="NEXT")
        pdf.image(io.BytesIO(link), x=25, y=190, w=31)
        pdf.image(io.BytesIO(slip_code), x=150, y=190, w=27)
        pdf.set_y(224)
        for line in slip:
            pdf.multi_cell(0, 6.5, line, new_x="LMARGIN", new_y="NEXT")
    pdf.output(str(path))


def weasyprint(path: Path, wording: LetterWording, sheets: list[LetterSheet], codes: Codes) -> None:
    """One HTML document with a page break behind each letter."""

    def picture(code: bytes) -> str:
        return f'<img src="data:image/png;base64,{base64.b64encode(code).decode()}">'

    pages = []
    for sheet, both in zip(sheets, codes, strict=True):
        head, slip = lines(sheet, wording)
        body = "".join(f"<p>{html.escape(part)}</p>" for part in paragraphs(wording))
        around = ["".join(f"<div>{html.escape(line)}</div>" for line in part) for part in (head, slip)]
        pages.append(
            f"<section><h1>{wording.title}</h1>{around[0]}{body}{''.join(map(picture, both))}{around[1]}</section>"
        )
    faces = "".join(
        f"@font-face{{font-family:{name};src:url({face.as_uri()})}}" for name, face in (("s", SERIF), ("b", BOLD))
    )
    style = (
        f"{faces}@page{{size:A4;margin:12mm 22mm}}body{{font:12pt/19.4pt s}}h1{{font:22pt b;text-align:center}}"
        "section{break-after:page}p{text-indent:2em;margin:0}img{width:27mm}"
    )
    document = f"<html lang=zh><style>{style}</style>{''.join(pages)}</html>"
    HTML(string=document).write_pdf(str(path), font_config=FontConfiguration())


def typst_pages(path: Path, wording: LetterWording, sheets: list[LetterSheet], codes: Codes) -> None:
    """One typst document; a function of its own for what all letters share."""
    parts = [
        '#set page(paper: "a4", margin: (x: 22mm, y: 12mm))',
        '#set text(font: "Noto Serif SC", size: 12pt, lang: "zh")',
        "#set par(justify: true, first-line-indent: 2em)",
        "#let body = [" + "\n\n".join(paragraphs(wording)) + "]",
    ]
    for place, (sheet, both) in enumerate(zip(sheets, codes, strict=True)):
        head, slip = ("\\\n".join(part).replace("_", "\\_") for part in lines(sheet, wording))
        pictures = ""
        for side, code in zip("ab", both, strict=True):
            (path.parent / f"{place}{side}.png").write_bytes(code)
            pictures += f'#image("{place}{side}.png", width: 27mm)'
        title = f'#align(center, text(font: "Noto Sans SC", weight: "bold", size: 22pt)[{wording.title}])'
        parts.append(
            f"{title}\n{head}\n\n#body\n\n#grid(columns: 2, {pictures_as_cells(pictures)})\n{slip}\n#pagebreak(weak: true)"
        )
    source = path.with_suffix(".typ")
    source.write_text("\n".join(parts))
    typst.compile(str(source), output=str(path), font_paths=[str(SERIF.parent), str(BOLD.parent)])


def pictures_as_cells(pictures: str) -> str:
    """Markup's `#image(…)#image(…)` as arguments of a grid."""
    return ", ".join(filter(None, pictures.split("#")))


@dataclass(frozen=True)
class Peer:
    """How it is called, how many times faster ours should be, and how many letters it takes to measure it."""

    write: Callable[[Path, LetterWording, list[LetterSheet], Codes], None]
    goal: int
    long: int = 48


PEERS = {
    "platypus + qrcode PNG": Peer(platypus, 100),
    "WeasyPrint": Peer(weasyprint, 100),
    "typst": Peer(typst_pages, 20, 500),
    "fpdf2": Peer(fpdf2, 50),
}
