"""The archive as a list, what is there twice, and the picture of a slip."""

from __future__ import annotations

from flask_babel import gettext
from werkzeug.wrappers import Response

from school.foundation.access import Permission, current_scope, needs
from school.foundation.files import send_stored
from school.foundation.ui import listing
from school.letters.archive.forms import ArchiveFilter, DoublesFilter
from school.letters.archive.queries.doubles import DOUBLED, doubles
from school.letters.archive.queries.lists import ARCHIVE, archive_list
from school.letters.archive.queries.pictures import slip_of
from school.letters.archive.views import blueprint
from school.letters.models import Letter
from school.org.actions.exports import record_export


@blueprint.get("/archive")
@needs(Permission.LETTER_FOLLOW)
def index() -> str:
    form = ArchiveFilter().prepare(current_scope())
    return listing.render(
        ARCHIVE,
        archive_list(current_scope(), form.values),
        template="letters/archive/index.html",
        title=gettext("Archive of receipts"),
        filters=form,
        export="archive.export",
    )


@blueprint.get("/archive.xlsx")
@needs(Permission.PERSON_EXPORT)
def export() -> Response:
    rows = archive_list(current_scope(), ArchiveFilter().prepare(current_scope()).values)
    record_export("archive", rows)
    return listing.export(ARCHIVE, rows, gettext("Archive of receipts"))


@blueprint.get("/archive/doubles")
@needs(Permission.LETTER_FOLLOW)
def twice() -> str:
    form = DoublesFilter().prepare(current_scope())
    return listing.render(
        DOUBLED,
        doubles(current_scope(), form.mailing.data, form.kind.data),
        template="letters/archive/doubles.html",
        title=gettext("There twice"),
        filters=form,
    )


@blueprint.get("/letters/<int:letter_id>/slip.jpg")
@needs(Permission.LETTER_FOLLOW, of=Letter)
def slip(letter: Letter) -> Response:
    return send_stored(slip_of(letter), attachment=False)
