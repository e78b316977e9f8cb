"""Who is away in the demo district today, and who took over an office the day before?"""

from datetime import date, timedelta

from projects.actions import handovers
from projects.actions.handovers import Successor
from projects.demo.wishes import NANSHUI_COMMUNITY
from villages.actions import delegations
from villages.models import Person
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor

MOVED = "440404103200"  # its liaison went to another office
HANDED_OVER_ON = date(2021, 6, 10)


def leave(staff, source):
    """A member of the committee of 南水社区 is at a training this week, the liaison stands in for her;
    in another town a liaison's post was handed over."""
    by, today = Actor.importer(f"任职登记（{source}）"), clock.today()
    delegations.delegate(
        staff.committee[NANSHUI_COMMUNITY], by=by,
        to=staff.liaison[NANSHUI_COMMUNITY], since=today - timedelta(days=1),
        until=today + timedelta(days=3), reason="参加区里的社区工作者培训",
    )  # fmt: skip
    new = Person(username=f"{MOVED}-lianluo2", display_name="新联络员（演示）")
    new.set_unusable_password()
    new.save()
    handovers.hand_over(
        staff.liaison[MOVED], Successor(person=new), by=by, why="原联络员调到镇里工作",
        on=HANDED_OVER_ON,
    )  # fmt: skip
