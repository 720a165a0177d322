"""The class grid in the hand: fifty students by keyboard, by thumb, without script, and when it fails."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask.testing import FlaskClient
from playwright.sync_api import Page, Route, expect

from school.appstatus import actions, queries
from school.appstatus.models import Answer, Source
from school.appstatus.rules import LEVELS, Given, Rates
from school.foundation.db import db, unit_of_work
from school.org.models import SchoolClass, Student
from tests.appstatus.class_of_fifty import fill_own_class
from tests.campus import Campus
from tests.e2e.conftest import OpenAs
from tests.services.chromium import PHONE

ClientOf = Callable[[str], FlaskClient]


@pytest.fixture
def fifty(campus: Campus) -> list[int]:
    return fill_own_class(campus)


def class_rates(campus: Campus) -> Rates:
    db.session.rollback()
    return queries.rates_of_class(db.session.get_one(SchoolClass, campus.own_class))


class Keyboard:
    """Counts what is pressed."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1


def saved(page: Page) -> None:
    """Everything that was shown has been answered by the server."""
    expect(page.locator(".cgr.busy")).to_have_count(0)


def test_fifty_students_by_keyboard_in_less_than_a_minute(
    open_as: OpenAs, campus: Campus, fifty: list[int], record_property: Callable[[str, object], None]
) -> None:
    """As in a class meeting: 38 have all three, one after another the rest, and one mistake taken back."""
    page = open_as("counsellor", f"/classes/{campus.own_class}/app", viewport={"width": 1440, "height": 920})
    keys = Keyboard(page)
    expect(page.locator(".c3:focus")).to_have_count(1)
    started = time.monotonic()
    keys.press("s", *["3"] * 30)  # phones are shown round the tables: seen
    keys.press("2", "2", "1", "n", "u", "2", "0")
    keys.press(*["Shift+ArrowDown"] * 12, "3")  # these thirteen sit together
    keys.press("ArrowDown", "n", "Control+z", "n")
    saved(page)
    seconds = time.monotonic() - started
    record_property("keystrokes", keys.pressed)
    record_property("seconds", round(seconds, 1))
    print(f"\nmarked {50 - class_rates(campus).not_asked} of 50: {keys.pressed} keystrokes, {seconds:.1f} s")
    rates = class_rates(campus)
    assert (rates.alerts, rates.real_name, rates.installed) == (43, 45, 46)
    assert (rates.declined, rates.unable, rates.not_asked) == (2, 1, 0)
    assert seconds < 60
    assert page.locator(".mk.on").count() == 43 + 45 + 46 + 2  # two more in the switch


def test_a_whole_class_at_once_and_back(open_as: OpenAs, campus: Campus, fifty: list[int]) -> None:
    page = open_as("counsellor", f"/classes/{campus.own_class}/app", viewport={"width": 1440, "height": 920})
    page.keyboard.press("a")
    expect(page.locator("#bulk-count")).to_have_text("已选 50 人")
    page.keyboard.press("3")
    expect(page.locator("#grid-said")).to_have_text("已把 50 人记为“三项都有”（本人说）")
    expect(page.locator('[data-show="not_asked"] b')).to_have_text("0")
    page.keyboard.press("Control+z")
    expect(page.locator('[data-show="not_asked"] b')).to_have_text("50")
    assert class_rates(campus).not_asked == 50


def test_all_fifty_and_the_dock_fit_on_the_desk(open_as: OpenAs, campus: Campus, fifty: list[int]) -> None:
    page = open_as("counsellor", f"/classes/{campus.own_class}/app", viewport={"width": 1440, "height": 920})
    page.keyboard.press("End")
    page.keyboard.press("Shift+ArrowUp")
    dock = page.locator("#bulk-bar").bounding_box()
    last = page.locator(".cg-body .cgr").last.bounding_box()
    assert dock is not None
    assert last is not None
    assert page.evaluate("window.scrollY") == 0
    assert last["y"] + last["height"] <= dock["y"]
    assert dock["y"] + dock["height"] <= 920


def test_finding_filtering_and_a_no_that_a_slip_cannot_undo(open_as: OpenAs, campus: Campus, fifty: list[int]) -> None:
    own = db.session.get_one(SchoolClass, campus.own_class)
    with unit_of_work():
        declined = db.session.get_one(Student, fifty[3])
        actions.set_answers(own, [declined], Given(Answer.DECLINED, source=Source.SAID))
    page = open_as("counsellor", f"/classes/{campus.own_class}/app")
    shown = page.locator(".cg-body .cgr:visible")
    page.locator('[data-show="declined"]').click()
    expect(shown).to_have_count(1)
    shown.locator(".c3").first.click(force=True)
    page.keyboard.press(" ")
    assert class_rates(campus).declined == 1
    page.locator('[data-show="students"]').click()
    page.locator(".cg-body .c3").first.focus()
    page.keyboard.press("/")
    page.keyboard.type("阿依")
    expect(shown).to_have_count(1)
    page.keyboard.press("Enter")
    page.keyboard.press("1")
    saved(page)
    assert class_rates(campus).installed == 1, "an explicit key changes what is wanted"


def test_what_could_not_be_saved_is_shown_as_it_was(open_as: OpenAs, campus: Campus, fifty: list[int]) -> None:
    page = open_as("counsellor", f"/classes/{campus.own_class}/app")

    page.context.set_offline(True)  # not a route: Chromium does not show every fetch to one
    page.keyboard.press("3")
    expect(page.get_by_role("alert").get_by_text("网")).to_be_visible()
    expect(page.locator(".mk.on")).to_have_count(2)
    page.context.set_offline(False)
    page.keyboard.press("3")
    saved(page)
    assert class_rates(campus).alerts == 1


@pytest.fixture
def thumb(open_as: OpenAs, campus: Campus, fifty: list[int]) -> Page:
    """The grid on the counsellor's phone."""
    small = {"viewport": PHONE, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}
    return open_as("counsellor", f"/classes/{campus.own_class}/app", **small)


def test_targets_fit_the_thumb_and_nothing_is_wider_than_the_screen(thumb: Page) -> None:
    assert thumb.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    for cell in thumb.locator(".cg-body .cgr").first.locator(".c3").all():
        box = cell.bounding_box()
        assert box is not None
        assert box["width"] >= 58
        assert box["height"] >= 53


def test_fifty_students_by_thumb(thumb: Page, campus: Campus) -> None:
    """The first five tick by tick, forty chosen and marked together, one who does not want it, four left."""
    started = time.monotonic()
    rows = thumb.locator(".cg-body .cgr")
    for index in range(5):
        rows.nth(index).locator(".c3").nth(1).tap()
        rows.nth(index).locator(".c3").nth(2).tap()
    for index in range(5, 45):
        rows.nth(index).locator(".ck input").tap()
    thumb.get_by_role("button", name="三项都有").tap()
    expect(thumb.locator("#grid-said")).to_contain_text("已把 40 人")
    rows.nth(45).locator(".ck input").tap()
    thumb.get_by_role("button", name="更多").first.tap()
    thumb.get_by_role("button", name="本人不安装").tap()
    saved(thumb)
    print(f"\n46 students: {5 * 2 + 40 + 1 + 3} taps, {time.monotonic() - started:.1f} s")
    rates = class_rates(campus)
    assert (rates.alerts, rates.declined, rates.not_asked) == (45, 1, 4)
    thumb.get_by_role("button", name="撤销").tap()
    expect(thumb.locator("#grid-said")).to_contain_text("已撤销 1 人")
    assert time.monotonic() - started < 60


def test_without_script_it_is_a_form(open_as: OpenAs, campus: Campus, fifty: list[int]) -> None:
    page = open_as("counsellor", f"/classes/{campus.own_class}/app", java_script_enabled=False)
    page.locator(f'input[value="{fifty[0]}"]').check()
    page.locator(f'input[value="{fifty[1]}"]').check()
    page.get_by_text("看过", exact=True).first.click()
    page.get_by_role("button", name="三项都有").click()
    expect(page.get_by_text("已把 2 人记为“三项都有”（看过）")).to_be_visible()
    assert class_rates(campus).alerts == 2
    page.get_by_role("button", name="撤销").click()
    assert class_rates(campus).not_asked == 50


@pytest.mark.parametrize(
    ("username", "path", "tick"), [("monitor", "marks", ".mrow .tk"), ("counsellor", "app", ".cg-body .c3")]
)
def test_an_answer_that_was_overtaken_changes_nothing_on_the_screen(
    open_as: OpenAs, campus: Campus, fifty: list[int], username: str, path: str, tick: str
) -> None:
    """The first tap's answer comes after the second tap, and must not take that back."""
    page = open_as(username, f"/classes/{campus.own_class}/{path}")
    state = "aria-pressed" if username == "monitor" else "aria-label"
    ticks = page.locator(tick)
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route(f"**/classes/{campus.own_class}/*", hold)
    ticks.nth(1).click()
    ticks.nth(2).click()
    shown = ticks.nth(2).get_attribute(state)
    page.wait_for_timeout(100)
    assert len(waiting) == 1, "steps are saved one after another"
    waiting.pop().continue_()
    while not waiting:
        page.wait_for_timeout(20)
    assert ticks.nth(2).get_attribute(state) == shown, "the second tap stands while it is saved"
    with page.expect_response("**/classes/**"):
        waiting.pop().continue_()
    page.unroute_all(behavior="wait")
    expect(ticks.nth(2)).to_have_attribute(state, shown or "")
    assert (class_rates(campus).alerts) == 1


def test_a_monitor_passes_on_marks_by_thumb(open_as: OpenAs, campus: Campus, fifty: list[int]) -> None:
    own = db.session.get_one(SchoolClass, campus.own_class)
    with unit_of_work():
        actions.set_answers(own, [db.session.get_one(Student, fifty[0])], Given(Answer.DECLINED, source=Source.SAID))
    page = open_as("monitor", "/me/class-app", viewport=PHONE, has_touch=True, is_mobile=True)
    for index in range(3):
        page.locator(".mlist .mrow").nth(index).locator(".tk").nth(1).tap()
    expect(page.locator('.tk[aria-pressed="true"]')).to_have_count(6)
    expect(page.locator("#marks-undo")).to_be_visible()
    expect(page.locator("#marks-said")).to_contain_text("1 人")
    page.locator("#marks-undo button").tap()
    expect(page.locator("#marks-said")).to_contain_text("撤销")
    expect(page.locator('.tk[aria-pressed="true"]')).to_have_count(4)
    rates = class_rates(campus)
    assert (rates.real_name, rates.declined) == (1, 1), "the own no stands, the last tick was taken back"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way(open_as: OpenAs, campus: Campus, address: str, scheme: str) -> None:
    own = db.session.get_one(SchoolClass, campus.own_class)
    ids = campus.students_of("计科2402班")
    with unit_of_work():
        marked = [db.session.get_one(Student, each) for each in ids[:2]]
        actions.set_answers(own, marked, Given(Answer.MARKS, LEVELS[2], source=Source.SEEN))
        actions.set_answers(own, marked[:1], Given(Answer.DECLINED, source=Source.SAID))
    grid = f"/classes/{own.id}/app"
    page = open_as("counsellor", grid, color_scheme=scheme)
    page.keyboard.press("a")
    found = [("grid", Axe().run(page).response["violations"])]
    for path in ("/app-status/students", f"/students/{ids[0]}/app", "/spot-checks", "/spot-checks/new"):
        page.goto(address + path)
        found.append((path, Axe().run(page).response["violations"]))
    for username, path in (("student", "/me/app"), ("monitor", f"/classes/{own.id}/marks")):
        phone = open_as(username, path, viewport=PHONE, color_scheme=scheme)
        found.append((path, Axe().run(phone).response["violations"]))
    wrong = [(path, each["id"], each["nodes"][0]["html"][:160]) for path, violations in found for each in violations]
    assert wrong == []
