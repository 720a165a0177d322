"""The counsellor's reminders: one's own outstanding families, and the text for one of them."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from school.foundation.access import Permission, current_actor, current_scope, needs
from school.foundation.ui.asked import asked_id
from school.letters.models import Letter, Mailing
from school.letters.queries import history, mailings, reminders
from school.letters.reminding import actions
from school.org.models import SchoolClass
from school.reminders.rules import DAYS_APART, PER_TERM

blueprint = Blueprint("letter_reminders", __name__)


@blueprint.get("/classes/<int:class_id>/letters/reminders")
@needs(Permission.LETTER_REMIND, of=SchoolClass)
def class_page(school_class: SchoolClass) -> ResponseReturnValue:
    mailing = mailings.chosen(current_scope(), asked_id("mailing"))
    if mailing is None:
        return redirect(url_for("letters.class_page", class_id=school_class.id))
    return _page(school_class, mailing)


@blueprint.post("/letters/<int:letter_id>/reminder")
@needs(Permission.LETTER_REMIND, of=Letter)
def remind(letter: Letter) -> ResponseReturnValue:
    if actions.remind_family(letter) is not None:
        return redirect(url_for("letter_reminders.text", letter_id=letter.id), 303)
    shown = history.letter_with_place(letter)
    return _page(shown.student.school_class, shown.mailing, refused=shown), 409


@blueprint.get("/letters/<int:letter_id>/reminder")
@needs(Permission.LETTER_REMIND, of=Letter)
def text(letter: Letter) -> ResponseReturnValue:
    reminder = reminders.text_to_show(letter, current_actor().id)
    if reminder is None:
        return redirect(url_for("letters.show", letter_id=letter.id))
    return render_template(
        "letters/reminding/text.html",
        letter=history.letter_with_place(letter),
        text=reminders.reminder_text(letter),
        allowance=reminders.allowance_of(letter),
        per_term=PER_TERM,
    )


def _page(school_class: SchoolClass, mailing: Mailing, refused: Letter | None = None) -> str:
    return render_template(
        "letters/reminding/class_page.html",
        school_class=school_class,
        mailing=mailing,
        mailings=mailings.mailings(current_scope()),
        families=reminders.outstanding(current_scope(), school_class, mailing),
        refused=refused,
        refused_allowance=reminders.allowance_of(refused) if refused else None,
        per_term=PER_TERM,
        days_apart=DAYS_APART,
    )
