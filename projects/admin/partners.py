"""The register of organisations at the desk: entered, corrected and retired with a reason, printed."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.actions import partners
from projects.admin import accounts
from projects.queries.partners import lines_of, record_of
from villages.actions import organisations as register
from villages.desk import DeskForm, ScopedAdmin, acting, framed
from villages.models import Organisation
from villages.scopes import district_of
from weishishi.kernel.actor import Actor


class OrganisationForm(DeskForm):
    """A new entry; of an old one also why it is changed, and whether it is still on the register."""

    reason = forms.CharField(
        label=_("为什么改"), max_length=200, required=False, help_text=_("更正、停用、恢复都要写。")
    )
    is_retired = forms.BooleanField(label=_("停用：以后不再选它，做过的事留着"), required=False)

    def clean(self):
        data = super().clean()
        if self.instance.pk and self.changed_data:
            reason = (data.get("reason") or "").strip()
            if len(reason) < register.LEAST_REASON:
                self.add_error(
                    "reason", gettext("请写明原因，至少 {} 个字。").format(register.LEAST_REASON)
                )
        return data


class StateFilter(admin.SimpleListFilter):
    title, parameter_name = _("登记状态"), "state"

    def lookups(self, request, model_admin):
        return [("standing", _("在册")), ("retired", _("已停用"))]

    def queryset(self, request, rows):
        if self.value() in ("standing", "retired"):
            return rows.filter(retired_at__isnull=self.value() == "standing")
        return rows


@admin.register(Organisation)
class OrganisationAdmin(ScopedAdmin):
    form = OrganisationForm
    list_display = ("name", "kind", "category", "village_name", "credit_code", "rating", "is_there")
    list_select_related = ("village",)
    list_filter = ("kind", StateFilter)
    search_fields = ("name", "credit_code", "fields_of_work")
    facts = register.EDITABLE

    def in_scope(self, post):
        return Q(district=district_of(post))

    @admin.display(description=_("村（社区）"), empty_value="—")
    def village_name(self, organisation):
        return organisation.village and organisation.village.name

    @admin.display(description=_("在册"), boolean=True)
    def is_there(self, organisation):
        return organisation.retired_at is None

    @admin.display(description=_("承办组织信息表"))
    def sheet(self, organisation):
        where = reverse("admin:villages_organisation_sheet", args=[organisation.pk])
        return format_html('<a href="{}">{}</a>', where, gettext("看记录，打印"))

    @admin.display(description=_("组织账号"))
    def accounts(self, organisation):
        where = reverse("admin:villages_organisation_accounts", args=[organisation.pk])
        return format_html('<a href="{}">{}</a>', where, gettext("看账号，开通、停用"))

    @admin.display(description=_("登记"))
    def entered(self, organisation):
        return "；".join(
            f"{note.at:%Y-%m-%d} {note.by_name} {note.get_kind_display()} {note.reason}".strip()
            for note in organisation.notes.all()
        )

    def get_fields(self, request, obj=None):
        facts = self.facts
        if acting(request).role not in register.KEEPERS:
            facts = tuple(name for name in facts if name not in register.PRIVATE)
        if obj is None:
            return facts
        ours = ("is_retired", "reason") if self.has_change_permission(request, obj) else ()
        return (*facts, *ours, "sheet", "accounts", "entered")

    def get_readonly_fields(self, request, obj=None):
        return ("sheet", "accounts", "entered") if obj else ()

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if obj and "is_retired" in form.base_fields:
            form.base_fields["is_retired"].initial = obj.retired_at is not None
        return form

    def has_change_permission(self, request, obj=None):
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or register.may_keep(obj, acting(request))

    def save_model(self, request, organisation, form, change):
        by = Actor.at(acting(request))
        if not change:
            partners.register(organisation, by=by)
            return
        reason, wanted = form.cleaned_data["reason"], form.cleaned_data["is_retired"]
        changed = {
            name: form.cleaned_data[name] for name in form.changed_data if name in self.facts
        }
        if changed:
            partners.correct(organisation, by=by, reason=reason, **changed)
        if wanted != (organisation.retired_at is not None):
            (register.retire if wanted else register.resume)(organisation, by=by, reason=reason)
            messages.info(request, _("已停用。") if wanted else _("已恢复。"))

    # ── The paper ──
    def get_urls(self):
        sheet = path(
            "<int:pk>/sheet/", self.admin_site.admin_view(self.printed),
            name="villages_organisation_sheet",
        )  # fmt: skip
        page = path(
            "<int:pk>/accounts/", self.admin_site.admin_view(partial(accounts.page, self)),
            name="villages_organisation_accounts",
        )  # fmt: skip
        return [sheet, page, *super().get_urls()]

    def printed(self, request, pk):
        """承办组织信息表 on A4; who may not keep the register reads no name and no phone."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = self.get_queryset(request).filter(pk=pk).select_related("village").first()
        if found is None:
            raise Http404
        return framed(
            self, request, "villages/organisation/sheet", title=_("承办组织信息表"),
            organisation=found, record=record_of(found), lines=lines_of(found),
            may_read_contact=acting(request).role in register.KEEPERS,
        )  # fmt: skip
