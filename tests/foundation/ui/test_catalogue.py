"""Many small catalogues become one, or the build stops."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.support import Translations

from school.foundation.ui.catalogue import CatalogueError, compile_catalogue, missing_translations

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


def po(folder: Path, *entries: tuple[str, str], extra: str = "") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    lines = "".join(f'msgid "{text}"\nmsgstr "{translation}"\n\n' for text, translation in entries)
    (folder / "zh_CN.po").write_text(HEADER + lines + extra, encoding="utf-8")


def test_catalogues_are_merged(tmp_path: Path) -> None:
    po(tmp_path / "letters", ("Letter", "信"), ("Save", "存入"))
    po(tmp_path / "roster", ("Roster", "名册"), ("Save", "存入"))
    compiled = tmp_path / "out" / "messages.mo"
    assert compile_catalogue(tmp_path, compiled) == 3
    with compiled.open("rb") as file:
        translations = Translations(file)
    assert [translations.gettext(text) for text in ("Letter", "Roster", "Save")] == ["信", "名册", "存入"]


@pytest.mark.parametrize(
    ("second", "extra", "said"),
    [
        ([("Save", "保存")], "", 'is "存入"'),
        ([("New", "")], "", "no translation"),
        ([], '#, fuzzy\nmsgid "Old"\nmsgstr "旧"\n', "fuzzy"),
    ],
)
def test_contradictions_and_gaps_stop_the_build(
    tmp_path: Path, second: list[tuple[str, str]], extra: str, said: str
) -> None:
    po(tmp_path / "a", ("Save", "存入"))
    po(tmp_path / "b", *second, extra=extra)
    with pytest.raises(CatalogueError, match=said):
        compile_catalogue(tmp_path, tmp_path / "messages.mo")


def test_missing_texts_are_found_in_code_and_templates(tmp_path: Path) -> None:
    package, templates = tmp_path / "school", tmp_path / "templates"
    po(package, ("Known", "认识"))
    (package / "views.py").write_text('_("Known"); _l("In code"); ngettext("one", "many", 2)\n', encoding="utf-8")
    (templates / "_ui").mkdir(parents=True)
    (templates / "_ui" / "page.html").write_text('<p>{{ _("Known") }}\n{{ _("In a page") }}</p>', encoding="utf-8")
    assert missing_translations(package, templates) == [
        ("In a page", "templates/_ui/page.html:2"),
        ("In code", "school/views.py:1"),
        ("one", "school/views.py:1"),
    ]
