"""精品项目: recommended by the town, confirmed by the district, taken back with a reason."""

import pytest
from django.db.transaction import atomic
from django.test import Client

from projects.actions import distinctions
from projects.actions.distinctions import Did, say
from projects.models import Distinction, Project
from projects.models.distinctions import is_model
from tests.factories.desk import page_of, sign_in, text_of
from tests.factories.library import WHY, distinguish
from tests.factories.projects import bring
from weishishi.kernel.verdict import Refused


@pytest.fixture
def done(lamps):
    return bring(lamps, "close_evaluation")


def models():
    return list(Project.objects.filter(is_model()))


def test_the_town_recommends_and_the_district_confirms(done, town_officer, district_officer):
    say(done, Did.RECOMMENDED, by=town_officer, reason=WHY)
    assert models() == []
    say(done, Did.CONFIRMED, by=district_officer, reason=WHY)
    assert models() == [done]
    say(done, Did.TAKEN_BACK, by=district_officer, reason="后来发现质量有问题，不再推广。")
    assert models() == []
    say(done, Did.RECOMMENDED, by=town_officer, reason=WHY)
    say(done, Did.DECLINED, by=district_officer, reason="今年名额已满，明年再看。")
    assert models() == []


def test_in_other_hands_and_out_of_turn(
    done, secretary, other_town_officer, town_officer, district_officer, supervisor
):
    for stranger in (secretary, other_town_officer, district_officer, supervisor):
        with pytest.raises(Refused, match="不由您办理"):
            say(done, Did.RECOMMENDED, by=stranger, reason=WHY)
    with pytest.raises(Refused, match="先由镇里推荐"):
        say(done, Did.CONFIRMED, by=district_officer, reason=WHY)
    with pytest.raises(Refused, match="不是精品项目"):
        say(done, Did.TAKEN_BACK, by=district_officer, reason=WHY)
    with pytest.raises(Refused, match="至少 10 个字"):
        say(done, Did.RECOMMENDED, by=town_officer, reason="九个字不够写理由")
    say(done, Did.RECOMMENDED, by=town_officer, reason=WHY)
    with pytest.raises(Refused, match="已经推荐过"):
        say(done, Did.RECOMMENDED, by=town_officer, reason=WHY)
    with pytest.raises(Refused, match="不由您办理"):
        say(done, Did.CONFIRMED, by=town_officer, reason=WHY)


def test_not_before_the_residents_have_spoken(lamps, town_officer):
    project = bring(lamps, "complete")
    with pytest.raises(Refused, match="评议公布以后"):
        say(project, Did.RECOMMENDED, by=town_officer, reason=WHY)
    assert distinctions.open_to(project, town_officer) == []


def test_what_was_said_is_not_rewritten(done):
    distinguish(done)
    with pytest.raises(Exception, match=r"permission denied|append-only"), atomic():
        Distinction.objects.update(reason="别的理由别的理由")


def test_the_badge_and_the_filter(done, village, clerk):
    client = Client()
    listed, own = "/projects/?best=yes", f"/projects/{done.query_no}/"
    assert "精品项目</span>" not in text_of(client.get(own))
    distinguish(done)
    assert "精品项目</span>" in text_of(client.get(own))
    page = text_of(client.get(listed))
    assert done.query_no in page and "共 1 件" in page
    say(done, Did.TAKEN_BACK, by=clerk, reason=WHY)
    assert "共 0 件" in text_of(client.get(listed))


def test_at_the_desk(done, town_officer, district_officer, secretary):
    desk = sign_in(town_officer)
    address = page_of(done, "distinction")
    assert desk.post(address, {"kind": "recommended", "reason": "短"}).status_code == 400
    assert desk.post(address, {"kind": "confirmed", "reason": WHY}).status_code == 400
    assert desk.post(address, {"kind": "recommended", "reason": WHY}).status_code == 302
    assert sign_in(secretary).post(address, {"kind": "confirmed", "reason": WHY}).status_code == 403
    answer = sign_in(district_officer).post(address, {"kind": "confirmed", "reason": WHY})
    assert answer.status_code == 302
    assert "确认为精品项目" in text_of(sign_in(secretary).get(address))
