"""Jobs as pages show them."""

from __future__ import annotations

from typing import NamedTuple

from flask import url_for
from flask_babel.speaklater import LazyString
from sqlalchemy import Select, select

from school.foundation.access import Scope, may_open, visible
from school.foundation.db import db
from school.foundation.jobs import actions
from school.foundation.jobs.models import Job


class Link(NamedTuple):
    """A label and the address behind it."""

    label: str | LazyString
    url: str


def own_jobs(scope: Scope) -> Select[Job]:
    """The jobs of whoever is signed in."""
    return visible(Job, scope)


def has_jobs(scope: Scope) -> bool:
    """Whether whoever is signed in has ever started one."""
    return db.session.scalar(select(own_jobs(scope).exists())) is True


def title(job: Job) -> str | LazyString:
    """What a job is called."""
    return actions.LABELS.get(job.kind, job.kind)


def origin(job: Job) -> Link | None:
    """Where the job was started, to start it again; None where that is not known or may not be opened any more."""
    found = actions.ORIGINS[job.kind](job) if job.kind in actions.ORIGINS else None
    return Link(found.label, url_for(found.endpoint, **found.values)) if found and may_open(found.endpoint) else None
