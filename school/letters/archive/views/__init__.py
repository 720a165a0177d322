"""The archive's pages."""

from flask import Blueprint

blueprint = Blueprint("archive", __name__)

from school.letters.archive.views import boxes, destruction, lists, steps  # noqa: E402, F401 (they add their routes)
