"""One Chinese catalogue from many small ones: each feature keeps its own zh_CN.po.

Msgids are the English texts. The same msgid may stand in several files if the translation is the
same; two different translations of one text are a mistake and stop the build.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

PACKAGE = Path(__file__).resolve().parents[2]
TEMPLATES = PACKAGE.parent / "templates"
# Babel spells zh_CN out as zh_Hans_CN and looks for the folder of that name.
COMPILED = PACKAGE / "translations" / str(Locale.parse("zh_CN")) / "LC_MESSAGES" / "messages.mo"

KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "_l": None,
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
}
Key = tuple[str, str]  # msgid (singular) and context


class CatalogueError(ValueError):
    """A .po file contradicts another one, or leaves a text without translation."""


def compile_catalogue(package: Path = PACKAGE, compiled: Path = COMPILED) -> int:
    """Merge all zh_CN.po below ``package`` into ``compiled``; the number of messages.

    Raises CatalogueError on two translations of one text, a fuzzy entry or an empty one.
    """
    merged = merge(sorted(package.rglob("zh_CN.po")))
    compiled.parent.mkdir(parents=True, exist_ok=True)
    descriptor, unfinished = tempfile.mkstemp(dir=compiled.parent)
    with os.fdopen(descriptor, "wb") as file:
        write_mo(file, merged)
    Path(unfinished).chmod(0o644)
    Path(unfinished).replace(compiled)  # at once: another worker may be reading
    return len(merged)


def compile_if_stale() -> None:
    """Compile when a .po is newer than the catalogue, so that nobody runs yesterday's texts."""
    built = COMPILED.stat().st_mtime if COMPILED.exists() else 0.0
    if any(path.stat().st_mtime > built for path in PACKAGE.rglob("zh_CN.po")):
        compile_catalogue()


def merge(paths: list[Path]) -> Catalog:
    """All messages of ``paths`` in one catalogue."""
    merged = Catalog(locale="zh_CN", fuzzy=False)
    seen: dict[Key, tuple[Message, Path]] = {}
    for path in paths:
        with path.open("rb") as file:
            messages = [message for message in read_po(file, locale="zh_CN") if message.id]
        for message in messages:
            _check(message, path)
            first, first_path = seen.setdefault(_key(message), (message, path))
            if first.string != message.string:
                raise CatalogueError(
                    f'"{_key(message)[0]}" is "{first.string}" in {first_path} but "{message.string}" in {path}'
                )
            merged.add(message.id, message.string, context=message.context)
    return merged


def missing_translations(package: Path = PACKAGE, templates: Path = TEMPLATES) -> list[tuple[str, str]]:
    """Texts used in ``templates`` and ``package`` that no zh_CN.po translates, with file:line."""
    known = {_key(message) for message in merge(sorted(package.rglob("zh_CN.po"))) if message.id}
    found = [*_used(templates, "*.html", babel_extract), *_used(package, "*.py", "python")]
    missing = {key: place for key, place in reversed(found) if key not in known}
    return sorted((key[0], place) for key, place in missing.items())


def _used(folder: Path, pattern: str, method: Any) -> Iterator[tuple[Key, str]]:
    for path in sorted(folder.rglob(pattern)):
        for line, text, _comments, context in extract_from_file(method, path, keywords=KEYWORDS):
            singular = text[0] if isinstance(text, tuple) else text
            yield (singular, context or ""), f"{path.relative_to(folder.parent)}:{line}"


def _check(message: Message, path: Path) -> None:
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    if message.fuzzy or not all(strings):
        raise CatalogueError(f'"{_key(message)[0]}" is fuzzy or has no translation in {path}')


def _key(message: Message) -> Key:
    singular = message.id[0] if isinstance(message.id, tuple | list) else message.id
    return str(singular), str(message.context or "")
