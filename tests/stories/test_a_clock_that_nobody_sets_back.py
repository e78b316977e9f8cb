"""A matter waits too long: the house reminds post by post, the town urges, the district supervises, and
what stood still is not counted. Everybody reads the days, nobody the words."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from projects import tasks
from projects.actions import clocks
from projects.lifecycle import ProjectLife
from tests.factories.desk import page_of, sign_in, text_of
from tests.factories.projects import REASON, propose
from villages.offices import office_of
from weishishi.kernel import clock
from weishishi.outbox.models import Message

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
TEXT, ANSWER = "请说明原因，写明哪一天受理。", "今天已经受理，联系人出差刚回来。"


def on(day, hour=9):
    return time_machine.travel(datetime(2026, 6, day, hour, tzinfo=SHANGHAI), tick=False)


def boxes():
    """What lies in whose box, newest last."""
    rows = Message.objects.filter(topic__in=("nudge", "urge", "urge_answered")).order_by("pk")
    return [(row.recipient_key, row.text) for row in rows if row.due_at <= clock.now()]


def test_it(village, programme, clerk, liaison, secretary, town_officer, district_officer, client):
    with on(1):
        project = propose(village, by=clerk)
        ProjectLife.send_back(project, by=clerk, note=REASON)
    with on(3):
        project = ProjectLife.resubmit(project, by=clerk)
    assert f"{project.due_on:%m-%d}" == "06-08"  # three days of June's fourth on
    with on(5):
        tasks.nudge()
    with on(8, 8):
        tasks.nudge()
    with on(9):
        tasks.nudge()
    with on(15):
        tasks.nudge()
    with on(15, 12):
        keys = [key for key, _words in boxes()]
        people = [liaison, secretary, town_officer, district_officer]
        assert keys == [office_of(who.post)[1] for who in people]

        town, desk = sign_in(town_officer), sign_in(secretary)
        page = page_of(project, "clock")
        told = {"kind": "urge", "to": secretary.post.pk, "text": TEXT, "within": "1"}
        assert town.post(page, told).status_code == 302
        sent = told | {"kind": "supervise", "to": town_officer.post.pk}
        assert sign_in(district_officer).post(page, sent).status_code == 302
        assert "等您答复" in text_of(desk.get("/admin/"))
    with on(17):
        desk = sign_in(secretary)
        assert "已超期" in text_of(desk.get("/admin/"))
        ProjectLife.accept(project, by=secretary)
        urge = project.urges.get(kind="urge")
        assert desk.post(page, {"urge": urge.pk, "text": ANSWER}).status_code == 302
        public = text_of(client.get(f"/projects/{project.query_no}/"))
        assert "区里 2026年6月15日 督办，等答复" in public
        assert TEXT not in public
        shown = text_of(desk.get(page))
        assert "暂停：等提出人补充情况" in shown
        assert "超期办出" in shown
        assert clocks.check() == []
