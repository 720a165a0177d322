"""What the editor of a text asks for while somebody types: findings, a PDF, a picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from school.letters.previewing import Draft


def findings(found: Sequence[Any], draft: Draft[Any]) -> str:
    """What speaks against the text, and how long it is."""
    return render_template("letters/_findings.html", findings=found, length=draft.length())


def pdf(draft: Draft[Any]) -> ResponseReturnValue:
    """One letter, or in words why it cannot be printed."""
    made = draft.preview()
    if made.trouble:
        return render_template("letters/preview_trouble.html", trouble=made.trouble), 422
    return Response(made.pdf, mimetype="application/pdf")


def picture(draft: Draft[Any]) -> ResponseReturnValue:
    """The same as a picture; nothing where it cannot be printed, so that the last one stays."""
    drawn = draft.picture()
    return Response(drawn, mimetype="image/png") if drawn else ("", 204)
