"""Pages of letters: mailings, the list, one letter, a class."""

from flask import Blueprint

blueprint = Blueprint("letters", __name__)

from school.letters.views import classes, letters, mailings, photos  # noqa: E402, F401  (they add their routes)
