"""Every version of the notice stays as it was agreed to, is short, and says what the law asks."""

import hashlib
import re

import pytest
from django.template.loader import get_template
from django.utils.html import strip_tags

from projects import retention
from villages import notices

# The words of each version with the periods it printed. A change is a new version: add its template,
# move the old periods to FORMER_PERIODS, and put the new fingerprint below the old one.
FINGERPRINTS = {
    "1": "a8a0ed7af52f4f52",
    "2": "d961012a5ad1b602",
    "3": "5f2154c49685de3c",
    "4": "96811612293d8ab3",
}


def fingerprint(version):
    source = get_template(notices.template_of(version)).template.source
    is_current = version == notices.CURRENT
    periods = retention.printed() if is_current else notices.FORMER_PERIODS[version]
    return hashlib.sha256(f"{source}{periods}".encode()).hexdigest()[:16]


def test_no_version_was_ever_changed():
    assert {version: fingerprint(version) for version in notices.VERSIONS} == FINGERPRINTS


def text(client, address="/privacy/"):
    page = client.get(address).content.decode()
    article = re.search(r"<article.*?</article>", page, re.DOTALL).group()
    return re.sub(r"\s+", "", strip_tags(article))


@pytest.fixture
def house(settings, db):
    settings.OWNER_LINE, settings.HOTLINE = "青溪区民生微实事办公室", "0756-1234567"


def test_the_notice_is_at_most_800_characters(client, house):
    assert 400 < len(text(client)) <= 800


def test_it_says_what_the_law_asks(client, house):
    """PIPL 17: who, contact, purpose, method, kinds, period, how to use one's rights."""
    told = text(client)
    for words in (
        "青溪区民生微实事办公室",
        "0756-1234567",
        "用来",
        "加密",
        "手机号",
        "存多久",
        "您的权利",
        "14周岁",
    ):
        assert words in told
    for what, period in retention.printed():
        assert "".join(f"{what}：{period}".split()) in told


def test_each_version_has_its_address_and_an_unknown_one_none(client, house):
    for version in notices.VERSIONS:
        assert f"第{version}版" in text(client, f"/privacy/{version}/")
    assert client.get("/privacy/99/").status_code == 404


def test_a_former_version_says_so_and_prints_its_own_periods(client, house, monkeypatch):
    monkeypatch.setattr(notices, "CURRENT", "4")
    monkeypatch.setattr(notices, "FORMER_PERIODS", {"1": (("旧的一类", "九十九天"),)})
    told = text(client, "/privacy/1/")
    assert "这一版已经停用" in told
    assert "旧的一类：九十九天" in told
    assert "送达后1年" not in told


def test_every_page_leads_to_both_pages(client, house):
    for address in ("/", "/privacy/", "/accessibility/", "/propose/", "/track/", "/nowhere/"):
        page = client.get(address).content.decode()
        assert 'href="/privacy/">隐私与个人信息保护' in page
        assert 'href="/accessibility/">无障碍说明' in page


def test_how_everybody_can_use_the_pages_is_told_with_what_is_missing(client, house):
    told = text(client, "/accessibility/")
    for words in ("大字版", "键盘", "还做得不够的", "0756-1234567"):
        assert words in told
