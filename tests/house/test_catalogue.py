"""Chinese is complete: every text of the code is translated once, with its placeholders, and nothing else is."""

import re

from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir

from school.foundation.ui.catalogue import KEYWORDS, PACKAGE, merge, missing_translations
from tests.house.sources import ROOT

METHODS = [("**.py", "python"), ("**.html", "jinja2")]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


def translations() -> list[Message]:
    """Every entry of the catalogues; merging refuses empty, fuzzy and contradicting ones."""
    return [message for message in merge(sorted(PACKAGE.rglob("zh_CN.po"))) if message.id]


def singular(text: str | list[str] | tuple[str, ...] | None) -> str:
    return text if isinstance(text, str) else (text or [""])[0]


def test_every_text_is_translated() -> None:
    missing = [f"{place} {msgid!r}" for msgid, place in missing_translations()]
    assert not missing, "\n".join(missing)


def test_no_translation_is_left_over() -> None:
    extracted = [
        text for folder in ("school", "templates") for text in extract_from_dir(ROOT / folder, METHODS, None, KEYWORDS)
    ]
    used = {singular(message) for _file, _line, message, *_ in extracted}
    left_over = sorted({singular(message.id) for message in translations()} - used)
    assert not left_over, "\n".join(left_over)


def test_placeholders_survive_translation() -> None:
    lost = [
        str(message.id)
        for message in translations()
        if set(PLACEHOLDER.findall(singular(message.id))) != set(PLACEHOLDER.findall(singular(message.string)))
    ]
    assert not lost, "\n".join(lost)
