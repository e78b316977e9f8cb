"""验收 at the desk: written on the spot, signed by account or on paper, printed; looked at again later."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from funding.queries import shares_of, sums
from projects.actions import acceptance as deeds
from projects.actions.works import TO_BE_DONE
from projects.admin import routes
from projects.forms.acceptance import AcceptanceForm, LookAgainForm
from projects.forms.photos import ask_again
from projects.models import Acceptance, AcceptanceRole
from projects.people import ACCEPT, conflict_over, village_committee
from projects.queries import looks
from projects.queries.awards import standing_of
from projects.queries.photos import shot_if_ready
from projects.states import State
from projects.watching_people import checked, watches_people
from villages.desk import acting
from villages.rulebook import rules_for
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused
from weishishi.kernel.yuan import in_words


def page(desk, request, project):
    """The records, the form while it is inspected, the signature of who reads it, the later look."""
    by = Actor.at(acting(request))
    form, look, refusals, status, lost_photos = None, None, [], 200, False
    if request.method == "POST":
        what = request.POST.get("part", "accept")
        try:
            if what == "sign":
                return _sign(request, project, by)
            if not village_committee.hold(project, by):
                raise PermissionDenied
            if what == "look":
                look, status = LookAgainForm(request.POST), 400
                if look.is_valid():
                    deeds.look_again(project, by=by, **look.cleaned_data)
                    return _done(request, project, _("回头看已保存。"))
            else:
                form, status = AcceptanceForm(request.POST, request.FILES, project=project), 400
                if form.is_valid():
                    row = deeds.accept(project, form.seen(), by=by, **form.when())
                    return _done(request, project, _what_next(project, row))
        except Refused as refusal:
            refusals, status = refusal.reasons, 409
        lost_photos = bool(form) and ask_again(form)
    return _show(desk, request, project, by, form, look, refusals, status, lost_photos)


def _show(desk, request, project, by, form, look, refusals, status, lost_photos):
    rows = list(project.acceptances.prefetch_related("signatures__post").order_by("-pk"))
    last = rows[0] if rows else None
    hers = village_committee.hold(project, by)
    inspecting = project.state == State.INSPECTING
    of_now = last if last and inspecting and last.at >= project.state_since else None
    role = deeds.role_of(project, by.post) if of_now else None
    signed = {one.post_id for one in of_now.signatures.all()} if of_now else set()
    if role and (by.post.pk in signed or conflict_over(ACCEPT)(project, by)):
        role = None
    return desk.render(
        request, "acceptance", project, status, title=_("验收"), refusals=refusals,
        is_wrong=status == 400, lost_photos=lost_photos, rows=rows,
        form=(form or _fresh(project)) if inspecting and hers else None,
        asked=rules_for(project.village, on=clock.today()).acceptance_roles,
        signs_as=AcceptanceRole(role).label if role else "", of_now=of_now,
        look=(look or LookAgainForm()) if hers and project.status in deeds.AFTERWARDS else None,
        looks=list(project.looks.all()), residents=looks.at_desk(project),
        upkeep=next((one.upkeep_by for one in rows if one.upkeep_by), ""),
        lines=_check_of(project, inspecting),
        may_task=hers and project.status in TO_BE_DONE,
    )  # fmt: skip


def _check_of(project, inspecting):
    """The check of cameras and door access, while it is inspected and something watches people."""
    return checked(project) if inspecting and watches_people(project.work_items.all()) else []


def _fresh(project):
    """The days as the journal knows them."""
    steps = project.journal.filter(verb__in=("start", "inspect")).order_by("pk")
    first = {}
    for one in steps:
        first.setdefault(one.verb, localdate(one.happened_at))
        if one.verb == "inspect":
            first["inspect"] = localdate(one.happened_at)
    initial = {"begun_on": first.get("start"), "done_on": first.get("inspect")}
    return AcceptanceForm(project=project, initial=initial)


def _what_next(project, row):
    """What is said when it is saved: where something is to be put right, who asks for it and where."""
    if row.result == Acceptance.Result.PASSED:
        return _("验收记录已保存，请各方签字。")
    here = reverse("admin:projects_project_change", args=[project.pk]) + "#do"
    link = format_html('<a href="{}">{}</a>', here, _("“办理”栏要求整改"))
    return format_html(
        _("验收记录已保存，请各方签字。有要整改的，下一步由书记去{link}。"), link=link
    )


def _sign(request, project, by):
    last = project.acceptances.last()
    if last is None:
        raise Refused(_("还没有验收记录，请先填写。"))
    deeds.sign(last, by=by)
    return _done(request, project, _("已签字。"))


def _done(request, project, words):
    messages.success(request, words)
    here = reverse("admin:projects_project_acceptance", args=[project.pk])
    return HttpResponseRedirect(here + "#main")


def sheet(desk, request, project):
    """验收表 on A4, the newest one, or an empty one to take along."""
    row = project.acceptances.prefetch_related("signatures").last()
    return sheet_of(desk, request, project, row)


def sheet_of(desk, request, project, row):
    """One acceptance on A4, `row` None for an empty one; the amount in words (大写)."""
    award = standing_of(project)
    fen = award.contract_fen if award else sums(shares_of([project.budget_id])).cash
    photos = row.photos.order_by("pk") if row else ()
    signed = {role: [] for role in AcceptanceRole.values}
    for one in row.signatures.all() if row else ():
        signed[one.role].append(one)
    return desk.render(
        request, "acceptance_sheet", project, title=_("验收表"), row=row, award=award,
        price=fen, price_in_words=in_words(fen or 0), items=list(project.work_items.all()),
        signed=[(AcceptanceRole(role).label, names) for role, names in signed.items()],
        shots=[shot for photo in photos if (shot := shot_if_ready(photo))],
        lines=checked(project) if watches_people(project.work_items.all()) else [],
    )  # fmt: skip


ROUTES = [
    routes.page("acceptance", page),
    routes.page("acceptance_sheet", sheet),
]
