"""Numbers of pages and the rows behind them, for every test that nothing says a count it cannot show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser

from flask.testing import FlaskClient

TOTAL = re.compile(r'data-total="(\d+)"')
# Where a list is a form of ticks (a class's letters, its marks): one row is one tick of a student or letter.
TICK = re.compile(r'name="(?:letters|students)" value="\d+"|data-student="\d+"')


class Numbers(HTMLParser):
    """Collects (count, address) of every ``<a data-count>``."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("data-count"):
            self.found.append((int(given["data-count"] or 0), given["href"] or ""))


def numbers(page: str) -> set[tuple[int, str]]:
    """What a page counts, with the address behind each number."""
    parser = Numbers()
    parser.feed(page)
    return set(parser.found)


def rows(page: str) -> int:
    """How many rows a list says or shows."""
    total = TOTAL.search(page)
    return int(total.group(1)) if total else len(set(TICK.findall(page)))


def wrong(client: FlaskClient, path: str) -> Iterator[str]:
    """Each number of a page that does not open as many rows as it says, in a sentence."""
    page = client.get(path)
    assert page.status_code == 200, path
    for count, address in sorted(numbers(page.get_data(as_text=True))):
        answer = client.get(unescape(address), follow_redirects=True)
        found = rows(answer.get_data(as_text=True))
        if answer.status_code != 200 or found != count:
            yield f"{path}: {count} leads to {found} rows of {address} ({answer.status_code})"
