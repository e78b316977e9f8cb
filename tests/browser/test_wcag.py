"""Every page of the access table, opened by somebody who may: nothing sticks out sideways, nothing
breaks a rule of WCAG 2.2 AA, nothing is left for a person to check without saying why.

An address that joins weishishi/access.py is looked at here without another line.
"""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.browser import axe
from tests.factories.people import appoint, make_person
from tests.factories.projects import REASON, bring, furnish, propose
from tests.house.objects import one_of_each
from villages.middleware import SESSION_KEY
from villages.roles import Level, Role
from weishishi.access import ANONYMOUS, OWN, ROWS, WHO

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NARROWEST, PHONE, DESK = 320, 390, 1280
LONG = {"title": "很长的名称" * 12, "need": "很长的话，" * 190, "spot": "很长的地点" * 20}
# What is no page: pictures, files, answers for programs, deeds.
NO_PAGES = {
    "photo",
    "document_file",
    "admin:projects_project_money_file",
    "size",
    "projects_csv",
    "package",
    "admin:projects_project_master_ledger_csv",
    "village_money_csv",
    "my_data_files",
    "admin:projects_project_dossier_pdf",
    "admin:projects_project_dossier_zip",
    "record_csv",
    "record_checkpoints",
    "record_verifier",
    "robots",
    "feed",
    "village_feed",
    "village_meetings_ics",
    "readyz",
    "sample_numbers",
}

# What axe leaves to a person, and why it is well: (in the address, rule, in the element).
EXPLAINED = (
    # Django 5.2 names the help of a stored password and of a group of boxes by ids it does not print.
    ("/admin/villages/person/", "aria-valid-attr-value", "id_password"),
    ("/admin/villages/post/", "aria-valid-attr-value", 'name="assigned"'),
    # Django lays the name of a row over its cells; both are ink on card, test_contrast knows it.
    ("/admin/funding/budget/", "color-contrast", "<p>"),
    # What of the printed table lies beside a phone's edge; ink on card, in test_contrast.
    ("/print/", "color-contrast", "<th"),
    ("/ledger_sheet/", "color-contrast", "<th"),
    # A bead of the rail is drawn by a pseudo-element; its words' colours are in test_contrast.
    ("larger edition", "color-contrast", "<li"),
)


def is_explained(address, rule, elements):
    return any(
        place in address and rule == known and all(part in one for one in elements)
        for place, known, part in EXPLAINED
    )


class Look:
    """A browser page that collects what is wrong with the addresses it is shown."""

    def __init__(self, page):
        self.page, self.faults, self.seen = page, [], []

    def at(self, address, *, large=False):
        answer = self.page.goto(address)
        if answer.status >= 500 or "text/html" not in answer.headers.get("content-type", ""):
            if answer.status >= 500:
                self.faults.append((address, answer.status))
            return
        self.judge(f"{address}{' in the larger edition' if large else ''}")

    def widen(self, width):
        """So tall that the tabs under the thumb cover nothing axe looks at; a page is at least as
        tall as its window, so it is asked in a low one."""
        self.page.set_viewport_size({"width": width, "height": 600})
        height = 400 + self.page.evaluate("document.documentElement.scrollHeight")
        self.page.set_viewport_size({"width": width, "height": height})

    def judge(self, name):
        self.seen.append(name)
        axe.bring_in(self.page)
        for width in (NARROWEST, PHONE, DESK):
            self.widen(width)
            wide = self.page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                self.faults.append((name, f"{wide} px wide at {width}"))
            if width != NARROWEST:
                self.faults += [
                    (name, width, kind, rule, *elements)
                    for kind, rule, elements in axe.found_on(self.page)
                    if not (kind == "incomplete" and is_explained(name, rule, elements))
                ]


@pytest.fixture
def look(live_server, browser):
    context = browser.new_context(base_url=live_server.url, locale="zh-CN")
    context.set_default_timeout(15_000)
    yield Look(context.new_page())
    context.close()


@pytest.fixture
def objects(village, programme, clerk):
    return one_of_each(village, clerk)


def enter(look, live_server, person, post=None):
    """The browser carries the session of that person, under that hat."""
    client = Client()
    client.force_login(person)
    if post:
        session = client.session
        session[SESSION_KEY] = post.pk
        session.save()
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "url": live_server.url, "value": value}
    look.page.context.clear_cookies()
    look.page.context.add_cookies([cookie])


def somebody(who, village):
    """(person, post) of that kind of people; None for the anonymous."""
    if who == ANONYMOUS:
        return None
    if who not in set(Role):
        return make_person("somebody"), None
    place = {
        Level.VILLAGE: village, Level.TOWN: village.town, Level.DISTRICT: village.town.district,
    }[Role(who).level]  # fmt: skip
    post = appoint(Role(who), place, f"the-{who}", assigned=[village] * (who == Role.LEAD_CONTACT))
    return post.person, post


def first_who_may():
    """{kind of people: the addresses they are the first in the table to open}"""
    plan = {}
    for name, row in ROWS.items():
        who = next((who for who in WHO if row.answer(who, OWN) == row.ok == 200), None)
        if who and name not in NO_PAGES and not name.startswith("api:"):
            plan.setdefault(who, []).append(name)
    return plan


def test_every_page_of_the_table(look, live_server, objects, village):
    """Each by the first in the table who may open it; the objects are made once for all."""
    for who, names in first_who_may().items():
        if visitor := somebody(who, village):
            enter(look, live_server, *visitor)
        for name in names:
            needs = ROWS[name].needs
            look.at(reverse(name, args=objects[needs] if needs else []))
    assert look.faults == [], "\n".join(map(str, look.faults))
    assert look.seen


def test_long_refused_and_finished_matters(look, live_server, village, programme, clerk, secretary):
    """As long as they come, in lists, on their own page and at the desk."""
    long = furnish(propose(village, by=clerk, **LONG))
    refused = propose(village, by=clerk)
    from projects.lifecycle import ProjectLife

    ProjectLife.decline(refused, by=clerk, note=REASON * 10)
    finished = bring(propose(village, by=clerk, at=long.submitted_at.replace(month=1)), "archive")
    addresses = ["/", "/projects/", "/projects/?stage=ends", "/progress/"]
    addresses += [f"/projects/{one.query_no}/" for one in (long, refused, finished)]
    for address in addresses:
        look.at(address)
    size = {"name": "size", "value": "large", "url": live_server.url}
    look.page.context.add_cookies([size])
    for address in [*addresses, "/propose/", "/track/", f"/villages/{village.pk}/"]:
        look.at(address, large=True)
    enter(look, live_server, secretary.person)
    for name in ("change", "facts", "public", "photos", "history"):
        look.at(f"/admin/projects/project/{long.pk}/{name}/")
    assert look.faults == [], "\n".join(map(str, look.faults))


def test_an_empty_house(look, live_server, village, programme, secretary):
    """Nothing has been proposed yet."""
    pages = ["/", "/projects/", "/projects/?text=没有这样的", "/progress/", "/nowhere/"]
    pages += [f"/villages/{village.pk}/", f"/towns/{village.town_id}/"]
    for address in pages:
        look.at(address)
    enter(look, live_server, secretary.person)
    for address in ("/admin/", "/admin/projects/project/", "/admin/nowhere/"):
        look.at(address)
    assert look.faults == [], "\n".join(map(str, look.faults))


FORMS = ("/propose/", "/track/")
DESK_FORMS = ("add/", "{}/change/", "{}/facts/", "{}/public/", "{}/photos/")


def send_nothing(look, address):
    """The form of that page, sent as it is, by somebody in a hurry."""
    look.page.goto(address)
    look.page.locator("main form .btn:not(.plain)").last.click()
    look.page.wait_for_load_state()
    look.judge(f"{address} sent empty")


def test_forms_with_errors(look, live_server, objects, secretary):
    for address in FORMS:
        send_nothing(look, address)
        assert look.page.title().startswith("错误：")
    send_nothing(look, "/admin/login/")
    enter(look, live_server, secretary.person)
    (project,) = objects["project"]
    for name in DESK_FORMS:
        send_nothing(look, f"/admin/projects/project/{name.format(project)}")
    assert look.faults == [], "\n".join(map(str, look.faults))


def test_the_look_sees_a_fault(look, live_server, village, programme):
    """The control: a picture without words and a box too wide are found at every width."""
    look.page.goto("/")
    look.page.evaluate("document.querySelector('main').append(new Image(2000, 2))")
    look.judge("/")
    broken = {fault[3] for fault in look.faults if len(fault) > 3}
    assert broken == {"image-alt"}
    assert len(look.faults) == len((PHONE, DESK)) + len((NARROWEST, PHONE, DESK))
