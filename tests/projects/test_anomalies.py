"""异常提示: each rule at its edge, what was looked at leaves the list, and comes back when it changes."""

from datetime import timedelta
from urllib.parse import parse_qs

import pytest
from django.db.models import Sum

from funding.actions.budgets import Part
from funding.models import Budget
from projects.actions import anomalies as deeds
from projects.lifecycle import ProjectLife
from projects.models import AnomalyLook, Approval, Award, JournalEntry, Project
from projects.queries import anomalies, anomaly_links, anomaly_rules
from projects.states import State
from tests.factories.desk import sign_in, text_of
from tests.factories.money import EVIDENCE, pay
from tests.factories.projects import REASON, bring, furnish, propose
from tests.factories.works import organisation
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused

pytestmark = pytest.mark.django_db
CEILING = 50_000_000  # fen, of works


def lines(actor, key):
    [found] = [one for one in anomalies.of(actor.post, clock.today()) if one.rule.key == key]
    return found.lines


@pytest.fixture
def award(village, programme, clerk, committee):
    firm = organisation(village.town.district, "一家公司")

    def made(**more):
        project, now = propose(village, by=clerk), clock.now()
        return Award.objects.create(
            **{
                "project": project, "organisation": firm, "means": "direct", "why": "近",
                "contract_fen": 100, "begins_on": now.date(), "ends_on": now.date(),
                "by": committee.post, "by_name": committee.name, "at": now, "recorded_at": now,
                **more,
            }
        )  # fmt: skip

    return made


def test_more_than_three_awards_of_a_year(award, district_officer):
    for _one in range(3):
        award()
    award(by=None)  # an import
    award(at=clock.now() - timedelta(days=365))
    assert lines(district_officer, "awards") == []
    award()
    [line] = lines(district_officer, "awards")
    assert (line.title, "4 件" in line.words) == ("一家公司", True)


@pytest.mark.parametrize(
    ("days", "fens", "number"),
    [
        (89, (CEILING - 100, 101), 1), (90, (CEILING - 100, 101), 1), (91, (CEILING - 100, 101), 0),
        (10, (CEILING - 100, 100), 0), (10, (CEILING + 1, 100), 0),
    ],
)  # fmt: skip
def test_parts_of_ninety_days_together_above_the_ceiling(
    days, fens, number, village, programme, clerk, district_officer
):
    for ago, fen in ((days, fens[0]), (0, fens[1])):
        one = propose(village, by=clerk, at=clock.now() - timedelta(days=ago))
        furnish(one, parts=[Part("town", fen)])
    assert len(lines(district_officer, "split")) == number


def test_of_many_that_may_be_split_the_first_are_named_and_all_are_listed(
    village, programme, clerk, district_officer
):
    for _one in range(10):
        furnish(propose(village, by=clerk), parts=[Part("town", CEILING)])
    [line] = lines(district_officer, "split")
    assert line.words.startswith("10 件合计") and line.words.endswith(" 等")
    assert len(line.matters) == 10
    listed = text_of(sign_in(district_officer).get("/admin/projects/project/anomalies/"))
    assert "逐件看这 10 件" in listed
    assert all(f'href="{there}">{number}<' in listed for number, there in line.matters)
    _there, _mark, asked = line.url.partition("?")
    project = Project.objects.first()
    wanted = {"village": [str(village.pk)], "project_class__exact": [project.project_class]}
    assert parse_qs(asked) == wanted
    assert anomaly_links.address_of(line.subject) == line.url
    page = sign_in(district_officer).get(line.url)
    assert page.status_code == 200 and "共 10 条" in text_of(page)


def approval(project, officer, seconds, **more):
    arrived = JournalEntry.objects.filter(project=project, target=State.TOWN_REVIEW).get()
    at = arrived.recorded_at + timedelta(seconds=seconds)
    return Approval.objects.create(
        **{
            "project": project, "round": 1, "order": 1, "role": officer.post.role,
            "post": officer.post, "person": officer.person, "actor_name": officer.name,
            "verdict": "agree", "opinion": "同意。", "at": at, "recorded_at": at, "amount_fen": 1,
            "two_hands_from_fen": 5_000_000, **more,
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("seconds", "more", "number"),
    [
        (119, {}, 1), (120, {}, 0), (5, {"imported": True}, 0), (5, {"verdict": "return"}, 0),
        (5, {"late_reason": "补录昨天的意见"}, 0),
    ],
)  # fmt: skip
def test_under_two_minutes(seconds, more, number, furnished, town_officer, district_officer):
    project = bring(furnished, "report")
    approval(project, town_officer, seconds, **more)
    assert len(lines(district_officer, "hasty")) == number


def test_spent_above_the_budget(furnished, district_officer, monkeypatch):
    """The ledger refuses it, so the rule is tried against a measure of half the budget."""
    project = bring(furnished, "start")
    budget = Budget.objects.get(pk=project.budget_id)
    pay(budget, 3_000_000, evidence=EVIDENCE)
    assert lines(district_officer, "spent") == []
    monkeypatch.setattr(anomaly_rules, "BUDGETED", Sum("amount_fen") / 2)
    [line] = lines(district_officer, "spent")
    assert project.query_no in "".join(line.title.split()) and "3 万元" in line.words


@pytest.mark.parametrize(("n", "number"), [(4, 0), (5, 1)])
def test_many_late_records(n, number, village, programme, liaison, clerk, district_officer):
    for _one in range(n):
        project = propose(village, by=clerk, at=clock.now() - timedelta(days=9))
        ProjectLife.accept(
            project, by=liaison, note=REASON, at=clock.now() - timedelta(days=6),
            late_reason="停电，当天没有登记。",
        )  # fmt: skip
    assert len(lines(district_officer, "late")) == number


def test_looked_at_it_leaves_the_list_until_it_changes(award, district_officer, town_officer, supervisor, liaison, auditor):  # fmt: skip
    for _one in range(4):
        award()
    [line] = lines(auditor, "awards")
    for by in (liaison,):
        with pytest.raises(Refused, match="异常提示由"):
            deeds.look("awards", line.subject, by=by, why="已经核对过合同。")
    for why in ("好", "长" * 201):
        with pytest.raises(Refused, match="5 到 200"):
            deeds.look("awards", line.subject, by=auditor, why=why)
    for rule, subject in (("awards", "organisation:0:2026"), ("nothing", line.subject)):
        with pytest.raises(Refused, match="不在名单里"):
            deeds.look(rule, subject, by=auditor, why="已经核对过合同。")
    deeds.look("awards", line.subject, by=auditor, why="已经核对过合同。")
    assert lines(district_officer, "awards") == []
    assert AnomalyLook.objects.get().by == auditor.post
    award()
    assert len(lines(district_officer, "awards")) == 1


def test_who_is_watched_does_not_clear_the_list_of_who_watches(
    award, town_officer, district_officer, supervisor, auditor
):
    for _one in range(4):
        award()
    [line] = lines(town_officer, "awards")
    deeds.look("awards", line.subject, by=town_officer, why="合同都在，没有问题。")
    assert lines(town_officer, "awards") == []
    for above in (district_officer, supervisor, auditor):
        [line] = lines(above, "awards")
        assert [(look.by_name, look.why) for look in line.looks] == [
            (town_officer.name, "合同都在，没有问题。")
        ]
    deeds.look("awards", line.subject, by=district_officer, why="区里也核对过。")
    assert lines(district_officer, "awards") == []
    [line] = lines(supervisor, "awards")
    assert len(line.looks) == 2
    deeds.look("awards", line.subject, by=supervisor, why="现场核对过，属实。")
    assert lines(supervisor, "awards") == lines(auditor, "awards") == []
    look = AnomalyLook.objects.last()
    assert (look.title, look.words) == (line.title, line.words)


def test_a_town_sees_its_own(award, other_town_officer, town_officer):
    for _one in range(4):
        award()
    assert len(lines(town_officer, "awards")) == 1
    assert lines(other_town_officer, "awards") == []


@pytest.mark.parametrize("number", [1, 3])
def test_seven_queries_whatever_the_number(
    number, award, district_officer, django_assert_num_queries
):
    for _one in range(3 + number):
        award()
    anomalies.of(district_officer.post, clock.today())
    with django_assert_num_queries(7):
        anomalies.of(district_officer.post, clock.today())
