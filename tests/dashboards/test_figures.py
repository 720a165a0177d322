"""``flask figures``, the pages and the spreadsheet say the same, and stop saying it when something changes."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from school.dashboards.queries.figures import by_class, by_college, figures_of
from school.dashboards.queries.trend import trend
from school.foundation.access import CAMPUS, Gate, Scope
from school.foundation.audit.models import AuditEvent
from school.foundation.clock import today
from school.foundation.db import db, unit_of_work
from school.letters.models import Letter, LetterState, Mailing
from school.org.models import Student, Unit
from tests.campus import OWN_CLASS, Campus
from tests.dashboards.campaign import a_campaign

ClientOf = Callable[[str], FlaskClient]
COLLEGE = "信息工程学院"


def printed(app: Gate, *arguments: str) -> dict[str, Any]:
    result = app.test_cli_runner().invoke(args=["figures", "--json", *arguments])
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def shown(page: str) -> list[tuple[str, str]]:
    """The figures of the cards, as (percent, "count / whole")."""
    percents = re.findall(r'class="big"[^>]*>([\d.—]+)<small>', page)
    return list(zip(percents, re.findall(r'class="of">([\d,]+ / [\d,]+)<', page), strict=True))


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        ((), "/"),
        (("--college", COLLEGE), "/colleges/{college}"),
        (("--class", OWN_CLASS), "/classes/{own}/figures"),
        (("--college", COLLEGE, "--class", OWN_CLASS), "/classes/{own}/figures"),
    ],
)
def test_the_command_prints_what_the_page_shows(
    app: Gate, client_of: ClientOf, campus: Campus, arguments: tuple[str, ...], path: str
) -> None:
    a_campaign(campus)
    page = client_of("office").get(path.format(college=campus.units[COLLEGE], own=campus.own_class))
    figures = printed(app, *arguments)
    cards = []
    for mark in ("installed", "real_name", "alerts"):
        app_figure = figures["app"][mark]
        for ratio, whole in (("of_all", figures["students"]), ("of_willing", figures["app"]["willing_and_able"])):
            cards.append((f"{app_figure[ratio] * 100:.1f}", f"{app_figure['count']} / {whole}"))
    assert shown(page.get_data(as_text=True)) == cards
    stages = re.findall(r'class="v"><a data-count="(\d+)"', page.get_data(as_text=True))
    expected = [figures["letters"][name] for name in ("issued", "handed_out", "confirmed_by_student", "answered")]
    assert [int(stage) for stage in stages[:4]] == expected


def test_the_figures_of_the_campus(app: Gate, campus: Campus) -> None:
    a_campaign(campus)
    figures = printed(app)
    assert figures["students"] == 24
    assert figures["app"] == {
        "installed": {"count": 6, "of_all": 0.25, "of_willing": 0.3333},
        "real_name": {"count": 3, "of_all": 0.125, "of_willing": 0.1667},
        "alerts": {"count": 3, "of_all": 0.125, "of_willing": 0.1667},
        "declined": 3,
        "unable": 3,
        "not_asked": 12,
        "willing_and_able": 18,
    }
    letters = figures["letters"]
    assert (letters["issued"], letters["handed_out"], letters["answered"], letters["checked"]) == (24, 20, 12, 4)
    assert letters["signed"] + letters["back"] == letters["answered"]
    assert letters["confirmed_by_student"] == 4
    assert figures["coverage"]["families_answered"] == {"count": 12, "of_issued": 0.5}


@pytest.mark.parametrize("arguments", [("--college", "没有学院"), ("--class", "没有班"), ("--mailing", "没有信")])
def test_an_unknown_name_is_one_clear_sentence(app: Gate, arguments: tuple[str, str]) -> None:
    result = app.test_cli_runner().invoke(args=["figures", "--json", *arguments])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.strip() == f"There is no {arguments[0].strip('-')} {arguments[1]}."


def test_without_json_it_is_a_small_table(app: Gate, campus: Campus) -> None:
    a_campaign(campus)
    result = app.test_cli_runner().invoke(args=["figures"])
    assert result.exit_code == 0
    assert re.search(r"installed +6 +25\.0% +33\.3%", result.stdout)
    assert re.search(r"confirmed_by_student +4", result.stdout)


def test_parts_add_up_to_the_whole_and_keep_the_schools_order(campus: Campus) -> None:
    a_campaign(campus)
    colleges, classes = by_college(CAMPUS), by_class(CAMPUS)
    assert colleges.total == classes.total == figures_of(CAMPUS)
    order = list(db.session.scalars(select(Unit.name).where(Unit.kind == "college").order_by(Unit.position)))
    assert [row.name for row in colleges.rows] == order


def test_figures_are_kept_until_something_changes(app: Gate, campus: Campus) -> None:
    a_campaign(campus)
    before = figures_of(CAMPUS)
    assert figures_of(CAMPUS).rates == before.rates
    with unit_of_work():  # no audit event: the database itself says that it changed
        letter = db.session.scalars(select(Letter).where(Letter.state == LetterState.ISSUED).limit(1)).one()
        letter.state = LetterState.HANDED_OUT
    assert figures_of(CAMPUS).letters["handed_out"] == before.letters["handed_out"] + 1
    with unit_of_work():
        db.session.execute(
            update(Student).where(Student.id == campus.students_of(OWN_CLASS)[0]).values(left_on=today())
        )
    assert figures_of(CAMPUS).rates.students == before.rates.students - 1


def test_figures_follow_a_change_of_the_same_transaction(campus: Campus) -> None:
    a_campaign(campus)
    with unit_of_work():
        before = figures_of(CAMPUS).letters["handed_out"]
        for letter in db.session.scalars(select(Letter).where(Letter.state == LetterState.ISSUED).limit(2)).all():
            letter.state = LetterState.HANDED_OUT
            db.session.flush()
            before += 1
            assert figures_of(CAMPUS).letters["handed_out"] == before


def test_one_mailing_or_all_that_are_open(app: Gate, campus: Campus) -> None:
    first = a_campaign(campus)
    a_campaign(campus, name="补发")
    assert printed(app)["letters"]["issued"] == 48
    assert printed(app, "--mailing", "补发")["letters"]["issued"] == 24
    with unit_of_work():
        mailing = db.session.get_one(Mailing, first)
        mailing.closed_at = mailing.created_at
    assert printed(app)["letters"]["issued"] == 24


def test_the_trend_ends_where_the_figures_are(campus: Campus) -> None:
    a_campaign(campus)
    for scope in (CAMPUS, Scope(classes=frozenset({campus.own_class}))):
        figures, last = figures_of(scope), trend(scope).days[-1]
        assert last.answered == pytest.approx(figures.letters["answered"] / figures.letters["issued"] * 100, abs=0.05)
        assert last.alerts == pytest.approx(figures.rates.alerts / figures.rates.students * 100, abs=0.05)


def test_the_spreadsheet_is_the_table_and_leaves_a_trace(client_of: ClientOf, campus: Campus) -> None:
    a_campaign(campus)
    answer = client_of("office").get("/figures.xlsx", buffered=True)
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.data)).active.values)
    heading = list(rows[0])
    total = dict(zip(heading, rows[-1], strict=True))
    assert [row[0] for row in rows[1:-1]] == ["信息工程学院", "外国语学院"]
    assert (total["学生"], total["已安装"], total["学生已确认"]) == (24, 6, 4)
    db.session.rollback()
    event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()
    assert (event.event, json.loads(event.data)["rows"]) == ("figures.exported", 2)
