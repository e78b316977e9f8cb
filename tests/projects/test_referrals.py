"""What the other office told us is written down as it comes, and only then."""

from datetime import timedelta

import pytest
from django.db.transaction import atomic

from projects.actions import referrals, steps
from projects.models import ReferralNote
from tests.factories.projects import REASON
from weishishi.kernel import clock
from weishishi.kernel.verdict import Refused


@pytest.fixture
def referred(lamps, secretary):
    return steps.take(lamps, "refer", by=secretary, note=REASON, answer="镇城管办")


def test_the_number_comes_first_and_the_answer_later(referred, secretary):
    referrals.note(referred, by=secretary, receipt_no=" C20260610 ")
    referrals.note(referred, by=secretary, answer="已派人修好。")
    rows = list(referred.referral_notes.values_list("receipt_no", "answer", "by_name"))
    assert rows == [
        ("C20260610", "", "石桥村党组织"), ("", "已派人修好。", "石桥村党组织"),
    ]  # fmt: skip


def test_nothing_said_before_the_transfer_and_tomorrow_are_refused(referred, secretary):
    with pytest.raises(Refused, match="收件号和答复至少写一样"):
        referrals.note(referred, by=secretary, receipt_no=" ")
    before = referred.state_since - timedelta(minutes=1)
    with pytest.raises(Refused, match="时间不能早于转办的时间"):
        referrals.note(referred, by=secretary, receipt_no="C1", at=before)
    with pytest.raises(Refused, match="时间不能晚于现在"):
        referrals.note(
            referred, by=secretary, receipt_no="C1", at=clock.now() + timedelta(minutes=1)
        )
    assert ReferralNote.objects.count() == 0


def test_only_of_what_was_referred_only_by_the_village_and_never_rewritten(
    referred, lamps, village, clerk, secretary, neighbour_secretary
):
    from tests.factories.projects import propose

    with pytest.raises(Refused, match="由所在村（社区）填写"):
        referrals.note(referred, by=neighbour_secretary, receipt_no="C1")
    with pytest.raises(Refused, match="这一项不再填写"):
        referrals.note(propose(village, clerk), by=secretary, receipt_no="C1")
    referrals.note(referred, by=secretary, receipt_no="C1")
    with pytest.raises(Exception, match=r"permission denied|append-only"), atomic():
        ReferralNote.objects.update(receipt_no="C2")
