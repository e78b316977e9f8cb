"""Something that went otherwise, written down and opened once."""

from uuid import uuid4

from projects.actions import tolerance
from tests.factories.people import appoint
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor

DEVIATION, CAUSE = "先动工后补的会议纪要", "暴雨前抢修，来不及开会"
WHY = "年度审计，核对变更"
RULED = "事出紧急，没有谋私利"


def told(**more):
    return {
        "happened_on": clock.today(), "deviation": DEVIATION, "reason": CAUSE,
        "basis": "容错纠错实施办法 珠纪〔2021〕3号", "form_token": uuid4(), **more,
    }  # fmt: skip


def tolerated(project):
    """(a note by a secretary of that village, its reading by an auditor)"""
    village = project.village
    writer = Actor.at(appoint(Role.SECRETARY, village, f"writer-of-{project.pk}"))
    reader = Actor.at(appoint(Role.AUDITOR, village.town.district, f"auditor-of-{project.pk}"))
    note = tolerance.write(project, by=writer, **told())
    return note, tolerance.read(note, by=reader, why=WHY)
