"""One page per meeting: who came, the votes, what it comes to, closing, and putting it right."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.transaction import atomic
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from projects.actions import meeting_pages, meetings
from projects.forms.meetings import (
    AttendanceForm,
    CancelForm,
    CorrectionForm,
    DiscussionForm,
    MinutesForm,
    PagesForm,
)
from projects.forms.votes import VotesForm
from projects.models import Meeting, Project
from projects.people import village_committee, village_leaders
from projects.queries import meetings as known
from projects.queries import outcomes
from projects.queries.photos import shot_if_ready
from villages.desk import acting
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


class Sections:
    """The forms of one page; those of the deed that was asked for carry what was typed."""

    def __init__(self, meeting, data=None, files=None, deed=""):
        def of(*deeds):
            return data if deed in deeds else None

        self.roster = list(meeting.roster.all())
        self.lines = known.lines_of(meeting)
        last = meeting.minutes.order_by("-version").first()
        written = {
            name: getattr(last, name, "") for name in ("record", "resolution", "arrangement")
        }
        self.attendance = AttendanceForm(
            of("attend", "correct"), roster=self.roster,
            initial={
                "begins_at": localtime(meeting.begins_at), "observers": meeting.observers,
                "observer_names": meeting.observer_names,
            },
        )  # fmt: skip
        self.votes = [
            VotesForm(
                of("vote", "correct"), item=line.item, roster=self.roster,
                by_area=meeting.rules.by_area,
            )
            for line in self.lines
        ]  # fmt: skip
        self.minutes = MinutesForm(
            of("close"), initial=written | {"ends_at": localtime(clock.now())}
        )
        self.correction = CorrectionForm(of("correct"), initial=written)
        self.discussion = DiscussionForm(of("discuss"))
        self.pages = PagesForm(of("upload"), files if deed == "upload" else None)
        self.cancel = CancelForm(of("cancel"))


def page(desk, request, meeting, sections=None, *, refusals=(), status=200):
    """What is known, what it would come to, and the deeds in this person's hands."""
    by = Actor.at(acting(request))
    sections = sections or Sections(meeting)
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
    """Carry out one deed of the page; refused, everything typed is still there."""
    here = reverse("admin:projects_meeting_change", args=[meeting.pk])
    if request.method != "POST":
        return HttpResponseRedirect(here)
    by, name = Actor.at(acting(request)), request.POST.get("deed", "")
    if name not in DEEDS:
        raise PermissionDenied
    sections = Sections(meeting, request.POST, request.FILES, name)
    forms, carry_out = DEEDS[name](sections)
    checked = [form.is_valid() for form in forms]  # every form, so that every error is shown
    if not all(checked):
        reasons = [one for form in forms for errors in form.errors.values() for one in errors]
        return page(desk, request, meeting, sections, refusals=reasons, status=400)
    try:
        messages.success(request, carry_out(request, meeting, by))
    except Refused as refusal:
        meeting.refresh_from_db()
        return page(desk, request, meeting, sections, refusals=refusal.reasons, status=409)
    return HttpResponseRedirect(here)


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
def minutes(desk, request, meeting):
    """The minutes as A4, in the field's layout, with places for signatures."""
    last = meeting.minutes.order_by("-version").first()
    roster = list(meeting.roster.all())
    return desk.render(
        request, "minutes", meeting, last=last, lines=known.lines_of(meeting),
        roster=roster, steps=list(meeting.four_steps.all()),
        awaited=meeting.status == Meeting.Status.CALLED, signers=_signers(meeting, roster),
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
