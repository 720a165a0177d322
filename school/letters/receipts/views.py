"""A receipt to keep: as PDF for the family and the school, as picture for the school."""

from __future__ import annotations

from flask import Blueprint, Response
from werkzeug.exceptions import NotFound

from school.foundation.access import Permission, current_scope, needs
from school.letters import pictures
from school.letters.family.queries import opened_letter
from school.letters.family.views import blueprint as family
from school.letters.models import Letter
from school.letters.receipts import queries
from school.letters.receipts.paper import receipt_pdf
from school.letters.receipts.queries import ReceiptContent
from school.links.rules import printed_number

blueprint = Blueprint("receipts", __name__)


@blueprint.get("/letters/<int:letter_id>/receipt.pdf")
@needs(Permission.LETTER_FOLLOW, of=Letter)
def pdf(letter: Letter) -> Response:
    return _pdf(queries.receipt_of(letter))


@blueprint.get("/letters/<int:letter_id>/receipt.png")
@needs(Permission.LETTER_FOLLOW, of=Letter)
def picture(letter: Letter) -> Response:
    content = _existing(queries.receipt_of(letter))
    return Response(pictures.receipt_picture(content), mimetype="image/png")


@family.get("/receipt.pdf")
@needs(Permission.LETTER_SIGN)
def receipt_file() -> Response:
    return _pdf(queries.for_family(queries.receipt_of(opened_letter(current_scope()))))


def _pdf(content: ReceiptContent) -> Response:
    name = f"receipt-{printed_number(content.number)}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(receipt_pdf(_existing(content)), mimetype="application/pdf", headers=headers)


def _existing(content: ReceiptContent) -> ReceiptContent:
    """The content, where there is a receipt; raises NotFound before the first answer."""
    if not queries.has_receipt(content):
        raise NotFound
    return content
