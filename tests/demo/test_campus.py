"""Who is in the made-up campus: exactly as many as asked for, believable, and enough of everything rare."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import func, select

from school.accounts.models import Account
from school.demo.campus import COLLEGES
from school.demo.names import SPECIAL
from school.foundation.db import db
from school.org.models import (
    Enrolment,
    FamilyMember,
    Holiday,
    Level,
    Post,
    PostKind,
    School,
    SchoolClass,
    StaffMember,
    Student,
    Term,
    Unit,
    UnitKind,
)
from school.org.queries.settings import current_week
from school.org.roster.identifiers import read_phone
from tests.demo.conftest import STUDENTS, Installation


def count(*where: object) -> int:
    return db.session.scalar(select(func.count(Student.id)).where(*where)) or 0  # type: ignore[arg-type]


def test_as_many_belong_now_as_asked_for_and_a_few_have_left(demo: Installation) -> None:
    assert count(Student.current()) == STUDENTS
    assert count(Student.left_on.is_not(None)) >= 1
    assert db.session.get_one(School, 1).is_demo


def test_colleges_stand_in_their_order_and_classes_are_of_a_size(demo: Installation) -> None:
    colleges = db.session.scalars(select(Unit.name).where(Unit.kind == UnitKind.COLLEGE).order_by(Unit.position))
    assert colleges.all() == [college.name for college in COLLEGES]
    sizes = select(func.count()).where(Student.current()).group_by(Student.class_id)
    assert all(30 <= size <= 50 for size in db.session.scalars(sizes))
    names = db.session.scalars(select(SchoolClass.name).order_by(SchoolClass.id)).all()
    assert names[0].startswith("计科")
    assert names[0].endswith("01班")


def test_present_enrolments_are_the_classes_of_those_who_belong_now(demo: Installation) -> None:
    open_ones = select(Enrolment.student_id, Enrolment.class_id).where(Enrolment.to_on.is_(None))
    present = select(Student.id, Student.class_id).where(Student.current())
    assert set(db.session.execute(open_ones)) == set(db.session.execute(present))
    several = select(Enrolment.student_id).group_by(Enrolment.student_id).having(func.count() > 1)
    assert db.session.scalars(several).all(), "nobody has changed class"


def test_freshmen_are_the_newest_grade(demo: Installation) -> None:
    freshmen = select(SchoolClass.grade, Student.freshman).join(SchoolClass, SchoolClass.id == Student.class_id)
    found = {tuple(row) for row in db.session.execute(freshmen.distinct())}
    newest = max(grade or 0 for grade, _ in found)
    assert found == {(grade, grade == newest) for grade, _ in found}
    assert count(Student.level == Level.UNDERGRADUATE) > 0


def test_rare_names_are_there_whole(demo: Installation) -> None:
    names = set(db.session.scalars(select(Student.name)))
    assert {name.full for name, _ in SPECIAL} <= names
    assert {min(map(len, names)), max(map(len, names))} == {2, 20}
    for character in "𠮷䶮㛃𬭎𫍯鿍㑇堃喆珺":
        assert any(character in name for name in names), character


def test_families_have_phones_or_none_and_some_students_nobody(demo: Installation) -> None:
    with_family = set(db.session.scalars(select(FamilyMember.student_id)))
    assert 0 < STUDENTS - len(with_family) < STUDENTS / 10
    members = db.session.scalars(select(FamilyMember)).all()
    assert 0 < sum(member.phone is None for member in members) < len(members) / 2
    for member in members[:40]:
        assert not member.phone or read_phone(member.phone) == member.phone
    staff = db.session.scalars(select(StaffMember))
    assert all(read_phone(member.phone or "") for member in staff)


def test_every_class_has_its_posts_and_the_counsellor_four_classes(demo: Installation) -> None:
    classes = db.session.scalar(select(func.count(SchoolClass.id)))
    for kind in (PostKind.COUNSELLOR, PostKind.MONITOR, PostKind.CLASS_OFFICER):
        held = select(Post.class_id).where(Post.kind == kind, Post.to_on.is_(None)).distinct()
        assert len(db.session.scalars(held).all()) == classes, kind
    contacts = select(Post.college_id).where(Post.kind == PostKind.COLLEGE_CONTACT)
    assert len(set(db.session.scalars(contacts))) == len(COLLEGES)
    own = select(func.count(Post.id)).join(Account, Account.staff_id == Post.staff_id)
    assert db.session.scalar(own.where(Account.username == "counsellor")) == 4


def test_only_accounts_named_after_roles_have_a_password(demo: Installation) -> None:
    named = select(Account.username, Account.must_change_password).where(Account.password_hash.is_not(None))
    found = dict(db.session.execute(named).all())
    assert set(found) == {
        *("office", "office_lead", "duty_officer", "college_contact", "counsellor", "monitor", "class_officer"),
        *("organiser", "department_reader", "student", "administrator"),
    }
    assert not any(found.values())
    assert Counter(db.session.scalars(select(Account.is_demo))).keys() == {True}


def test_it_is_the_tenth_week_of_a_term(demo: Installation) -> None:
    assert current_week() == 10
    assert len(db.session.scalars(select(Term)).all()) == 2
    assert db.session.scalars(select(Holiday)).all()
