"""评议 at the desk: the poster, calling people, counting ballots; the result is the machine's."""

import segno
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from projects import voting
from projects.actions import evaluations as deeds
from projects.actions.evaluations import Speaker
from projects.admin import routes
from projects.forms.evaluations import AnswerForm, BarForm, MembersForm, PhoneAnswerForm, SheetForm
from projects.models.evaluations import Voter, Way
from projects.people import village_committee
from projects.queries import evaluations
from projects.satisfaction import PARTS, Grade, may_be_split
from projects.states import State
from villages.desk import acting
from weishishi.kernel import cipher
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


def page(desk, request, project):
    """One page with every deed of a round; nothing typed is lost when one is refused."""
    by = Actor.at(acting(request))
    is_hers = village_committee.hold(project, by)
    may_write = is_hers and project.state == State.EVALUATING
    if request.method == "POST" and not is_hers:
        raise PermissionDenied
    replaces = _sheet(project, request.GET.get("corrects", ""))
    asked, refusals, status = request.POST.get("deed", ""), [], 200
    forms = {name: _form(name, request, asked, replaces) for name in _DEEDS}
    if request.method == "POST":
        status, form = 400, forms.get(asked)
        if form is not None and form.is_valid():
            try:
                messages.success(request, _DEEDS[asked][1](project, by, form, replaces))
                return HttpResponseRedirect(_here(project))
            except Refused as refusal:
                refusals, status = refusal.reasons, 409
    return desk.render(
        request, "evaluation", project, status, title=_("评议"), forms=forms, asked=asked,
        refusals=refusals, is_wrong=status == 400, may_write=may_write, replaces=replaces,
        desk=evaluations.at_desk(project), results=evaluations.of_project(project.pk),
    )  # fmt: skip


def _form(name, request, asked, replaces):
    data = request.POST if name == asked else None
    more = {"replaces": replaces} if name == "sheet" else {}
    return _DEEDS[name][0](data, prefix=name, **more)


def _sheet(project, pk):
    if not pk:
        return None
    evaluation = voting.running(project)
    found = evaluation and pk.isdecimal() and evaluation.sheets.standing().filter(pk=pk).first()
    if not found:
        raise Http404
    return found


def _by_phone(project, by, form, replaces):
    speaker = Speaker(cipher.index(form.cleaned_data["phone"]))
    deeds.speak(project, by=by, speaker=speaker, answer=form.answer(), way=Way.PHONE)
    return _("记下了一份电话评议；没有存手机号。")


def _by_sheet(project, by, form, replaces):
    told = form.cleaned_data
    deeds.hand_in_sheet(
        project, by=by, where=told["where"], said=form.said(), replaces=replaces,
        parts=form.said_of_parts(),
        reason=told.get("reason", ""), **form.when(),
    )  # fmt: skip
    return _("纸质测评表的份数已保存。")


def _members(project, by, form, replaces):
    deeds.state_members(project, by=by, members=form.cleaned_data["members"])
    return _("应评人数已保存。")


def _bar(project, by, form, replaces):
    deeds.bar(project, by=by, phone=form.cleaned_data["barred"])
    return _("登记好了，这个手机号不能参加评议；号码没有存。")


_DEEDS = {
    "phone": (PhoneAnswerForm, _by_phone), "sheet": (SheetForm, _by_sheet),
    "members": (MembersForm, _members), "bar": (BarForm, _bar),
}  # fmt: skip


def poster(desk, request, project):
    """A4 to hang up on the spot, with the code that leads to the form."""
    evaluation = voting.running(project)
    if evaluation is None:
        raise Http404
    site = voting.poster_token(evaluation)
    path = f"{reverse('evaluate', args=[project.query_no])}?site={site}"
    url = request.build_absolute_uri(path)
    code = segno.make(url, error="q", micro=False).svg_inline(omitsize=True, border=2)
    return desk.render(
        request, "evaluation_poster", project, title=_("评议海报"), url=url,
        qr=mark_safe(code), evaluation=evaluation,
    )  # fmt: skip


def form_sheet(desk, request, project):
    """满意度测评表, empty, to be copied and handed out."""
    return desk.render(
        request, "evaluation_form", project, title=_("满意度测评表"), parts=PARTS.values(),
        grades=Grade.labels, voters=Voter.labels, form=AnswerForm(),
    )  # fmt: skip


def result_sheet(desk, request, project):
    """满意度测评结果表 of every round, for the file; empty where nobody was asked yet."""
    rounds = project.evaluations.filter(closed_at__isnull=False).order_by("round")
    return desk.render(
        request, "evaluation_result", project, title=_("满意度测评结果表"),
        results=evaluations.of_project(project.pk)[::-1],
        sheets=[_of_paper(one) for one in rounds],
    )  # fmt: skip


def _of_paper(evaluation):
    """(round, its sheets, whether what each of them says may be read)"""
    sheets = list(evaluation.sheets.standing())
    return evaluation, sheets, may_be_split([one.said for one in sheets], evaluation.said)


def _here(project):
    return reverse("admin:projects_project_evaluation", args=[project.pk])


ROUTES = [
    routes.page("evaluation", page),
    routes.page("evaluation_poster", poster),
    routes.page("evaluation_form", form_sheet),
    routes.page("evaluation_result", result_sheet),
]
