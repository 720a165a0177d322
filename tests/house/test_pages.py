"""Templates and front-end sources keep the content security policy and ask no other host."""

import re
from pathlib import Path

import pytest

from tests.house.sources import texts

INLINE = {
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "an inline style sheet": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"""\sstyle\s*=\s*["'{]""", re.IGNORECASE),
    "an event attribute": re.compile(r"""\son[a-z]+\s*=\s*["'{]""", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "htmx that evaluates": re.compile(r"\shx-(on|vals\s*=\s*[\"']js:|vars)", re.IGNORECASE),
}
ADDRESS = re.compile(
    r"""(?:https?:)?//(?!www\.w3\.org/(?:2000/svg|1999/xlink|1999/xhtml))[a-z0-9-]+\.[a-z]""", re.IGNORECASE
)
JINJA_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)


def finds(pattern: re.Pattern[str], files: dict[Path, str]) -> list[str]:
    return [
        f"{path}:{text.count(chr(10), 0, match.start()) + 1} {match.group().strip()}"
        for path, text in files.items()
        for match in pattern.finditer(text)
    ]


def templates() -> dict[Path, str]:
    """Templates with their comments blanked, line for line."""
    read = texts("templates", "html", "svg", "txt")
    return {
        path: JINJA_COMMENT.sub(lambda comment: "\n" * comment.group().count("\n"), text) for path, text in read.items()
    }


@pytest.mark.parametrize("what", INLINE)
def test_templates_have_nothing_inline(what: str) -> None:
    found = finds(INLINE[what], templates())
    assert not found, "\n".join(found)


def test_pages_name_no_other_host() -> None:
    found = finds(ADDRESS, templates() | texts("static/src", "css", "js", "mjs", "svg"))
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("what", "bad", "good"),
    [
        ("an inline script", "<script>x()</script>", '<script type="module" src="/x.js"></script>'),
        ("an inline style sheet", "<style>", "<link rel=stylesheet>"),
        ("a style attribute", '<p style="color:red">', '<p data-style="x">'),
        ("an event attribute", '<a onclick="x()">', '<a content="x" data-on="x">'),
        ("a javascript: address", '<a href="javascript:x()">', '<a href="/javascript">'),
        ("htmx that evaluates", '<a hx-on:click="x()">', '<a hx-get="/x">'),
    ],
)
def test_the_patterns_see_what_they_should(what: str, bad: str, good: str) -> None:
    assert INLINE[what].search(bad)
    assert not INLINE[what].search(good)


@pytest.mark.parametrize("address", ["https://cdn.example.com/x.js", "//fonts.example.com/x", "http://a.cn"])
def test_other_hosts_are_seen(address: str) -> None:
    assert ADDRESS.search(address)
