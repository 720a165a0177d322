"""The seal of a receipt file: which letter it belongs to, and a keyed digest over every other byte.

    wuzha-receipt K7M2QF4C 0123…ef K7M2QF4C receipt-wuzha

stands where readers of the format skip it: in a comment before a PDF's ``startxref``, in a text chunk
before a PNG's end. The number stands there twice, at either end, so that a single changed byte never
hides whose receipt it was. There is no list of receipts: whoever has the key can tell its files from others.
"""

from __future__ import annotations

import enum
import hashlib
import hmac
import json
import re
import zlib
from dataclasses import dataclass
from itertools import islice
from typing import Any

NUMBER = rb"([2-9A-HJ-NP-Z]{8})"
_SEAL = re.compile(rb"wuzha-receipt " + NUMBER + rb" ([0-9a-f]{64}) " + NUMBER + rb" receipt-wuzha")
_NUMBERS = re.compile(rb"wuzha-receipt " + NUMBER + rb" |([2-9A-HJ-NP-Z]{8}) receipt-wuzha")
PDF, PNG = b"%PDF-", b"\x89PNG\r\n\x1a\n"
_PNG_END = b"\x00\x00\x00\x00IEND\xaeB`\x82"
_KEYWORD = b"Receipt\x00"
CODE_LENGTH = 12
# A receipt has one. A file made to keep us busy has a million, and each takes a digest of all of it.
MOST_SEALS = 4
# As of printed numbers: without 0 O 1 I.
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


class Verdict(enum.StrEnum):
    """What can be said of a file."""

    GENUINE = "genuine"
    CHANGED = "changed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Checked:
    """A verdict, and the letter number that the file names, where it names one."""

    verdict: Verdict
    number: str = ""


def seal(body: bytes, number: str, key: bytes) -> bytes:
    """The finished PDF or PNG ``body`` with its seal. Raises ValueError for anything else."""
    if body.startswith(PDF):
        at = body.rindex(b"startxref\n")
        piece = b"%" + _words(body, number, key) + b"\n"
    elif body.startswith(PNG) and body.endswith(_PNG_END):
        at = len(body) - len(_PNG_END)
        piece = _chunk(_KEYWORD + _words(body, number, key))
    else:
        raise ValueError("neither a PDF nor a PNG")
    return body[:at] + piece + body[at:]


def numbers_named(file: bytes) -> list[str]:
    """The letter numbers that a file's seals name, whole or damaged."""
    found = [each[1] or each[2] for each in islice(_NUMBERS.finditer(file), 2 * MOST_SEALS)]
    return list(dict.fromkeys(number.decode() for number in found))


def is_sealed(file: bytes, key: bytes) -> bool:
    """Whether exactly this file, byte for byte, was sealed with ``key``."""
    return any(_resealed(file, found, key) == file for found in islice(_SEAL.finditer(file), MOST_SEALS))


def content_code(content: dict[str, Any], key: bytes) -> str:
    """The receipt code printed on the file: twelve characters of a keyed digest over what it says.

    Who compares a printout, or a picture that a chat app made smaller, compares this.
    """
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    value = int.from_bytes(hmac.digest(key, b"receipt content:" + canonical, hashlib.sha256)[:8])
    return "".join(_ALPHABET[value >> 5 * place & 31] for place in range(CODE_LENGTH))


def printed_code(code: str) -> str:
    """ABCD-EFGH-JKLM."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def _words(body: bytes, number: str, key: bytes) -> bytes:
    digest = hmac.new(key, b"receipt file:" + number.encode() + b":", hashlib.sha256)
    digest.update(body)
    return f"wuzha-receipt {number} {digest.hexdigest()} {number} receipt-wuzha".encode()


def _chunk(data: bytes) -> bytes:
    """A tEXt chunk of a PNG."""
    return len(data).to_bytes(4) + b"tEXt" + data + zlib.crc32(b"tEXt" + data).to_bytes(4)


def _resealed(file: bytes, found: re.Match[bytes], key: bytes) -> bytes:
    """The file without this seal, sealed anew: the same bytes again if nothing was changed."""
    before, after = (1, 1) if file.startswith(PDF) else (8 + len(_KEYWORD), 4)
    body = file[: max(found.start() - before, 0)] + file[found.end() + after :]
    try:
        return seal(body, found[1].decode(), key)
    except ValueError:
        return b""
