"""Frames, menu, language, error pages, and the weight of a phone page."""

from __future__ import annotations

import gzip
import json

import pytest
from flask.testing import FlaskClient

from school.foundation.access import Gate, Role
from school.foundation.ui import frame, menu
from school.foundation.ui.assets import FrontEndNotBuilt, asset, icon, inline_icon
from school.foundation.ui.charts import Chart, Series
from school.foundation.ui.i18n import own_path
from school.foundation.ui.menu import menu_for_request
from tests.foundation.ui.conftest import ROOT, make_app, shelf, sign_in


@pytest.mark.parametrize("path", ["/_components", "/_components/phone", "/nowhere", "/r/404"])
def test_a_page_has_one_heading_landmarks_and_the_numbers(browser: FlaskClient, path: str) -> None:
    page = browser.get(path).text
    assert page.count("<h1") == 1
    assert page.count("<main") == page.count("<footer") == 1
    assert 'href="#main"' in page
    assert 'href="tel:110"' in page
    assert 'href="tel:96110"' in page
    assert "不会索要转账、银行卡号、短信验证码或其他服务的密码" in page
    assert "fz.yunzhou.example" in page
    assert '<html lang="zh-CN">' in page


def test_components_are_not_served_in_production() -> None:
    client = make_app(TESTING=False).test_client()
    assert client.get("/_components").status_code == 404
    assert client.get("/_components/phone").status_code == 404


def test_the_menu_shows_what_the_role_may_open(small_app: Gate) -> None:
    browser = small_app.test_client()
    assert "nav2" not in browser.get("/_components").text
    sign_in(small_app, Role.COUNSELLOR)
    assert 'href="/shelf"' in browser.get("/_components").text
    assert 'href="/accounts"' not in browser.get("/_components").text


def test_the_menu_is_ordered_and_knows_where_one_is(small_app: Gate) -> None:
    sign_in(small_app, Role.OFFICE)
    with small_app.test_request_context("/accounts/7"):
        from flask import g

        g.actor = small_app.load_actor()
        entries = menu_for_request()
    ours = [(entry.label, entry.count, entry.current) for entry in entries if entry.url in ("/shelf", "/accounts")]
    assert ours == [("Shelf", 3, False), ("Accounts", 0, True)]


def test_the_language_is_chosen_by_a_post_and_kept(small_app: Gate) -> None:
    small_app.config["WTF_CSRF_ENABLED"] = False
    browser = small_app.test_client()
    assert "跳到正文" in browser.get("/nowhere", headers={"Accept-Language": "en"}).text
    response = browser.post("/language", data={"language": "en", "next": "/nowhere?x=1"})
    assert response.location == "/nowhere?x=1"
    assert "Skip to the content" in browser.get("/nowhere").text
    browser.post("/language", data={"language": "tlh", "next": "/"})
    assert '<html lang="en">' in browser.get("/nowhere").text


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example", "", "x", "/a\n"])
def test_the_way_back_stays_on_this_host(target: str) -> None:
    assert own_path(target) == "/"


@pytest.mark.parametrize("code", [400, 403, 404, 405, 410, 413, 429, 503])
def test_errors_look_like_the_pages_around_them(browser: FlaskClient, code: int) -> None:
    office, phone = browser.get(f"/answer/{code}"), browser.get(f"/r/{code}")
    assert office.status_code == phone.status_code == code
    assert "/office-" in office.text
    assert "/phone-" in phone.text
    assert "纸质信下面的回执一样算数" in phone.text


@pytest.mark.parametrize(
    ("method", "path", "code"), [("GET", "/nowhere", 404), ("PUT", "/shelf", 405), ("POST", "/take", 400)]
)
def test_what_never_reaches_the_gate_keeps_the_menu_of_who_is_signed_in(
    small_app: Gate, method: str, path: str, code: int
) -> None:
    browser = small_app.test_client()
    assert "周敏" not in browser.open(path, method=method).text
    sign_in(small_app, Role.OFFICE)
    page = browser.open(path, method=method)
    assert page.status_code == code
    assert "周敏" in page.text
    assert 'href="/accounts"' in page.text


def test_a_student_gets_the_menu_of_the_phone(small_app: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    items = (menu.MenuItem("mine", "Mine", 1, "home", place="phone"), menu.MenuItem("shelf", "Today", 10, "home"))
    monkeypatch.setattr(menu, "_items", {item.endpoint: item for item in items})
    small_app.add_url_rule("/mine", "mine", shelf)
    sign_in(small_app, Role.STUDENT)
    page = small_app.test_client().get("/nowhere").text
    assert 'href="/mine"' in page
    assert "纸质信" not in page


@pytest.mark.parametrize(
    ("came_from", "way_back"),
    [
        ("http://localhost/shelf?page=2", '<a class="btn" href="/shelf?page=2">'),
        ("http://localhost/nowhere", ""),
        ("https://evil.example/shelf", ""),
        ("", ""),
    ],
)
def test_an_error_leads_back_to_the_page_of_ours_that_led_to_it(
    browser: FlaskClient, came_from: str, way_back: str
) -> None:
    page = browser.get("/nowhere", headers={"Referer": came_from}).text
    assert way_back in page
    assert ("回到上一页" in page) == bool(way_back)


def test_an_expired_form_says_that_the_text_is_still_there(browser: FlaskClient) -> None:
    response = browser.post("/take")
    assert response.status_code == 400
    assert "写的内容还在" in response.text


def test_a_broken_school_card_still_gives_an_error_page() -> None:
    app = make_app(TESTING=False, PROPAGATE_EXCEPTIONS=False)

    def lost() -> frame.School:
        raise RuntimeError("no database")

    frame.of(app).school = lost
    response = app.test_client().get("/broken")
    assert response.status_code == 500
    assert "系统出了问题" in response.text


def test_a_missing_build_or_icon_says_what_to_do(small_app: Gate) -> None:
    with small_app.test_request_context("/"):
        with pytest.raises(FrontEndNotBuilt, match="npm run build"):
            asset("nothing.css")
        with pytest.raises(FrontEndNotBuilt, match=r"names\.txt"):
            icon("nothing")
        with pytest.raises(FrontEndNotBuilt, match=r"names\.txt"):
            inline_icon("nothing")
        small_app.static_folder = str(ROOT / "static" / "src")
        with pytest.raises(FrontEndNotBuilt, match="npm ci"):
            asset("office.css")


def test_a_phone_page_weighs_less_than_60_kb(browser: FlaskClient) -> None:
    manifest = json.loads((ROOT / "static/dist/manifest.json").read_text(encoding="utf-8"))
    parts = [(ROOT / "static/dist" / manifest[name]).read_bytes() for name in ("phone.css", "phone.js", "crest.svg")]
    parts.append(browser.get("/_components/phone").data)
    assert sum(len(gzip.compress(part)) for part in parts) < 60_000


def test_phone_styles_keep_to_what_old_phones_know() -> None:
    manifest = json.loads((ROOT / "static/dist/manifest.json").read_text(encoding="utf-8"))
    css = (ROOT / "static/dist" / manifest["phone.css"]).read_text(encoding="utf-8")
    unknown = [word for word in (":has(", ":is(", ":where(", "inset:", "clamp(", "aspect-ratio", "gap:") if word in css]
    assert not unknown
    script = (ROOT / "static/dist" / manifest["phone.js"]).read_text(encoding="utf-8")
    assert "?." not in script
    assert "??" not in script


def test_a_chart_needs_a_value_for_each_category() -> None:
    chart = Chart("t", ("a", "b"), (Series("s", (1.0, None)),))
    assert chart.rows() == [("a", (1.0,)), ("b", (None,))]
    assert json.loads(chart.data())["series"][0]["values"] == [1.0, None]
    with pytest.raises(ValueError, match="each category"):
        Chart("t", ("a", "b"), (Series("s", (1.0,)),))


@pytest.mark.parametrize(("rows", "beside"), [(3, 3), (8, 8), (9, 9), (10, 8), (20, 8)])
def test_a_chart_s_table_is_as_high_as_its_drawing_and_folds_the_rest(rows: int, beside: int) -> None:
    chart = Chart("t", tuple(map(str, range(rows))), (Series("s", (1.0,) * rows),))
    shown, folded = chart.rows_beside()
    assert len(shown) == beside
    assert shown + folded == chart.rows()
