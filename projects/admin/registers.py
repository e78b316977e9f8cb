"""What goes with projects at the desk: the year's programme, campaigns, the journal, budgets."""

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Count, Q, Sum
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from funding.models import Budget, Share
from funding.queries import cash_of
from projects.admin import bank, ledger
from projects.admin.matters import InConfidence
from projects.models import CampaignTag, JournalEntry, Programme
from projects.states import State
from villages.desk import ScopedAdmin, town_filter, village_filter
from weishishi.kernel.numbers import spaced
from weishishi.kernel.yuan import yuan


@admin.register(Programme)
class ProgrammeAdmin(ScopedAdmin):
    list_display = ("name", "year", "basis", "begins_on")
    search_fields = ("name", "basis")

    def in_scope(self, post):
        return Q()


@admin.register(CampaignTag)
class CampaignTagAdmin(ScopedAdmin):
    list_display = ("name", "carried_by")
    search_fields = ("name",)

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(projects_with_it=Count("project"))

    @admin.display(description="项目（件）", ordering="projects_with_it")
    def carried_by(self, tag):
        return tag.projects_with_it

    def in_scope(self, post):
        return Q()


@admin.register(JournalEntry)
class JournalEntryAdmin(InConfidence, ScopedAdmin):
    """Append-only: everybody reads, nobody writes here."""

    scope_by = ("project__village",)
    list_display = ("number", "matter", "what", "actor_name", "happened_at", "recorded_at")
    list_select_related = ("project",)
    list_filter = (town_filter("project__village"), village_filter("project__village"), "target")
    search_fields = ("project__query_no", "project__public_title")
    own_words = ("project__title",)
    date_hierarchy = "happened_at"
    ordering = ("-pk",)
    fields = (
        "matter", "source", "target", "actor_name", "happened_at", "recorded_at", "note",
        "late_reason", "imported",
    )  # fmt: skip

    def in_scope(self, post):
        return super().in_scope(post) & ~Q(project__state=State.DRAFT)

    @admin.display(description=_("查询号"))
    def number(self, entry):
        return spaced(entry.project.query_no)

    @admin.display(description=_("名称"))
    def matter(self, entry):
        return self.title_of(entry, entry.project)

    @admin.display(description=_("步骤"))
    def what(self, entry):
        return str(entry)


class ShareInline(admin.TabularInline):
    model = Share
    fields = readonly_fields = ("source", "form", "amount", "note")
    extra = max_num = 0
    can_delete = False

    def has_view_permission(self, request, obj=None):
        return True

    @admin.display(description=_("金额（元）"))
    def amount(self, share):
        return yuan(share.amount_fen)


class CountedAndSummed(Paginator):
    """How many budgets are listed and their cash, in the one question that counts them."""

    @cached_property
    def totals(self):
        return self.object_list.order_by().aggregate(number=Count("pk"), fen=Sum("cash_fen"))

    @cached_property
    def count(self):
        return self.totals["number"]

    @property
    def sum_words(self):
        return _("合计现金 {} 元").format(yuan(int(self.totals["fen"] or 0)))


@admin.register(Budget)
class BudgetAdmin(InConfidence, ScopedAdmin):
    """Read here; written on the project's page."""

    scope_by = ("project__village",)
    list_display = ("matter", "reference", "village_name", "money")
    list_select_related = ("project__village",)
    list_filter = (town_filter("project__village"), village_filter("project__village"))
    search_fields = ("reference", "project__public_title")
    own_words = ("title",)
    fields = ("matter", "reference")
    inlines = (ShareInline,)

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(cash_fen=cash_of("pk"))

    def get_paginator(self, request, queryset, *rest):
        """Of the list; what Django pages besides (the history of one) has no sums."""
        kind = CountedAndSummed if queryset.model is Budget else Paginator
        return kind(queryset, *rest)

    def get_urls(self):
        pages = {
            "ledger": ledger.ledger, "quotas": ledger.quota_page, "audit": ledger.audit_page,
            "bank": bank.months,
        }  # fmt: skip
        ours = [
            path(f"{name}/", self._open(view), name=f"funding_{name}")
            for name, view in pages.items()
        ]
        months = [
            path("bank/<int:pk>/", self._open(bank.month), name="funding_bank_month"),
            path("bank/<int:pk>/report/", self._open(bank.report), name="funding_bank_report"),
        ]
        return [*ours, *months, *super().get_urls()]

    def _open(self, view):
        def page(request, **where):
            return view(self, request, **where)

        return self.admin_site.admin_view(page)

    @admin.display(description=_("名称"))
    def matter(self, budget):
        return self.title_of(budget, budget.project)

    @admin.display(description=_("村（社区）"))
    def village_name(self, budget):
        return budget.project.village.name

    @admin.display(description=_("现金（元）"), ordering="cash_fen", empty_value="—")
    def money(self, budget):
        return budget.cash_fen and yuan(budget.cash_fen)
