"""How far is it? Reported in under a minute, from a phone: a per cent, words, up to three photos."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.transaction import atomic
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from projects.actions import photos
from projects.actions.noting import locked, write_down
from projects.households import places_told
from projects.models import Photo, Progress, WorkItem
from projects.people import reporters
from projects.states import RUNNING
from weishishi.kernel.verdict import Refused

MOST_PHOTOS = 3


@dataclass(frozen=True)
class Report:
    """`actuals` is {primary key of the work item: Decimal}; what is not in it stays as it was. `scene` is where
    the photos were taken, the place of the works where it is left out."""

    per_cent: int
    done: str
    problem: str = ""
    next: str = ""
    actuals: dict | None = None
    photos: tuple = ()
    scene: str = ""


@atomic
def report(project, told, *, by, at=None, late_reason=""):
    """Write down how far it is; `Refused` for more than was planned, before an earlier report, and for
    less than that one without a reason."""
    project = locked(project, by, hands=reporters, states=RUNNING)
    if len(told.photos) > MOST_PHOTOS:
        raise Refused(_("进度照片最多 {} 张，请留下最要紧的。").format(MOST_PHOTOS))
    last = project.progress.last()
    if last and at and at < last.at:
        raise Refused(_("时间不能早于上一次进度，请核对日期。"))
    if last and told.per_cent < last.per_cent and not told.problem.strip():
        words = _(
            "上一次报的是 {last}%，这一次是 {now}%，少了。写错了请改；确实少了，请在“有什么问题”里写明为什么。"
        )
        raise Refused(words.format(last=last.per_cent, now=told.per_cent))
    count(project, told.actuals or {})
    row = write_down(
        Progress, project, by, at, late_reason, per_cent=told.per_cent, done=told.done,
        problem=told.problem, next=told.next, actuals=standing(project),
    )  # fmt: skip
    if told.photos:
        photos.attach(
            project, by=by, files=told.photos, phase=Photo.Phase.DURING, progress=row,
            scene=scene_of(project, told.scene), taken_on=localdate(row.at), at=row.recorded_at,
        )  # fmt: skip
    return row


def count(project, actuals):
    """Keep how much of each item is there; `Refused`, item by item, above what was planned."""
    items = {item.pk: item for item in project.work_items.select_related("place")}
    unknown = set(actuals) - set(items)
    if unknown:
        raise Refused(_("主要内容刚才改过，请刷新页面再填。"))
    wrong = [
        _("{item}：计划 {planned} {unit}，写的是 {actual}，不能比计划的多；确实多做了，请先办变更。").format(
            item=named(items[pk]), planned=plain(items[pk].quantity), unit=items[pk].unit,
            actual=plain(actual),
        )
        for pk, actual in actuals.items() if actual > items[pk].quantity
    ]  # fmt: skip
    wrong += [
        _("{}：实际数量不能是负数。").format(named(items[pk]))
        for pk, actual in actuals.items()
        if actual < 0
    ]
    if wrong:
        raise Refused(*wrong)
    for pk, actual in actuals.items():
        WorkItem.objects.filter(pk=pk).update(actual=actual)


def standing(project):
    """[name, place, planned, actual, unit] of every item, for a row that must not change later."""
    return [
        [
            item.name, str(item.place or ""), plain(item.quantity),
            "" if item.actual is None else plain(item.actual), item.unit,
        ]
        for item in project.work_items.select_related("place__parent")
    ]  # fmt: skip


def scene_of(project, said=""):
    """Where photos of the works were taken: as it was said, or the one neighbourhood all of them lie
    in. A building and a home are never named. (PIPL: data minimisation)"""
    if said.strip():
        return said.strip()
    told = set(places_told(list(project.work_items.select_related("place__parent"))).values())
    return told.pop()[: Photo._meta.get_field("scene").max_length] if len(told) == 1 else ""


def named(item):
    return f"{item.place} {item.name}" if item.place_id else item.name


def plain(number):
    return f"{Decimal(number).normalize():f}"
