"""精品项目: the town recommends, the district confirms or does not, and takes it back with a reason."""

from django.db.transaction import atomic
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from projects.actions.noting import stamp
from projects.models import Distinction, Project
from projects.people import district_office, town_office
from projects.states import State
from weishishi.kernel.actor import Kind
from weishishi.kernel.verdict import Refused

Did = Distinction.Kind
WORTHY = (State.EVALUATED, State.ARCHIVED)
LEAST_REASON = 10  # characters
# What may follow what, in whose hands; None is before anything was said.
FOLLOWS = {
    Did.RECOMMENDED: (None, Did.DECLINED, Did.TAKEN_BACK),
    Did.CONFIRMED: (Did.RECOMMENDED,),
    Did.DECLINED: (Did.RECOMMENDED,),
    Did.TAKEN_BACK: (Did.CONFIRMED,),
}
HANDS = {
    Did.RECOMMENDED: town_office, Did.CONFIRMED: district_office, Did.DECLINED: district_office,
    Did.TAKEN_BACK: district_office,
}  # fmt: skip
_ORDER = {
    Did.RECOMMENDED: lazy("已经推荐过，等区里确认。"), Did.CONFIRMED: lazy("要先由镇里推荐，区里才能确认。"),
    Did.DECLINED: lazy("没有等待确认的推荐。"), Did.TAKEN_BACK: lazy("它现在不是精品项目。"),
}  # fmt: skip


def last_of(project):
    """The kind of what was said last, or None."""
    last = project.distinctions.last()
    return Did(last.kind) if last else None


def open_to(project, by):
    """What this post may say now, in the order of the kinds."""
    if project.status not in WORTHY or not project.is_released:
        return []
    last = last_of(project)
    return [
        kind for kind, after in FOLLOWS.items() if last in after and _in_hand(kind, project, by)
    ]


@atomic
def say(project, kind, *, by, reason, at=None):
    """One word about it; `Refused` in other hands, out of turn, before residents have evaluated it."""
    project = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    if not _in_hand(kind, project, by):
        raise Refused(_("精品项目由镇里推荐、区里确认，这一步不由您办理。"))
    if by.kind != Kind.SYSTEM and (conflict := HANDS[kind].conflicts(project, by)):
        raise Refused(*conflict)
    if project.status not in WORTHY or not project.is_released:
        raise Refused(
            _("居民评议公布以后才能推荐，现在是“{}”。").format(project.get_state_display())
        )
    if last_of(project) not in FOLLOWS[kind]:
        raise Refused(str(_ORDER[kind]))
    if len(reason.strip()) < LEAST_REASON:
        raise Refused(_("请写明理由，至少 {} 个字。").format(LEAST_REASON))
    return Distinction.objects.create(
        project=project, kind=kind, reason=reason.strip()[:200], **stamp(by, at)
    )


def _in_hand(kind, project, by):
    return by.kind == Kind.SYSTEM or HANDS[kind].hold(project, by)
