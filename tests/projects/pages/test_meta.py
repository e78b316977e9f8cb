"""What a page tells search engines and the state's inspection of government sites about itself."""

import re

import pytest
from django.test import Client

from tests.factories.projects import furnish


def meta_of(client, address):
    """{name or property: content} of a page's meta elements."""
    text = client.get(address).content.decode()
    return dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', text))


@pytest.mark.parametrize(
    ("address", "column"),
    [
        ("/", "首页"),
        ("/projects/", "找项目"),
        ("/progress/", "进度公开"),
        ("/open-data/", "开放数据"),
    ],
)
def test_a_page_names_its_site_and_its_column(client, lamps, settings, address, column):
    settings.SITE_CODE = "4404040001"
    told = meta_of(client, address)
    assert told["SiteName"] == told["og:site_name"] == settings.SITE_NAME
    assert (told["SiteDomain"], told["SiteIDCode"]) == ("testserver", "4404040001")
    assert told["ColumnName"] == column
    assert settings.SITE_NAME in told["description"]


def test_what_a_site_has_not_is_not_claimed(client, lamps):
    assert "SiteIDCode" not in meta_of(client, "/")
    text = client.get("/").content.decode()
    assert "beian" not in text
    assert "网站标识码" not in text


def test_filings_lead_to_where_they_can_be_checked(client, lamps, settings):
    settings.ICP_RECORD, settings.POLICE_RECORD = "粤ICP备111111号", "粤公网安备222222号"
    text = client.get("/").content.decode()
    assert '<a href="https://beian.miit.gov.cn/" rel="noreferrer">粤ICP备111111号</a>' in text
    assert '<a href="https://beian.mps.gov.cn/" rel="noreferrer">粤公网安备222222号</a>' in text


def test_a_project_is_an_article_once_its_words_are_released(client, lamps):
    before = meta_of(client, f"/projects/{lamps.query_no}/")
    assert "PubDate" not in before
    assert "天黑以后" not in str(before)
    furnish(lamps)
    told = meta_of(client, f"/projects/{lamps.query_no}/")
    assert told["ArticleTitle"] == "村口加装路灯"
    assert told["description"] == "村道夜里昏暗，加装照明灯。"
    assert re.fullmatch(r"2026-\d\d-\d\d \d\d:\d\d", told["PubDate"])
    assert told["ContentSource"] == "青溪镇石桥村"
    assert told["Url"] == f"http://testserver/projects/{lamps.query_no}/"


def test_the_shared_picture_lies_here(client, lamps, settings):
    address = meta_of(client, "/")["og:image"]
    assert re.fullmatch(r"http://testserver/static/img/share(\.\w+)?\.png", address)
    assert (settings.BASE_DIR / "static/img/share.png").stat().st_size < 60_000


def test_nobody_finds_a_demo_by_searching(client, db, settings):
    settings.DEMO = True
    assert client.get("/robots.txt").content.decode().split() == [
        "User-agent:", "*", "Disallow:", "/",
    ]  # fmt: skip
    settings.DEMO = False
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Disallow: /track/" in lines
    assert "Disallow: /" not in lines
    assert settings.ADMIN_PATH not in "".join(lines)


def test_a_name_that_is_none_of_ours_is_refused_in_words_and_repeated_nowhere(db):
    answer = Client(raise_request_exception=False).get("/nowhere/", HTTP_HOST="evil.example")
    assert answer.status_code == 400
    text = answer.content.decode()
    assert "这个请求看不懂" in text
    assert "evil" not in text


def test_what_surrounds_a_page_is_that_of_this_visitor(lamps, settings):
    """Head, masthead and foot are drawn once for the same: nothing of another name, size, language or
    setting is left in them."""
    settings.ALLOWED_HOSTS, settings.HOTLINE = ["one.example", "two.example"], "0756-7770001"
    seen = {}
    for host in settings.ALLOWED_HOSTS:
        for size in ("normal", "large"):
            for language in ("zh-hans", "en"):
                client = Client(HTTP_HOST=host)
                client.cookies.load({"size": size, settings.LANGUAGE_COOKIE_NAME: language})
                text = client.get("/projects/").content.decode()
                assert set(re.findall(r"(one|two)\.example", text)) == {host[:3]}
                other = {"normal": "large", "large": "normal"}[size]
                assert re.findall(r'name="size" value="(\w+)"', text) == [other]
                other = {"zh-hans": "en", "en": "zh-hans"}[language]
                assert re.findall(r'name="language" value="([\w-]+)"', text) == [other, other]
                assert "0756-7770001" in text
                seen[host, size, language] = text
    assert len(set(seen.values())) == 8
    settings.HOTLINE = ""
    assert "0756-7770001" not in Client(HTTP_HOST="one.example").get("/projects/").content.decode()
