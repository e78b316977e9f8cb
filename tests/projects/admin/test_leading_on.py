"""After an answer the next of its kind opens, named in the message; after the last one 我的待办."""

from datetime import timedelta

import pytest

from projects.actions import findings, urges
from tests.factories.desk import page_of, sign_in, text_of
from tests.factories.projects import propose
from tests.factories.watching import ANSWER, CLOSED, found
from weishishi.kernel import clock

pytestmark = pytest.mark.django_db
LAST = "这一类没有别的了"


@pytest.fixture
def two(village, programme, clerk):
    at = clock.now() - timedelta(days=3)
    return [propose(village, by=clerk, at=at, title=f"件{n}") for n in range(2)]


def address(finding):
    return f"/admin/projects/finding/{finding.pk}/change/"


def test_from_finding_to_finding(two, secretary, supervisor):
    first, second = [found(one, supervisor) for one in two]
    desk = sign_in(secretary)
    answer = desk.post(address(first), {"text": ANSWER}, follow=True)
    assert answer.redirect_chain[-1][0] == f"{address(second)}#main"
    assert "下一件" in text_of(answer) and str(second) in text_of(answer)
    answer = desk.post(address(second), {"text": ANSWER}, follow=True)
    assert answer.redirect_chain[-1][0] == "/admin/#main" and LAST in text_of(answer)

    watch = sign_in(supervisor)
    answer = watch.post(address(first), {"verdict": "close", "text": CLOSED}, follow=True)
    assert answer.redirect_chain[-1][0] == f"{address(second)}#main"


def test_what_she_only_waits_for_is_not_opened(two, secretary, supervisor, time_machine):
    late, answered = [found(one, supervisor, within=1) for one in two]
    time_machine.move_to(clock.now() + timedelta(days=5))
    findings.answer(answered, by=secretary, text=ANSWER)
    answer = sign_in(supervisor).post(
        address(answered), {"verdict": "close", "text": CLOSED}, follow=True
    )
    assert answer.redirect_chain[-1][0] == "/admin/#main"
    assert str(late) in text_of(answer)  # on her list, for her to go after


def test_from_urge_to_urge(two, secretary, town_officer):
    first, second = [
        urges.press(one, by=town_officer, kind="urge", to=secretary.post, text="请踏勘。", within=3)
        for one in two
    ]
    desk = sign_in(secretary)
    page = page_of(two[0], "clock")
    answer = desk.post(page, {"urge": first.pk, "text": ANSWER})
    assert answer.url == f"{page_of(two[1], 'clock')}#urge-{second.pk}"
    answer = desk.post(page_of(two[1], "clock"), {"urge": second.pk, "text": ANSWER})
    assert answer.url == "/admin/#main"
