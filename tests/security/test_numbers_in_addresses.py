"""Nonsense in addresses and searches is "nothing here" or "as if not asked", never a crash."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from school.foundation.access import Gate
from tests.access.rows import ROWS, words
from tests.campus import Campus
from tests.letters.posted import posted

HUGE = "9" * 30
NONSENSE = ("-1", HUGE, str(2**31), "' OR 1=1 --", "a\x00%_b", "")
# Every argument that a page reads; more do no harm.
ARGUMENTS = (
    *("page", "sort", "q", "college", "class", "school_class", "mailing", "step", "done", "undo", "show", "figure"),
    *("state", "level", "kind", "unit", "role", "reason", "next", "closed", "as", "by", "confirmation"),
)
WORD = re.compile(r"<(?:([^:<>]*):)?([^<>]+)>")


@pytest.fixture(autouse=True)
def crashes_are_answers(app: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    """Count crashes as the 500 that a browser would see."""
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)


def pages(app: Gate) -> list[str]:
    """The addresses of everything that is opened by GET."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and rule.endpoint != "static"]
    return [rule.rule for rule in rules if not rule.rule.startswith("/_")]


@pytest.mark.parametrize("number", [HUGE, str(2**31), "0"])
@pytest.mark.parametrize("role", ["office", "monitor"])
def test_a_row_number_beyond_all_rows_is_nothing_here(
    app: Gate, client_of: Callable[[str], FlaskClient], number: str, role: str
) -> None:
    client, wrong = client_of(role), []
    for rule in pages(app):
        if "<int:" not in rule:
            continue
        url = WORD.sub(lambda m: words(m[2], m[1] or ""), re.sub(r"<int:[^>]+>", number, rule))
        if (status := client.get(url).status_code) not in (403, 404):
            wrong.append(f"{url}: {status}")
    assert wrong == []


@pytest.mark.parametrize("role", ["office", "monitor", "student"])
def test_nonsense_in_questions_breaks_nothing(
    app: Gate, campus: Campus, client_of: Callable[[str], FlaskClient], role: str
) -> None:
    posted(campus)

    def value(match: re.Match[str]) -> str:
        return str(ROWS[match[2]](campus, role)[0]) if match[2] in ROWS else words(match[2], match[1] or "")

    client, wrong = client_of(role), []
    for rule in pages(app):
        url = WORD.sub(value, rule)
        for text in NONSENSE:
            response = client.get(url, query_string=[(name, text) for name in ARGUMENTS], buffered=True)
            if response.status_code >= 500:
                wrong.append(f"{url} {text!r}: {response.status_code}")
            if response.status_code == 403:
                break
    assert wrong == []
