"""Three matters lie before the town's officer: two go with one opinion, one cannot, and why."""

from projects.models import Approval
from tests.factories.desk import PROJECTS, sign_in, text_of
from tests.projects.test_approvals import before_the_town, declare

BATCH = f"{PROJECTS}approvals/"


def test_one_of_three_cannot_go_and_the_other_two_are_done_at_once(
    village, programme, clerk, secretary, town_officer
):
    first, second, hers = (before_the_town(village, clerk) for _each in range(3))
    declare(hers, town_officer.person, "relative", secretary.post)
    desk = sign_in(town_officer)
    told = {"projects": [first.pk, second.pk, hers.pk], "note": "材料齐全，拟同意。"}

    preview = text_of(desk.post(BATCH, told))
    assert "这 2 件可以一起办" in preview
    assert "这 1 件不能办" in preview
    assert "您和这件事有利害关系（上述人员的近亲属），不能由您批准，请换一位同事办理。" in preview
    assert Approval.objects.count() == 0

    # Whoever sends the three all the same is told which one, and nothing was done.
    forced = desk.post(BATCH, {**told, "go": "1"})
    assert (forced.status_code, Approval.objects.count()) == (409, 0)
    assert "一件都没有办，请去掉这一件再试。" in text_of(forced)

    done = desk.post(BATCH, {**told, "projects": [first.pk, second.pk], "go": "1"}, follow=True)
    assert "2 件都写好了意见" in text_of(done)
    assert [(one.project, one.opinion) for one in Approval.objects.order_by("project_id")] == [
        (first, "材料齐全，拟同意。"), (second, "材料齐全，拟同意。"),
    ]  # fmt: skip
