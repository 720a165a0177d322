"""One page of a long list, and addresses that keep the rest of the question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Flask, request
from sqlalchemy import Select, func, select

from school.foundation.db import db

SIZE = 50


@dataclass(frozen=True)
class Page:
    """``items`` of page ``number`` (from 1), ``size`` to a page, ``total`` in all."""

    items: list[Any]
    number: int
    size: int
    total: int

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """The place of the first item shown, 0 when there is none."""
        return (self.number - 1) * self.size + 1 if self.total else 0

    @property
    def last(self) -> int:
        """The place of the last item shown."""
        return min(self.number * self.size, self.total)

    def window(self) -> list[int | None]:
        """Page numbers worth showing: both ends and the neighbours; None stands for a gap."""
        wanted = {1, 2, self.pages - 1, self.pages, *range(self.number - 1, self.number + 2)}
        shown: list[int | None] = []
        for page in sorted(page for page in wanted if 1 <= page <= self.pages):
            if shown and shown[-1] is not None and page > shown[-1] + 1:
                shown.append(None)
            shown.append(page)
        return shown


def paginate(statement: Select[Any], page: int = 1, size: int = SIZE) -> Page:
    """Run ``statement`` for one page; a page past the end shows the last one.

    A statement of one entity gives that entity, one of several columns gives rows.
    """
    counted = select(func.count()).select_from(statement.order_by(None).subquery())
    total = db.session.scalar(counted) or 0
    number = min(max(page, 1), max(1, -(-total // size)))
    result = db.session.execute(statement.limit(size).offset((number - 1) * size))
    single = len(statement.column_descriptions) == 1
    items = list(result.scalars()) if single else list(result)
    return Page(items, number, size, total)


def page_number() -> int:
    """The page asked for by ``?page=``; nonsense is the first."""
    return request.args.get("page", 1, type=int)


def url_with(**changes: str | int | None) -> str:
    """The present address with some arguments changed; None takes one away."""
    kept = [(key, value) for key, value in request.args.items(multi=True) if key not in changes]
    kept += [(key, str(value)) for key, value in changes.items() if value is not None]
    return f"{request.path}?{urlencode(kept)}" if kept else request.path


def init_app(app: Flask) -> None:
    """Offer ``url_with`` to templates."""
    app.jinja_env.globals["url_with"] = url_with
