"""What every list of matters at the desk shows, and to whom it shows the proposer's own words."""

from django.contrib import admin
from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from projects.queries.desks import for_list
from villages.desk import ScopedAdmin, acting
from villages.roles import CONFIDANTS
from weishishi.kernel.numbers import spaced
from weishishi.kernel.yuan import yuan


class MatterList(ScopedAdmin):
    list_display_links = ("number", "name")

    def get_queryset(self, request):
        rows = for_list(super().get_queryset(request))
        return rows.annotate(for_confidant=Value(acting(request).role in CONFIDANTS))

    def get_search_fields(self, request):
        """Who may not read the proposer's words does not find them either."""
        fields = super().get_search_fields(request)
        if acting(request).role in CONFIDANTS:
            return fields
        return [field for field in fields if field != "title"]

    @admin.display(description=_("查询号"), ordering="query_no")
    def number(self, project):
        return spaced(project.query_no)

    @admin.display(description=_("名称"))
    def name(self, project):
        return project.title if project.for_confidant else project.shown_title

    @admin.display(description=_("村（社区）"))
    def village_name(self, project):
        return f"{project.village.town.name} · {project.village.name}"

    @admin.display(description=_("金额（元）"), empty_value="—")
    def money(self, project):
        return project.cash_fen and yuan(project.cash_fen)
