"""A PDF file, written page by page so that fifty thousand of them need no memory.

Objects go to disk as they are made; only their positions are kept.  Those without a stream
(pages, dictionaries) go into object streams a hundred at a time, which saves 200 bytes a page.
The file appears under its own name when it is finished, so a broken run leaves no half letter
behind.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from PIL import Image

from school.foundation.press.drawing import A4, MM
from school.foundation.press.font_set import FontSet, stream
from school.foundation.press.object_index import ObjectIndex

PAGES_PER_NODE = 250  # a flat list of 50,000 pages makes some viewers slow to open
OBJECTS_TOGETHER = 100  # in an object stream: a reader unpacks all of them to find one
CREST_PIXELS = 300  # of the longer side: 850 dots an inch where it is printed
COMPRESSION = 5  # of a page: 3 % smaller than 3 in a twentieth more time, and 9 finds nothing more


class PdfFile:
    """One PDF of A4 pages that share their resources.

    Use as a context manager: leaving it writes the fonts and the index and puts the
    file in its place; an exception leaves nothing.
    """

    def __init__(self, path: Path | BinaryIO, title: str, language: str = "zh-CN") -> None:
        self._path: Path | None = None
        self._partial: Path | None = None
        if isinstance(path, Path):
            self._path, self._partial = path, path.with_name(path.name + ".part")
            self._file: BinaryIO = self._partial.open("wb", buffering=1 << 20)
            self._partial.chmod(0o600)  # letters carry the codes that open them
        else:
            self._file = path
        self._title, self._language = title, language
        self._position = 0
        self._index = ObjectIndex()
        self._waiting: list[tuple[int, bytes]] = []  # objects for the next object stream
        self._fonts: list[FontSet] = []
        self._named: dict[str, int] = {}
        self._node = 0
        self._kids: list[int] = []
        self._nodes: list[tuple[int, int]] = []
        self.pages = 0
        self._emit(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        self._root, self._tree, self._resources = (self._index.reserve() for _ in range(3))

    def add_fonts(self, fonts: FontSet) -> None:
        """Embed these faces when the file is closed, with the characters used until then."""
        self._fonts.append(fonts)

    def add_form(self, name: str, content: bytes) -> None:
        """Operators drawn by `/name Do` on any page; name without the slash."""
        self.add_packed_form(name, packed_form(content))

    def add_packed_form(self, name: str, content: bytes) -> None:
        """The same with operators that are already compressed, by `packed_form`."""
        entries = f"/Type/XObject/Subtype/Form/BBox[0 0 {A4[0] * MM:.2f} {A4[1] * MM:.2f}]"
        entries += f"/Resources {self._resources} 0 R"
        self._named[name] = self._add_stream(stream(entries, content))

    def add_picture(self, name: str, picture: bytes) -> None:
        """A PNG, JPEG or other raster picture under `/name`."""
        size, colours, alpha = _packed_picture(picture)
        mask = self._add_stream(stream(f"{size}/ColorSpace/DeviceGray", alpha))
        self._named[name] = self._add_stream(stream(f"{size}/ColorSpace/DeviceRGB/SMask {mask} 0 R", colours))

    def add_page(self, content: bytes) -> None:
        """One A4 page with these operators."""
        self.add_packed_page(packed(content))

    def add_packed_page(self, content: bytes) -> None:
        """One A4 page whose operators are already a compressed stream, by `packed`."""
        if not self._kids:
            self._node = self._index.reserve()
        contents = self._add_stream(content)
        page = self._add(b"<</Type/Page/Parent %d 0 R/Contents %d 0 R>>" % (self._node, contents))
        self._kids.append(page)
        self.pages += 1
        if len(self._kids) == PAGES_PER_NODE:
            self._close_node()

    def __enter__(self) -> PdfFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None and self.pages:
            self._finish()
        if self._partial and self._path:
            self._file.close()
            if kind is None and self.pages:
                self._partial.replace(self._path)
            else:
                self._partial.unlink()

    def _finish(self) -> None:
        if self._kids:
            self._close_node()
        fonts = {name: self._add_font(objects) for each in self._fonts for name, objects in each.fonts()}
        font_entries = "".join(f"{name} {number} 0 R" for name, number in fonts.items())
        named = "".join(f"/{name} {number} 0 R" for name, number in self._named.items())
        self._write(self._resources, f"<</Font<<{font_entries}>>/XObject<<{named}>>>>".encode())
        box = f"{A4[0] * MM:.2f} {A4[1] * MM:.2f}"
        self._write(
            self._tree,
            f"<</Type/Pages/Count {self.pages}/MediaBox[0 0 {box}]/Resources {self._resources} 0 R"
            f"/Kids[{_references(number for number, _ in self._nodes)}]>>".encode(),
        )
        self._write(
            self._root,
            f"<</Type/Catalog/Pages {self._tree} 0 R/Lang({self._language})"
            "/ViewerPreferences<</DisplayDocTitle true/PrintScaling/None>>>>".encode(),
        )
        title = (b"\xfe\xff" + self._title.encode("utf-16-be")).hex()
        information = self._add(f"<</Title<{title}>>>".encode())
        self._write_index(information)

    def _close_node(self) -> None:
        kids = _references(self._kids)
        self._write(
            self._node,
            f"<</Type/Pages/Parent {self._tree} 0 R/Count {len(self._kids)}/Kids[{kids}]>>".encode(),
        )
        self._nodes.append((self._node, len(self._kids)))
        self._kids = []

    def _add_font(self, objects: list[bytes]) -> int:
        """Five or six objects with consecutive numbers, their references to each other filled in."""
        numbers = [self._index.reserve() for _ in objects]
        for place, (number, body) in enumerate(zip(numbers, objects, strict=True)):
            if place < 3:
                self._write(number, _linked(body, numbers[0]))
            else:
                self._write_stream(number, body)
        return numbers[0]

    def _write_index(self, information: int) -> None:
        self._flush()
        number, start = self._index.reserve(), self._position
        entries = f"/Type/XRef/Root {self._root} 0 R/Info {information} 0 R"
        self._write_stream(number, self._index.stream(number, start, entries))
        self._emit(b"startxref\n%d\n%%%%EOF\n" % start)

    def _add(self, body: bytes) -> int:
        number = self._index.reserve()
        self._write(number, body)
        return number

    def _write(self, number: int, body: bytes) -> None:
        """An object without a stream: it goes to disk with the next object stream."""
        self._waiting.append((number, body))
        if len(self._waiting) == OBJECTS_TOGETHER:
            self._flush()

    def _flush(self) -> None:
        if self._waiting:
            container = self._index.reserve()
            for place, (number, _) in enumerate(self._waiting):
                self._index.within(number, container, place)
            self._write_stream(container, _together(self._waiting))
            self._waiting = []

    def _add_stream(self, body: bytes) -> int:
        number = self._index.reserve()
        self._write_stream(number, body)
        return number

    def _write_stream(self, number: int, body: bytes) -> None:
        self._index.at(number, self._position)
        self._emit(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def _emit(self, data: bytes) -> None:
        self._file.write(data)
        self._position += len(data)


def packed(content: bytes) -> bytes:
    """A page's operators as the body of its stream object; any process can make it."""
    return stream("", zlib.compress(content, COMPRESSION))


def packed_form(content: bytes) -> bytes:
    """A form's operators, compressed as well as can be: they are drawn on many pages."""
    return zlib.compress(content, 9)


@lru_cache(maxsize=4)
def _packed_picture(picture: bytes) -> tuple[str, bytes, bytes]:
    """Entries, compressed colours and transparency; kept, because each of a thousand files shows the same crest."""
    image = Image.open(io.BytesIO(picture))
    image.thumbnail((CREST_PIXELS, CREST_PIXELS))
    rgba = image.convert("RGBA")
    size = f"/Type/XObject/Subtype/Image/Width {rgba.width}/Height {rgba.height}/BitsPerComponent 8"
    colours = zlib.compress(rgba.convert("RGB").tobytes(), 9)
    return size, colours, zlib.compress(rgba.getchannel("A").tobytes(), 9)


def _together(objects: list[tuple[int, bytes]]) -> bytes:
    """The body of an object stream: numbers and places first, then the objects."""
    places, position = [], 0
    for number, body in objects:
        places.append(b"%d %d" % (number, position))
        position += len(body) + 1
    head = b" ".join(places) + b"\n"
    data = head + b"\n".join(body for _, body in objects)
    return stream(f"/Type/ObjStm/N {len(objects)}/First {len(head)}", zlib.compress(data, 9))


def _linked(body: bytes, first: int) -> bytes:
    """A font's dictionary with `@1` to `@5` replaced by references."""
    for other in range(1, 6):
        body = body.replace(b"@%d" % other, b"%d 0 R" % (first + other))
    return body


def _references(numbers: Iterable[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)
