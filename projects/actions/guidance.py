"""A visit of the district or the town is written down; what it found is put right by the village."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from projects.models import GuidanceIssue, GuidanceVisit
from villages.roles import VILLAGE_DESK, may
from villages.scopes import reaches
from weishishi.kernel import clock
from weishishi.kernel.constraints import in_words
from weishishi.kernel.verdict import Refused

VISIT = "projects.guidancevisit"
LATE_AFTER = timedelta(days=31)
LEAST = 4


@dataclass(frozen=True)
class Guided:
    """What was done there; `issues` are (found, advice, due_on)."""

    on: date
    way: str
    where: str
    what: str
    form_token: UUID
    with_whom: str = ""
    issues: tuple = ()


@atomic
def write(village, *, by, guided):
    """Write one visit down; a form sent twice gives the first one again. `Refused` for tomorrow, for
    more than a month ago, for another's village, and for an issue whose day was before the visit."""
    post = by.post
    if post is None or not may(post.role, "a", VISIT):
        raise Refused(_("下沉指导由区经办人、镇经办人、挂点领导登记。"))
    if not reaches(post, village.pk):
        raise Refused(_("这不是您辖区里的村（社区），不能登记。"))
    if found := GuidanceVisit.objects.filter(form_token=guided.form_token, by=post).first():
        return found
    today = clock.today()
    if not today - LATE_AFTER <= guided.on <= today:
        raise Refused(_("日期要在今天以前的一个月里。"))
    if any(due < guided.on for _found, _advice, due in guided.issues):
        raise Refused(_("整改期限不能早于去的那天。"))
    visit = GuidanceVisit(
        village=village, on=guided.on, way=guided.way, where=guided.where.strip(),
        what=guided.what.strip(), with_whom=guided.with_whom.strip(), by=post, by_name=by.name,
        recorded_at=clock.now(), form_token=guided.form_token,
    )  # fmt: skip
    _save(visit)
    for words, advice, due in guided.issues:
        _save(GuidanceIssue(visit=visit, found=words.strip(), advice=advice.strip(), due_on=due))
    return visit


@atomic
def put_right(issue, *, by, result):
    """The village says how it was put right, once. `Refused` in other hands and without words."""
    issue = GuidanceIssue.objects.select_for_update(of=("self",)).select_related("visit").get(
        pk=issue.pk
    )  # fmt: skip
    post = by.post
    if post is None or post.role not in VILLAGE_DESK or post.village_id != issue.visit.village_id:
        raise Refused(_("整改结果由所在村（社区）填写，您可以查看。"))
    if issue.done_on:
        raise Refused(_("这一条已经写了整改结果，请刷新页面。"))
    if len(result.strip()) < LEAST:
        raise Refused(_("请写明怎么整改的，至少 {} 个字。").format(LEAST))
    issue.done_on, issue.result, issue.done_by = clock.today(), result.strip(), by.name
    issue.save(update_fields=["done_on", "result", "done_by"])
    return issue


def _save(row):
    try:
        row.clean_fields(exclude=["form_token", "done_on", "result", "done_by"])
        with in_words(type(row)):
            row.save()
    except ValidationError as broken:
        raise Refused(*broken.messages) from None
