"""Wall screens are opened and closed here; the address is told once."""

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from projects.actions import screens
from projects.models import Screen
from villages.desk import DeskForm, ScopedAdmin, acting
from villages.models import Town


class ScreenForm(DeskForm):
    ends = forms.BooleanField(
        label=_("停用这块大屏"), required=False,
        help_text=_("网址马上失效，不能恢复；要再用就新开一块。"),
    )  # fmt: skip


@admin.register(Screen)
class ScreenAdmin(ScopedAdmin):
    form = ScreenForm
    change_form_template = "admin/projects/screen/change_form.html"
    list_display = ("name", "shows", "opened_by", "made_at", "ended_at")
    list_select_related = ("town", "made_by__village", "made_by__town", "made_by__district")
    search_fields = ("name",)

    def in_scope(self, post):
        return Q(made_by__district=post.district_id)

    @admin.display(description=_("范围"))
    def shows(self, screen):
        return screen.town or _("全区")

    @admin.display(description=_("开通人"))
    def opened_by(self, screen):
        return screen.made_by.office

    def get_fields(self, request, screen=None):
        if screen is None:
            return ("name", "town")
        open_fields = () if screen.ended_at else ("ends",)
        return ("name", "shows", "opened_by", "made_at", "ended_at", *open_fields)

    def get_readonly_fields(self, request, screen=None):
        return ("shows", "opened_by", "made_at", "ended_at") if screen else ()

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "town":
            kwargs["queryset"] = Town.objects.filter(district=acting(request).district_id)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, screen, form, change):
        if not change:
            token = screens.make(screen, by=acting(request))
            request.session[_key(screen.pk)] = token
            return
        super().save_model(request, screen, form, change)
        if form.cleaned_data.get("ends"):
            screens.end(screen)

    def response_post_save_add(self, request, screen):
        """On to the screen's own page, where its address stands this once."""
        return HttpResponseRedirect(reverse("admin:projects_screen_change", args=[screen.pk]))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        token = request.session.pop(_key(object_id), "") if request.method == "GET" else ""
        path = reverse("screen", args=[token]) if token else ""
        told = {"address": request.build_absolute_uri(path) if path else ""}
        return super().change_view(request, object_id, form_url, told | (extra_context or {}))


def _key(pk):
    return f"screen-{pk}"
