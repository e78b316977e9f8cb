"""An English page is English: what stays Chinese on it (names, words of residents and offices) is
marked as Chinese, for whoever has the page read aloud (WCAG 3.1.2)."""

import json
import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.urls import reverse

from tests.factories.people import make_person
from tests.house.objects import one_of_each
from weishishi.access import ANONYMOUS, OWN, RESIDENT, ROWS

HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
# Empty elements never close.
VOID = {"br", "img", "input", "link", "meta", "hr", "source", "use", "path", "circle", "rect"}
# Choices and the title of the window cannot carry a language of their own; a notice stays in the
# words it was agreed to in, a wall has no reader to choose, and a picture or a file is no page.
UNREAD = {"option", "optgroup", "title", "script"}
NO_ENGLISH = {
    "privacy",
    "privacy_version",
    "screen",
    "photo",
    "projects_csv",
    "village_money_csv",
    "my_data_files",
}


class Unmarked(HTMLParser):
    """The Chinese text outside every element that says it is Chinese."""

    def __init__(self, html):
        super().__init__()
        self.inside, self.found = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            chinese = dict(attrs).get("lang", "").startswith("zh")
            self.inside.append(chinese or tag in UNREAD)

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.inside.pop()

    def handle_data(self, data):
        if HAN.search(data) and not any(self.inside):
            self.found.append(data.strip())


def pages(who):
    """The addresses of HTML pages this kind of people may open."""
    return [
        name
        for name, row in ROWS.items()
        if row.answer(who, OWN) == row.ok == 200
        and not name.startswith(("admin:", "api"))
        and name not in NO_ENGLISH
    ]


@pytest.mark.parametrize("who", [ANONYMOUS, RESIDENT])
def test_english_pages_are_english(who, client, village, programme, clerk, db):
    objects = one_of_each(village, clerk)
    if who == RESIDENT:
        client.force_login(make_person("somebody"))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    found, seen = {}, 0
    for name in pages(who):
        needs = ROWS[name].needs
        address = reverse(name, args=objects[needs] if needs else [])
        if address.startswith(f"/{settings.ADMIN_PATH}"):
            continue  # the desk's doors speak Chinese like the desk
        answer = client.get(address)
        if answer.streaming and "text/html" not in answer.headers["Content-Type"]:
            list(answer.streaming_content)  # or its file stays open
        if "text/html" in answer.headers["Content-Type"]:
            seen += 1
            text = b"".join(answer).decode()
            assert '<html lang="en"' in text
            if unmarked := Unmarked(text).found:
                found[name] = unmarked
    assert found == {}, json.dumps(found, ensure_ascii=False, indent=1)
    assert seen >= 8


def test_the_desk_stays_chinese(client, secretary):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(secretary.person)
    assert '<html lang="zh-CN"' in client.get("/admin/").content.decode()


def test_a_form_refuses_in_english_what_it_refuses_in_chinese(client, village, programme):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    text = client.post("/track/", {}).content.decode()
    assert "Error" in text
    assert Unmarked(text).found == []
