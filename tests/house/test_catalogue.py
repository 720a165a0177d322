"""Chinese is complete: every msgid of the code has one translation, and no translation is left over."""

import re
from collections import defaultdict
from functools import cache
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tests.house.sources import ROOT

METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.txt", "jinja2")]
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "_l": None, "lazy_gettext": None, "lazy_ngettext": (1, 2)}
OPTIONS = {"**.html": {"trimmed": "true"}, "**.txt": {"trimmed": "true"}}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


@cache
def used() -> dict[str, str]:
    """Every msgid (the singular, where there are two) with a place that uses it."""
    found: dict[str, str] = {}
    for folder in ("school", "templates"):
        for file, line, message, *_ in extract_from_dir(ROOT / folder, METHODS, OPTIONS, KEYWORDS):
            found.setdefault(message[0] if isinstance(message, tuple) else message, f"{folder}/{file}:{line}")
    return found


@cache
def translated() -> dict[str, list[tuple[Path, Message]]]:
    """Every msgid of the zh_CN catalogues with its entries."""
    entries: dict[str, list[tuple[Path, Message]]] = defaultdict(list)
    for file in sorted((ROOT / "school").rglob("zh_CN.po")):
        with file.open("rb") as opened:
            for message in read_po(opened, locale="zh_CN"):
                if message.id:
                    entries[singular(message.id)].append((file.relative_to(ROOT), message))
    return entries


def singular(text: str | list[str] | tuple[str, ...]) -> str:
    return text if isinstance(text, str) else text[0]


def test_every_text_is_translated() -> None:
    missing = [f"{place} {msgid!r}" for msgid, place in used().items() if msgid not in translated()]
    assert not missing, "\n".join(missing)


def test_no_translation_is_left_over() -> None:
    left_over = sorted(set(translated()) - set(used()))
    assert not left_over, "\n".join(left_over)


def test_no_translation_is_empty_or_fuzzy() -> None:
    bad = [f"{file} {m.id!r}" for entries in translated().values() for file, m in entries if m.fuzzy or not m.string]
    assert not bad, "\n".join(bad)


def test_one_text_has_one_translation() -> None:
    several = {msgid: {str(m.string) for _, m in entries} for msgid, entries in translated().items()}
    unclear = [f"{msgid!r}: {sorted(found)}" for msgid, found in several.items() if len(found) > 1]
    assert not unclear, "\n".join(unclear)


def test_placeholders_survive_translation() -> None:
    lost = [
        f"{file} {msgid!r}"
        for msgid, entries in translated().items()
        for file, message in entries
        if set(PLACEHOLDER.findall(msgid)) != set(PLACEHOLDER.findall(singular(message.string or "")))
    ]
    assert not lost, "\n".join(lost)
