"""Pages of the organisation."""

from flask import Blueprint

blueprint = Blueprint("org", __name__)

from school.org.views import classes, settings, staff, students, units  # noqa: E402, F401  (they add their routes)
