"""When is a noted fact true, when is it written, and in whose name? The columns of every Noted row."""

from django.core.exceptions import ValidationError
from django.db.models import JSONField
from django.utils.translation import gettext as _

from projects.models import Project
from projects.people import village_committee
from projects.states import State
from weishishi.kernel import clock
from weishishi.kernel.actor import Kind
from weishishi.kernel.constraints import in_words
from weishishi.kernel.machine import is_late
from weishishi.kernel.verdict import Refused

LEAST_REASON = 5  # characters


def stamp(by, at=None, late_reason=""):
    """{column: value}; `Refused` for tomorrow, and for what is written more than one working day
    late without its reason."""
    written = clock.now()
    happened = at or written
    if happened > written:
        raise Refused(_("时间不能晚于现在。"))
    if is_late(by, happened, written) and len(late_reason.strip()) < LEAST_REASON:
        raise Refused(_("补录一个工作日以前的事，请写明补录原因，至少 5 个字。"))
    return {
        "by": by.post, "by_name": by.name, "at": happened, "recorded_at": written,
        "late_reason": late_reason.strip(),
    }  # fmt: skip


def write_down(model, project, by, at, late_reason, **facts):
    """A Noted row of a locked project; `Refused` with what a field or a constraint says against it."""
    return keep(model, by, at, late_reason, project=project, **facts)


def keep(model, by, at=None, late_reason="", **facts):
    """The same of something that is no project's."""
    row = model(**facts, **stamp(by, at, late_reason))
    try:
        row.clean_fields(exclude=may_be_empty(model))
        with in_words(model):
            row.save()
    except ValidationError as broken:
        raise Refused(*broken.messages) from None
    return row


def may_be_empty(model):
    """What a form has asked for already, or nobody types: references, dates that may be open, lists."""
    return {
        field.name
        for field in model._meta.concrete_fields
        if field.null or field.is_relation or isinstance(field, JSONField)
    }


def locked(project, by, *, hands=village_committee, states=None):
    """The row, locked. `Refused` in other hands, of a draft, and outside `states` where given."""
    project = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
    if by.kind != Kind.SYSTEM and not hands.hold(project, by):
        raise Refused(_("这一项由所在村（社区）填写，您可以查看。"))
    if project.state == State.DRAFT:
        raise Refused(_("这件事还没有提交，提交以后再填。"))
    if states is not None and project.status not in states:
        raise Refused(_("现在是“{}”，这一项不再填写。").format(project.get_state_display()))
    return project
