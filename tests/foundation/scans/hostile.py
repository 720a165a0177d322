"""Files that somebody made to do harm, made by hand and as small as they can be."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

from tests.foundation.scans.degraded import Maker

PIXELS = b"q 595 0 0 842 0 0 cm /I Do Q"
GIGABYTE = 1 << 30


def good() -> bytes:
    """A slip as a phone photographs it."""
    return Maker(5, range(2)).scan("plain", "whole", 150, 0).content


def pdf_of(*objects: bytes) -> bytes:
    """Objects from 1 on; the first is the catalogue."""
    body = b"%PDF-1.5\n"
    for place, content in enumerate(objects, start=1):
        body += b"%d 0 obj\n%b\nendobj\n" % (place, content)
    return body + b"trailer << /Root 1 0 R /Size %d >>\n" % (len(objects) + 1)


def stream(content: bytes, filters: bytes = b"/FlateDecode", more: bytes = b"") -> bytes:
    """A stream object whose ``content`` is packed already."""
    head = b"<< /Length %d /Filter [%b] %b >>" % (len(content), filters, more)
    return head + b"\nstream\n%b\nendstream" % content


def pdf_page(media: bytes, content: bytes, image: bytes = b"null", pages: int = 1) -> bytes:
    """A page (or the same one many times) with its content unpacked and perhaps a picture /I."""
    kids = b" ".join(b"%d 0 R" % (5 + page) for page in range(pages))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [%b] /Contents 3 0 R /Resources << /XObject << /I 4 0 R >> >> >>"
    return pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, pages),
        stream(zlib.compress(content, 9)),
        image,
        *[page % media] * pages,
    )


def picture_page(data: bytes, filters: bytes, width: int, height: int, more: bytes = b"") -> bytes:
    """A page that is one picture."""
    head = b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceGray" % (
        width,
        height,
    )
    return pdf_page(b"0 0 595 842", PIXELS, stream(data, filters, head + more))


def packed_zeros(size: int, byte: bytes = b"\0") -> bytes:
    """``size`` bytes packed twice: a gigabyte is four kilobytes."""
    packer, piece = zlib.compressobj(9), byte * (1 << 20)
    once = b"".join(packer.compress(piece) for _ in range(size >> 20)) + packer.flush()
    return zlib.compress(once, 9)


def content_bomb(size: int = GIGABYTE) -> bytes:
    """A page whose drawing operators unfold to ``size`` bytes of spaces."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    return pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        stream(packed_zeros(size, b" "), b"/FlateDecode /FlateDecode"),
    )


def object_stream_bomb() -> bytes:
    """Objects of the page tree inside a compressed object that unfolds to a gigabyte."""
    head = b"%PDF-1.5\n"
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>"}
    objects[4] = stream(packed_zeros(GIGABYTE, b" "), b"/FlateDecode /FlateDecode", b"/Type /ObjStm /N 1 /First 8")
    body, places = head, {}
    for number, content in objects.items():
        places[number] = len(body)
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    rows = [(0, 0, 255), (1, places[1], 0), (2, 4, 0), (0, 0, 0), (1, places[4], 0), (1, len(body), 0)]
    table = zlib.compress(b"".join(struct.pack(">BIB", *row) for row in rows))
    cross = stream(table, b"/FlateDecode", b"/Type /XRef /W [1 4 1] /Size 6 /Root 1 0 R")
    return body + b"5 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (cross, len(body))


def huge_png(side: int = 30_000, depth: int = 8, colour: int = 0) -> bytes:
    """A header that promises ``side`` × ``side`` pixels, and a kilobyte of them."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, depth, colour, 0, 0, 0)
    data = zlib.compress(bytes(10**6))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def huge_jpeg(side: int = 30_000) -> bytes:
    """A small JPEG whose header says that it is 30,000 pixels wide and high."""
    out = io.BytesIO()
    Image.new("L", (64, 64), 200).save(out, "JPEG")
    content = bytearray(out.getvalue())
    at = content.index(b"\xff\xc0")
    content[at + 5 : at + 9] = struct.pack(">HH", side, side)
    return bytes(content)


def many_scans(side: int, scans: int) -> bytes:
    """A progressive JPEG that draws all its pixels again and again."""
    out = io.BytesIO()
    Image.new("L", (side, side), 128).save(out, "JPEG", progressive=True, quality=1)
    content = out.getvalue()
    last = content.rindex(b"\xff\xda")
    return content[:last] + content[last:-2] * scans + content[-2:]


def tiff_of(pages: int) -> bytes:
    """Small pages, each in a directory of its own."""
    frames = [Image.new("1", (60, 60)) for _ in range(pages)]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    return out.getvalue()


def tiff(width: int, height: int, *, strip: int = 100, following: int = 0, compression: int = 1) -> bytes:
    """One directory by hand: its size, how many bytes its only strip claims, where the next directory is."""
    tags = (
        *((256, width), (257, height), (258, 8), (259, compression), (262, 1)),
        *((273, 200), (277, 1), (278, height), (279, strip)),
    )
    rows = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    head = b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(tags)) + rows + struct.pack("<I", following)
    return head.ljust(200, b"\0") + zlib.compress(bytes(10**6)) + bytes(200)


def noise(pages: int, width: int, height: int, grain: int = 1) -> bytes:
    """A PDF of pages of noise, one JPEG drawn on all of them; ``grain`` in pixels, black and white from 2 on."""
    rng = np.random.default_rng(1)
    out = io.BytesIO()
    pixels = rng.integers(0, 256, (height // grain, width // grain), np.uint8)
    if grain > 1:
        pixels = np.where(pixels > 127, np.uint8(255), np.uint8(0))
    Image.fromarray(pixels).resize((width, height), Image.Resampling.NEAREST).save(out, "JPEG", quality=75)
    data = out.getvalue()
    head = b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceGray"
    return pdf_page(b"0 0 595 842", PIXELS, stream(data, b"/DCTDecode", head % (width, height)), pages)


def encrypted(user: str) -> bytes:
    """A scan that asks for a password: ``user`` to open it, or only to change it where that is empty."""
    out = io.BytesIO()
    lock = StandardEncryption(user, ownerPassword="secret", strength=128)
    page = canvas.Canvas(out, pagesize=(595, 842), encrypt=lock)
    page.drawInlineImage(Image.open(io.BytesIO(good())), 0, 0, 595, 842)
    page.save()
    return out.getvalue()


def with_script() -> bytes:
    """A page with a picture that is a slip, a script that runs when it is opened, and a file that it carries."""
    data = good()
    width, height = Image.open(io.BytesIO(data)).size
    head = b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceGray"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /I 5 0 R"
    return pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (while\\(1\\){}) >> /Names << "
        b"/EmbeddedFiles << /Names [(a.exe) << /Type /Filespec /F (a.exe) /EF << /F 6 0 R >> >>] >> >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page + b" >> >> /AA << /O << /S /Launch /F (/bin/true) >> >> >>",
        stream(zlib.compress(PIXELS)),
        stream(data, b"/DCTDecode", head % (width, height)),
        stream(zlib.compress(b"MZ" * 99), b"/FlateDecode", b"/Type /EmbeddedFile"),
    )


def looping_tree() -> bytes:
    """A page tree that is its own child."""
    return pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 2 /Parent 3 0 R >>",
        b"<< /Type /Pages /Kids [2 0 R] /Count 2 /Parent 2 0 R >>",
    )


def endless_form() -> bytes:
    """A drawing that draws itself."""
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /I 4 0 R >> >>"
    return pdf_page(b"0 0 595 842", b"/I Do", stream(zlib.compress(b"/I Do /I Do"), b"/FlateDecode", form))


def slow_pages(pages: int) -> bytes:
    """Pages that take minutes to draw."""
    return pdf_page(b"0 0 595 842", b"0 0 m 595 842 300 9 9 800 c 50 w [1 1] 0 d S\n" * 300_000, pages=pages)


def jpx(side: int) -> bytes:
    """A JPEG 2000 inside a PDF; its own header is what counts."""
    out = io.BytesIO()
    Image.new("L", (64, 64), 200).save(out, "JPEG2000", no_jp2=True)
    content = bytearray(out.getvalue())
    for at in (8, 12, 24, 28):
        content[at : at + 4] = struct.pack(">I", side)
    return picture_page(bytes(content), b"/JPXDecode", side, side)


def jbig2(side: int) -> bytes:
    """A JBIG2 page of ``side`` × ``side`` without anything on it."""
    info = struct.pack(">IIIIBH", side, side, 0, 0, 0, 0)
    segment = struct.pack(">IBBBI", 0, 48, 0, 1, len(info)) + info
    return picture_page(segment, b"/JBIG2Decode", side, side)


def cut(content: bytes) -> bytes:
    """The first half of a file."""
    return content[: len(content) // 2]


def deep(pages: int = 20_000) -> bytes:
    """Lists within lists within lists."""
    return pdf_of(b"<< /Type /Catalog /Pages 2 0 R /X " + b"[" * pages + b"]" * pages + b" >>", b"<< /Kids [] >>")


def saved(kind: str, side: int = 900) -> bytes:
    """An honest grey picture."""
    out = io.BytesIO()
    Image.effect_noise((side, side), 60).save(out, kind)
    return out.getvalue()
