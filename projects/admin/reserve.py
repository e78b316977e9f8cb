"""The reserve and the lists: what waits there, since when and why; what a matter is held against."""

from datetime import timedelta

from django.contrib import admin
from django.db.models import OuterRef, Q, Subquery
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from projects.admin.matters import MatterList
from projects.models import JournalEntry, ListRule, Reserved
from projects.states import State
from villages.desk import ScopedAdmin, town_filter, village_filter
from weishishi.kernel import clock
from weishishi.kernel.dates import written

LONG = 90  # calendar days


class HowLong(admin.SimpleListFilter):
    title, parameter_name = _("储备了多久"), "long"

    def lookups(self, request, model_admin):
        return [("1", _("超过 {} 天").format(LONG))]

    def queryset(self, request, rows):
        """From the day after the ninetieth on."""
        if self.value():
            return rows.filter(state_since__date__lt=clock.today() - timedelta(days=LONG))
        return rows


@admin.register(Reserved)
class ReservedAdmin(MatterList):
    """The register of the reserve; a row opens the matter, where it is taken out again."""

    list_display = ("number", "name", "village_name", "since", "days", "why", "money")
    list_filter = (town_filter("village"), village_filter(), "project_class", HowLong)
    sortable_by = ("number", "since")

    def get_queryset(self, request):
        why = JournalEntry.objects.filter(project=OuterRef("pk"), target=State.RESERVED)
        rows = super().get_queryset(request).filter(state=State.RESERVED)
        return rows.annotate(reserved_because=Subquery(why.order_by("-pk").values("note")[:1]))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        self.row_or_404(request, object_id)
        page = reverse("admin:projects_project_change", args=[object_id])
        return HttpResponseRedirect(page)

    @admin.display(description=_("入库日期"), ordering="state_since")
    def since(self, project):
        return written(project.state_since)

    @admin.display(description=_("已储备（天）"))
    def days(self, project):
        return (clock.today() - localdate(project.state_since)).days

    @admin.display(description=_("为什么储备"))
    def why(self, project):
        return project.reserved_because


@admin.register(ListRule)
class ListRuleAdmin(ScopedAdmin):
    """Everybody reads the lists; the district adds a line and ends one, and rewords none."""

    list_display = ("line", "words", "source", "valid_from", "valid_to")
    list_display_links = ("line", "words")
    list_filter = ("kind",)
    search_fields = ("words",)
    fields = ("kind", "number", "words", "source", "valid_from", "valid_to")

    def in_scope(self, post):
        return Q()

    def get_readonly_fields(self, request, obj=None):
        return [name for name in self.fields if name != "valid_to"] if obj else []

    @admin.display(description=_("清单项"), ordering="number")
    def line(self, rule):
        return str(rule)
