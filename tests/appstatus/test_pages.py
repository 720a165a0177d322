"""Every page of this room opens for its own people, saves, refuses, and says nothing it must not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from school.appstatus import actions, queries
from school.appstatus.models import Answer, AppStatus, Source, SpotCheck, SpotCheckEntry, SpotCheckResult, UnableReason
from school.appstatus.rules import LEVELS, Given
from school.appstatus.spot_checks import actions as spot_actions
from school.foundation.db import db, unit_of_work
from school.org.models import SchoolClass, Student
from tests.campus import OWN_CLASS, Campus
from tests.services.pages import without_token

ClientOf = Callable[[str], FlaskClient]
JSON = {"Accept": "application/json"}


def stands(student_id: int) -> tuple | None:
    db.session.expire_all()
    status = db.session.get(AppStatus, student_id)
    return status and (status.answer, (status.installed, status.real_name, status.alerts), status.source)


def test_the_grid_opens_and_offers_buttons_only_to_the_counsellor(client_of: ClientOf, campus: Campus) -> None:
    for username, may_set in (("counsellor", True), ("college_contact", False), ("office", False)):
        page = client_of(username).get(f"/classes/{campus.own_class}/app").text
        assert ('id="bulk-bar"' in page) == may_set
        assert "阿依努尔·买买提" in page
    assert client_of("counsellor").get(f"/classes/{campus.foreign_class}/app").status_code == 404
    assert client_of("monitor").get(f"/classes/{campus.own_class}/app").status_code == 403


def test_saving_answers_json_and_undo_brings_back(client_of: ClientOf, campus: Campus) -> None:
    client, ids = client_of("counsellor"), campus.students_of(OWN_CLASS)
    url = f"/classes/{campus.own_class}/app"
    saved = client.post(url, data={"students": ids[:3], "choice": "111", "source": "seen"}, headers=JSON).json
    assert [row["marks"] for row in saved["rows"]] == ["111"] * 3
    assert saved["counts"]["not_asked"] == 3
    assert "name" not in saved["rows"][0]
    assert stands(ids[0]) == (Answer.MARKS, (True, True, True), Source.SEEN)
    undone = client.post(f"{url}/undo", data={"event": saved["undo"]}, headers=JSON).json
    assert undone["counts"]["not_asked"] == 6
    assert stands(ids[0])[0] is Answer.NOT_ASKED


def test_the_same_form_without_script(client_of: ClientOf, campus: Campus) -> None:
    client, ids = client_of("counsellor"), campus.students_of(OWN_CLASS)
    url = f"/classes/{campus.own_class}/app"
    page = client.post(
        url,
        data={"students": ids[:1], "choice": "unable", "reason": "no_phone", "source": "said"},
        follow_redirects=True,
    )
    assert page.status_code == 200
    assert 'name="event" value="' in page.text
    assert stands(ids[0])[0] is Answer.UNABLE


@pytest.mark.parametrize(
    "wrong",
    [{"choice": "111"}, {"choice": "unable"}, {"choice": "011"}, {"choice": "111", "source": "guessed"}, {}],
)
def test_what_cannot_be_is_refused_with_422(client_of: ClientOf, campus: Campus, wrong: dict) -> None:
    ids = campus.students_of(OWN_CLASS)
    data = wrong if wrong == {"choice": "111"} else {"students": ids[:1], **wrong}
    for headers in (JSON, {}):
        assert (
            client_of("counsellor").post(f"/classes/{campus.own_class}/app", data=data, headers=headers).status_code
            == 422
        )
    foreign = {"students": [max(campus.students.values())], "choice": "111"}
    assert client_of("counsellor").post(f"/classes/{campus.own_class}/app", data=foreign).status_code == 422
    assert stands(ids[0]) is None


def test_a_counsellor_cannot_undo_what_somebody_else_set(client_of: ClientOf, campus: Campus) -> None:
    ids = campus.students_of(OWN_CLASS)
    told = client_of("monitor").post(
        f"/classes/{campus.own_class}/marks", data={"students": ids, "choice": "111"}, headers=JSON
    )
    answer = client_of("counsellor").post(
        f"/classes/{campus.own_class}/app/undo", data={"event": told.json["undo"]}, headers=JSON
    )
    assert answer.json["counts"]["not_asked"] == 0


def test_a_monitor_page_is_the_same_for_a_no_and_for_silence(client_of: ClientOf, campus: Campus) -> None:
    own = db.session.get_one(SchoolClass, campus.own_class)
    students = list(db.session.scalars(select(Student).where(Student.class_id == own.id).order_by(Student.id)))
    url = f"/classes/{own.id}/marks"
    client = client_of("monitor")

    def page() -> str:
        return without_token(client.get(url).text)

    before = page()
    with unit_of_work():
        actions.set_answers(own, students[3:4], Given(Answer.DECLINED, source=Source.SAID))
        actions.set_answers(own, students[4:5], Given(Answer.UNABLE, reason=UnableReason.NO_PHONE, source=Source.SAID))
        actions.set_answers(own, students[5:6], Given(Answer.MARKS, source=Source.SEEN))
    assert page() == before
    answers = [
        client.post(url, data={"students": [each.id], "choice": "111"}, headers=JSON).json["message"]
        for each in students[2:6]
    ]
    assert len(set(answers)) == 1
    for forbidden in ("declined", "unable", "not_asked"):
        assert client.post(url, data={"students": [students[0].id], "choice": forbidden}).status_code == 422
    assert stands(students[3].id)[0] is Answer.DECLINED


def test_students_answer_for_themselves(client_of: ClientOf, campus: Campus) -> None:
    client, own_id = client_of("student"), campus.students_of(OWN_CLASS)[0]
    assert client.get("/me/app").status_code == 200
    for data, answer in (
        ({"answer": "declined"}, Answer.DECLINED),
        ({"answer": "unable", "reason": "feature_phone"}, Answer.UNABLE),
        ({"answer": "later"}, Answer.MARKS),
        ({"answer": "installed", "alerts": "y"}, Answer.MARKS),
    ):
        assert client.post("/me/app", data=data).status_code == 302
        assert stands(own_id)[0] is answer
    assert stands(own_id) == (Answer.MARKS, (True, False, True), Source.SAID)
    assert client.post("/me/app", data={"answer": "unable"}).status_code == 422
    assert client.post("/me/app", data={}).status_code == 422
    assert client.get("/me/app").text.count("checked") >= 2


def test_a_reminder_is_seen_by_the_student_alone(client_of: ClientOf, campus: Campus) -> None:
    ids = campus.students_of(OWN_CLASS)
    url = f"/classes/{campus.own_class}/app/reminders"
    client = client_of("counsellor")
    assert "6" in client.post(url, data={"students": ids}, headers=JSON).json["message"]
    client.post(url, data={"students": ids}, headers=JSON)
    assert 'class="say"' in client_of("student").get("/me/app").text
    client_of("student").post("/me/app", data={"answer": "declined"})
    assert 'class="say"' not in client_of("student").get("/me/app").text


def test_lists_behind_numbers_stay_in_scope(client_of: ClientOf, campus: Campus) -> None:
    own = db.session.get_one(SchoolClass, campus.own_class)
    with unit_of_work():
        actions.set_answers(
            own,
            [db.session.get_one(Student, campus.students_of(OWN_CLASS)[0])],
            Given(Answer.MARKS, LEVELS[3], source=Source.SEEN),
        )
    for username, rows in (("office", 24), ("college_contact", 12), ("counsellor", 6)):
        assert client_of(username).get("/app-status/students").text.count('data-label="学号"') == rows
    office = client_of("office")
    assert (
        office.get(f"/app-status/students?figure=installed&college={own.college_id}").text.count('data-label="学号"')
        == 1
    )
    assert (
        office.get(f"/app-status/students?figure=not_asked&school_class={own.id}").text.count('data-label="学号"') == 5
    )
    assert office.get("/app-status/students?figure=nonsense&college=x").status_code == 200


def test_history_says_who_and_what_does_not_count(client_of: ClientOf, campus: Campus) -> None:
    first = campus.students_of(OWN_CLASS)[0]
    client_of("student").post("/me/app", data={"answer": "declined"})
    client_of("monitor").post(f"/classes/{campus.own_class}/marks", data={"students": [first], "choice": "111"})
    page = client_of("counsellor").get(f"/students/{first}/app").text
    assert "不计入" in page
    assert client_of("counsellor").get(f"/students/{max(campus.students.values())}/app").status_code == 404


def test_a_spot_check_from_draw_to_result(client_of: ClientOf, campus: Campus) -> None:
    client = client_of("counsellor")
    assert client.get("/spot-checks").status_code == 200
    assert client.get("/spot-checks/new").status_code == 200
    assert client.post("/spot-checks/new", data={"size": "4"}).status_code == 422
    shown = client.post("/spot-checks/new", data={"school_class": campus.own_class, "size": "4"})
    assert shown.status_code == 302
    check = db.session.scalars(select(SpotCheck)).one()
    entries = [entry.id for entry, *_ in db.session.execute(select(SpotCheckEntry))]
    assert len(entries) == 4
    for entry, result in zip(entries, ("alerts", "installed", "declined_to_show", "not_installed"), strict=True):
        assert client.get(f"/spot-checks/entries/{entry}").status_code == 200
        assert client.post(f"/spot-checks/entries/{entry}", data={"result": result}).status_code == 302
    assert client.post(f"/spot-checks/entries/{entries[0]}", data={"result": "open"}).status_code == 422
    page = client.get(f"/spot-checks/{check.id}").text
    assert "66.7%" in page
    assert "20.8%–93.9%" in page
    assert client.post(f"/spot-checks/{check.id}/close").status_code == 302
    assert client.get("/spot-checks").text.count("<tr>") == 2
    with client.get("/spot-checks/list.xlsx") as sheet:
        assert sheet.data[:2] == b"PK"
    assert client_of("foreign_counsellor").get(f"/spot-checks/{check.id}").status_code == 404
    assert queries.status_of(db.session.get_one(Student, campus.students_of(OWN_CLASS)[0])) is None


def test_a_no_is_never_drawn_and_a_draw_can_be_repeated(campus: Campus) -> None:
    own = db.session.get_one(SchoolClass, campus.own_class)
    students = list(db.session.scalars(select(Student).where(Student.class_id == own.id).order_by(Student.id)))
    with unit_of_work():
        actions.set_answers(own, students[:2], Given(Answer.DECLINED, source=Source.SAID))
        first = spot_actions.draw(own, 3, seed=7)
        second = spot_actions.draw(own, 3, seed=7)
        everybody = spot_actions.draw(own, 50)
    drawn = [
        set(db.session.scalars(select(SpotCheckEntry.student_id).where(SpotCheckEntry.spot_check_id == check.id)))
        for check in (first, second, everybody)
    ]
    assert drawn[0] == drawn[1]
    assert drawn[2] == {student.id for student in students[2:]}
    assert first.population == 4
    assert first.population_digest == second.population_digest


def test_a_closed_check_takes_no_more(client_of: ClientOf, campus: Campus) -> None:
    own = db.session.get_one(SchoolClass, campus.own_class)
    with unit_of_work():
        check = spot_actions.draw(own, 2)
        spot_actions.close(check)
    entry = db.session.scalars(select(SpotCheckEntry)).first()
    answer = client_of("counsellor").post(f"/spot-checks/entries/{entry.id}", data={"result": "alerts"})
    assert answer.location == f"/spot-checks/{check.id}"
    db.session.expire_all()
    assert db.session.get_one(SpotCheckEntry, entry.id).result is SpotCheckResult.OPEN
