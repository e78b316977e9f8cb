"""Every line of the lists at its boundary: missing, against it, and clean as of its day."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection
from django.db.transaction import atomic

from projects.actions import screening, visits
from projects.lifecycle import ProjectLife
from projects.models import ListRule, SelfCheck
from projects.models.screening import Kind
from tests.factories.projects import REASON, bring, check_clean, findings
from tests.projects.test_guards import reasons
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused

TODAY = date(2026, 6, 10)
WORDS = "这是村道上的公共照明。"


def line(kind, number):
    return ListRule.objects.in_force(TODAY).get(kind=kind, number=number)


@pytest.fixture
def screened(lamps, liaison, clerk):
    """The lamps while they are screened, with class and work but no self-check."""
    from projects.actions import facts
    from tests.factories.projects import LAMPS

    ProjectLife.accept(lamps, by=liaison)
    facts.edit(lamps, by=clerk, project_class="works", micro_type="facility")
    facts.list_work(lamps, by=clerk, work=LAMPS)
    return ProjectLife.screen(lamps, by=liaison)


def test_the_lists_are_the_seven_and_the_two_of_the_document_word_for_word(db):
    rules = ListRule.objects.in_force(date(2021, 6, 11))
    positive = list(rules.filter(kind=Kind.POSITIVE).values_list("words", flat=True))
    negative = list(rules.filter(kind=Kind.NEGATIVE).values_list("words", flat=True))
    assert positive == [
        "聚焦村居自助互助、体现关心关爱",
        "改善村居绿化品质、提升居住环境",
        "健全村居文体设施、丰富文娱生活",
        "完善村居安全防护、消除安全隐患",
        "应对突发公共事件、恢复生产生活",
        "体现科技服务民生、促进生活便利",
        "促进和谐共融发展、增加公共服务",
    ]
    assert negative == [
        "小区物业服务企业等其他社会主体应承担职责范围内的项目",
        "与市、区政府在建、拟建的政府投资项目、政府部门职责范围内事项重复的",
    ]
    assert set(rules.values_list("source", flat=True)) == {"珠委办字〔2021〕6号"}
    assert list(ListRule.objects.in_force(date(2021, 1, 31))) == []


def test_each_line_that_is_missing_or_speaks_against_it_is_named(screened, liaison):
    def check(**answers):
        told = {"p": (Kind.POSITIVE, 4), "n1": (Kind.NEGATIVE, 1), "n2": (Kind.NEGATIVE, 2)}
        screening.self_check(
            screened, by=liaison,
            answers={line(*told[key]).pk: (answer, WORDS) for key, answer in answers.items()},
        )  # fmt: skip
        return reasons("deliberate", screened, liaison)[0]

    assert "正面清单" in check(n1=False)
    assert check(p=True) == "负面清单第 2 项还没有自查，请逐项写明。"
    assert check(n2=True) == (
        f"负面清单第 2 项写的是“属于”（{WORDS}），不能提交协商；请转办或说明理由后不予受理。"
    )
    screening.self_check(
        screened, by=liaison, answers={line(Kind.NEGATIVE, 2).pk: (False, "已问过镇里，没有重复。")}
    )
    assert ProjectLife.deliberate(screened, by=liaison).state == "deliberating"


def test_the_newest_answer_counts_and_the_old_ones_stay(screened, liaison):
    check_clean(screened, by=liaison)
    rule = line(Kind.NEGATIVE, 1)
    screening.self_check(screened, by=liaison, answers={rule.pk: (True, "小区有物业公司。")})
    assert len(reasons("deliberate", screened, liaison)) == 1
    assert [one.answer for one in SelfCheck.objects.filter(rule=rule)] == [False, True]
    again = screening.self_check(
        screened, by=liaison, answers={rule.pk: (True, "小区有物业公司。")}
    )
    assert again == []


def test_an_answer_of_three_characters_is_too_short_and_four_are_enough(screened, liaison):
    rule = line(Kind.NEGATIVE, 1)
    with pytest.raises(Refused, match="负面清单第 1 项：请写明理由，至少 4 个字"):
        screening.self_check(screened, by=liaison, answers={rule.pk: (False, " 不属于 ")})
    screening.self_check(screened, by=liaison, answers={rule.pk: (False, "没有物业")})
    assert SelfCheck.objects.get().by_name == liaison.name


def test_a_line_that_ended_is_not_asked_any_more_and_a_new_one_is(screened, liaison):
    """In force from the first day inclusive to the last exclusive."""
    check_clean(screened, by=liaison)
    ListRule.objects.create(
        kind=Kind.NEGATIVE, number=3, words="楼堂馆所", source="示例", valid_from=TODAY
    )
    assert reasons("deliberate", screened, liaison) == ["负面清单第 3 项还没有自查，请逐项写明。"]
    ListRule.objects.filter(number=3, kind=Kind.NEGATIVE).update(
        valid_from=TODAY - timedelta(days=9), valid_to=TODAY
    )
    assert ProjectLife.deliberate(screened, by=liaison).state == "deliberating"


def test_an_answer_of_tomorrow_is_none_and_a_late_one_needs_its_reason(screened, liaison):
    answers = {line(Kind.NEGATIVE, 1).pk: (False, WORDS)}
    with pytest.raises(Refused, match="时间不能晚于现在"):
        screening.self_check(
            screened, by=liaison, answers=answers, at=clock.now() + timedelta(minutes=1)
        )
    long_ago = clock.now() - timedelta(days=5)
    with pytest.raises(Refused, match="请写明补录原因"):
        screening.self_check(screened, by=liaison, answers=answers, at=long_ago)
    screening.self_check(
        screened, by=liaison, answers=answers, at=long_ago, late_reason="停电，事后补记"
    )
    assert SelfCheck.objects.get().late_reason == "停电，事后补记"


def test_another_villages_hands_a_fixed_matter_and_an_unknown_line_are_refused(
    screened, neighbour_secretary, town_officer, liaison, clerk
):
    answers = {line(Kind.NEGATIVE, 1).pk: (False, WORDS)}
    for stranger in (neighbour_secretary, town_officer):
        with pytest.raises(Refused, match="由所在村（社区）填写"):
            screening.self_check(screened, by=stranger, answers=answers)
    with pytest.raises(Refused, match="清单里没有这一项"):
        screening.self_check(screened, by=liaison, answers={10**9: (False, WORDS)})
    ProjectLife.decline(screened, by=clerk, note=REASON)
    with pytest.raises(Refused, match="这一项不再填写"):
        screening.self_check(screened, by=liaison, answers=answers)
    assert SelfCheck.objects.count() == 0


def test_the_database_itself_refuses_to_rewrite_an_answer_and_to_keep_one_without_words(
    screened, liaison
):
    check_clean(screened, by=liaison)
    with pytest.raises(Exception, match=r"permission denied|append-only"), atomic():
        SelfCheck.objects.update(answer=True)
    with pytest.raises(IntegrityError), atomic():
        SelfCheck.objects.create(
            project=screened, rule=line(Kind.NEGATIVE, 1), answer=False, words="", by_name="谁",
            at=clock.now(), recorded_at=clock.now(),
        )  # fmt: skip
    assert connection.is_usable()


@pytest.mark.parametrize(("least", "is_needed"), [(3_400_000, True), (3_400_001, False)])
def test_where_the_book_asks_for_it_nothing_is_deliberated_before_a_visit(
    least, is_needed, screened, town, liaison, clerk
):
    """From so many fen on, inclusive; the lamps cost 3,400,000 fen in cash."""
    from projects.actions import facts
    from tests.factories import rules
    from tests.factories.projects import FISCAL

    check_clean(screened, by=liaison)
    facts.state_budget(screened, by=clerk, parts=FISCAL)
    rules.decide(town, {"visit_from_fen.works": least}, TODAY)
    if is_needed:
        assert reasons("deliberate", screened, liaison) == ["还没有到现场看过，请先填写踏勘记录。"]
        visits.visit(screened, by=liaison, findings=findings())
    assert ProjectLife.deliberate(screened, by=liaison).state == "deliberating"


def test_a_whole_road_is_walked_with_a_clean_check(lamps):
    assert bring(lamps, "archive").state == "archived"
