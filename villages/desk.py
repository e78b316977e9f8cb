"""What may this post list, open and write at the desk? Every admin class of the house stands on it."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from villages.models import Village
from villages.roles import DESK_ROLES, may
from villages.scopes import villages_kept_by
from weishishi.kernel.date_inputs import DayInput


def acting(request):
    """The post she works under, asked anew on every request; None without a desk."""
    post = request.hats.acting
    return post if post and post.role in DESK_ROLES else None


def acting_as(request, roles):
    """The post she works under, which has to be one of these roles; PermissionDenied otherwise."""
    post = acting(request)
    if post is None or post.role not in roles:
        raise PermissionDenied
    return post


def framed(desk, request, template, status=200, /, **context):
    """A page of its own in the frame of an admin class."""
    request.current_app = desk.admin_site.name
    context = {**desk.admin_site.each_context(request), "opts": desk.opts, **context}
    return TemplateResponse(request, f"admin/{template}.html", context, status=status)


def within(post, paths):
    """A condition: one of `paths` (lookups to a Village; "" is the village itself) is hers."""
    hers = villages_kept_by(post).order_by().values("pk")
    found = Q(pk__in=[])
    for path in paths:
        found |= Q(**{f"{path}__in" if path else "pk__in": hers})
    return found


class DeskForm(forms.ModelForm):
    """Labels without a colon, as on every other form of the house."""

    def __init__(self, *args, **options):
        super().__init__(*args, **{"label_suffix": "", **options})


class ScopedAdmin(admin.ModelAdmin):
    """Rows by scope, rights by villages.roles.DESK, nothing is ever deleted.

    `scope_by` names the lookups that lead to a Village. Lists, searches, filters, choices of foreign
    keys, autocomplete and history all come from `get_queryset`.
    """

    form = DeskForm
    scope_by = ("village",)
    add_label = ""  # what the button over the list says; 新增… without it
    empty_words = ""  # what would stand in the list and who fills it, while there is nothing
    empty_link = None  # (name of an address, words) of where to look meanwhile
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    list_per_page = 50
    list_max_show_all = 50
    actions = None
    empty_value_display = "—"
    formfield_overrides = {models.DateField: {"widget": DayInput()}}

    def in_scope(self, post):
        """The condition every row answers to; the one place per model that says who sees what."""
        return within(post, self.scope_by)

    def get_queryset(self, request):
        post, rows = acting(request), super().get_queryset(request)
        return rows.filter(self.in_scope(post)) if post else rows.none()

    def _may(self, request, what):
        post = acting(request)
        return bool(post) and may(post.role, what, self.opts.label_lower)

    def has_view_permission(self, request, obj=None):
        return self._may(request, "v")

    def has_add_permission(self, request):
        return self._may(request, "a")

    def has_change_permission(self, request, obj=None):
        return self._may(request, "c")

    def has_delete_permission(self, request, obj=None):
        return False

    def has_module_permission(self, request):
        return self._may(request, "v")

    def row_or_404(self, request, object_id):
        """The row when this post may see it: 403 for who reads none of the kind, another village's is
        not there."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        return row

    def history_view(self, request, object_id, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        raise Http404

    def changelist_view(self, request, extra_context=None):
        told = {
            "title": self.opts.verbose_name_plural, "add_label": self.add_label,
            "empty_words": self.empty_words, "empty_link": self.empty_link,
        }  # fmt: skip
        return super().changelist_view(request, told | (extra_context or {}))

    def add_view(self, request, form_url="", extra_context=None):
        title = {"title": gettext("新增{}").format(self.opts.verbose_name)}
        return super().add_view(request, form_url, title | (extra_context or {}))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        title = {"title": self.opts.verbose_name}
        return super().change_view(request, object_id, form_url, title | (extra_context or {}))

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """One button that saves: the other two of Django's row look the same and nobody needs them."""
        one = {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().changeform_view(request, object_id, form_url, one | (extra_context or {}))

    def lookup_allowed(self, lookup, value, request):
        """Only what stands in the list of filters: no guessing at hidden fields through the URL."""
        filters = self.get_list_filter(request)
        if any(isinstance(one, type) and one.parameter_name == lookup for one in filters):
            return True
        fields = [one for one in filters if isinstance(one, str)]
        fields += [self.date_hierarchy] if self.date_hierarchy else []
        return any(lookup == field or lookup.startswith(f"{field}__") for field in fields)

    def get_field_queryset(self, db, db_field, request):
        """Another village's rows are no choice, neither offered nor accepted."""
        registered = self.admin_site._registry.get(db_field.remote_field.model)
        if isinstance(registered, ScopedAdmin):
            return registered.get_queryset(request)
        return super().get_field_queryset(db, db_field, request)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """A plain choice, without the buttons that would open another form on a phone; the empty one
        is a word and no row of dashes."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if hasattr(field, "choices") and db_field.choices:
            named = {"": _none(field), None: _none(field)}
            field.choices = [(value, named.get(value, name)) for value, name in field.choices]
        elif getattr(field, "empty_label", None):
            field.empty_label = _none(field)
        widget = getattr(field, "widget", None)
        for extra in ("can_add_related", "can_change_related", "can_view_related"):
            if hasattr(widget, extra):
                setattr(widget, extra, False)
        return field


def _none(field):
    return gettext("请选") if field.required else gettext("没有")


class ScopedChoice(admin.SimpleListFilter):
    """A filter whose choices are this post's own places."""

    path = ""

    def queryset(self, request, rows):
        value = self.value()
        if not value:
            return rows
        return rows.filter(**{self.path: value}) if value.isdecimal() else rows.none()


def town_filter(prefix=""):
    """A filter by town; `prefix` is the lookup that leads to the village, "" for the village."""

    class TownFilter(ScopedChoice):
        title, parameter_name = _("镇"), "town"
        path = f"{prefix}__town" if prefix else "town"

        def lookups(self, request, model_admin):
            kept = villages_kept_by(acting(request)).order_by("town__code")
            towns = list(kept.values_list("town", "town__name").distinct())
            return towns if len(towns) > 1 else []

    return TownFilter


def village_filter(path="village"):
    """A filter by village; of the chosen town only, when one is chosen."""

    class VillageFilter(ScopedChoice):
        title, parameter_name = _("村（社区）"), "village"

        def lookups(self, request, model_admin):
            kept = villages_kept_by(acting(request))
            town = request.GET.get("town", "")
            if town.isdecimal():
                kept = kept.filter(town=town)
            rows = list(kept.order_by(*Village._meta.ordering).values_list("pk", "name")[:400])
            return rows if len(rows) > 1 else []

    VillageFilter.path = path
    return VillageFilter
