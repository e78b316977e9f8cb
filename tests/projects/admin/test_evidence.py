"""What an approver looks at: the meeting, the notice, what was said to it, the papers, the splitting."""

from datetime import timedelta

import pytest

from funding.actions.budgets import Part
from projects.actions import dossiers, screening
from projects.models import DossierNote, Meeting, Photo, Project
from projects.queries import evidence, papers
from projects.queries.awards import standing_of
from projects.queries.hung import hung, of_project
from projects.queries.meetings import agenda_of
from tests.factories.desk import PROJECTS, page_of, sign_in, text_of
from tests.factories.notices import object_to
from tests.factories.projects import REASON, bring, furnish, propose, take
from tests.projects.test_approvals import before_the_town
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor

NOBODY = Actor.from_contact(None)
READERS = (
    "town_officer", "lead_contact", "district_officer", "supervisor", "auditor",
)  # fmt: skip


@pytest.fixture
def waiting(village, programme, clerk):
    return before_the_town(village, clerk)


def facts(project):
    return {one.title: (one.words, one.is_wrong) for one in evidence.of(project).facts}


def test_the_page_of_the_approval_shows_what_was_decided_and_said(waiting, town_officer):
    told = facts(waiting)
    assert told["会议"][0].endswith("赞成 38 / 参加表决 38")
    assert told["公示"][0].endswith("共 3 天，公示期满")
    assert told["公示意见"] == ("没有收到意见", False)
    assert told["踏勘"] == ("没有踏勘记录", False)
    assert told["自查"] == ("符合正面清单第 4 项，不属于负面清单", False)
    assert told["照片"] == ("没有照片", False)
    assert told["拆分说明"] == ("没有合起来超过上限的，不用说明", False)
    assert not any(is_wrong for _words, is_wrong in told.values())
    object_to(waiting, NOBODY)
    assert facts(waiting)["公示意见"] == ("收到 1 条意见，还有 1 条没有答复", True)
    page = text_of(sign_in(town_officer).get(page_of(waiting, "approval")))
    for words in ("赞成 38 / 参加表决 38", "还有 1 条没有答复", "应办日期", "隐患", "缺的材料"):
        assert words in page


def test_the_batch_shows_the_same_shortly_and_leads_to_each(waiting, town_officer):
    object_to(waiting, NOBODY)
    page = text_of(sign_in(town_officer).get(f"{PROJECTS}approvals/"))
    assert "赞成 38 / 参加表决 38 · 公示期满 · 收到 1 条意见，还有 1 条没有答复" in page
    assert f'href="{page_of(waiting)}"' in page


@pytest.mark.parametrize("who", [*READERS, "secretary"])
def test_every_post_finds_the_notice_and_the_public_page(who, waiting, request):
    page = text_of(sign_in(request.getfixturevalue(who)).get(page_of(waiting)))
    notice = of_project(waiting)
    assert f'href="/admin/projects/publicnotice/{notice.pk}/change/">{notice.title}' in page
    assert (notice.said_words in page, notice.days in page) == (True, True)
    assert f'href="/projects/{waiting.query_no}/">居民看到的' in page


def test_a_matter_that_never_hung_out_has_no_notice(lamps):
    assert hung([lamps.pk]) == {}


# ── Papers ───────────────────────────────────────────────────────────────────────────────────────
def shelves_of(project):
    journal = list(project.journal.all())
    items = agenda_of(project)
    lines = project.self_checks.lines(clock.today())
    found = papers.shelves(
        project, items=items, hung=of_project(project), lines=lines, journal=journal,
        award=standing_of(project), accepted=project.acceptances.last(),
    )  # fmt: skip
    return {shelf.title: {one.name: one.is_here for one in shelf.papers} for shelf in found}


def held_here(project):
    """As if its meeting had not been brought in from paper."""
    Meeting.objects.filter(items__project=project).update(imported=False)


def test_the_papers_of_each_stage_are_there_missing_or_on_paper_only(waiting):
    held_here(waiting)
    assert shelves_of(waiting) == {
        "初审": {"初审意见": True},
        "协商中": {"会议通知": True, "签到表": False, "会议纪要": True, "表决结果": True},
        "公示中": {"公示": True, "公示照片": False},
        "待镇级审批": {"审批表": False},
    }
    meeting, notice = waiting.agenda_items.get().meeting, waiting.notice_items.get().notice
    Photo.objects.create(meeting=meeting, caption="签到表", uploaded_at=clock.now())
    Photo.objects.create(meeting=meeting, caption="会议记录", uploaded_at=clock.now())
    Photo.objects.create(notice=notice, phase="board_up", uploaded_at=clock.now())
    told = shelves_of(take(waiting, "confirm"))
    assert told["协商中"] == dict.fromkeys(told["协商中"], True)
    assert told["公示中"] == {"公示": True, "公示照片": True}
    assert told["待镇级审批"] == {"审批表": True}
    assert told["已确定"] == {"采购或比选记录": False, "合同": False}


def test_the_sheet_of_a_meeting_from_paper_is_on_paper_and_not_missing(waiting):
    assert shelves_of(waiting)["协商中"]["签到表"] is None
    assert [one.name for one in evidence.of(waiting).missing] == ["公示照片"]


def test_photos_of_the_board_are_not_missing_once_it_is_said_where_they_are(lamps, liaison):
    project = bring(lamps, "complete")
    assert shelves_of(project)["公示中"]["公示照片"] is False
    kind = DossierNote.Kind.ON_PAPER
    dossiers.explain(project, by=liaison, notes={"notice_photos": (kind, "在村档案柜里。")})
    anew = Project.objects.get(pk=project.pk)
    assert shelves_of(anew)["公示中"]["公示照片"] is None


def test_the_approver_sees_what_is_missing_and_may_agree_all_the_same(waiting, town_officer):
    held_here(waiting)
    assert [one.name for one in evidence.of(waiting).missing] == ["签到表", "公示照片"]
    desk = sign_in(town_officer)
    page = text_of(desk.get(page_of(waiting, "approval")))
    assert "签到表</a>、" in page
    assert "还没有" in text_of(desk.get(page_of(waiting))).split('id="papers"')[1]
    agree = {"verdict": "agree", "seen_state": "town_review"}
    assert desk.post(page_of(waiting, "approval"), agree).status_code == 302


def test_the_town_says_what_is_true_of_the_papers(client, town):
    page = client.get(f"/towns/{town.pk}/rules/").content.decode()
    assert "缺的材料补齐再往下走" not in page
    assert "缺了会列在办理页和审批页上" in page


# ── Splitting ────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def split(village, programme, clerk):
    """Two works of 300,000 yuan each, and why they are two."""
    at = clock.now() - timedelta(days=9)
    _other, project = (
        furnish(propose(village, clerk, at=at), parts=[Part("district", 30_000_000)])
        for _each in range(2)
    )
    project = bring(project, "deliberate")
    why, at = "两处相距三公里，分开施工。", project.state_since
    screening.answer_splitting(project, by=clerk, words=why, at=at)
    return project


@pytest.mark.parametrize("who", READERS)
def test_whoever_approves_or_audits_reads_why_it_is_no_splitting(who, split, request):
    desk = sign_in(request.getfixturevalue(who))
    page = text_of(desk.get(page_of(split, "split")))
    assert ("两处相距三公里，分开施工。" in page, 'name="words"' in page) == (True, False)
    assert desk.post(page_of(split, "split"), {"words": REASON}).status_code == 403
    assert f'href="{page_of(split, "split")}"' in text_of(desk.get(page_of(split)))


def test_the_answer_stays_on_the_page_when_it_is_approved(split, town_officer):
    project = take(split, "post_notice", at=split.state_since + timedelta(minutes=10))
    project = take(project, "report")
    assert facts(project)["拆分说明"] == ("两处相距三公里，分开施工。", False)
    page = text_of(sign_in(town_officer).get(page_of(project)))
    assert "两处相距三公里，分开施工。" in page
