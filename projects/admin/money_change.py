"""变更表 at the desk: the work and the money as they are, to be written as they shall be."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from funding.arithmetic import Kind
from funding.models import Form
from projects.actions import changes
from projects.actions.changes import Wanted
from projects.admin.decision import TOP
from projects.forms import money as forms
from projects.forms.desk import MOST_ROWS, MoneyForms
from projects.people import village_leaders
from projects.queries.changed import of_change
from villages.desk import acting
from villages.rulebook import rules_for
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


def change_page(desk, request, project):
    """变更表: the work and the money as they are, to be written as they shall be."""
    by = Actor.at(acting(request))
    if not village_leaders.hold(project, by):
        raise PermissionDenied
    if project.budget is None:
        return HttpResponseRedirect(_home(project))
    data = _with_room(request.POST) if request.method == "POST" else None
    form = forms.ChangeForm(data, initial={"key": uuid4()}, budget=project.budget)
    sections, refusals, status, compared = MoneyForms(project, data), [], 200, None
    if data is not None:
        status = 400
        if all([form.is_valid(), sections.is_valid()]):
            told = form.cleaned_data
            wanted = Wanted(
                told["reason"], work=sections.work_lines(), parts=sections.parts(),
                days=told["days"],
            )  # fmt: skip
            try:
                if "preview" in request.POST:
                    compared, status = of_change(changes.outlined(project, wanted, by=by)), 200
                else:
                    messages.success(request, _said_of(changes.ask(project, wanted, by=by)))
                    return HttpResponseRedirect(_home(project) + TOP)
            except Refused as refusal:
                refusals, status = refusal.reasons, 409
            except ValidationError as error:
                refusals, status = error.messages, 409
    return desk.render(
        request, "change", project, status, title=_("变更"), form=form, sections=sections,
        refusals=refusals, is_wrong=status == 400, compared=compared,
        allowed=rules_for(project.village, on=clock.today()).change_to_notice_over,
    )  # fmt: skip


def _with_room(posted):
    """Whoever looks first gets two more rows below each list that is full."""
    data = posted.copy()
    for prefix, name in (("work", "name"), ("money", "source")) if "preview" in posted else ():
        total = data.get(f"{prefix}-TOTAL_FORMS", "")
        if not (total.isdecimal() and data.get(f"{prefix}-{int(total) - 1}-{name}")):
            continue
        rows = range(int(total), min(int(total) + 2, MOST_ROWS))
        data[f"{prefix}-TOTAL_FORMS"] = str(int(total) + len(rows))
        for row in rows if prefix == "money" else ():  # as an empty row begins
            data[f"money-{row}-kind"], data[f"money-{row}-form"] = Kind.FIXED, Form.CASH
    return data


def _said_of(change):
    if change.state == change.State.TO_RESIDENTS:
        return _("变更超过 {}%，要重新商量和公示：请在办理页选“变更较大，重新商量”。").format(
            change.allowed_per_cent
        )
    return _("变更已报镇里审批，同意以后新的数字才生效。")


def _home(project):
    return reverse("admin:projects_project_money", args=[project.pk])
