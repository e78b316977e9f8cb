"""Taking a step from any shell: with the fact it asks for, and the date when it is written late."""

from django.core.exceptions import ValidationError
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from projects.actions import changes
from projects.actions.proposals import put_under
from projects.lifecycle import ProjectLife
from projects.models import Project
from villages.roles import LATE_RECORDERS
from weishishi.kernel.actor import Kind
from weishishi.kernel.numbers import read_query_number
from weishishi.kernel.verdict import Refused


@atomic
def take(project, verb, *, by, note="", at=None, late_reason="", seen_state=None, answer=""):
    """Take the step named `verb`; `answer` is what merge (查询号) and refer (department) ask for.

    Raises Refused with every reason: an unknown step, somebody else's, or a guard that says no.
    """
    step = ProjectLife.step(verb)
    if step is None:
        raise Refused(_("没有这个步骤，请刷新页面再办。"))
    if at and by.kind != Kind.SYSTEM and not may_record_late(by):
        raise Refused(_("您的职务不能补录以前的日期，请按今天办理。"))
    if step is ProjectLife.merge:
        _name_the_other_one(project, answer, by)
    elif step.goes_back and project.merged_into_id:
        _lock_both(project, project.merged_into)
    elif step is ProjectLife.refer:
        project.referred_to = answer.strip()
        Project.objects.filter(pk=project.pk).update(referred_to=project.referred_to)
    elif (
        step is ProjectLife.resubmit and note.strip()
    ):  # words of the proposer, not for the timeline
        put_under(project, note)
        note = ""
    project = step(project, by=by, at=at, note=note, late_reason=late_reason, seen_state=seen_state)
    if step is ProjectLife.change:
        changes.carry_over(project, by=by)
    return project


def may_record_late(by):
    return by.kind == Kind.POST and by.post.role in LATE_RECORDERS


def _name_the_other_one(project, answer, by):
    """Both rows are locked, the older first: two matters are never merged into each other."""
    try:
        number = read_query_number(answer)
    except ValidationError as error:
        raise Refused(*error.messages) from None
    into = Project.objects.filter(query_no=number, village=project.village_id).first()
    if into is None:
        raise Refused(_("本村（社区）没有这个查询号，请核对后再填。"))
    _lock_both(project, into)
    Project.objects.filter(pk=project.pk).update(merged_into=into)


def _lock_both(project, other):
    both = Project.objects.filter(pk__in=[project.pk, other.pk]).order_by("pk")
    list(both.select_for_update(no_key=True).values_list("pk"))
