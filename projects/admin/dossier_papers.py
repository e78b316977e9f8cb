"""The papers of a matter's file, each as its own page prints it, in the order in which they came about."""

import re

import segno
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from projects.actions.packing import Sheet
from projects.admin import (
    acceptance,
    approving,
    evaluation,
    field_papers,
    meeting_page,
    money_papers,
    stories,
    visits,
    works,
)
from projects.admin.decision import journal_of
from projects.models import Change, Meeting, PublicNotice
from projects.queries import awards, built_papers, public_notices
from projects.queries import dossiers as known
from projects.queries.photos import all_of, shot_if_ready

_ARTICLE = re.compile(r'<article class="paper.*?</article>', re.DOTALL)


def sheets_of(desk, request, project):
    """Every paper that exists, in the order of the file. Papers are Chinese whatever the desk speaks."""
    with override("zh-hans"):
        found = [
            Sheet(code if number == 1 else f"{code}-{number}", str(title), html)
            for code, title, responses in _papers(desk, request, project)
            for number, html in enumerate(responses, start=1)
        ]
    return [one for one in found if one.html]


def _papers(desk, request, project):
    """(code, title, [HTML])"""
    yield from _decided(desk, request, project)
    yield from _built(desk, request, project)
    yield from _served(desk, request, project)
    yield from _ended(desk, request, project)


def _decided(desk, request, project):
    yield "application", _("项目申报表"), [_cut(field_papers.application(desk, request, project))]
    yield "need", _("问需表"), [
        _cut(field_papers.need(desk, request, project, with_contact=False))
    ]  # fmt: skip
    seen = project.visits.standing().order_by("at")
    yield "visit", _("踏勘记录"), [
        _cut(visits.sheet(desk, request, project, one.pk)) for one in seen
    ]  # fmt: skip
    held = _meetings(desk, request, project)
    register = desk.admin_site.get_model_admin(Meeting)
    yield "minutes", _("会议纪要"), [
        _cut(meeting_page.minutes(register, request, one, about=project)) for one in held
    ]  # fmt: skip
    yield "sign_in", _("会议签到表、签名页"), [
        _shots(f"{one.name}：签到表、签名页", one.pages.order_by("pk")) for one in held
    ]  # fmt: skip
    yield "notice", _("公示"), _notices(request, project)
    yield "approval", _("审批、备案表"), [_cut(approving.printed(desk, request, project))]


def _built(desk, request, project):
    if versions := awards.versions_of(project):
        yield "award", _("实施单位和合同"), [
            _part("_award_paper", project=project, versions=versions)
        ]  # fmt: skip
    yield "change", _("变更表"), [
        _cut(field_papers.change(desk, request, project, one.pk))
        for one in Change.objects.filter(project=project)
    ]  # fmt: skip
    told = built_papers.works_of(project)
    if any(told.values()):
        yield "works", _("实施记录"), [_part("_works_paper", project=project, **told)]
    if project.progress.exists():
        yield "progress", _("开工、月进度表"), [_cut(works.sheet(desk, request, project))]
    yield "acceptance", _("验收表"), [
        _cut(acceptance.sheet_of(desk, request, project, one))
        for one in project.acceptances.prefetch_related("signatures")
    ]  # fmt: skip
    if looks := list(project.looks.all()):
        yield "looks", _("回头看"), [_part("_looks_paper", project=project, looks=looks)]


def _served(desk, request, project):
    plans = list(project.service_plans.order_by("pk"))
    if not plans:
        return
    yield "service", _("服务约定和活动"), [
        _part("_service_paper", project=project, plans=plans, **built_papers.service_of(project))
    ]  # fmt: skip
    yield "attendance", _("活动签到和到场"), [
        _part("_attendance_paper", project=project, activity=activity, rows=rows)
        for activity, rows in built_papers.turnouts_of(project)
    ]  # fmt: skip


def _ended(desk, request, project):
    if project.budget_id and project.budget.reference:
        yield "money", _("报账资料"), [_cut(money_papers.package(desk, request, project))]
        yield "ledger", _("资金使用台账"), [_cut(money_papers.ledger(desk, request, project))]
        yield "receipt", _("实物接收单"), [
            _cut(money_papers.receipt(desk, request, project, pk))
            for pk in money_papers.received_in_kind(project).values_list("pk", flat=True)
        ]  # fmt: skip
    yield "evaluation", _("满意度测评结果表"), [
        _cut(evaluation.result_sheet(desk, request, project))
    ]  # fmt: skip
    if known.result_of(project):
        yield "result", _("结果公示"), [_cut(stories.notice(desk, request, project))]
    yield "photos", _("照片"), [_shots("照片", all_of(project))]
    yield "journal", _("办理记录"), [_part("_journal_paper", journal=journal_of(project)[::-1])]


def reads_meetings(desk, request):
    """Names on minutes and on photographed pages are for who reads meetings."""
    return desk.admin_site.get_model_admin(Meeting).has_view_permission(request)


def _meetings(desk, request, project):
    """Every closed meeting that talked about it."""
    if not reads_meetings(desk, request):
        return []
    held = Meeting.objects.filter(items__project=project, status=Meeting.Status.CLOSED)
    return list(held.select_related("village__town").distinct().order_by("begins_at"))


def _notices(request, project):
    """As each was printed for the board, and the photos of the board."""
    hung = project.notice_items.order_by("notice__posted_at").values_list("notice", flat=True)
    keys = list(dict.fromkeys(hung))
    boards = PublicNotice.objects.prefetch_related("photos").in_bulk(keys)
    return [
        notice_paper(request, pk) + _shots("公示张贴照片", boards[pk].photos.all()) for pk in keys
    ]


def notice_paper(request, pk):
    """As it is printed for the board."""
    address = request.build_absolute_uri(reverse("public_notice", args=[pk]))
    code = segno.make(address, error="q", micro=False).svg_inline(omitsize=True, border=2)
    context = {"notice": public_notices.notice(pk), "address": address, "qr": mark_safe(code)}
    found = _ARTICLE.search(render_to_string("public/notice_print.html", context, request))
    return found[0] if found else ""


def _shots(title, rows):
    """A page of clean photos; nothing where there are none."""
    shots = [shot for photo in rows if (shot := shot_if_ready(photo))]
    return _part("_photos_paper", title=title, shots=shots) if shots else ""


def _cut(response):
    """The <article class="paper"> of a page."""
    if hasattr(response, "render") and not response.is_rendered:
        response.render()
    found = _ARTICLE.search(response.content.decode())
    return found[0] if found else ""


def _part(name, **context):
    return render_to_string(f"admin/projects/project/{name}.html", context)
