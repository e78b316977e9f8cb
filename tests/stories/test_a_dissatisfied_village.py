"""The lamps stand, half of the village is in the dark all the same: it is mended and asked again."""

import pytest

from projects import voting
from projects.actions import evaluations
from projects.actions.evaluations import Answer, Speaker
from projects.lifecycle import ProjectLife
from projects.models import Evaluation
from projects.models.evaluations import Way
from tests.factories.projects import bring, hand_in, take
from weishishi.kernel import cipher
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused
from weishishi.outbox.models import Message


def says(project, number, overall, words=""):
    evaluations.speak(
        project, by=Actor.from_contact(None), speaker=Speaker(cipher.index(f"1390002{number:04}")),
        answer=Answer(overall, "user", {}, words), way=Way.SITE,
    )  # fmt: skip


def test_it_is_mended_and_asked_again(client, lamps, committee, secretary, liaison, time_machine):
    project = bring(lamps, "open_evaluation")
    for number in range(7):
        says(project, number, "dissatisfied", "东头三户门口还是黑的。")
    hand_in(project, 4, 2, 0, by=liaison)
    with pytest.raises(Refused, match="评议结果是不满意"):
        ProjectLife.close_evaluation(project, by=committee, note="谢谢大家。")

    project = ProjectLife.reopen(project, by=secretary, note="东头再装三盏，装好请大家再看。")
    first = Evaluation.objects.get(project=project)
    assert (first.outcome, first.rectify_by) == ("dissatisfied", project.due_on)
    page = client.get(f"/projects/{project.query_no}/").content.decode()
    assert "继续整改" in page and "不满意 7" in page and "东头三户" not in page
    with pytest.raises(Refused, match="不在评议期间"):
        says(project, 8, "satisfied")

    for verb in ("inspect", "complete", "open_evaluation"):
        project = take(project, verb, by=secretary)
    for number in range(7):
        says(project, number, "satisfied")
    hand_in(project, 5, 1, 0, by=liaison)
    time_machine.move_to(f"{voting.running(project).last_day} 12:00+08:00")
    with pytest.raises(Refused, match="评议要满 3 天"):
        ProjectLife.close_evaluation(project, by=committee, note="谢谢大家。")
    time_machine.shift(24 * 3600)
    project = ProjectLife.close_evaluation(project, by=committee, note="谢谢大家。")

    rounds = list(project.evaluations.values_list("round", "outcome"))
    assert rounds == [(1, "dissatisfied"), (2, "satisfied")]
    page = client.get(f"/projects/{project.query_no}/").content.decode()
    assert "第 2 轮评议结果" in page and "第 1 轮评议结果" in page
    topics = Message.objects.to("contact", project.contact_id).order_by("pk")
    assert [one.topic for one in topics][-4:] == [
        "rectifying", "completed", "evaluating", "evaluated",
    ]  # fmt: skip
    assert "满意 12，基本满意 1，不满意 0" in topics.last().facts["result"]
