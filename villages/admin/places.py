"""The register of places: who keeps it follows villages.roles.DESK."""

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from villages.desk import ScopedAdmin, acting, town_filter, village_filter, within
from villages.models import District, Place, Post, ServicePoint, Town, Village
from villages.roles import VILLAGE_DESK
from weishishi.kernel import clock


@admin.register(District)
class DistrictAdmin(ScopedAdmin):
    list_display = ("name", "code", "city_name", "valid_from", "valid_to")
    search_fields = ("name", "code")

    def in_scope(self, post):
        return Q(pk=post.district_id)


@admin.register(Town)
class TownAdmin(ScopedAdmin):
    list_display = ("name", "code", "district", "valid_from", "valid_to")
    list_select_related = ("district",)
    search_fields = ("name", "code")

    def in_scope(self, post):
        return Q(district=post.district_id)


@admin.register(Village)
class VillageAdmin(ScopedAdmin):
    scope_by = ("",)
    list_display = ("name", "code", "town", "kind", "households", "houses", "population")
    list_select_related = ("town",)
    list_filter = (town_filter(), "kind")
    search_fields = ("name", "full_name", "code")
    unit_fields = ("town", "code", "name", "full_name", "kind", "is_virtual", "valid_from", "valid_to")  # fmt: skip
    fieldsets = (
        (_("单位"), {"fields": unit_fields}),
        (_("人口和房屋"), {"fields": ("households", "houses", "population", "source_note")}),
    )

    def get_readonly_fields(self, request, obj=None):
        """A committee keeps its figures; name and code are the district's."""
        post = acting(request)
        return self.unit_fields if post and post.role in VILLAGE_DESK else ()


@admin.register(Place)
class PlaceAdmin(ScopedAdmin):
    list_display = ("name", "kind", "parent", "village_name", "households")
    list_select_related = ("parent__parent", "village")
    list_filter = (village_filter(), "kind")
    search_fields = ("name",)
    fields = (
        "village", "kind", "name", "parent", "households", "has_property_management",
        "has_owners_committee", "is_old_estate", "is_open_estate", "source_note",
    )  # fmt: skip

    @admin.display(description=_("村（社区）"), ordering="village")
    def village_name(self, place):
        return place.village.name

    def get_field_queryset(self, db, db_field, request):
        rows = super().get_field_queryset(db, db_field, request)
        if db_field.name == "parent":
            return rows.filter(kind=Place.Kind.ESTATE).select_related("parent")
        return rows.select_related("town")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "village" and (only := acting(request).village_id):
            field.initial = only
        return field


@admin.register(ServicePoint)
class ServicePointAdmin(ScopedAdmin):
    list_display = ("name", "village_name", "window", "hotline", "hours")
    list_select_related = ("village",)
    list_filter = (town_filter("village"),)
    search_fields = ("name", "village__name")

    @admin.display(description=_("村（社区）"), ordering="village")
    def village_name(self, point):
        return point.village.name

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """The liaison is chosen by name among those who hold a post in the villages one sees."""
        if db_field.name not in ("liaison", "deputy"):
            if db_field.name == "village":
                rows = self.get_field_queryset(None, db_field, request)
                kwargs["queryset"] = rows.select_related("town")
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        hers = within(acting(request), ("village",))
        posts = Post.objects.held_on(clock.today()).filter(hers, role__in=VILLAGE_DESK)
        kwargs["queryset"] = posts.select_related("person", "village")
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        field.label_from_instance = lambda post: f"{post.person} · {post.title}"
        return field
