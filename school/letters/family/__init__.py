"""The letter on the family's phone: read it, sign it, decline it, ask about it."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from school.foundation.access import Grant, Role
from school.foundation.db import db
from school.letters.family.queries import contacts
from school.letters.family.rules import language_of
from school.letters.family.words import CONTACT_WAYS, signer_words
from school.letters.models import LINK_PURPOSE, Letter
from school.links import purposes
from school.links.models import PersonalLink
from school.links.purposes import Contact, Purpose
from school.org.models import FamilyMember, Student


def init_app(app: Flask) -> None:
    """Say what a letter's link opens, and add the pages behind it."""
    from school.letters.family.views import blueprint

    purposes.register(
        LINK_PURPOSE,
        Purpose(
            grant=_grant,
            last_four=_last_four,
            contacts=_contacts,
            page="family.letter",
            student_page="student_letters.show",
        ),
    )
    app.register_blueprint(blueprint)
    app.jinja_env.globals.update(
        signer_words=signer_words, language_of=language_of, contact_way_words=CONTACT_WAYS.__getitem__
    )


def _grant(link: PersonalLink) -> Grant | None:
    letter_id = db.session.scalar(select(Letter.id).where(Letter.link_id == link.id))
    return Grant(Role.GUARDIAN, letter_id=letter_id) if letter_id is not None else None


def _last_four(link: PersonalLink) -> set[bytes]:
    """Of every phone of the family; the student's own is known to too many."""
    statement = select(FamilyMember.phone_last_four).join(Letter, Letter.student_id == FamilyMember.student_id)
    found = db.session.scalars(statement.where(Letter.link_id == link.id))
    return {digits for digits in found if digits is not None}


def _contacts(link: PersonalLink) -> list[Contact]:
    """The counsellors' numbers without their names: the door names nobody."""
    statement = select(Student.class_id).join(Letter, Letter.student_id == Student.id)
    class_id = db.session.scalar(statement.where(Letter.link_id == link.id))
    return [(label, "", number) for label, _name, number in contacts(class_id)] if class_id else []
