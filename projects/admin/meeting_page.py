"""One page per meeting: who came, the votes, what it comes to, closing, and putting it right."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.transaction import atomic
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from projects.actions import meeting_pages, meetings
from projects.admin.meeting_sections import Sections, lay_aside, names_of, take_up, unsaved
from projects.forms.photos import ask_again
from projects.models import Meeting, Project
from projects.people import village_committee, village_leaders
from projects.queries import meetings as known
from projects.queries import outcomes
from projects.queries.photos import shot_if_ready
from villages.desk import acting
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


def page(desk, request, meeting, sections=None, *, refusals=(), status=200):
    """What is known, what it would come to, and the deeds in this person's hands."""
    by = Actor.at(acting(request))
    sections = sections or Sections(meeting, typed=take_up(request, meeting))
    steps = list(meeting.four_steps.all())
    items = [line.item for line in sections.lines]
    versions = list(meeting.minutes.order_by("-version"))
    photographed = list(meeting.pages.order_by("pk"))
    return desk.render(
        request, "change_form", meeting, status,
        sections=sections, refusals=refusals, steps=steps,
        items=list(zip(sections.lines, sections.votes, strict=True)),
        against=outcomes.against_closing(meeting, items, steps) if meeting.is_open else [],
        short=outcomes.quorum_sentence(meeting) if meeting.status != Meeting.Status.CALLED else "",
        unauthorised=known.lacks_authorisation(meeting),
        may_write=village_committee.hold(meeting, by), may_close=village_leaders.hold(meeting, by),
        has_begun=meeting.begins_at <= clock.now(), rule=meeting.rules,
        versions=versions,
        shots=[(one, shot_if_ready(one)) for one in photographed],
        papers=known.papers_of(meeting, versions[0] if versions else None, photographed),
    )  # fmt: skip


def deed(desk, request, meeting):
    """Carry out one deed of the page. Refused or not, whatever else was typed is still there."""
    here = reverse("admin:projects_meeting_change", args=[meeting.pk])
    if request.method != "POST":
        return HttpResponseRedirect(here)
    by, name = Actor.at(acting(request)), request.POST.get("deed", "")
    typed = unsaved(meeting, request.POST, take_up(request, meeting))
    if name in ASIDE and village_committee.hold(meeting, by):
        lay_aside(request, meeting, typed | ASIDE[name](request, meeting))
        return HttpResponseRedirect(here + "#roster" * (name == "tick"))
    if name not in DEEDS:
        raise PermissionDenied
    sections = Sections(meeting, request.POST, request.FILES, name, typed)
    lay_aside(request, meeting, typed)
    forms, carry_out = DEEDS[name](sections)
    checked = [form.is_valid() for form in forms]  # every form, so that every error is shown
    if not all(checked):
        reasons = [one for form in forms for errors in form.errors.values() for one in errors]
        return _refused(desk, request, meeting, sections, reasons, status=400)
    try:
        messages.success(request, carry_out(request, meeting, by))
    except Refused as refusal:
        meeting.refresh_from_db()
        return _refused(desk, request, meeting, sections, refusal.reasons, status=409)
    saved = set().union(*(names_of(form) for form in forms))
    over = name in ("close", "cancel", "correct")
    left = {} if over else {one: values for one, values in typed.items() if one not in saved}
    lay_aside(request, meeting, left)
    if name != "upload":
        _about_photos(request)
    return HttpResponseRedirect(here)


def _refused(desk, request, meeting, sections, reasons, status):
    if sections.pages.is_bound:
        ask_again(sections.pages)
    else:
        _about_photos(request)
    return page(desk, request, meeting, sections, refusals=reasons, status=status)


def _about_photos(request):
    if any(request.FILES.getlist("photos")):
        messages.warning(request, _("选好的照片还没有上传，要重新选一次。"))


def _keep(request, meeting):
    """The Enter key: nothing is carried out, everything typed stays."""
    messages.info(request, _("填的都还在下面，还没有保存；请按对应的按钮。"))
    return {}


def _tick(request, meeting):
    """Everybody came, but for who wrote why not; nothing of it is written down yet."""
    here = [
        one for one in meeting.roster.all() if not request.POST.get(f"leave-{one.pk}", "").strip()
    ]
    messages.info(
        request,
        _("已给 {number} 人打上勾，还没有登记：去掉没来的，再按“保存到会情况”。").format(
            number=len(here)
        ),
    )
    return {f"present-{one.pk}": ["on"] for one in here}


ASIDE = {"keep": _keep, "tick": _tick}


def _attend(sections):
    def carry_out(request, meeting, by):
        told = sections.attendance
        done = meetings.attend(
            meeting, meetings.Came(**told.came()), by=by, begins_at=told.cleaned_data["begins_at"]
        )
        return _("到会已登记：应到 {due} 人，实到 {present} 人。").format(
            due=done.due, present=done.present
        )

    return [sections.attendance], carry_out


def _vote(sections):
    @atomic
    def carry_out(request, meeting, by):
        for form in sections.votes:
            meetings.vote(form.item, meetings.Votes(**form.votes()), by=by)
        return _("票数已保存，结果见各议题下面。")

    return sections.votes, carry_out


def _close(sections):
    def carry_out(request, meeting, by):
        meetings.close(meeting, by=by, **sections.minutes.cleaned_data)
        return _("会议已结束，结果已公开；下一步到各项目的页面办理。")

    return [sections.minutes], carry_out


def _correct(sections):
    def carry_out(request, meeting, by):
        votes = {form.item.pk: meetings.Votes(**form.votes()) for form in sections.votes}
        came = meetings.Came(**sections.attendance.came()) if sections.roster else None
        meetings.correct(meeting, by=by, came=came, votes=votes, **sections.correction.cleaned_data)
        return _("已更正，原来的一版保留在历史里。")

    forms = [sections.correction, *sections.votes]
    return [*forms, sections.attendance] if sections.roster else forms, carry_out


def _cancel(sections):
    def carry_out(request, meeting, by):
        meetings.cancel(meeting, by=by, **sections.cancel.cleaned_data)
        return _("会议已取消。")

    return [sections.cancel], carry_out


def _discuss(sections):
    def carry_out(request, meeting, by):
        meetings.discuss(meeting, by=by, **sections.discussion.cleaned_data)
        return _("这一议已记下。")

    return [sections.discussion], carry_out


def _upload(sections):
    def carry_out(request, meeting, by):
        told = sections.pages.cleaned_data
        meeting_pages.attach(meeting, by=by, files=told["photos"], sheet=told["sheet"])
        return _("照片已收到，正在处理；只给工作人员看。")

    return [sections.pages], carry_out


def _agenda(sections):
    def carry_out(request, meeting, by):
        number = request.POST.get("project", "")
        rows = Project.objects.filter(village=meeting.village_id)
        project = rows.filter(pk=number).first() if number.isdecimal() else None
        if project is None:
            raise Refused(_("本村（社区）没有这件事，请刷新页面再试。"))
        meetings.put_on_agenda(meeting, project, by=by)
        return _("“{title}”已列入议题。").format(title=project.title)

    return [], carry_out


DEEDS = {
    "attend": _attend, "vote": _vote, "close": _close, "correct": _correct, "cancel": _cancel,
    "discuss": _discuss, "upload": _upload, "agenda": _agenda,
}  # fmt: skip
GUESTS = 3  # empty rows of a sign-in sheet for who is there without a vote


# ── On paper ─────────────────────────────────────────────────────────────────────────────────────
def minutes(desk, request, meeting, about=None):
    """The minutes as A4, in the field's layout, with places for signatures. In the file of the project
    they are `about`, items of others are one line each and nothing is left to be filled in by hand."""
    last = meeting.minutes.order_by("-version").first()
    roster = list(meeting.roster.all())
    return desk.render(
        request, "minutes", meeting, last=last, lines=known.lines_of(meeting),
        roster=roster, steps=list(meeting.four_steps.all()),
        about=about, awaited=meeting.status == Meeting.Status.CALLED, signers=_signers(meeting, roster),
        short=outcomes.quorum_sentence(meeting), title=_("会议纪要"),
    )  # fmt: skip


def _signers(meeting, roster):
    """Who signs: those who came, all who are due while that is not known, or as many empty lines."""
    if meeting.status == Meeting.Status.CALLED and roster:
        return [one.name for one in roster]
    came = [one.name for one in roster if one.attendance == "present"]
    return came or [""] * (meeting.present or meeting.due)


def sign_in(desk, request, meeting):
    """The sign-in sheet as A4: the names due, each with room to sign, and room for guests; of a
    meeting without names, as many empty rows as people are due."""
    roster = list(meeting.roster.all())
    unnamed = [] if roster else range(1, meeting.due + 1)
    return desk.render(
        request, "sign_in", meeting, roster=roster, unnamed=unnamed, blanks=range(GUESTS),
        title=_("签到表"),
    )  # fmt: skip
