"""The same lamp against a portal somebody started: `make run`, then

    .venv/bin/python -m tests.browser.by_hand http://127.0.0.1:8000 COMMAND…

Between the notice and the town three days have to pass, and again while residents say how it went:
COMMAND… is how to say
`manage.py demo --later 3` to that portal (docs/operating.md).
"""

import subprocess
import sys
import time

from playwright.sync_api import sync_playwright

from tests import tools
from tests.browser.lamp import Lamp, Login

WHO = {
    "secretary": "shabaishi-shuji",
    "liaison": "shabaishi-lianluo",
    "town_officer": "nanshui-jingban",
    "lead_contact": "nanshui-guadian",
    "supervisor": "jinwan-ducha",
    "town_finance": "nanshui-caizheng",
}
PASSWORD = "minsheng-weishishi"


def main(base, *days_pass):
    people = {who: Login(name, PASSWORD) for who, name in WHO.items()}
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=tools.chromium(), args=["--no-sandbox"])
        lamp = Lamp(browser, base, "沙白石村", people)
        lamp.is_proposed()
        print("proposed", lamp.number, flush=True)
        lamp.is_decided_by_the_village()
        print("on notice; the report is refused for three days", flush=True)
        subprocess.run(days_pass, check=True)
        time.sleep(7)
        lamp.is_confirmed_by_the_town()
        print("confirmed", flush=True)
        lamp.is_built()
        print("built; residents are asked for three days", flush=True)
        subprocess.run(days_pass, check=True)
        time.sleep(7)
        lamp.is_evaluated()
        lamp.is_watched_by_the_district()
        text = lamp.public_page().locator("main").inner_text()
        assert "批准，确定立项" in text
        assert lamp.complaints == [], lamp.complaints
        print("archived; requests that left the site: 0, script errors: 0")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), *sys.argv[2:])
