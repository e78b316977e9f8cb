"""A day in the life: the secretary decides on her phone, the supervisor draws and finds, an office
changes hands."""

import re
import time
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from projects.models import Finding, Project
from tests.browser.lamp import DESK
from tests.factories.people import make_person
from tests.factories.projects import propose
from villages.models import Post
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ITEMS, MOST_SECONDS = 20, 300
WHY_NOT = "这一段是公路部门的路灯，已经请他们修，不在微实事里办。"
ONE = re.compile(r"/project/(\d+)/change/")


def opened_on(page):
    return int(ONE.search(page.url).group(1))


def test_the_secretary_decides_twenty_in_a_row_on_her_phone(
    at_desk, village, programme, clerk, secretary
):
    at = clock.now() - timedelta(days=1)
    for n in range(1, ITEMS + 1):
        propose(village, by=clerk, at=at, title=f"第{n}件事")
    page = at_desk(secretary, has_touch=True)
    began = time.monotonic()
    page.goto("/admin/")
    expect(page.locator("h1")).to_have_text(f"我的待办（{ITEMS}）")
    page.locator(".matters .next .btn").first.tap()
    page.wait_for_url(ONE)

    decided = []
    for n in range(ITEMS):
        here = opened_on(page)
        decided.append(here)
        if n % 5 == 4:  # every fifth needs a reason
            page.check("[name=verb][value=decline]")
            page.fill("[name=note]", WHY_NOT)
        page.get_by_role("button", name="办理并告知").tap()
        page.wait_for_url(lambda url, here=here: (at := ONE.search(url)) and int(at[1]) != here)
        expect(page.locator(".notice.success").first).to_contain_text("已办理")
        expect(page.locator(".notice.next-one")).to_contain_text("下一件")
    seconds = time.monotonic() - began

    print(f"{ITEMS} decided one after the other on a phone, scripted: {seconds:.1f} s")
    assert len(set(decided)) == ITEMS  # each page led to one that still waited
    states = Project.objects.values_list("state", flat=True).order_by("state")
    assert list(states) == ["accepted"] * 16 + ["declined"] * 4
    assert seconds < MOST_SECONDS


def test_the_supervisor_draws_finds_and_closes(
    at_desk, village, neighbour, programme, clerk, supervisor, liaison
):
    at = clock.now() - timedelta(days=2)
    for n in range(6):
        propose(village if n % 2 else neighbour, by=clerk, at=at, title=f"第{n}件事")
    watch = at_desk(supervisor, DESK)
    watch.goto("/admin/projects/sample/add/")
    watch.select_option("[name=village]", label=watch.evaluate(OPTION, village.name))
    watch.fill("[name=n]", "2")
    watch.get_by_role("button", name="抽", exact=True).click()
    watch.wait_for_url("**/sample/*/change/**")
    drawn = watch.locator(".matters h3 a")
    assert drawn.count() == 2

    drawn.first.click()
    watch.wait_for_url(ONE)
    project = Project.objects.get(pk=opened_on(watch))
    watch.get_by_role("link", name="登记一条监督发现").click()
    watch.fill("[name=text]", "公示栏里没有贴支出明细。")
    watch.fill("[name=basis]", "村民委员会组织法第三十条")
    watch.get_by_role("button", name="登记").click()
    watch.wait_for_url("**/finding/*/change/**")
    finding = Finding.objects.get()
    assert (finding.project, finding.by) == (project, supervisor.post)

    desk = at_desk(liaison)
    _opens(desk, "监督发现，等您整改答复")
    desk.fill("[name=text]", "已经贴出支出明细，拍照存档。")
    desk.get_by_role("button", name="保存").click()
    expect(desk.locator(".notice.success")).to_be_visible()

    _opens(watch, "监督发现，等您复核")
    watch.check("[name=verdict][value=close]")
    watch.fill("[name=text]", "看了照片，已经贴出。")
    watch.get_by_role("button", name="保存").click()
    watch.wait_for_url(re.compile(r"/admin/(#main)?$"))  # nothing else of the kind waits
    watch.goto(f"/admin/projects/finding/{finding.pk}/change/")
    expect(watch.locator("main .meta")).to_contain_text("已销号")
    assert [step.kind for step in finding.steps.order_by("order")] == ["answer", "close"]
    desk.goto("/admin/")
    expect(desk.get_by_text("监督发现，等您整改答复")).to_have_count(0)


OPTION = "name => [...document.querySelectorAll('[name=village] option')]" \
    ".find(one => one.textContent.includes(name)).textContent"  # fmt: skip


def _opens(page, heading):
    """From 我的待办, the only thing under that heading."""
    page.goto("/admin/")
    page.locator("section", has_text=heading).locator("h3 a").click()
    page.wait_for_url("**/finding/*/change/**")


def test_an_office_ends_and_its_to_dos_are_handed_over_in_one_deed(
    at_desk, village, programme, clerk, secretary, system_admin
):
    at = clock.now() - timedelta(days=1)
    titles = [f"第{n}件事" for n in range(3)]
    for title in titles:
        propose(village, by=clerk, at=at, title=title)
    old, new = at_desk(secretary), make_person("xin-shuji", display_name="新书记")
    old.goto("/admin/")
    expect(old.locator("h1")).to_have_text("我的待办（3）")

    keeper = at_desk(system_admin, DESK)
    keeper.goto(f"/admin/projects/handover/add/?post={secretary.post.pk}")
    keeper.fill("[name=why]", "2026年换届")
    keeper.fill(f"[name=user-{secretary.post.pk}]", new.username)
    keeper.get_by_role("button", name="先看一遍").click()
    expect(keeper.locator("#looked")).to_contain_text("新书记")
    assert Post.objects.filter(person=new).count() == 0  # only looked
    keeper.get_by_role("button", name="全部移交").click()
    expect(keeper.locator(".notice.success")).to_contain_text("已移交 1 个职务")

    taken = Post.objects.get(person=new)
    assert (taken.role, taken.village) == (Role.SECRETARY, village)
    desk = at_desk(Actor.at(taken))
    desk.goto("/admin/")
    expect(desk.locator("h1")).to_have_text("我的待办（3）")
    assert sorted(desk.locator(".matters h3 a").all_inner_texts()) == titles
    old.goto("/admin/")
    assert "第0件事" not in old.locator("body").inner_text()

    desk.locator(".matters .next .btn").first.click()
    desk.get_by_role("button", name="办理并告知").click()
    expect(desk.locator(".notice.success").first).to_contain_text("已办理")
    assert Project.objects.filter(state="accepted").count() == 1
