"""催办 and 督办 by hand, and their answers: facts, each written once."""

from django.db.transaction import atomic
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from projects.actions.noting import may_be_empty, stamp, write_down
from projects.actions.nudges import tell
from projects.models import Project, Urge, UrgeAnswer
from projects.models.urges import MOST_DAYS
from projects.queries.urges import BELOW, answers_for, may_press
from weishishi.kernel import clock
from weishishi.kernel.actor import Kind
from weishishi.kernel.dates import in_chinese
from weishishi.kernel.verdict import Refused
from weishishi.kernel.workdays import add_working_days

LEAST = 4  # characters
USUAL_DAYS = {Urge.Kind.URGE: 3, Urge.Kind.SUPERVISION: 5}


@atomic
def press(project, *, by, kind, to, text, within, at=None, late_reason=""):
    """Ask a post below for an answer within so many working days. `Refused` in other hands, to a post
    that is not below, without words, and for a matter that is over."""
    project = _locked(project.pk)
    if kind not in may_press(project, by):
        raise Refused(_why_not(project, kind))
    if not _is_below(project, by, to):
        raise Refused(_("这个岗位不归您催办，请在名单里另选一个。"))
    if len(text.strip()) < LEAST:
        raise Refused(_("请写明催办什么、要求什么，至少 {} 个字。").format(LEAST))
    if not 1 <= within <= MOST_DAYS:
        raise Refused(_("请给 1 到 {} 个工作日答复。").format(MOST_DAYS))
    row = write_down(
        Urge, project, by, at, late_reason, kind=kind, to=to, to_name=to.office,
        text=text.strip(), within=within, due_on=_due_on(at, within),
    )  # fmt: skip
    _tell(row, [to], "urge")
    return row


@atomic
def answer(urge, *, by, text, at=None, late_reason=""):
    """Answer it, once; whoever asked is told. `Refused` for another post's."""
    project = _locked(urge.project_id)
    urge = Urge.objects.select_related("to", "by").get(pk=urge.pk)
    if by.kind != Kind.SYSTEM and not (by.post and answers_for(urge, by.post)):
        raise Refused(_("这一条请{office}答复。").format(office=urge.to_name))
    if len(text.strip()) < LEAST:
        raise Refused(_("请写答复，至少 {} 个字。").format(LEAST))
    if at and at < urge.at:
        raise Refused(_("答复的时间不能早于催办的时间。"))
    if UrgeAnswer.objects.filter(urge=urge).exists():
        raise Refused(_("这一条刚才已经答复过了，请刷新页面。"))
    row = UrgeAnswer(urge=urge, text=text.strip(), **stamp(by, at, late_reason))
    row.clean_fields(exclude=may_be_empty(UrgeAnswer))
    row.save()
    urge.project = project
    _tell(urge, [urge.by] if urge.by else [], "urge_answered")
    return row


def _locked(pk):
    rows = Project.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("village__town").get(pk=pk)


def _is_below(project, by, to):
    """In force, of that village or its town, and on a lower rung; an import presses whom it says."""
    if to.until and to.until <= clock.today():
        return False
    near = to.village_id == project.village_id or to.town_id == project.village.town_id
    return near and (by.kind == Kind.SYSTEM or to.role in BELOW.get(by.post.role, ()))


def _why_not(project, kind):
    if project.status.is_final:
        return _("这件事已经了结，不用再催办。")
    if kind == Urge.Kind.SUPERVISION:
        return _("督办由区经办人发出；您可以催办。")
    return _("催办由镇里、区里或本村书记发出。")


def _due_on(at, within):
    try:
        return add_working_days(localdate(at) if at else clock.today(), within)
    except Refused:  # a day nobody knows is not promised
        return None


def _tell(urge, posts, topic):
    facts = {
        "kind": str(urge.get_kind_display()), "office": urge.to_name, "from": urge.by_name,
        "due": in_chinese(urge.due_on) if urge.due_on else "",
    }  # fmt: skip
    told_at = urge.at if urge.by is None else None
    tell(
        posts, topic=topic, project=urge.project, facts=facts, key=f"{topic}:{urge.pk}", at=told_at
    )
