# ruff: noqa: INP001 (a script beside the pages it makes pictures for)
"""The pictures of the README, from a made-up campus of its own: ``make pictures`` writes docs/pictures/*.png."""

from __future__ import annotations

import io
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).parent.parent
PICTURES = Path(__file__).parent / "pictures"
PORT = 5099
BASE = f"http://127.0.0.1:{PORT}"
PASSWORD = "pictures-of-a-demo"  # noqa: S105 (of a campus that lives as long as this script)
DESK: ViewportSize = {"width": 1440, "height": 920}
PHONE: ViewportSize = {"width": 390, "height": 844}
SHEET = """学号	姓名	学院	班级	家长姓名	家长电话
2026010201	赵一	信息工程学院	软件2601班	赵大	1391234567
2026010202	钱二	信息工程学院	软件2601班	钱大	13912345678
"""


def flask(*arguments: str) -> str:
    """What a command printed."""
    command = [sys.executable, "-m", "flask", *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def wait_for_server() -> None:
    """Return when somebody listens at the port; after a minute the error goes up."""
    for _ in range(120):
        with socket.socket() as visitor:
            if visitor.connect_ex(("127.0.0.1", PORT)) == 0:
                return
        time.sleep(0.5)
    raise TimeoutError(BASE)


def keep(page: Page, name: str) -> None:
    """The window as a PNG of 128 colours: small enough to stand in the repository."""
    page.wait_for_timeout(600)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(128, dither=Image.Dither.NONE).save(PICTURES / f"{name}.png", optimize=True)


def signed_in(browser: Browser, role: str) -> Page:
    """A desk's window with a role signed in."""
    page = browser.new_page(viewport=DESK)
    page.goto(f"{BASE}/sign-in")
    page.fill("[name=username]", role)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button")
    return page


def office_and_class(browser: Browser) -> None:
    """The office's home, a roster with a number too short, a class's three marks."""
    page = signed_in(browser, "office")
    keep(page, "office-home")
    page.goto(f"{BASE}/roster")
    page.fill("main textarea", SHEET)
    page.click("main form button.pri")
    keep(page, "import")
    page = signed_in(browser, "counsellor")
    page.goto(f"{BASE}/app-status")
    keep(page, "class-grid")


def family(browser: Browser, link: str, code: str) -> None:
    """The three screens a family sees: the code, the letter, the receipt."""
    page = browser.new_page(viewport=PHONE)
    page.goto(link)
    keep(page, "family-1")
    page.fill("main input[name=last_four]", code)
    page.click("main form button")
    keep(page, "family-2")
    page.check("main input[name=relationship] >> nth=0")
    page.fill("main input[name=name]", "王建国")
    page.click("main form button.b:not(.k)")
    page.wait_for_url("**/received**")
    keep(page, "family-3")


def main() -> None:
    """Make a campus, serve it, take the pictures, remove it."""
    PICTURES.mkdir(exist_ok=True)
    folder = tempfile.mkdtemp()
    os.environ.update(INSTANCE_DIR=folder, BASE_URL=BASE)
    flask("db", "upgrade")
    printed = flask("demo", "load", "--students", "600", "--seed", "3", "--password", PASSWORD)
    found = re.search(r"(http\S+/r/\S+).*核对码 (\d{4})", printed)
    if found is None:
        raise SystemExit("flask demo load printed no family link to take a picture of")
    link, code = found.groups()
    serve = [sys.executable, "-m", "gunicorn", "-b", f"127.0.0.1:{PORT}", "--threads", "4", "app:create_app()"]
    server = subprocess.Popen(serve, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for_server()
        program = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            office_and_class(chromium)
            family(chromium, link, code)
            chromium.close()
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
