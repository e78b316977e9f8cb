"""The picture others show beside a link to this site, and the icon on a phone's first screen.

`.venv/bin/python -m tests.browser.share` draws both from the mark and the tokens.
"""

from pathlib import Path

from playwright.sync_api import sync_playwright

from tests import tools

STATIC = Path(__file__).parents[2] / "static"
SHEETS = "".join((STATIC / "css" / f"{name}.css").read_text() for name in ("tokens", "base"))
MARK = (STATIC / "img" / "mark.svg").read_text()
SHARE = """<style>{sheets}
body{{display:grid;place-content:center;justify-items:center;gap:2rem;height:100vh;border-top:24px solid var(--brand)}}
svg{{width:11rem;height:11rem}} h1{{font-size:5.5rem;color:var(--deep);margin:0}} p{{font-size:2.2rem;max-width:none;margin:0}}
</style><html lang="zh-CN"><body>{mark}<h1>民生微实事</h1><p>说一声，件件有回音。</p></body></html>"""
TOUCH = """<style>{sheets} body{{display:grid;place-content:center;height:100vh;background:var(--card)}}
svg{{width:8rem;height:8rem}}</style><body>{mark}</body>"""


def main():
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=tools.chromium(), args=["--no-sandbox"])
        for name, html, width, height in (
            ("share", SHARE, 1200, 630),
            ("touch", TOUCH, 180, 180),
        ):
            page = browser.new_page(viewport={"width": width, "height": height})
            page.set_content(html.format(sheets=SHEETS, mark=MARK))
            page.screenshot(path=STATIC / "img" / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
