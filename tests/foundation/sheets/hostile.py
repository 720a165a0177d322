"""Files that harm a reader which trusts them: bombs, lies, and things that are no spreadsheets."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

import openpyxl

from tests.foundation.sheets.old_excel import compound, old_workbook

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET_PART = "xl/worksheets/sheet1.xml"
ODS_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def workbook(**cells: object) -> bytes:
    """A workbook of openpyxl with cells by their address."""
    book = openpyxl.Workbook()
    for address, value in (cells or {"A1": "学号"}).items():
        book.active[address] = value
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(name: str, content: bytes, *, flags: int = 0) -> bytes:
    """A workbook in which one part is replaced or added."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook())) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            if part.filename != name:
                target.writestr(part.filename, source.read(part))
        target.writestr(name, content)
    data = bytearray(file.getvalue())
    if flags:
        place = data.rindex(b"PK\x01\x02")
        data[place + 8] |= flags
    return bytes(data)


def bomb(name: str, unit: bytes, size: int, head: bytes = b"") -> bytes:
    """A workbook one part of which unfolds to ``size`` bytes of ``unit``, made without unfolding it here."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        with zipfile.ZipFile(BytesIO(workbook())) as source:
            for part in source.infolist():
                if part.filename != name:
                    target.writestr(part.filename, source.read(part))
        block = unit * (1_000_000 // len(unit))
        with target.open(name, "w", force_zip64=True) as part:
            part.write(head)
            for _ in range(size // len(block)):
                part.write(block)
    return file.getvalue()


def lying_bomb() -> bytes:
    """The zip declares 100 bytes for a part of 400 MB."""
    squeeze = zlib.compressobj(1, zlib.DEFLATED, -15)
    text = b"<si><t>a</t></si>" * 60_000
    packed = b"".join(squeeze.compress(text) for _ in range(400)) + squeeze.flush()
    data = with_part("xl/sharedStrings.xml", b"PLACEHOLDER")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        last = archive.infolist()[-1]
    name = last.filename.encode()
    local = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 8, 0, 0, 0, len(packed), 100, len(name), 0) + name
    start = data.rindex(b"PK\x01\x02")
    central = bytearray(data[start : data.rindex(b"PK\x05\x06")])
    central[16:28] = struct.pack("<III", 0, len(packed), 100)
    body = data[: last.header_offset] + local + packed
    directory = data[data.index(b"PK\x01\x02") : start] + bytes(central)
    end = bytearray(data[data.rindex(b"PK\x05\x06") :])
    end[12:20] = struct.pack("<II", len(directory), len(body))
    return body + directory + bytes(end)


def open_document(rows: str, extra: dict[str, str] | None = None) -> bytes:
    """An .ods with the table rows given as XML."""
    content = (
        f"<?xml version='1.0' encoding='UTF-8'?><office:document-content {ODS_NAMES}><office:body>"
        f'<office:spreadsheet><table:table table:name="名单">{rows}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        target.writestr("content.xml", content)
        target.writestr("META-INF/manifest.xml", (extra or {}).get("manifest", "<manifest/>"))
    return file.getvalue()


def ods_cell(text: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p></table:table-cell>'


def _document() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as target:
        target.writestr("word/document.xml", "<w/>")
    return file.getvalue()


def _many_rows() -> bytes:
    row = b'<row><c t="inlineStr"><is><t>a</t></is></c></row>'
    return with_part(
        SHEET_PART, f"<worksheet {MAIN}><sheetData>".encode() + row * 200_100 + b"</sheetData></worksheet>"
    )


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>'
REPEATED_ROWS = f'<table:table-row table:number-rows-repeated="1048576">{ods_cell("a")}</table:table-row>'
REPEATED_BOTH = (
    '<table:table-row table:number-rows-repeated="1048576">'
    f"{ods_cell('a', 'table:number-columns-repeated=' + chr(34) + '16384' + chr(34))}</table:table-row>"
)
MERGED_SHEET = (
    f'<worksheet {MAIN}><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="Z1"><v>1</v></c></row>'
    '<row r="190000"><c r="A190000"><v>2</v></c></row></sheetData><mergeCells count="1">'
    + '<mergeCell ref="A1:Z190000"/>' * 3
    + "</mergeCells></worksheet>"
).encode()

# Name → how to make it, and the problem that must be told; all within 5 seconds and 300 MB.
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "texts unfold to 400 MB": (
        lambda: bomb("xl/sharedStrings.xml", b"<si><t>aaaaaaaaaaaaaaaa</t></si>", 400_000_000, b"<sst>"),
        "too_large_inside",
    ),
    "sheet unfolds to 400 MB": (
        lambda: bomb(SHEET_PART, b"<row><c><v>1</v></c></row>", 400_000_000, b"<worksheet><sheetData>"),
        "too_large_inside",
    ),
    "sheet unfolds to 200 MB": (
        lambda: bomb(SHEET_PART, b'<row r="1"><c r="A1"><v>1</v></c></row>', 200_000_000, b"<worksheet><sheetData>"),
        "too_many_rows",
    ),
    "declares 100 bytes, holds 400 MB": (lying_bomb, "too_large_inside"),
    "billion laughs": (lambda: with_part("xl/sharedStrings.xml", LAUGHS), "too_large_inside"),
    "far corner": (lambda: workbook(A1="a", XFD1048576="b"), "too_large_inside"),
    "last row": (lambda: workbook(A1="学号", A1048576="b"), "too_many_rows"),
    "merged everywhere": (lambda: with_part(SHEET_PART, MERGED_SHEET), "too_large_inside"),
    "200,100 rows": (_many_rows, "too_many_rows"),
    "ods rows repeated": (lambda: open_document(REPEATED_ROWS), "too_many_rows too_large_inside"),
    "ods rows and columns repeated": (lambda: open_document(REPEATED_BOTH), "too_large_inside broken"),
    "xls far corner": (lambda: old_workbook([["a"]], at=(65535, 255)), ""),
    "encrypted xlsx": (lambda: compound({"EncryptionInfo": b"x", "EncryptedPackage": b"y"}), "encrypted"),
    "encrypted xls": (lambda: old_workbook([["a"]], encrypted=True), "encrypted"),
    "encrypted zip": (lambda: with_part("xl/z.xml", b"<a/>", flags=1), "encrypted"),
    "encrypted ods": (lambda: open_document("", {"manifest": "<manifest:encryption-data/>"}), "encrypted"),
    "truncated": (lambda: workbook()[:-400], "broken"),
    "truncated xls": (lambda: old_workbook([["学号"]])[:1400], "broken"),
    "picture": (lambda: b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20, "not_a_sheet"),
    "paper": (lambda: b"%PDF-1.7\n1 0 obj\n", "not_a_sheet"),
    "document": (_document, "not_a_sheet"),
    "old document": (lambda: compound({"WordDocument": b"x"}), "not_a_sheet"),
    "noise": (lambda: bytes((index * 37 + 1) % 251 for index in range(5000)), "unknown_encoding not_a_sheet"),
    "nothing": (lambda: b"", "empty"),
    "blanks": (lambda: b"\r\n  \r\n", "empty"),
    "no cells": (lambda: workbook(A1=None), "empty"),
    "21 MB": (lambda: b"1,2\n" * 5_600_000, "too_big"),
    "ten million commas": (lambda: b"," * 10_000_000, "too_large_inside"),
    "one wide row among many": (lambda: b"a," * 1_000_000 + b"\n" + b"1,2\n" * 1_000, "too_large_inside"),
    "a million short rows": (lambda: b"1,2\n" * 1_000_000, "too_many_rows"),
    "quote that never ends": (lambda: b'a,"' + b"a\n" * 5_000_000, "open_quote"),
    "page of five million cells": (lambda: b"<table><tr>" + b"<td>" * 5_000_000, "too_large_inside"),
    "page of comments": (lambda: b"<table><tr><td>" + b"<!-- " * 1_000_000, "web_page"),
    "page of open scripts": (lambda: b"<table><tr><td>" + b"<style " * 500_000, "web_page"),
    "web page": (lambda: b"<html><body><h1>\xe7\x99\xbb\xe5\xbd\x95</h1></body></html>", "web_page"),
    "xml spreadsheet": (
        lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "xml_spreadsheet",
    ),
    "open quote": ('学号,姓名\n1,"张三\n2,李四\n'.encode, "open_quote"),
}
