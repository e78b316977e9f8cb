"""Writing down what is known about a project, and what the public reads of it."""

import hashlib

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.transaction import atomic
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from projects.actions import facts, publications
from projects.admin import routes
from projects.forms.desk import ProjectForms
from projects.forms.steps import PublicForm
from projects.guards import split_is_whole
from projects.people import village_committee
from villages.desk import acting
from villages.standing_in import may_have_acted
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


def facts_page(desk, request, project):
    """Class, place, work, beneficiaries and money on one page with one button."""
    by = Actor.at(acting(request))
    if not desk.has_change_permission(request, project):
        raise PermissionDenied
    refusals, status = facts.may_edit(project, by), 200
    sections = ProjectForms(project, request.POST if request.method == "POST" else None)
    now_shares = []
    if request.method == "POST":
        status = 409 if refusals else 400
        if not refusals and sections.is_valid():
            try:
                _write(project, sections, by)
            except Refused as refusal:
                refusals, status = refusal.reasons, 409
            except ValidationError as error:
                refusals = error.messages
            else:
                return _saved(request, project)
        project.refresh_from_db()
        now_shares = sections.look_again(project)
    return desk.render(
        request, "facts", project, status, sections=sections, refusals=refusals,
        may_edit=not facts.may_edit(project, by), title=_("项目资料"), now_shares=now_shares,
        split_words="" if request.method == "POST" else _split_words(project),
        is_wrong=status == 400 and not refusals,
    )  # fmt: skip


@atomic
def _write(project, sections, by):
    project = facts.edit(project, by=by, **sections.facts.cleaned_data)
    facts.list_work(project, by=by, work=sections.work_lines())
    facts.count_beneficiaries(project, by=by, groups=sections.group_lines())
    parts = sections.parts()
    if parts or project.budget_id:
        facts.state_budget(project, by=by, parts=parts, seen=sections.seen)


def _saved(request, project):
    """Said at once what the split still lacks: the notice asks for it."""
    project.refresh_from_db()
    messages.success(request, _("资料已保存。"))
    if words := _split_words(project):
        messages.warning(request, words)
    return _back_to(project)


def _split_words(project):
    """What is missing or over between the work and the sources; "" where it is whole."""
    if project.budget_id is None or not project.work_items.exists():
        return ""
    return split_is_whole(project, clock.today()).reason


def public_page(desk, request, project):
    """Edit the public version; a second person releases exactly the words she has read."""
    by = Actor.at(acting(request))
    if not village_committee.hold(project, by):
        raise PermissionDenied
    form = PublicForm(request.POST or None, initial=_initial(project))
    refusals, status = [], 200
    if request.method == "POST":
        try:
            if _carry_out(request, project, form, by):
                return _back_to(project)
            status = 400
        except Refused as refusal:
            refusals, status = refusal.reasons, 409
    return desk.render(
        request, "public", project, status, form=form, refusals=refusals, title=_("公开版"),
        may_release=may_release(project, by), public_seen=digest(project),
    )  # fmt: skip


def _initial(project):
    """What was published before. Her own words were said to staff only: they stand beside the form,
    and whoever wants the public to read something writes it."""
    return {"title": project.public_title, "text": project.public_need}


def _carry_out(request, project, form, by):
    if "release" in request.POST:
        if request.POST["release"] != digest(project):
            raise Refused(_("公开版刚才又改过，请重新看一遍再发布。"))
        publications.release(project, by=by)
        messages.success(request, _("公开版已发布，居民现在就能看到。"))
        return True
    if form.is_valid():
        publications.edit(project, by=by, **form.cleaned_data)
        messages.success(request, _("公开版已保存，请另一位同事审核发布。"))
        return True
    return False


def may_release(project, by):
    """Whether a version waits that this very person did not edit."""
    waits = bool(project.public_title) and not project.is_released
    is_other = not may_have_acted(by.person, project.edited_by)
    return waits and village_committee.hold(project, by) and is_other


def digest(project):
    """A fingerprint of the words that are read, so that no others are released."""
    text = f"{project.public_title}\n{project.public_need}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _back_to(project):
    return HttpResponseRedirect(reverse("admin:projects_project_change", args=[project.pk]))


ROUTES = [
    routes.page("facts", facts_page),
    routes.page("public", public_page),
]
