"""联合监督检查: who goes where on which day, and what was seen there."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from projects.actions.noting import keep
from projects.models import Inspection, Project, Seen, Stop
from projects.models.inspections import MOST_DRAWN
from villages.roles import may
from villages.scopes import district_of
from weishishi.kernel import clock
from weishishi.kernel.actor import Kind
from weishishi.kernel.verdict import Refused

LEAST = 4


@dataclass(frozen=True)
class Planned:
    """`projects` are the matters that are looked at; `offices` are those that take part, no names."""

    on: date
    offices: str
    about: str
    projects: list
    form_token: UUID
    sample: object = None


@atomic
def plan(planned, *, by, district=None, at=None):
    """Write one inspection down with its matters; a form sent twice gives the first one again.
    `Refused` in other hands, without matters, with too many, and with another district's."""
    district = _whose(by, district)
    if found := Inspection.objects.filter(form_token=planned.form_token, by=by.post).first():
        return found
    projects = list(dict.fromkeys(planned.projects))
    if not 1 <= len(projects) <= MOST_DRAWN:
        raise Refused(_("请列出 1 到 {} 件要检查的项目。").format(MOST_DRAWN))
    if any(one.village.town.district_id != district for one in projects):
        raise Refused(_("有的项目不在您的辖区里，请核对查询号。"))
    for words in (planned.offices, planned.about):
        if len(words.strip()) < 2:
            raise Refused(_("请写参加的单位和检查什么。"))
    row = keep(
        Inspection, by, at, district_id=district, on=planned.on, sample=planned.sample,
        offices=planned.offices.strip(), about=planned.about.strip(),
        form_token=planned.form_token,
    )  # fmt: skip
    Stop.objects.bulk_create([Stop(inspection=row, project=one) for one in projects])
    return row


@atomic
def see(stop, *, by, text, at=None):
    """What was seen there, once. `Refused` in other hands, before the day, and without words."""
    inspection = stop.inspection
    if _whose(by, inspection.district_id) != inspection.district_id:
        raise Refused(_("这不是您辖区里的，不能登记。"))
    if inspection.on > clock.today():
        raise Refused(_("检查的日子还没有到，到了那天再写现场情况。"))
    if len(text.strip()) < LEAST:
        raise Refused(_("请写现场情况，至少 {} 个字。").format(LEAST))
    Project.objects.select_for_update(no_key=True).get(pk=stop.project_id)
    if Seen.objects.filter(stop=stop).exists():
        raise Refused(_("这一件的现场情况已经写过了，请刷新页面。"))
    return keep(Seen, by, at, stop=stop, text=text.strip())


def _whose(by, district):
    if by.kind == Kind.SYSTEM:
        return district
    if by.post is None or not may(by.post.role, "a", "projects.inspection"):
        raise Refused(_("联合监督检查由督查、人大、政协和审计登记。"))
    return district_of(by.post)
