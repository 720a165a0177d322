"""What a row of the log and a sealed day look like as bytes, and their keyed digests."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Iterable
from typing import Any, NamedTuple

EMPTY = bytes(32)


class Row(NamedTuple):
    """The columns of one event in the order they are digested."""

    id: int
    at: dt.datetime
    actor_kind: str
    actor_id: int | None
    event: str
    subject_type: str
    subject_id: int | None
    data: str


def canonical(data: dict[str, Any]) -> str:
    """One way to write the fields, so that their digest can be recomputed."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def row_mac(key: bytes, row: Row) -> bytes:
    """The keyed digest of one row: changing any column, or its id, breaks it."""
    columns = [row.id, row.at.astimezone(dt.UTC).isoformat(timespec="microseconds"), *row[2:]]
    return hmac.digest(key, json.dumps(columns, ensure_ascii=False).encode(), hashlib.sha256)


def day_digest(key: bytes, previous: bytes, day: dt.date, macs: Iterable[bytes]) -> bytes:
    """The digest of one day: the previous day's, the date, and each row's in order of id."""
    digest = hmac.new(key, previous + day.isoformat().encode(), hashlib.sha256)
    for mac in macs:
        digest.update(mac)
    return digest.digest()
