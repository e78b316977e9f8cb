"""A lamp by the book in a village, from the first look to the deliberation, with every refusal on
the way. At the desk, as the liaison and the secretary do it."""

from datetime import timedelta

import pytest

from projects.models import SelfCheck, SiteVisit
from projects.queries.public_project import detail
from tests.factories.desk import page_of, sign_in, text_of
from tests.factories.pictures import upload
from tests.factories.projects import REASON, furnish, propose
from tests.projects.admin.test_decision import decide, empty_rows, plain_facts
from tests.projects.admin.test_screening import checked
from weishishi.kernel import clock

MEASURED = {
    "measure-TOTAL_FORMS": "3", "measure-INITIAL_FORMS": "0",
    "measure-0-name": "两杆间距", "measure-0-value": "60", "measure-0-unit": "m",
}  # fmt: skip
VISIT = {
    "ownership": "村集体用地", "pipes": "东侧有自来水管", "proposal": "沿东侧立杆三十盏。",
    "feasible": "yes", "feasible_words": "供电够用，可以装。", "others": "村民代表 1 人",
    "signature": "王某", **MEASURED,
}  # fmt: skip


@pytest.fixture
def desks(liaison, secretary):
    return sign_in(liaison), sign_in(secretary)


def why_not(client, project):
    """What stands in the way of the deliberation, as the page says it."""
    choices = client.get(page_of(project)).context_data["blocked"]
    return next((one.reasons for one in choices if one.step.verb == "deliberate"), [])


def test_a_lamp_by_the_book(desks, lamps, village, clerk, neighbour_secretary):
    liaison, secretary = desks
    for verb in ("accept", "screen"):
        decide(liaison, fresh(lamps), verb)
    assert len(why_not(liaison, lamps)) == 3
    assert decide(liaison, fresh(lamps), "deliberate").status_code == 409

    # What is built, item by item: 30 lamps at 1,100 yuan.
    work = {
        "work-TOTAL_FORMS": "1", "work-0-name": "照明灯", "work-0-quantity": "30",
        "work-0-unit": "盏", "work-0-price": "1100",
    }  # fmt: skip
    money = {"money-TOTAL_FORMS": "1", "money-0-source": "district", "money-0-yuan": "34000",
             "money-0-form": "cash"}  # fmt: skip
    told = plain_facts(project_class="works", micro_type="facility", **empty_rows() | work | money)
    assert liaison.post(page_of(lamps, "facts"), told).status_code == 302
    page = text_of(liaison.get(page_of(lamps)))
    assert "33,000" in page
    assert "已写的资金多 1,000 元" in page

    # A neighbour asked for the same lamps; it is merged in error, and taken apart again.
    twin = propose(village, clerk, at=clock.now() - timedelta(days=2), title="村口要路灯")
    page = text_of(liaison.get(page_of(twin)))
    assert f"?verb=merge&amp;answer={lamps.query_no}#do" in page
    offered = text_of(liaison.get(f"{page_of(twin)}?verb=merge&answer={lamps.query_no}"))
    assert f'value="{lamps.query_no}"' in offered
    assert decide(liaison, twin, "merge", answer=lamps.query_no).status_code == 302
    assert "并入这一件的" in text_of(liaison.get(page_of(lamps)))
    assert detail(lamps.query_no).merged_here[0][0] == twin.query_no
    assert decide(liaison, fresh(twin), "unmerge_to_submitted", note=REASON).status_code == 409
    assert decide(secretary, fresh(twin), "unmerge_to_submitted", note=REASON).status_code == 302
    assert fresh(twin).state == "submitted"
    assert detail(lamps.query_no).merged_here == []

    # The lists: once a line speaks against it, then corrected.
    assert liaison.post(page_of(lamps, "check"), checked(words_n2="")).status_code == 400
    assert liaison.post(page_of(lamps, "check"), checked(n2="yes")).status_code == 302
    assert ["第 2 项写的是“属于”" in one for one in why_not(liaison, lamps)] == [True]
    assert liaison.post(page_of(lamps, "check"), checked()).status_code == 302
    assert why_not(liaison, lamps) == []
    assert SelfCheck.objects.filter(project=lamps).count() == 4

    # The visit, on a phone: nothing without a signature, nothing from the next village.
    assert sign_in(neighbour_secretary).post(page_of(lamps, "visit"), VISIT).status_code == 404
    unsigned = liaison.post(page_of(lamps, "visit"), VISIT | {"signature": ""})
    assert (unsigned.status_code, "村集体用地" in text_of(unsigned)) == (400, True)
    assert SiteVisit.objects.count() == 0
    seen = liaison.post(page_of(lamps, "visit"), VISIT | {"photos": upload()})
    assert seen.status_code == 302
    visit = SiteVisit.objects.get()
    assert (str(visit.measures.get()), visit.photos.count()) == ("两杆间距 60.0 m", 1)

    assert decide(liaison, fresh(lamps), "deliberate").status_code == 302
    assert fresh(lamps).state == "deliberating"


def test_two_matters_split_under_the_ceiling_are_answered_before_the_notice(
    desks, lamps, village, clerk
):
    from funding.actions.budgets import Part
    from tests.factories import meetings
    from tests.factories.projects import bring

    _liaison, secretary = desks
    parts = [Part("town", 30_000_000)]
    furnish(propose(village, clerk, title="西段路灯", at=lamps.submitted_at), parts=parts)
    project = bring(furnish(lamps, parts=parts), "deliberate")
    meetings.decide(project, clock.now())
    page = text_of(secretary.get(page_of(project)))
    assert "合计 600,000 元，超过上限 500,000 元" in page
    assert decide(secretary, project, "post_notice", note=REASON).status_code == 409
    assert secretary.post(page_of(project, "split"), {"words": "不是"}).status_code == 409
    answer = {"words": "东西两段相隔三里，分别提出、分别商量。"}
    assert secretary.post(page_of(project, "split"), answer).status_code == 302
    assert answer["words"] in text_of(secretary.get(page_of(project)))
    assert decide(secretary, project, "post_notice", note=REASON).status_code == 302


def fresh(project):
    return type(project).objects.get(pk=project.pk)
