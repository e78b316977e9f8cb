"""Where and how long did a matter hang out, and what was said to it: for staff, in one query."""

from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from projects import board
from projects.models import NoticeItem, Photo, PublicNotice
from weishishi.kernel import clock
from weishishi.kernel.dates import from_to
from weishishi.kernel.kept_query import KeptQuery, Param


@dataclass(frozen=True)
class Hung:
    """The newest notice of one matter; `said` and `unanswered` count what was ever said to the
    matter, on that notice or an earlier one."""

    pk: int
    number: str
    title: str
    first_day: date
    last_day: date
    counted: str  # 3 天, 5 个工作日
    basis: str
    rule_basis: str
    stage: PublicNotice.Stage
    said: int
    unanswered: int
    has_photo: bool

    @property
    def is_over(self):
        return self.stage == PublicNotice.Stage.ENDED

    @property
    def days(self):
        return from_to(self.first_day, self.last_day)

    @property
    def said_words(self):
        """How many objections, and whether each has its answer."""
        if not self.said:
            return _("没有收到意见")
        if not self.unanswered:
            return _("收到 {said} 条意见，都已书面答复").format(said=self.said)
        return _("收到 {said} 条意见，还有 {unanswered} 条没有答复").format(
            said=self.said, unanswered=self.unanswered
        )


def hung(project_pks):
    """{pk of a matter: its newest notice} of those that ever hung out; one query."""
    return _newest(_of(NoticeItem.objects.filter(project__in=project_pks)))


def of_project(project):
    """The newest notice of this matter, or None; one query."""
    return _newest(_of_one(project=project.pk)).get(project.pk)


@KeptQuery
def _of_one():
    return _of(NoticeItem.objects.filter(project=Param("project", BigIntegerField())))


def _of(rows):
    open_ones = Q(objections__isnull=False, objections__answered_at__isnull=True)
    photos = Photo.objects.filter(notice=OuterRef("notice"), phase=Photo.Phase.BOARD_UP)
    rows = rows.select_related("notice__village").annotate(
        said=Count("objections"), unanswered=Count("objections", filter=open_ones),
        has_photo=Exists(photos.exclude(state=Photo.State.REFUSED)),
    )  # fmt: skip
    return rows.order_by("pk")


def _newest(rows):
    of_matter = {}
    for row in rows:
        of_matter.setdefault(row.project_id, []).append(row)
    return {pk: _hung(items) for pk, items in of_matter.items()}


def _hung(items):
    newest = items[-1]
    notice = newest.notice
    down = PublicNotice.Stage.WITHDRAWN
    stage = down if newest.withdrawn_at else notice.stage_on(clock.today())
    return Hung(
        pk=notice.pk, number=notice.number, title=notice.title, first_day=notice.first_day,
        last_day=notice.last_day, counted=board.counted(notice.days, notice.in_working_days),
        basis=notice.basis, rule_basis=notice.rule_basis, stage=stage,
        said=sum(one.said for one in items), unanswered=sum(one.unanswered for one in items),
        has_photo=newest.has_photo,
    )  # fmt: skip
