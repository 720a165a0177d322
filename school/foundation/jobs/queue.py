"""The doorbell: one huey task that carries one job id."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask, current_app
from huey import PostgresHuey, RedisHuey, SqliteHuey
from huey.api import Huey
from huey.serializer import SignedSerializer

from school.foundation.db import after_commit
from school.foundation.db.engine import make_private


def make_queue(app: Flask) -> Huey:
    """Huey over its own SQLite file, PostgreSQL or Redis, by JOBS_URL; signed, never bare pickle."""
    url = str(app.config["JOBS_URL"])
    options: dict[str, Any] = {
        "name": "wuzha",
        "serializer": SignedSerializer(secret=app.config["SECRET_KEY"], salt="jobs"),
        "results": False,
        "immediate": app.config.get("JOBS_IMMEDIATE", False),
    }
    if url.startswith("sqlite:///"):
        file = url.removeprefix("sqlite:///")
        make_private(Path(file))
        return SqliteHuey(filename=file, **options)
    if url.startswith(("redis://", "rediss://")):
        return RedisHuey(url=url, **options)
    if url.startswith(("postgresql://", "postgres://")):
        return PostgresHuey(dsn=url, **options)
    raise ValueError(f"JOBS_URL is none of sqlite:///, postgresql://, redis://: {url.split(':', maxsplit=1)[0]}")


def ring(job_id: int) -> None:
    """Tell the worker of a job once the transaction that made it has been committed."""
    task = current_app.extensions["run_job"]
    after_commit(lambda: task(job_id))
