"""The page on which a project is decided: facts on the left, the steps in one's hands on the right."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import BigIntegerField
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from funding.models import Form
from funding.queries import sums_of
from projects.actions import recalling, steps
from projects.actions.facts import may_edit
from projects.admin import around, entry, private, routes
from projects.admin.leading_on import is_led_here, say_and_name_the_next
from projects.admin.screening import beside_the_decision
from projects.admin.writing import digest, may_release
from projects.clocks import lamp
from projects.forms.meetings import OpinionForm
from projects.forms.steps import StepForm
from projects.lifecycle import ProjectLife
from projects.models import JournalEntry, TemplatePhrase
from projects.queries import hung, papers, there_is
from projects.queries.desks import asks_for, choices_for, next_for, usual_of
from projects.queries.history import last_running_state
from projects.queries.meetings import standing_of
from projects.queries.photos import all_of, shot_if_ready
from projects.queries.phrases import offered_in
from projects.queries.preview import words_for
from projects.queries.public_shares import colour_of
from projects.queries.signs import beads, chip, reached_words
from projects.queries.works import items_of
from projects.states import FIVE_STAGES
from villages.desk import acting
from villages.roles import Role
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.kept_query import KeptQuery, Param
from weishishi.kernel.verdict import Refused

TOP = "#main"  # otherwise a browser keeps #do, and the message is passed over

__all__ = ["PermissionDenied", "journal_of", "money_of", "on_to_the_next", "page", "take_step"]


def page(desk, request, project, form=None, *, preview=None, refusals=(), status=200):
    """The decision page; `form` carries what was typed when a step was refused or previewed."""
    by = Actor.at(acting(request))
    there_is.look(project)
    journal = journal_of(project)
    found = around.of(project, by, journal)
    choices = [one for one in choices_for(project, by) if one.step not in found["elsewhere"]]
    ready = [choice.step for choice in choices if not choice.reasons]
    form = form or _fresh(request, ready, usual_of(choices), project, by)
    work, money = items_of(project.pk), money_of(project)
    chosen = form["verb"].value()
    if preview is None and chosen and not form.is_bound:
        preview = words_for(project, chosen, by=by, answer=form.initial.get("answer", ""))
    beside, standing = beside_the_decision(project, by, work, money), standing_of(project)
    notice = None if there_is.nothing(project, "notice_items") else hung.of_project(project)
    proposer_key = private.key("proposer", project)
    reached = last_running_state(journal) if project.has_ended else project.status
    return desk.render(
        request, "change_form", project, status,
        form=form,
        is_led_here=is_led_here(request),
        ready=[(step, asks_for(step)) for step in ready],
        blocked=[choice for choice in choices if choice.reasons],
        chosen=chosen,
        preview=preview,
        refusals=refusals,
        lamp=lamp(project, clock.today()),
        beads=beads(reached, project.has_ended),
        reached=reached_words(reached, project.has_ended),
        chip=chip(project.status),
        money=money,
        work=work,
        groups=_all(project, "beneficiaries"),
        tags=_all(project, "tags"),
        shots=[(photo, shot_if_ready(photo)) for photo in _photos(project)],
        journal=journal,
        standing=standing,
        notice=notice,
        shelves=papers.shelves(
            project, items=standing.items, hung=notice, lines=beside["lines"], journal=journal,
            award=found["award"], accepted=found["accepted"],
        ),
        opinion_form=_opinion_form(project, by),
        may_edit=not may_edit(project, by),
        may_release=may_release(project, by),
        is_village_desk=desk.has_add_permission(request),
        public_seen=digest(project),
        proposer_key=proposer_key,
        shown=private.shown(request, {proposer_key: project.query_no or f"#{project.pk}"}),
        **found,
        **beside,
    )  # fmt: skip


def _photos(project):
    return [] if there_is.nothing(project, "photos") else all_of(project)


def _all(project, name):
    return [] if there_is.nothing(project, name) else list(getattr(project, name).all())


def _opinion_form(project, by):
    """For the secretary of the village, with the stage the matter is in."""
    if by.post.role != Role.SECRETARY or by.post.village_id != project.village_id:
        return None
    stage = project.status.stage
    return OpinionForm(initial={"stage": stage if stage in FIVE_STAGES else ""}, auto_id="op_%s")


def _fresh(request, ready, usual, project, by):
    """What is picked beforehand: what a link on this page asked for, or the usual step."""
    initial = {"seen_state": project.state, "verb": usual.verb if usual else ""}
    asked = ProjectLife.step(request.GET.get("verb", ""))
    if asked in ready:
        initial |= {"verb": asked.verb, "answer": request.GET.get("answer", "")[:20]}
    return _form(project, by, ready, initial=initial)


def _form(project, by, ready, data=None, **more):
    phrases = offered_in(project.village.town_id, TemplatePhrase.OF_STEPS) if ready else ()
    late = steps.may_record_late(by)
    return StepForm(data, steps=ready, may_record_late=late, phrases=phrases, **more)


def take_step(desk, request, project):
    """Carry out, or with `preview` only show what the proposer would read."""
    here = _page_of(project)
    if request.method != "POST":
        return HttpResponseRedirect(here)
    by = Actor.at(acting(request))
    ready = [one.step for one in choices_for(project, by) if not one.reasons]
    form = _form(project, by, ready, request.POST)
    if not form.is_valid():
        reasons = [reason for errors in form.errors.values() for reason in errors]
        return page(desk, request, project, form, refusals=reasons, status=400)
    verb, deed = form.cleaned_data["verb"], form.deed()
    if "preview" in request.POST:
        return page(desk, request, project, form, preview=_preview(project, verb, by, deed))
    try:
        project = steps.take(project, verb, by=by, **deed)
    except Refused as refusal:
        project.refresh_from_db()
        return page(desk, request, project, form, refusals=refusal.reasons, status=409)
    if verb == ProjectLife.submit.verb:
        return entry.to_slip(request, project)
    return on_to_the_next(request, project)


def _preview(project, verb, by, deed):
    if ProjectLife.step(verb) is None:
        return ""
    return words_for(
        project, verb, by=by, note=deed.get("note", ""), answer=deed.get("answer", ""),
        at=deed.get("at"),
    )  # fmt: skip


def on_to_the_next(request, project):
    """Say what was done, with a link back to it, and open the most urgent of what is left; the
    message names that one too, so that nobody takes it for the one she has just decided."""
    post = acting(request)
    done = format_html(
        _("{matter}已办理，现在是“{state}”。{recall}"),
        matter=_link_to(project, post), state=project.get_state_display(),
        recall=_way_back(project, post),
    )  # fmt: skip
    following = next_for(post, project)
    if following is None:
        messages.success(request, format_html("{}{}", done, _("您手上没有别的待办了。")))
        return HttpResponseRedirect(reverse("admin:index") + TOP)
    say_and_name_the_next(request, done, _link_to(following, post))
    return HttpResponseRedirect(_page_of(following) + TOP)


def _way_back(project, post):
    """For a minute the messages of the step can still be taken back."""
    if not recalling.recallable(project, by=Actor.at(post)):
        return ""
    there = reverse("admin:projects_project_recall", args=[project.pk])
    return format_html('<a href="{}">{}</a>', there, _("60 秒内可以撤回消息。"))


def _link_to(project, post):
    return format_html('<a href="{}">“{}”</a>', _page_of(project), project.title_for(post))


def _page_of(project):
    return reverse("admin:projects_project_change", args=[project.pk])


def journal_of(project):
    """What happened, newest first, with both times."""
    return _journal(project=project.pk)


@KeptQuery
def _journal():
    rows = JournalEntry.objects.filter(project=Param("project", BigIntegerField()))
    return rows.select_related("post", "person").order_by("-pk")


def money_of(project):
    """The sums and the shares, each with its colour; None when no source is stated yet."""
    if project.budget_id is None:
        return None
    shares = list(project.budget.shares.all())
    for share in shares:
        share.colour = "kind" if share.form == Form.IN_KIND else colour_of(share.source)
    return {"sums": sums_of(shares), "shares": shares}


ROUTES = [
    routes.page("step", take_step),
]
