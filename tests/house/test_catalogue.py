"""Chinese is complete: every text of the code is translated once, with its placeholders, and nothing else is."""

import re
from pathlib import Path

import wtforms
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir

from school.foundation.ui.catalogue import KEYWORDS, PACKAGE, merge, missing_translations
from tests.house.sources import ROOT

METHODS = [("**.py", "python"), ("**.html", "jinja2")]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
WTFORMS = Path(wtforms.__file__).parent


def translations() -> list[Message]:
    """Every entry of the catalogues; merging refuses empty, fuzzy and contradicting ones."""
    return [message for message in merge(sorted(PACKAGE.rglob("zh_CN.po"))) if message.id]


def singular(text: str | list[str] | tuple[str, ...] | None) -> str:
    return text if isinstance(text, str) else (text or [""])[0]


def used_in(folder: Path) -> set[str]:
    found = extract_from_dir(folder, METHODS, None, KEYWORDS, directory_filter=lambda _folder: True)
    return {singular(message) for _file, _line, message, *_ in found}


def test_every_text_is_translated() -> None:
    missing = [f"{place} {msgid!r}" for msgid, place in missing_translations()]
    assert not missing, "\n".join(missing)


def test_no_translation_is_left_over() -> None:
    used = used_in(ROOT / "school") | used_in(ROOT / "templates") | used_in(WTFORMS)
    left_over = sorted({singular(message.id) for message in translations()} - used)
    assert not left_over, "\n".join(left_over)


def test_placeholders_survive_translation() -> None:
    """All of ours; of the messages of WTForms, which name fields by their English id, some are left out."""
    theirs = used_in(WTFORMS)
    wrong = []
    for message in translations():
        before, after = (set(PLACEHOLDER.findall(singular(text))) for text in (message.id, message.string))
        if after - before or (before - after and singular(message.id) not in theirs):
            wrong.append(singular(message.id))
    assert not wrong, "\n".join(wrong)


def test_a_percent_sign_is_never_bare() -> None:
    """Templates format every text, so a lone % ends the page with an error: it is written ％ or %%."""
    bare = re.compile(r"(?<!%)%(?![%(])")
    wrong = [singular(m.id) for m in translations() for text in (m.id, m.string) if bare.search(singular(text))]
    assert not wrong, "\n".join(wrong)
