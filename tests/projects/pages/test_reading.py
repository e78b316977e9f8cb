"""Reading: larger text, one language, and the strip of a demo."""

import html
import re

import pytest

ALL = ("/", "/projects/", "/propose/", "/track/", "/progress/", "/nowhere/")


def test_larger_text_is_remembered_and_leads_back(client, db, text_of):
    response = client.post("/size/", {"size": "large", "next": "/projects/?stage=collect"})
    assert (response.status_code, response.url) == (302, "/projects/?stage=collect")
    assert 'data-size="large"' in text_of(client.get("/projects/"))
    client.post("/size/", {"size": "normal", "next": "/"})
    assert 'data-size="large"' not in text_of(client.get("/projects/"))


@pytest.mark.parametrize("address", [*ALL, "/projects/?stage=collect&text=a%26b", "/admin/login/"])
def test_every_button_has_its_form_and_comes_back_here(address, client, programme, text_of):
    _buttons_work(text_of(client.get(address)), address)


@pytest.mark.parametrize("address", ["/admin/", "/admin/nowhere/"])
def test_so_at_the_desk(address, client, secretary, text_of):
    client.force_login(secretary.person)
    _buttons_work(text_of(client.get(address)), address)


def _buttons_work(text, address):
    named = re.findall(r'<button[^>]* form="([^"]+)"', text)
    assert named
    for name in set(named):
        assert text.count(f'<form id="{name}"') == 1
    if "reading" in named:
        back = re.search(r'<form id="reading"[^>]*><input[^>]*name="next" value="([^"]*)"', text)
        assert html.unescape(back[1]) == address


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "",
     "https:evil.example", "///evil.example", "\x00", "http:///evil.example"],
)  # fmt: skip
def test_it_leads_to_no_other_house(elsewhere, client, db):
    assert client.post("/size/", {"size": "large", "next": elsewhere}).url == "/"


def test_an_unknown_size_is_not_remembered(client, db):
    assert "size" not in client.post("/size/", {"size": '"><script>'}).cookies


@pytest.mark.parametrize("address", ALL)
def test_an_english_browser_reads_one_language(address, client, programme, text_of):
    text = text_of(client.get(address, headers={"Accept-Language": "en-US,en"}))
    assert '<html lang="zh-CN"' in text
    words = re.sub(r"<[^>]*>", " ", text.partition("<body>")[2])
    assert set(re.findall(r"[A-Za-z]{3,}", words)) <= {"VIP", "English", "CSV"}


def test_bad_input_is_answered_in_chinese_to_an_english_browser(client, sheet, text_of):
    response = client.post("/propose/", {}, headers={"Accept-Language": "en-US,en"})
    words = re.sub(r"<[^>]*>", " ", text_of(response).partition("<body>")[2])
    assert set(re.findall(r"[A-Za-z]{3,}", words)) <= {"VIP", "English", "CSV"}


@pytest.mark.parametrize("address", ALL)
def test_every_page_has_one_heading_a_way_past_the_menu_and_no_inline_code(
    address, client, programme, text_of
):
    text = text_of(client.get(address))
    assert len(re.findall(r"<h1[ >]", text)) == 1
    assert 'href="#main"' in text
    assert 'id="main"' in text
    assert "style=" not in text
    assert all(script.startswith("<script src=") for script in re.findall(r"<script[^>]*>", text))
    assert "<style" not in text


@pytest.mark.parametrize("address", ALL)
def test_a_demo_says_so_and_on_which_day_on_every_page(
    address, client, programme, settings, text_of
):
    assert "演示数据" not in text_of(client.get(address))
    settings.DEMO = True
    text = text_of(client.get(address))
    assert "演示数据" in text
    assert "今天算作" in text


def test_styles_are_light_and_name_colours_in_one_place(settings):
    import gzip

    sheets = {
        name: (settings.BASE_DIR / "static" / "css" / f"{name}.css").read_text()
        for name in ("tokens", "base", "layout", "parts", "print")
    }
    assert len(gzip.compress("".join(sheets.values()).encode())) <= 12_000
    del sheets["tokens"]
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", "".join(sheets.values())) == []
