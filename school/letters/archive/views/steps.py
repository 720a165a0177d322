"""The last step of a class's page, and of one letter's."""

from __future__ import annotations

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from school.foundation.access import Permission, needs
from school.letters.archive import actions
from school.letters.archive.forms import ArchiveStepForm
from school.letters.archive.views import blueprint
from school.letters.models import Letter
from school.letters.views.classes import again, done, prepared
from school.org.models import SchoolClass


@blueprint.post("/classes/<int:class_id>/letters/archive")
@needs(Permission.RECEIPT_ARCHIVE, of=SchoolClass)
def archive_class(school_class: SchoolClass) -> ResponseReturnValue:
    form = prepared(ArchiveStepForm(), school_class)
    form.offer_boxes(school_class)
    if not form.validate():
        return again(school_class, "archive", form)
    moved = actions.archive_in_class(school_class, form.mailing.data, form.letter_ids, form.box.data)
    return done(school_class, form, moved)


@blueprint.post("/letters/<int:letter_id>/archive")
@needs(Permission.RECEIPT_ARCHIVE, of=Letter)
def archive_letter(letter: Letter) -> Response:
    moved = actions.archive_letter(letter)
    return redirect(url_for("letters.show", letter_id=letter.id, done=moved.batch.id if moved.batch else None))
