"""What every list of matters at the desk shows, and to whom it shows the proposer's own words."""

from django.contrib import admin
from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from projects.queries.reach import for_list
from villages.desk import ScopedAdmin, acting
from villages.roles import CONFIDANTS
from weishishi.kernel.numbers import spaced
from weishishi.kernel.yuan import yuan


class InConfidence:
    """A register about matters: who may not read the proposer's own words is not told them, and does
    not find them by looking either. (06-forms: 公开与内部; PIPL 6)"""

    own_words = ()  # fields searched by confidants only

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.annotate(for_confidant=Value(acting(request).role in CONFIDANTS))

    def get_search_fields(self, request):
        fields = super().get_search_fields(request)
        return (*fields, *self.own_words) if acting(request).role in CONFIDANTS else fields

    def title_of(self, row, project):
        return project.title if row.for_confidant else project.shown_title


class FoundByNumber:
    """A 查询号 is found as it is printed, with its spaces."""

    def get_search_results(self, request, queryset, search_term):
        digits = "".join(search_term.split())
        term = digits if digits.isdigit() else search_term
        return super().get_search_results(request, queryset, term)


class MatterList(FoundByNumber, InConfidence, ScopedAdmin):
    list_display_links = ("number", "name")
    search_fields = ("query_no", "public_title")
    own_words = ("title",)

    def get_queryset(self, request):
        return for_list(super().get_queryset(request))

    @admin.display(description=_("查询号"), ordering="query_no")
    def number(self, project):
        return spaced(project.query_no)

    @admin.display(description=_("名称"))
    def name(self, project):
        return self.title_of(project, project)

    @admin.display(description=_("村（社区）"))
    def village_name(self, project):
        return f"{project.village.town.name} · {project.village.name}"

    @admin.display(description=_("金额（元）"), empty_value="—")
    def money(self, project):
        return project.cash_fen and yuan(project.cash_fen)
