"""姓名电话查看记录: append-only, for who audits; no name and no phone stands in it."""

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as lazy

from projects.models import PrivateReading
from villages.desk import ScopedAdmin
from villages.scopes import district_of


@admin.register(PrivateReading)
class PrivateReadingAdmin(ScopedAdmin):
    """Of every office of the district, the newest first."""

    list_display = ("at", "office", "reader", "fact", "number", "field")
    list_select_related = ("person",)
    list_filter = ("fact",)
    search_fields = ("=number", "office")
    search_help_text = lazy("按编号、单位找。")
    date_hierarchy = "at"
    fields = ("at", "office", "reader", "fact", "number", "field")

    def in_scope(self, post):
        district = district_of(post)
        return (
            Q(post__district=district)
            | Q(post__town__district=district)
            | Q(post__village__town__district=district)
        )

    @admin.display(description=lazy("查看人"))
    def reader(self, reading):
        return str(reading.person)
