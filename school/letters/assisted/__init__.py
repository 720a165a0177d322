"""The counsellor's assisted way: a receipt noted for a family that can neither sign on the phone nor return paper.

It counts, and is marked as what it is wherever it stands: never as a family's own signature.
"""

from flask import Flask

from school.letters.assisted.words import REASON_WORDS


def init_app(app: Flask) -> None:
    """Add the counsellor's page."""
    from school.letters.assisted.views import blueprint

    app.register_blueprint(blueprint)
    app.jinja_env.globals["assisted_reason_words"] = REASON_WORDS.__getitem__
