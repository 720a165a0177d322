"""Making a pack: a job with a progress bar; its file is kept as long as every job's."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from school.evidence.events import EVIDENCE_ASKED, EVIDENCE_MADE
from school.evidence.index import Index, index_pdf
from school.evidence.parts import parts
from school.evidence.rules import Recipient
from school.evidence.writing import ZipPack
from school.foundation.audit import record
from school.foundation.clock import today
from school.foundation.db import db, unit_of_work
from school.foundation.files import scratch_file
from school.foundation.jobs import Job, NewFile, Origin, Outcome, Running, kind, start
from school.org.models import SchoolClass

PACK = "evidence.pack"
TELL_EVERY = 20


def start_packing(school_class: SchoolClass, keys: list[str], recipient: Recipient, *, masked: bool) -> Job:
    """Have a pack made of the chosen parts: an export of people, and so an event."""
    job = start(PACK, class_id=school_class.id, parts=keys, recipient=recipient.value, masked=masked)
    record(EVIDENCE_ASKED, school_class.id, job=job.id, masked=masked, recipient=recipient)
    return job


def _form_page(job: Job) -> Origin:
    return Origin("evidence.ask", _l("Back to the evidence pack"), {"class_id": job.arguments["class_id"]})


@kind(PACK, _l("Packing a class's evidence"), _form_page)
def work(running: Running) -> Outcome:
    """Part by part into one ZIP, then the index and the hashes."""
    given = running.arguments
    statement = select(SchoolClass).where(SchoolClass.id == given["class_id"])
    school_class = db.session.scalars(statement.options(joinedload(SchoolClass.college))).one()
    name, college = school_class.name, school_class.college.name
    target = scratch_file(".zip")
    with ZipPack(target, given["masked"], lambda done: _tell(running, done)) as pack:
        for part in parts():
            if part.key in given["parts"]:
                part.write(pack, db.session.get_one(SchoolClass, given["class_id"]))
        index = Index(college, name, Recipient(given["recipient"]), pack.masked, pack.files, pack.remarks)
        pack.add(gettext("index") + ".pdf", index_pdf(index))
        pack.close_with_sums()
    files = len(pack.files)
    with unit_of_work():
        record(EVIDENCE_MADE, given["class_id"], job=running.id, masked=pack.masked, files=files)
    title = gettext("evidence")
    file = NewFile(target, f"{title}-{name}-{today().isoformat()}.zip", "application/zip")
    return Outcome({"files": files, "bytes": target.stat().st_size, "masked": pack.masked}, file)


def _tell(running: Running, done: int) -> None:
    """How many files there are; how many there will be is not known before. A commit: not for each."""
    if done % TELL_EVERY == 0:
        running.advance(done)
