"""The pictures of the README, taken from a running demo.

With `make run` at work: `.venv/bin/python -m tests.browser.pictures http://127.0.0.1:8000`
"""

import os
import sys
from pathlib import Path

import django
from playwright.sync_api import sync_playwright

from tests import tools

os.environ |= {"DJANGO_SETTINGS_MODULE": "weishishi.settings", "WEISHISHI_DEMO": "1"}
django.setup()
from projects.demo.article import TRACK_ME
from projects.demo.people import LOGINS
from projects.demo.screen import TOKEN

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
LAMPS = TRACK_ME[0]
PUBLIC = {
    "home-phone": ("/", PHONE, False),
    "home-large-phone": ("/", PHONE, True),
    "project-phone": (f"/projects/{LAMPS}/", PHONE, False),
    "propose-phone": ("/propose/", PHONE, False),
    "home": ("/", DESK, False),
    "progress": ("/progress/", DESK, False),
    "story-phone": (f"/projects/{LAMPS}/story/", PHONE, False),
    "wishes-phone": ("/wishes/", PHONE, False),
    "transparency": ("/transparency/", DESK, False),
    "wall": (f"/screen/{TOKEN}/", {"width": 1920, "height": 1080}, False),
}
# Who reads what: a word of the login's name, the page, the viewport.
OF_OTHERS = {"anomalies": ("审计", "/admin/projects/project/anomalies/", DESK)}


def login_of(role):
    return next(login for login in LOGINS if role in login[0])


def main(base):
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=tools.chromium(), args=["--no-sandbox"])
        for name, (address, viewport, large) in PUBLIC.items():
            page = browser.new_page(base_url=base, viewport=viewport, locale="zh-CN")
            if large:
                page.context.add_cookies([{"name": "size", "value": "large", "url": base}])
            page.goto(address)
            page.screenshot(path=FOLDER / f"{name}.png")
            page.close()
        page = browser.new_page(base_url=base, viewport=DESK, locale="zh-CN")
        sign_in(page, login_of("书记"))
        page.screenshot(path=FOLDER / "desk.png")  # 我的待办
        page.locator('.matters a[href*="/projects/project/"][href$="/change/"]').first.click()
        page.wait_for_load_state()
        page.screenshot(path=FOLDER / "decision.png")  # the first matter on it
        page.close()
        for name, (who, address, viewport) in OF_OTHERS.items():
            page = browser.new_page(base_url=base, viewport=viewport, locale="zh-CN")
            sign_in(page, login_of(who))
            page.goto(address)
            page.screenshot(path=FOLDER / f"{name}.png")
            page.close()
        browser.close()


def sign_in(page, login):
    _role, username, password = login
    page.goto("/admin/")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", password)
    page.get_by_role("button", name="登录").click()
    page.wait_for_load_state()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
