"""Papers of the field on A4: what was asked for, what is applied for, what was changed."""

from django.http import Http404
from django.utils.translation import gettext as _

from projects.admin import routes
from projects.admin.decision import money_of
from projects.choices import Channel, Helps, Identity, MicroType, Urgency
from projects.models import DistrictFiling
from projects.queries.approvals import party_opinion_of, sheet_of
from projects.queries.awards import standing_of
from projects.queries.built_papers import attached_to
from projects.queries.changed import of_change
from projects.queries.photos import all_of, shot_if_ready
from villages.desk import acting
from villages.roles import CONFIDANTS
from weishishi.kernel import clock


def application(desk, request, project):
    """项目申报表 on A4."""
    return desk.render(
        request, "application", project, title=_("项目申报表"),
        work=list(project.work_items.all()), groups=list(project.beneficiaries.all()),
        money=money_of(project), lines=project.self_checks.lines(clock.today()),
        award=standing_of(project), attached=attached_to(project),
        filed=DistrictFiling.objects.filter(project=project).select_related("filed_by").first(),
        sheet=sheet_of(project), party=party_opinion_of(project),
    )  # fmt: skip


def need(desk, request, project, *, with_contact=True):
    """问需表 on A4, as it was said. Her words are for who may read them; her name and phone stand on
    the sheet for the committee, never in the file."""
    if project.query_no is None:
        raise Http404
    confidant = acting(request).role in CONFIDANTS
    shots = [
        shot for photo in all_of(project)
        if photo.phase == "before" and photo.visit_id is None and (shot := shot_if_ready(photo))
    ]  # fmt: skip
    return desk.render(
        request, "need_sheet", project, title=_("问需表"), names=confidant and with_contact,
        ticked=[
            ("类型", MicroType.choices, project.micro_type),
            ("紧急程度", Urgency.choices, project.urgency),
            ("身份", Identity.choices, project.identity),
            ("是否愿意出资、出力", Helps.choices, project.helps),
            ("来源渠道", Channel.choices, project.channel),
        ],
        shots=shots if confidant else [],
    )  # fmt: skip


def change(desk, request, project, part):
    """变更表 on A4: the old beside the new, why, by how much, who let it."""
    found = project.changes.filter(pk=part).first()
    if found is None:
        raise Http404
    return desk.render(
        request, "change_sheet", project, title=_("变更表"), change=found, compared=of_change(found)
    )  # fmt: skip


ROUTES = [
    routes.page("application", application),
    routes.page("need_sheet", need),
    routes.part("money/changes/<int:part>", "change_sheet", change),
]
