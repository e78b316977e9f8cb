"""What does a first visit weigh, and does anything on it come from elsewhere?"""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

from projects.models import Project
from villages.models import Village

KB = 1024
MOST, MOST_CSS, MOST_JS = 60 * KB, 12 * KB, 15 * KB  # gzip; the scorecard's U4
PAGES = (
    "/", "/projects/", "/projects/{number}/", "/villages/{village}/", "/towns/{town}/", "/progress/",
)  # fmt: skip
# Not kept, so not compressed by the portal (weishishi.kept_pages); the proxy need not either.
AS_THEY_ARE = ("/projects/?text=路灯", "/propose/", "/track/", "/privacy/", "/nowhere/")
# Whatever a tag fetches by itself; a link to follow is none of it.
ELSEWHERE = re.compile(
    r"""<(?!a\s)\w[^>]*\s(?:src|href|action|srcset|poster)=["']?(?:https?:)?//[^"'>\s]+"""
)
STATIC = re.compile(r'(?:href|src)="/static/([^"#?]+\.(?:css|js))"')


def collected(name):
    return Path(settings.STATIC_ROOT) / name


def weight(content):
    return len(gzip.compress(content, 6))  # the level of nginx and of a busy machine


@pytest.mark.demo
@pytest.mark.usefixtures("demo")
def test_a_first_visit_is_light_on_every_public_page(client):
    village = Village.objects.filter(code="440404101202").get()
    known = {"number": "2021000316", "village": village.pk, "town": village.town_id}
    assert Project.objects.filter(query_no=known["number"]).exists()
    too_heavy = {}
    for address in (page.format(**known) for page in PAGES + AS_THEY_ARE):
        page = client.get(address).content
        assert ELSEWHERE.findall(page.decode()) == []
        files = {name: weight(collected(name).read_bytes()) for name in _files(page)}
        css = sum(size for name, size in files.items() if name.endswith(".css"))
        js = sum(size for name, size in files.items() if name.endswith(".js"))
        whole = (len(page) if address in AS_THEY_ARE else weight(page)) + css + js
        assert css > 1 * KB
        if whole > MOST or css > MOST_CSS or js > MOST_JS:
            too_heavy[address] = {"whole": whole, "css": css, "js": js}
    assert too_heavy == {}


def _files(page):
    return set(STATIC.findall(page.decode()))


def _sources(*endings):
    """What we wrote ourselves; vendored libraries are loaded by a click, if at all."""
    folder = settings.BASE_DIR / "static"
    return [
        path
        for ending in endings
        for path in folder.rglob(f"*{ending}")
        if "vendor" not in path.parts
    ]


def test_no_file_asks_another_host_or_brings_letters_of_its_own():
    assert _sources(".css")
    for path in _sources(".css", ".js"):
        text = path.read_text()
        assert not re.search(r"url\(\s*[\"']?(?:https?:)?//|@import|@font-face", text), path
        assert not re.search(r"""["'`](?:https?:)?//(?!www\.w3\.org/)""", text), path
    assert _sources(".woff", ".woff2", ".ttf", ".otf", ".eot") == []


def test_the_watch_itself_sees_what_it_watches_for():
    """The control."""
    assert ELSEWHERE.findall('<script src="https://cdn.example/x.js">')
    assert ELSEWHERE.findall("<img src=//cdn.example/x.png>")
    assert not ELSEWHERE.findall('<img src="/x.png"> <a href="https://www.gov.cn/">')
    assert _files(b'<link href="/static/css/base.1.css"><script src="/static/js/a.js">') == {
        "css/base.1.css",
        "js/a.js",
    }
