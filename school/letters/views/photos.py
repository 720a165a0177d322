"""The photo of a signed slip, for those who follow the letter: no class post, whatever it ticks."""

from __future__ import annotations

from werkzeug.wrappers import Response

from school.foundation.access import Permission, needs
from school.foundation.files import send_stored
from school.letters.models import Letter
from school.letters.queries.photos import photo_of
from school.letters.views import blueprint


@blueprint.get("/letters/<int:letter_id>/photo.jpg")
@needs(Permission.LETTER_FOLLOW, of=Letter)
def photo(letter: Letter) -> Response:
    return send_stored(photo_of(letter), attachment=False)
