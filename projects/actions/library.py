"""项目库: an entry is made of finished projects, reviewed once a year, and ordered by a village (点单)."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from projects.models import LibraryBasis, LibraryDecision, LibraryEntry
from projects.queries.library import WELL_DONE, worthy
from villages.models import District
from villages.roles import Role
from villages.scopes import district_of
from weishishi.kernel import clock
from weishishi.kernel.actor import Kind
from weishishi.kernel.constraints import in_words
from weishishi.kernel.verdict import Refused

LEAST_REASON = 10  # characters
Did = LibraryDecision.Kind


@dataclass(frozen=True)
class Dish:
    """What an entry says; `projects` are the finished ones it stands on."""

    title: str
    project_class: str
    micro_type: str
    what: str
    days: int
    conditions: str
    projects: tuple


@atomic
def take_in(dish, *, by, reason, district=None, at=None):
    """A new entry with its first decision; `Refused` for what is not finished, public and liked."""
    _must_decide(by)
    _must_say_why(reason)
    at = at or clock.now()
    if not dish.projects:
        raise Refused(_("请至少写一件已经办完、居民评议过的项目。"))
    where = district_of(by.post) if by.post else district.pk
    asked = [one.pk for one in dish.projects]
    fit = set(worthy(where).filter(pk__in=asked).values_list("pk", flat=True))
    if unfit := [one.query_no for one in dish.projects if one.pk not in fit]:
        raise Refused(
            _(
                "这几件还不能入库：{}。要是本区已经{}、公开版已发布、评议不是“不满意”的项目。"
            ).format("、".join(unfit), WELL_DONE)
        )
    entry = LibraryEntry(
        district_id=where, title=dish.title.strip(),
        project_class=dish.project_class, micro_type=dish.micro_type, what=dish.what.strip(),
        days=dish.days, conditions=dish.conditions.strip(), by=by.post, by_name=by.name, at=at,
    )  # fmt: skip
    try:
        entry.full_clean(exclude=["by", "district"])
        with in_words(LibraryEntry):
            entry.save()
    except ValidationError as broken:
        raise Refused(*broken.messages) from None
    LibraryBasis.objects.bulk_create(
        LibraryBasis(entry=entry, project=one, by_name=by.name, at=at) for one in dish.projects
    )
    _write(entry, Did.IN, by, reason, at)
    return entry


@atomic
def review(entry, kind, *, by, reason, at=None):
    """Kept for the year, out of the library, or in again."""
    _must_decide(by)
    District.objects.select_for_update(no_key=True).get(pk=entry.district_id)  # one at a time
    if by.post and district_of(by.post) != entry.district_id:
        raise Refused(_("这一条由所在的区决定，您可以查看。"))
    _must_say_why(reason)
    stands = entry.decisions.last().kind in LibraryDecision.KEEPS
    if kind == Did.IN and stands:
        raise Refused(_("它已经在库里了。"))
    if kind != Did.IN and not stands:
        raise Refused(_("它不在库里，要先重新入库。"))
    return _write(entry, kind, by, reason, at or clock.now())


def _must_decide(by):
    if by.kind != Kind.SYSTEM and (by.post is None or by.post.role != Role.DISTRICT_OFFICER):
        raise Refused(_("项目库由区里决定入库、留库、出库，您可以查看。"))


def _must_say_why(reason):
    if len(reason.strip()) < LEAST_REASON:
        raise Refused(_("请写明理由，至少 {} 个字。").format(LEAST_REASON))


def _write(entry, kind, by, reason, at):
    row = LibraryDecision(
        entry=entry, kind=kind, year=at.year, reason=reason.strip()[:200], by=by.post,
        by_name=by.name, at=at,
    )  # fmt: skip
    try:
        with in_words(LibraryDecision):
            row.save()
    except ValidationError as broken:
        raise Refused(*broken.messages) from None
    return row
