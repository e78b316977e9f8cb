"""One voice per person and round, counted by the machine, and nobody can tell whose it was."""

from datetime import timedelta

import pytest
from django.db import connection

from projects import voting
from projects.actions import evaluations
from projects.actions.evaluations import Answer, Speaker
from projects.lifecycle import ProjectLife
from projects.models import BallotSheet, Evaluation, Remark, Spoken, Voice
from projects.models.evaluations import Way
from projects.queries.evaluations import of_project as results_of
from projects.satisfaction import Said
from tests.factories.people import make_resident
from tests.factories.projects import REASON, bring, hand_in, take
from tests.factories.rules import decide
from tests.projects.test_approvals import declare
from weishishi.kernel import cipher, clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused
from weishishi.outbox.models import Message

NOBODY = Actor.from_contact(None)


@pytest.fixture
def asked(lamps):
    """The lamps stand, and since four days residents are asked."""
    return bring(lamps, "open_evaluation")


def phone(number):
    return Speaker(cipher.index(f"1390001{number:04}"))


def speak(project, number=0, overall="satisfied", way=Way.SITE, by=NOBODY, words="", **parts):
    evaluations.speak(
        project, by=by, speaker=phone(number), way=way,
        answer=Answer(overall, "neighbour", parts, words),
    )  # fmt: skip


def refusal(deed, *args, **facts):
    with pytest.raises(Refused) as refused:
        deed(*args, **facts)
    return "".join(refused.value.reasons)


def close(project, by):
    return ProjectLife.close_evaluation(project, by=by, note="谢谢大家。")


# ── Once each ────────────────────────────────────────────────────────────────────────────────────
def test_a_phone_speaks_once_however_it_comes(asked, liaison):
    speak(asked, 1, quality="basic")
    for way, by in ((Way.LINK, NOBODY), (Way.PHONE, liaison)):
        assert "每人只能评一次" in refusal(speak, asked, 1, "dissatisfied", way=way, by=by)
    speak(asked, 2, way=Way.PHONE, by=liaison)
    assert Voice.objects.count() == Spoken.objects.count() == 2


def test_in_the_next_round_she_speaks_again(asked, secretary):
    speak(asked, 1, "dissatisfied")
    again = ProjectLife.reopen(asked, by=secretary, note=REASON)
    for verb in ("inspect", "complete", "open_evaluation"):
        again = take(again, verb, by=secretary)
    speak(again, 1)
    assert [one.round for one in again.evaluations.all()] == [1, 2]
    assert Evaluation.objects.get(round=1).said == Said(0, 0, 1)


def test_outside_the_round_nobody_is_asked(lamps, asked, committee):
    hand_in(asked)
    close(asked, committee)
    assert "不在评议期间" in refusal(speak, asked)


def test_the_implementer_and_its_contacts_are_not_asked(asked, secretary, committee, liaison):
    wang = make_resident(7)
    declare(asked, wang, "implementer", committee.post)
    hers = Speaker(wang.phone_index, "person", wang.pk)
    answer = Answer("satisfied", "other")
    for speaker in (hers, Speaker(wang.phone_index), Speaker(kind="person", key=wang.pk)):
        words = refusal(
            evaluations.speak, asked, by=NOBODY, speaker=speaker, answer=answer, way=Way.LINK
        )
        assert "承办单位和它的联系人不参加" in words
    evaluations.bar(asked, by=liaison, phone="13900010009")
    assert "承办单位" in refusal(speak, asked, 9)
    speak(asked, 8)
    assert "已经评过了" in refusal(evaluations.bar, asked, by=liaison, phone="13900010008")


def test_only_the_villages_own_write_down_what_was_said_on_the_phone(
    asked, neighbour_secretary, town_officer
):
    for stranger in (neighbour_secretary, town_officer, NOBODY):
        assert "由所在村（社区）填写" in refusal(speak, asked, way=Way.PHONE, by=stranger)
        assert "由所在村（社区）填写" in refusal(hand_in, asked, by=stranger)
        assert "由所在村（社区）填写" in refusal(
            evaluations.state_members, asked, by=stranger, members=9
        )
        assert "由所在村（社区）填写" in refusal(
            evaluations.bar, asked, by=stranger, phone="13900010009"
        )


# ── Whose voice is it? ───────────────────────────────────────────────────────────────────────────
def test_a_voice_carries_nobody_and_no_time(asked):
    speak(asked, 1, words="灯很亮。")
    columns = {field.name for field in Voice._meta.get_fields()}
    assert columns == {
        "id", "evaluation", "way", "voter", "overall", "fits", "quality", "pace", "openness",
        "service", "said_on",
    }  # fmt: skip
    assert {field.name for field in Spoken._meta.get_fields()} == {"digest", "evaluation"}
    assert {field.name for field in Remark._meta.get_fields()} == {
        "key", "evaluation", "overall", "words",
    }  # fmt: skip


def told_apart(column):
    """{digest: the voices that stand in the same place of their table}, by a column every row has."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT s.digest, count(*) FROM projects_spoken s JOIN projects_voice v"
            f" ON s.{column}::text = v.{column}::text GROUP BY s.digest"
        )
        return dict(cursor.fetchall())


@pytest.mark.django_db(transaction=True)
def test_neither_transaction_nor_order_joins_a_voice_to_who_spoke(asked):
    for number in (5, 3, 9, 1, 7):
        speak(asked, number, "dissatisfied" if number == 3 else "satisfied")
    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin::text FROM projects_spoken")
        assert len(set(cursor.fetchall())) == 1  # all of the last one's transaction
        cursor.execute("SELECT digest FROM projects_spoken ORDER BY ctid")
        places = [digest for (digest,) in cursor.fetchall()]
    assert places == sorted(places)  # the order of the digests, not of the day
    # The newest voice shares its transaction with everybody who ever spoke in the round.
    assert set(told_apart("xmin").values()) == {1} and len(told_apart("xmin")) == 5


def test_the_digest_needs_the_key(asked):
    speak(asked, 1)
    digest = Spoken.objects.get().digest
    index = cipher.index("13900010001")
    assert digest not in (index, cipher.index(index))


def test_a_voice_is_never_rewritten(asked):
    from django.db import ProgrammingError, transaction

    speak(asked, 1)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Voice.objects.update(overall="dissatisfied")
    with pytest.raises(ProgrammingError), transaction.atomic():
        Voice.objects.all().delete()


# ── Paper ────────────────────────────────────────────────────────────────────────────────────────
def test_a_sheet_is_corrected_by_a_new_version(asked, liaison):
    first = hand_in(asked, 10, 0, 0, by=liaison)
    assert "至少 5 个字" in refusal(hand_in, asked, 9, by=liaison, replaces=first, reason="错")
    hand_in(asked, 9, 1, 0, by=liaison, replaces=first, reason="有一份看错了。")
    assert "已经更正过" in refusal(
        hand_in, asked, 8, by=liaison, replaces=first, reason="又有一份看错了。"
    )
    assert voting.counted(voting.running(asked)) == Said(9, 1, 0)
    assert BallotSheet.objects.count() == 2


def test_ballots_are_not_older_than_the_question(asked, clerk):
    before = voting.running(asked).opened_at - timedelta(minutes=1)
    assert "不能早于评议开始" in refusal(hand_in, asked, at=before)


def test_an_empty_sheet_is_none(asked, liaison):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError, match="请填收回的份数"):
        hand_in(asked, 0, 0, 0, by=liaison)


# ── Closing ──────────────────────────────────────────────────────────────────────────────────────
def test_the_last_day_is_still_theirs(lamps, committee, time_machine):
    project = bring(lamps, "complete")
    project = ProjectLife.open_evaluation(project, by=committee)
    hand_in(project)
    last = voting.running(project).last_day
    assert last == clock.today() + timedelta(days=2)
    time_machine.move_to(f"{last} 23:00+08:00")
    assert "评议要满 3 天" in refusal(close, project, committee)
    time_machine.move_to(f"{last + timedelta(days=1)} 00:10+08:00")
    assert close(project, committee).state == "evaluated"


def test_four_voices_are_not_enough_and_five_are(asked, committee):
    hand_in(asked, 4, 0, 0)
    assert "收到有效评议 4 份，至少要 5 份" in refusal(close, asked, committee)
    speak(asked)
    close(asked, committee)
    assert Evaluation.objects.get().said == Said(5, 0, 0)
    assert Evaluation.objects.get().outcome == "satisfied"


def test_the_book_may_ask_for_more_and_count_against_all_members(lamps, town, committee):
    rules = {"evaluation_of_members": True, "evaluation_days": 1, "evaluation_voices": 1}
    decide(town, rules, clock.today() - timedelta(days=30))
    project = bring(lamps, "open_evaluation")
    hand_in(project, 20, 0, 0)
    assert "请先在“评议”页填应评人数" in refusal(close, project, committee)
    assert "不能少于已经收到的 20 份" in refusal(
        evaluations.state_members, project, by=committee, members=19
    )
    evaluations.state_members(project, by=committee, members=40)
    assert "评议结果是不满意" in refusal(close, project, committee)  # one half is not more
    speak(project)
    close(project, committee)
    assert Evaluation.objects.get().outcome == "satisfied"


def test_no_more_speak_than_there_are_members(lamps, town, committee):
    decide(town, {"evaluation_of_members": True}, clock.today() - timedelta(days=30))
    project = bring(lamps, "open_evaluation")
    hand_in(project, 6, 0, 0)
    evaluations.state_members(project, by=committee, members=6)
    assert "已经收满了" in refusal(speak, project)
    assert "已经收满了" in refusal(hand_in, project, 1)


def test_dissatisfied_leads_only_to_mending_and_the_proposer_is_answered_either_way(
    asked, committee
):
    hand_in(asked, 3, 2, 5)
    assert refusal(close, asked, committee) == (
        "评议结果是不满意，不能公布办结；请点“评议不满意，整改”，改好后再请大家评一次。"
    )
    project = ProjectLife.reopen(asked, by=committee, note="晚上还有暗处，加装两盏。")
    evaluation = Evaluation.objects.get()
    assert (evaluation.outcome, evaluation.rectify_by) == ("dissatisfied", project.due_on)
    told = Message.objects.filter(about=asked.query_no, topic="rectifying").get()
    assert "不满意 5" in told.facts["result"] and told.facts["due"]


def test_who_closes_reads_what_the_proposer_will_read(asked, committee):
    from projects.queries.preview import words_for

    hand_in(asked)
    words = words_for(asked, "close_evaluation", by=committee, note="谢谢大家。")
    close(asked, committee)
    facts = Message.objects.filter(about=asked.query_no, topic="evaluated").get().facts
    assert facts["result"] in words and "满意 20，基本满意 2，不满意 1，满意率 96%" in words


# ── The links ────────────────────────────────────────────────────────────────────────────────────
def test_everybody_we_know_gets_a_link_of_her_own(lamps, clerk):
    from projects.actions import support

    chen = Actor.resident(make_resident(5))
    support.support(lamps, by=chen)
    project = bring(lamps, "open_evaluation")
    evaluation = voting.running(project)
    assert voting.invited(project) == [("contact", lamps.contact_id), ("person", chen.person.pk)]
    links = set()
    for kind, key in voting.invited(project):
        token = voting.link_token(evaluation, kind, key)
        assert voting.whose_link(evaluation, token) == (kind, key)
        facts = Message.objects.to(kind, key).get(topic__endswith="evaluating").facts
        assert facts["link"].endswith(f"/projects/{project.query_no}/evaluate/?me={token}")
        links.add(token)
    assert len(links) == 2
    for forged in ("", "x" * 24, voting.poster_token(evaluation)):
        assert voting.whose_link(evaluation, forged) is None


def test_after_the_round_the_digests_go_and_after_two_years_the_words(asked, committee):
    from projects.actions.retention import sweep

    speak(asked, 1, words="灯很亮。")
    hand_in(asked)
    close(asked, committee)
    Evaluation.objects.update(closed_at=clock.now() - timedelta(days=2))
    dict(sweep())
    assert (Spoken.objects.count(), Remark.objects.count(), Voice.objects.count()) == (0, 1, 1)
    Evaluation.objects.update(closed_at=clock.now() - timedelta(days=732))
    dict(sweep())
    assert Remark.objects.count() == 0


# ── The five parts, on paper too ─────────────────────────────────────────────────────────────────
FITS = {"fits": Said(3, 1, 0), "pace": Said(0, 2, 2), "service": Said()}


def parts_shown(project):
    [result] = results_of(project.pk)
    return {bar.label: [number for _c, _l, number, *_rest in bar.counts] for bar in result.bars}


def test_paper_and_phone_together_make_the_parts(asked, liaison, committee):
    row = hand_in(asked, 20, 2, 1, by=liaison, parts=FITS)
    assert row.parts == {"fits": [3, 1, 0], "pace": [0, 2, 2]}
    speak(asked, 1, way=Way.PHONE, by=liaison, fits="dissatisfied", quality="basic")
    close(asked, committee)
    # Of the pace four say something, of the quality one: fewer than five are never told.
    assert parts_shown(asked) == {"总体": [21, 2, 1], "需求符合": [3, 1, 1]}


def test_a_corrected_sheet_takes_its_parts_along(asked, liaison, committee):
    first = hand_in(asked, 20, 2, 1, by=liaison, parts={"fits": Said(9, 0, 0)})
    hand_in(
        asked, 20, 2, 1, by=liaison, parts={"fits": Said(6, 1, 0)}, replaces=first,
        reason="分项数错了两份",
    )  # fmt: skip
    close(asked, committee)
    assert parts_shown(asked)["需求符合"] == [6, 1, 0]


def test_no_part_has_more_voices_than_there_are_ballots(asked, liaison):
    assert "“进度”的份数比有效的 6 份还多" in refusal(
        hand_in, asked, 5, 1, 0, by=liaison, parts={"pace": Said(7, 0, 0)}
    )
    assert not BallotSheet.objects.exists()
    assert hand_in(asked, 5, 1, 0, by=liaison, parts={"pace": Said(6, 0, 0)}).parts
