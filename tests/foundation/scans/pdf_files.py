"""PDFs as copiers and programs write them, by hand: every way a page of pixels can lie in one."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

Grey = NDArray[np.uint8]
WIDTH, HEIGHT = 595, 842
BLACK_BELOW = 150


@dataclass(frozen=True)
class Picture:
    """An image as an object of a PDF."""

    width: int
    height: int
    filter: bytes
    data: bytes
    colours: bytes = b"/ColorSpace /DeviceGray"
    bits: int = 8

    @property
    def content(self) -> bytes:
        head = b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent %d %b %b /Length %d >>" % (
            (self.width, self.height, self.bits, self.colours, self.filter, len(self.data))
        )
        return head + b"\nstream\n" + self.data + b"\nendstream"


def pdf_of(*objects: bytes) -> bytes:
    """Objects from 1 on; the first is the catalogue."""
    body = b"%PDF-1.5\n"
    for place, content in enumerate(objects, start=1):
        body += b"%d 0 obj\n%b\nendobj\n" % (place, content)
    return body + b"trailer << /Root 1 0 R /Size %d >>\n" % (len(objects) + 1)


def pdf_page(media: bytes, content: bytes, *images: bytes, page: bytes = b"") -> bytes:
    """One page that draws ``content`` with the images /I0, /I1 …; ``page`` are more entries of the page."""
    stream = zlib.compress(content, 9)
    names = b" ".join(b"/I%d %d 0 R" % (place, place + 6) for place in range(len(images)))
    return pdf_of(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [%b] /Contents 4 0 R %b"
        b" /Resources << /Font << /F 5 0 R >> /XObject << %b >> >> >>" % (media, page, names),
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *images,
    )


def pdf_with(
    *pictures: Picture, before: bytes = b"", after: bytes = b"", page: bytes = b"", media: bytes = b""
) -> bytes:
    """The pictures as strips below one another, with other content before and after."""
    rows, top, content = sum(each.height for each in pictures), float(HEIGHT), before
    for place, each in enumerate(pictures):
        high = HEIGHT * each.height / rows
        top -= high
        content += b"q %d 0 0 %f 0 %f cm /I%d Do Q\n" % (WIDTH, high, top, place)
    media = media or b"0 0 %d %d" % (WIDTH, HEIGHT)
    return pdf_page(media, content + after, *(each.content for each in pictures), page=page)


def strips(page: Grey, count: int) -> Sequence[Grey]:
    return np.array_split(page, count)


def saved(page: Grey | Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    (page if isinstance(page, Image.Image) else Image.fromarray(page)).save(out, form, **options)
    return out.getvalue()


def jpeg(page: Grey) -> Picture:
    return Picture(page.shape[1], page.shape[0], b"/Filter /DCTDecode", saved(page, "JPEG", quality=85))


def colour_jpeg(page: Grey, mode: str = "RGB") -> Picture:
    """RGB with the tint of old paper, or CMYK as programs of Adobe write it."""
    data = saved(tinted(page).convert(mode), "JPEG", quality=85)
    colours = b"/ColorSpace /DeviceCMYK /Decode [1 0 1 0 1 0 1 0]" if mode == "CMYK" else b"/ColorSpace /DeviceRGB"
    return Picture(page.shape[1], page.shape[0], b"/Filter /DCTDecode", data, colours)


def jpeg2000(page: Grey) -> Picture:
    data = saved(page, "JPEG2000", quality_mode="rates", quality_layers=[8])
    return Picture(page.shape[1], page.shape[0], b"/Filter /JPXDecode", data)


def flate(page: Grey) -> Picture:
    return Picture(page.shape[1], page.shape[0], b"/Filter /FlateDecode", zlib.compress(page.tobytes(), 1))


def flate_colour(page: Grey) -> Picture:
    return Picture(*page.shape[::-1], b"/Filter /FlateDecode", zlib.compress(tinted(page).tobytes(), 1), RGB)


def flate_indexed(page: Grey) -> Picture:
    """Sixteen greys in a palette that goes from white to black."""
    table = b"".join(bytes([255 - 17 * place] * 3).hex().encode() for place in range(16))
    colours = b"/ColorSpace [/Indexed /DeviceRGB 15 <%b>]" % table
    data = zlib.compress((15 - page // 16).astype(np.uint8).tobytes(), 1)
    return Picture(page.shape[1], page.shape[0], b"/Filter /FlateDecode", data, colours)


def flate_bits(page: Grey, colours: bytes = b"/ColorSpace /DeviceGray") -> Picture:
    bits = np.packbits(page >= BLACK_BELOW, axis=1)
    return Picture(page.shape[1], page.shape[0], b"/Filter /FlateDecode", zlib.compress(bits.tobytes()), colours, 1)


def stencil(page: Grey) -> Picture:
    """Not an image but a mask through which black is poured: the text layer of a compact PDF."""
    return flate_bits(page, b"/ImageMask true")


def group_four(page: Grey) -> Picture:
    more = b"/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns %d /Rows %d >>" % page.shape[::-1]
    return Picture(page.shape[1], page.shape[0], more, _group_four(page), bits=1)


def jbig2(page: Grey) -> Picture:
    """A generic region of JBIG2 in its MMR coding, which is that of a fax."""
    width, height = page.shape[::-1]

    def segment(number: int, kind: int, data: bytes) -> bytes:
        return struct.pack(">IBBBI", number, kind, 0, 1, len(data)) + data

    data = segment(0, 48, struct.pack(">IIIIBH", width, height, 0, 0, 0, 0))
    data += segment(1, 38, struct.pack(">IIIIBB", width, height, 0, 0, 0, 1) + _group_four(page))
    return Picture(width, height, b"/Filter /JBIG2Decode", data, bits=1)


RGB, GREY = b"/ColorSpace /DeviceRGB", b"/ColorSpace /DeviceGray"


def tinted(page: Grey) -> Image.Image:
    return Image.fromarray(np.stack([page, page * 0.97, page * 0.9], axis=2).astype(np.uint8))


def bilevel(page: Grey) -> Image.Image:
    return Image.fromarray(np.where(page >= BLACK_BELOW, 255, 0).astype(np.uint8)).convert("1")


def _group_four(page: Grey) -> bytes:
    """The coded lines alone, black as black: taken out of a TIFF of one strip."""
    inverted = ImageOps.invert(bilevel(page).convert("L")).convert("1")
    content = saved(inverted, "TIFF", compression="group4", tiffinfo={278: page.shape[0]})
    with Image.open(io.BytesIO(content)) as tiff:
        start, length = tiff.tag_v2[273][0], tiff.tag_v2[279][0]
    return content[start : start + length]


def encrypted(page: Grey, user: str) -> bytes:
    """A PDF that needs ``user`` to be opened (nothing, if it is empty), and another password to be changed."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), encrypt=StandardEncryption(user, "owner", canPrint=0, strength=128))
    canvas.drawImage(ImageReader(io.BytesIO(saved(page, "JPEG", quality=85))), 0, 0, WIDTH, HEIGHT)
    canvas.save()
    return out.getvalue()
