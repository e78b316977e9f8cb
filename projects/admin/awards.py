"""The page 实施单位 of a project: written by the village, read by everybody who sees the project."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from projects.actions import awards as deeds
from projects.admin import routes
from projects.admin.screening import back_to
from projects.choices import Means
from projects.forms.awards import AwardForm
from projects.people import village_committee
from projects.queries.awards import conflicts, standing_of, versions_of
from villages.desk import acting
from villages.rulebook import rules_for
from villages.rulebook.kinds import said
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


def page(desk, request, project):
    """The choice as it stands, its former versions, and the form for who may write it."""
    by = Actor.at(acting(request))
    may_write = village_committee.hold(project, by) and project.status in deeds.OPEN
    book, old = rules_for(project.village, on=clock.today()), standing_of(project)
    form = (
        AwardForm(
            request.POST or None, request.FILES or None, project=project,
            papers=book.means_papers, corrects=old,
        )
        if may_write
        else None
    )  # fmt: skip
    refusals, status = [], 200
    if request.method == "POST":
        if not may_write:
            raise PermissionDenied
        status = 400
        if form.is_valid():
            try:
                _write(project, old, form, by)
                messages.success(request, _("实施单位已保存。"))
                return back_to(project)
            except Refused as refusal:
                refusals, status = refusal.reasons, 409
    return desk.render(
        request, "award", project, status, title=_("实施单位"), form=form, refusals=refusals,
        is_wrong=status == 400, award=old, award_conflicts=conflicts(old) if old else [],
        versions=versions_of(project), allowed=_allowed(book),
    )  # fmt: skip


def _write(project, old, form, by):
    if old is None:
        deeds.award(project, form.chosen(), by=by, **form.when())
        return
    reason = form.cleaned_data["reason"]
    deeds.replace(old, form.chosen(), by=by, reason=reason, **form.when())


def _allowed(book):
    """[(means, up to how much)] in words."""
    most = book.means_up_to_fen
    return [
        (Means(code).label, _("{}以内").format(said(most[code])) if code in most else _("不限"))
        for code in book.means_papers
    ]


ROUTES = [
    routes.page("award", page),
]
