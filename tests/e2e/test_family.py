"""Families at 390 px: sign within a minute, a wrong code, without JavaScript, with a finger, two phones at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from school.foundation.db import db
from school.letters.models import LetterState, ReceiptPolicy, Signature, SignatureMethod
from tests.campus import Campus
from tests.letters.posted import Posted, posted
from tests.services.chromium import PHONE, ContextMaker


@pytest.fixture
def letter(campus: Campus) -> Posted:
    return posted(campus)


def a_phone(open_context: ContextMaker, **options: object) -> BrowserContext:
    return open_context(viewport=PHONE, device_scale_factor=2, has_touch=True, is_mobile=True, **options)


def open_letter(page: Page, address: str, letter: Posted, digits: str = "") -> None:
    """Scan the code and type four digits."""
    page.goto(f"{address}/r/{letter.token}")
    assert page.url == f"{address}/r/"
    page.get_by_label("四位数字").fill(digits or letter.code)
    page.get_by_role("button", name="打开信件").click()


def sign(page: Page, relationship: str, name: str) -> None:
    page.get_by_text(relationship, exact=True).click()
    page.get_by_label("您的姓名").fill(name)
    page.get_by_role("button", name="我已阅读这封信，签收").click()


def answers(letter: Posted) -> list[Signature]:
    db.session.rollback()
    return list(db.session.scalars(select(Signature).where(Signature.letter_id == letter.letter_id)))


def fits(page: Page) -> None:
    """Nothing is wider than the screen."""
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_grandmother_signs(phone: Page, address: str, letter: Posted) -> None:
    open_letter(phone, address, letter)
    expect(phone.get_by_text(f"{letter.student_name}同学的家长：")).to_be_visible()
    fits(phone)
    sign(phone, "外婆", "林桂芳")
    expect(phone.get_by_role("heading", name="已收到，谢谢您")).to_be_visible()
    picture = phone.locator(".keep img")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    with phone.expect_download() as download:
        phone.get_by_role("link", name="保存图片").click()
    assert download.value.suggested_filename == "receipt.png"
    fits(phone)
    assert letter.letter.state is LetterState.SIGNED
    phone.goto(f"{address}/r/{letter.token}")
    phone.get_by_label("四位数字").fill(letter.phone_digits)
    phone.get_by_role("button", name="打开信件").click()
    expect(phone.get_by_role("heading", name="已收到，谢谢您")).to_be_visible()


VOICES = """
(() => {
  const voice = (lang, localService) => ({ lang, localService, name: lang, default: false });
  const said = (window.said = []);
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
  const speech = {
    getVoices: () => %s,
    speak: (words) => { said.push(words.text); speech.now = words; },
    cancel: () => { speech.now = null; },
  };
  Object.defineProperty(window, "speechSynthesis", { value: speech });
})();
"""


def with_voices(open_context: ContextMaker, voices: str) -> Page:
    context = a_phone(open_context)
    context.add_init_script(VOICES % voices)
    return context.new_page()


def test_the_phone_reads_the_letter_aloud_with_a_voice_of_its_own(
    open_context: ContextMaker, address: str, letter: Posted
) -> None:
    page = with_voices(open_context, "[voice('en-US', true), voice('zh-CN', false), voice('zh_CN_#Hans', true)]")
    open_letter(page, address, letter)
    page.get_by_role("button", name="念给我听").click()
    expect(page.locator(".let .heard")).to_have_text("致家长的一封信")
    page.evaluate("speechSynthesis.now.onend()")
    expect(page.locator(".let .heard")).to_contain_text("同学的家长")
    page.get_by_role("button", name="先停一停").click()
    expect(page.locator(".let .heard")).to_have_count(0)
    page.get_by_role("button", name="接着念").click()
    assert page.evaluate("said.slice(1)") == [f"{letter.student_name}同学的家长："] * 2


@pytest.mark.parametrize("voices", ["[]", "[voice('zh-CN', false), voice('zh-HK', true), voice('en-US', true)]"])
def test_without_a_voice_on_the_phone_nothing_is_read(
    open_context: ContextMaker, address: str, letter: Posted, voices: str
) -> None:
    page = with_voices(open_context, voices)
    open_letter(page, address, letter)
    expect(page.get_by_role("button", name="字再大些")).to_be_visible()
    expect(page.get_by_role("button", name="念给我听")).to_be_hidden()


def test_all_that_a_fresh_phone_is_sent_is_small(open_context: ContextMaker, address: str, letter: Posted) -> None:
    """From the code to the letter, as this server sends it: uncompressed, so that less is sent elsewhere."""
    page = a_phone(open_context).new_page()
    bodies: list[int] = []
    page.on("requestfinished", lambda request: bodies.append(request.sizes()["responseBodySize"]))
    open_letter(page, address, letter)
    page.wait_for_load_state("networkidle")
    assert len(bodies) > 5
    assert sum(bodies) <= 60_000, bodies


def test_a_wrong_code_says_what_to_do(phone: Page, address: str, letter: Posted) -> None:
    open_letter(phone, address, letter, letter.wrong())
    alert = phone.get_by_role("alert")
    expect(alert).to_contain_text("这 4 位数字对不上")
    expect(alert).to_contain_text("还可以再试 4 次")
    expect(phone.get_by_text(letter.student_name)).to_have_count(0)
    fits(phone)
    phone.get_by_label("四位数字").fill(letter.code)
    phone.get_by_role("button", name="打开信件").click()
    expect(phone.get_by_text(f"{letter.student_name}同学的家长：")).to_be_visible()


def test_without_javascript(open_context: ContextMaker, address: str, letter: Posted) -> None:
    page = a_phone(open_context, java_script_enabled=False).new_page()
    open_letter(page, address, letter)
    expect(page.get_by_text("改用手指写名字")).to_be_hidden()
    page.get_by_role("button", name="我已阅读这封信，签收").click()
    expect(page.get_by_role("alert")).to_contain_text("您的姓名")
    sign(page, "母亲", "林桂芳")
    expect(page.get_by_role("heading", name="已收到，谢谢您")).to_be_visible()
    assert len(answers(letter)) == 1


def test_a_drawn_name_survives_turning_the_phone(phone: Page, address: str, letter: Posted) -> None:
    open_letter(phone, address, letter)
    phone.get_by_text("父亲", exact=True).click()
    phone.get_by_text("不打字，改用手指写名字").click()
    pad = phone.locator("canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    phone.mouse.move(box["x"] + 40, box["y"] + 40)
    phone.mouse.down()
    for step in range(1, 30):
        phone.mouse.move(box["x"] + 40 + 6 * step, box["y"] + 60 + (step % 6) * 12)
    phone.mouse.up()
    phone.set_viewport_size({"width": PHONE["height"], "height": PHONE["width"]})
    drawn = (
        "canvas => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some(value => value)"
    )
    assert pad.evaluate(drawn)
    phone.set_viewport_size(PHONE)
    phone.get_by_role("button", name="我已阅读这封信，签收").click()
    expect(phone.get_by_role("heading", name="已收到，谢谢您")).to_be_visible()
    (row,) = answers(letter)
    assert row.method is SignatureMethod.DRAWN
    assert row.strokes is not None
    assert len(row.strokes[0]) == 30


def test_an_empty_pad_is_no_signature(phone: Page, address: str, letter: Posted) -> None:
    open_letter(phone, address, letter)
    phone.get_by_text("父亲", exact=True).click()
    phone.get_by_text("不打字，改用手指写名字").click()
    phone.locator("canvas").click()
    phone.get_by_role("button", name="我已阅读这封信，签收").click()
    expect(phone.get_by_role("alert")).to_contain_text("手写框里还没有字")
    assert answers(letter) == []


def test_two_phones_at_once(open_context: ContextMaker, address: str, campus: Campus) -> None:
    """Mother and father press at the same moment under "both"; each of them twice."""
    letter = posted(campus, policy=ReceiptPolicy.BOTH)
    pages = [a_phone(open_context).new_page() for _ in range(2)]
    for page, who, name in zip(pages, ("母亲", "父亲"), ("林桂芳", "林建国"), strict=True):
        open_letter(page, address, letter)
        page.get_by_text(who, exact=True).click()
        page.get_by_label("您的姓名").fill(name)
    press = "document.querySelector('#sign').submit()"
    for page in pages:
        page.evaluate(f"() => {{ setTimeout(() => {{ {press}; {press} }}, 50) }}")
    for page in pages:
        expect(page.get_by_role("heading", name="已收到，谢谢您")).to_be_visible()
    assert sorted(row.name for row in answers(letter)) == ["林建国", "林桂芳"]
    assert letter.letter.state is LetterState.SIGNED


def test_declining_and_asking_have_pages_of_their_own(phone: Page, address: str, letter: Posted) -> None:
    open_letter(phone, address, letter)
    phone.get_by_role("link", name="我有疑问，请老师联系我").click()
    phone.get_by_label("想问什么").fill("96110 和 110 有什么不一样？")
    fits(phone)
    phone.get_by_role("button", name="发给老师").click()
    expect(phone.get_by_text("问题已经发给老师")).to_be_visible()
    phone.get_by_role("link", name="我不想签收").click()
    expect(phone.get_by_role("button", name="我不签收")).to_be_visible()
    fits(phone)
    phone.get_by_role("button", name="我不签收").click()
    expect(phone.get_by_role("heading", name="记下了：不签收")).to_be_visible()
    assert letter.letter.state is LetterState.DECLINED
