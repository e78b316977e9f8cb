"""Staff correct and complete what is known about a proposal: class, work, beneficiaries, money."""

from django.db.transaction import atomic
from django.utils.translation import gettext as _

from funding.actions import budgets
from projects.actions import clocks, joint, tallies
from projects.models import Beneficiaries, DueChange, Project, WorkItem
from projects.people import village_committee
from projects.queries.estimate import items_total
from projects.states import OPEN_TO_EDITS
from weishishi.kernel.actor import Kind
from weishishi.kernel.constraints import in_words
from weishishi.kernel.verdict import Refused

EDITABLE = (
    "title", "project_class", "micro_type", "hazard", "urgency", "place", "spot",
    "latitude", "longitude", "identity", "led_by", "tags", "source_note", "implementer",
    "batch", "means", "planned_from", "planned_until", "safety",
)  # fmt: skip

POINT = ("latitude", "longitude")


def may_edit(project, by):
    """Why this actor may not edit the facts now; an empty list when she may."""
    if by.kind != Kind.SYSTEM and not village_committee.hold(project, by):
        return [_("项目资料由所在村（社区）填写，您可以查看。")]
    if project.status not in OPEN_TO_EDITS:
        return [_("公示以后不能再改项目资料；确需修改，请先退回重新协商。")]
    return []


@atomic
def edit(project, *, by, **facts):
    """Change facts of a proposal that is not yet on notice; the resident's own words stay."""
    project = _locked(project, by)
    tags, villages = facts.pop("tags", None), facts.pop("joint", None)
    if unknown := set(facts) - set(EDITABLE):
        raise TypeError(f"not editable: {unknown}")
    was = project.project_class
    for name, value in facts.items():
        setattr(project, name, value)
    project.full_clean(exclude=_untouched(facts))
    tallies.follow_the_class(project, was)
    changed = list(facts)
    if "hazard" in facts:
        changed += clocks.follow(project, DueChange.Reason.HAZARD)
    project.save(update_fields=changed or None)
    if tags is not None:
        project.tags.set(tags)
    if villages is not None:
        joint.share(project, villages, by=by)
    return project


@atomic
def list_work(project, *, by, work):
    """Replace the work items by `work`: (name, quantity, unit, place or None), and where it is known
    the unit price in fen."""
    project = _locked(project, by)
    project.work_items.all().delete()
    items = [
        WorkItem(
            project=project, name=name, quantity=quantity, unit=unit, place=place,
            unit_price_fen=price[0] if price else None,
        )
        for name, quantity, unit, place, *price in work
    ]  # fmt: skip
    for item in items:
        item.clean_fields(exclude=["project"])
    with in_words(WorkItem):
        WorkItem.objects.bulk_create(items)
    return project


@atomic
def count_beneficiaries(project, *, by, groups):
    """Replace the groups served by `groups`: (group, number or None)."""
    project = _locked(project, by)
    project.beneficiaries.all().delete()
    rows = [Beneficiaries(project=project, group=group, number=number) for group, number in groups]
    for row in rows:
        row.clean_fields(exclude=["project"])
    with in_words(Beneficiaries):
        Beneficiaries.objects.bulk_create(rows)
    return project


@atomic
def state_budget(project, *, by, parts, seen=None):
    """Say where the money comes from; `parts` are funding.actions.budgets.Part, whole fen. Per cents
    and the remainder are of the sum of the listed work."""
    project = _locked(project, by)
    total = items_total(project)
    if project.budget_id:
        with tallies.follow_the_money(project):
            budgets.set_parts(project.budget, parts=parts, total_fen=total, seen=seen)
        return project
    project.budget = budgets.open_budget(
        title=project.title, parts=parts, reference=project.query_no or "",
        village=project.village, year=project.programme.year, total_fen=total,
    )  # fmt: skip
    project.save(update_fields=["budget"])
    return project


def _untouched(facts):
    """The fields that are not asked again; a point on the map is judged as a pair."""
    asked = set(facts) | (set(POINT) if set(POINT) & set(facts) else set())
    return {field.name for field in Project._meta.fields} - asked


def _locked(project, by):
    project = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    if reasons := may_edit(project, by):
        raise Refused(*reasons)
    return project
