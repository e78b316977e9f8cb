"""寓审计于服务: advice during the work, answered once by the village, and never public."""

import pytest

from projects.actions import advice as deeds
from projects.lifecycle import ProjectLife
from projects.queries.advice import waiting
from projects.queries.lists import read_all
from tests.factories.projects import REASON
from tests.factories.watching import ADVICE, HEARD, advised
from weishishi.kernel.verdict import Refused
from weishishi.outbox.models import Message

pytestmark = pytest.mark.django_db


def test_only_the_auditors_advise_and_only_what_goes_on(
    lamps, auditor, supervisor, district_officer, secretary, clerk
):
    for by in (supervisor, district_officer, secretary):
        with pytest.raises(Refused, match="审计建议由审计"):
            advised(lamps, by)
    with pytest.raises(Refused, match="请写建议"):
        advised(lamps, auditor, text="好")
    first = advised(lamps, auditor)
    assert advised(lamps, auditor, form_token=first.form_token) == first
    over = ProjectLife.decline(lamps, by=clerk, note=REASON)
    with pytest.raises(Refused, match="已经了结"):
        advised(over, auditor)


def test_the_village_answers_once(lamps, auditor, liaison, secretary, town_officer):
    row = advised(lamps, auditor)
    assert read_all(waiting(liaison.post)) == [row]
    for by in (auditor, town_officer):
        assert read_all(waiting(by.post)) == []
        with pytest.raises(Refused, match="由所在村"):
            deeds.answer(row, by=by, text=HEARD)
    with pytest.raises(Refused, match="请写答复"):
        deeds.answer(row, by=liaison, text="好")
    assert deeds.answer(row, by=liaison, text=HEARD).text == HEARD
    with pytest.raises(Refused, match="已经答复"):
        deeds.answer(row, by=secretary, text=HEARD)
    assert read_all(waiting(liaison.post)) == []


def test_what_needs_no_answer_waits_for_nobody(lamps, auditor, liaison):
    row = advised(lamps, auditor, asks=False)
    assert read_all(waiting(liaison.post)) == []
    assert deeds.answer(row, by=liaison, text=HEARD).advice == row


def test_no_word_of_it_is_public_or_in_a_message(lamps, auditor, secretary, client):
    deeds.answer(advised(lamps, auditor), by=secretary, text=HEARD)
    page = client.get(f"/projects/{lamps.query_no}/").content.decode()
    told = str(
        list(Message.objects.filter(topic__startswith="advice").values_list("text", "facts"))
    )
    assert "审计建议" in told and "审计建议" not in page
    assert not [words for words in (ADVICE, HEARD) if words in page + told]


@pytest.mark.parametrize("number", [1, 3])
def test_what_waits_is_asked_in_one_query(
    number, lamps, auditor, secretary, django_assert_num_queries
):
    for _again in range(number):
        advised(lamps, auditor)
    with django_assert_num_queries(1):
        assert (
            len([one.project.village.name for one in read_all(waiting(secretary.post))]) == number
        )
