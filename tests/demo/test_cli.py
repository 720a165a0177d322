"""``flask demo``: where it loads and where it refuses, what it tells, and how it goes."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable

from sqlalchemy import func, select

from school.demo.numbering import FIRST_LINK
from school.demo.queries import tables
from school.foundation.audit.actions import seal_days
from school.foundation.audit.models import AuditEvent
from school.foundation.audit.queries import verify
from school.foundation.db import allocate_ids, db, next_id, unit_of_work
from school.foundation.files import path_of, store_bytes
from school.links.models import PersonalLink
from school.org.actions.settings import SETTINGS, save_school
from school.org.actions.units import save_unit
from school.org.models import Student, Unit, UnitKind
from tests.demo.conftest import PASSWORD, Installation

NewSchool = Callable[..., Installation]
SMALL = 60


def rows(school: Installation) -> int:
    with school.app.app_context():
        found = sum(db.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables())
        db.session.remove()
        return found


def test_json_stands_alone_and_tells_everything(new_school: NewSchool) -> None:
    school = new_school()
    result = school.run("demo", "load", "--students", str(SMALL), "--seed", "3", "--json")
    told = json.loads(result.stdout)
    assert told["students"] == SMALL
    assert len(told["accounts"]) == 11
    assert told["family"]["address"].startswith("https://fz.yunzhou.example/r/")
    assert len(told["family"]["last_four"]) == len(told["family"]["check_code"]) == 4
    file = school.folder / "demo-password"
    assert file.read_text().strip() == told["password"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(school.run("demo", "accounts", "--json").stdout)["password"] == told["password"]


def test_accounts_are_told_as_long_as_the_password_is_kept(new_school: NewSchool) -> None:
    school = new_school()
    assert school.run("demo", "accounts").output == ""
    school.load(SMALL)
    told = school.run("demo", "accounts").output
    assert PASSWORD in told
    assert "office_lead" in told
    assert "/r/" in told
    (school.folder / "demo-password").unlink()
    told = school.run("demo", "accounts").output
    assert PASSWORD not in told
    assert "office_lead" in told


def test_it_loads_once_and_never_beside_real_people(new_school: NewSchool) -> None:
    school = new_school()
    school.load(SMALL)
    again = school.run("demo", "load")
    assert again.exit_code == 1
    assert "already" in again.output
    quiet = school.run("demo", "load", "--if-empty")
    assert (quiet.exit_code, quiet.output) == (0, "")


def test_a_real_school_is_left_alone(new_school: NewSchool) -> None:
    school = new_school()
    with school.app.app_context(), unit_of_work():
        save_school(dict.fromkeys(SETTINGS, "云"), None)
    assert school.run("demo", "load").exit_code == 1
    quiet = school.run("demo", "load", "--if-empty")
    assert (quiet.exit_code, quiet.output) == (0, "")
    removed = school.run("demo", "remove", "--yes")
    assert removed.exit_code == 1
    assert school.run("demo", "accounts").output == ""
    assert rows(school) == 1


def test_production_has_no_demo(new_school: NewSchool) -> None:
    school = new_school(PRODUCTION=True)
    assert school.run("demo", "load").exit_code == 1
    assert rows(school) == 0


def test_removing_asks_first_and_leaves_the_log(new_school: NewSchool) -> None:
    school = new_school()
    school.load(SMALL)
    with school.app.app_context():
        with unit_of_work():
            file = path_of(store_bytes(b"a slip", name="slip.jpg", media_type="image/jpeg"))
        events = db.session.scalar(select(func.count(AuditEvent.id)))
        db.session.remove()
    assert school.run("demo", "remove", input="n\n").exit_code == 1
    assert rows(school) > 0
    assert school.run("demo", "remove", "--yes").exit_code == 0
    assert rows(school) == 0
    assert school.run("demo", "load", "--if-empty").output == "", "what was taken away does not come back by itself"
    assert rows(school) == 0
    assert not file.exists()
    assert not (school.folder / "demo-password").exists()
    with school.app.app_context():
        assert verify().bad_id is None
        assert verify().events == (events or 0) + 1
        db.session.remove()


def test_another_demo_comes_after_the_first_in_the_log(new_school: NewSchool) -> None:
    """The log is append-only: a second story keeps its rows' dates, its events are of today."""
    school = new_school()
    school.load(SMALL)
    school.run("demo", "remove", "--yes")
    school.load(SMALL, seed=8)
    with school.app.app_context():
        moments = db.session.scalars(select(AuditEvent.at).order_by(AuditEvent.id)).all()
        assert list(moments) == sorted(moments)
        with unit_of_work():
            assert seal_days(moments[-1].replace(hour=0) + (moments[-1] - moments[0])) > 0
        assert verify().bad_id is None
        db.session.remove()


def test_nobody_gets_the_number_of_somebody_from_the_demo(new_school: NewSchool) -> None:
    """The log and printed letters name people and links by their ids, and a link's code is made from its id."""
    school = new_school()
    school.load(2 * SMALL)
    school.run("demo", "remove", "--yes")
    school.load(SMALL, seed=8)
    school.run("demo", "remove", "--yes")
    with school.app.app_context():
        with unit_of_work():
            college = save_unit(Unit(), kind=UnitKind.COLLEGE, name="信息工程学院")
            assert college.id > 8
            assert min(allocate_ids(Student, 3)) > 2 * SMALL
            assert next_id(PersonalLink) > FIRST_LINK + SMALL
        db.session.remove()
