"""A project at the desk: the list, and one page on which it is read and decided."""

from django.contrib import admin
from django.db.models import BigIntegerField
from django.http import HttpResponseNotAllowed
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from projects.admin import (
    acceptance,
    activities,
    anomalies,
    approving,
    awards,
    clocks,
    decision,
    distinctions,
    dossier,
    entry,
    evaluation,
    field_papers,
    filed_papers,
    interests,
    library,
    master_ledger,
    money,
    money_papers,
    opinion,
    photos,
    private,
    recall,
    screening,
    served,
    services,
    stories,
    urgent,
    visits,
    works,
    writing,
)
from projects.admin.filters import Overdue, StateFilter, Waiting
from projects.admin.matters import MatterList
from projects.clocks import lamp
from projects.forms.filters import MOST_ID
from projects.models import Project
from projects.queries.reach import readable_by
from projects.queries.signs import chip
from villages.desk import acting, framed, town_filter, village_filter
from villages.offices import reader
from villages.roles import CONFIDANTS
from weishishi.kernel import clock
from weishishi.kernel.kept_query import KeptQuery, KeptToday, Param

_READ_WITH = (
    "urgent", "budget", "contact", "proposer", "operator__village", "edited_by__village",
    "led_by__village", "place", "merged_into",
)  # fmt: skip


@KeptToday
def _one_in_sight(desk, request):
    rows = desk.get_queryset(request).select_related(*_READ_WITH)
    return KeptQuery(lambda: rows.filter(pk=Param("pk", BigIntegerField())))


# Each has ROUTES: which of its pages are come to where (projects/admin/routes.py).
PAGES = (
    acceptance, activities, anomalies, approving, awards, clocks, decision, distinctions,
    dossier, entry, evaluation, field_papers, filed_papers, interests, library, master_ledger,
    money, money_papers, opinion, photos, recall, screening, served, services, stories, urgent,
    visits, works, writing,
)  # fmt: skip
ROUTES = [route for pages in PAGES for route in pages.ROUTES]


@admin.register(Project)
class ProjectAdmin(MatterList):
    add_label = _("替居民登记一件")
    list_display = ("number", "name", "village_name", "stage", "limit", "money", "channel")
    list_filter = (
        Waiting, StateFilter, Overdue, town_filter("village"), village_filter(),
        "project_class", "channel",
    )  # fmt: skip
    search_help_text = _("按查询号、名称、公开的名称找。")
    sortable_by = ("number", "limit")

    def get_queryset(self, request):
        return readable_by(acting(request), super().get_queryset(request))

    def get_object(self, request, object_id, from_field=None):
        """One project with what its pages read along with it; None where this post sees none."""
        if not str(object_id).isdecimal() or int(object_id) > MOST_ID:
            return None
        post = acting(request)
        if post is None:
            return None
        return _one_in_sight(reader(post), self, request).first(pk=int(object_id))

    @admin.display(description=_("环节"))
    def stage(self, project):
        sign, word = chip(project.status), project.get_state_display()
        return format_html(
            '<span class="chip {}" data-n="{}">{}</span>', sign.css, sign.number, word
        )

    @admin.display(description=_("应办日期"), ordering="due_on", empty_value="—")
    def limit(self, project):
        light = lamp(project, clock.today())
        return light and format_html('<span class="lamp {}">{}</span>', light.kind, light.words)

    # ── One project ──────────────────────────────────────────────────────────────────────────
    def get_urls(self):
        return [*(route.at(self) for route in ROUTES), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The decision page. Nothing is saved here: state and facts have deeds of their own."""
        project = self.row_or_404(request, object_id)
        if request.method not in ("GET", "HEAD") and not private.is_asked(request):
            return HttpResponseNotAllowed(["GET"])
        return decision.page(self, request, project)

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise decision.PermissionDenied
        return entry.page(self, request)

    def history_view(self, request, object_id, extra_context=None):
        project = self.row_or_404(request, object_id)
        return self.render(request, "history", project, journal=decision.journal_of(project))

    def render(self, request, template, project, status=200, **context):
        """A page of this project in the frame of the desk."""
        context = {
            "project": project,
            "title": project.title_for(acting(request)) if project else "",
            "confidant": acting(request).role in CONFIDANTS,
            **context,
        }
        return framed(self, request, f"projects/project/{template}", status, **context)
