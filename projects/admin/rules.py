"""District and town decide their rules here: typed, looked at once more, written down."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from projects.queries.rules import under_way
from villages.actions import rules as actions
from villages.admin import unfinished
from villages.desk import ScopedAdmin, acting
from villages.forms.rules import DecisionForm
from villages.models import RuleDecision
from villages.rulebook.bounds import changes, named
from villages.rulebook.rules import rules
from villages.scopes import district_of
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


@admin.register(RuleDecision)
class RuleDecisionAdmin(ScopedAdmin):
    """Everybody at the desk reads; a decision is added, never changed: the next one takes its place."""

    add_label = _("登记规则的决定")
    list_display = ("what", "told", "place_name", "valid_from", "valid_to", "document")
    list_select_related = ("district", "town", "document")
    list_filter = ("level",)
    search_fields = ("rule", "document__number", "document__title", "town__name")
    fields = ("what", "told", "place_name", "valid_from", "valid_to", "document", "office", "recorded_at")  # fmt: skip
    readonly_fields = ("what", "told", "place_name", "office")

    def in_scope(self, post):
        return Q(district=district_of(post))

    @admin.display(description=_("规则"))
    def what(self, decision):
        rule = rules().get(decision.rule)
        return named(rule) if rule else decision.rule

    @admin.display(description=_("定为"))
    def told(self, decision):
        rule = rules().get(decision.rule)
        if decision.value is None or rule is None:
            return gettext("恢复上一级的规定")
        return rule.kind.told(rule.kind.loaded(decision.value))

    @admin.display(description=_("哪里"))
    def place_name(self, decision):
        place = (decision.town or decision.district).name
        return gettext("{}（法律规定的数）").format(place) if decision.level == "law" else place

    @admin.display(description=_("登记人"))
    def office(self, decision):
        return decision.recorded_by.office if decision.recorded_by else gettext("历史资料导入")

    def add_view(self, request, form_url="", extra_context=None):
        """The form, its preview, and the writing down; nothing typed is lost on the way."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        place = acting(request).place
        if "to_document" in request.POST:
            unfinished.keep(request)
            return HttpResponseRedirect(reverse("admin:villages_policydocument_add"))
        begun = unfinished.begun(request)
        form = DecisionForm(request.POST or None, place=place, initial=begun)
        if request.method != "POST" or "back" in request.POST or not form.is_valid():
            return self._page(request, "add", place, form, is_wrong=_is_wrong(request, form))
        found = changes(place, form.told_level, form.values, form.cleaned_data["valid_from"])
        if "confirm" not in request.POST or request.POST.get("seen") != _seen(found):
            moved = "confirm" in request.POST
            return self._page(request, "preview", place, form, changes=found, moved=moved)
        return self._write(request, place, form, found)

    def _write(self, request, place, form, found):
        told = form.cleaned_data
        try:
            actions.decide(
                place, form.values, document=told["document"], valid_from=told["valid_from"],
                valid_to=told["valid_to"], is_law=bool(told.get("is_law")),
                by=Actor.at(acting(request)),
            )  # fmt: skip
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(None, reason)
            return self._page(request, "add", place, form, is_wrong=True)
        unfinished.forget(request)
        messages.success(request, gettext("登记好了，{}条规则到时候自动生效。").format(len(found)))
        return HttpResponseRedirect(reverse("admin:villages_ruledecision_changelist"))

    def _page(self, request, name, place, form, *, is_wrong=False, **more):
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "title": _("登记规则的决定"),
            "place": place, "form": form, "is_wrong": is_wrong, "concerned": under_way(place),
            "seen": _seen(more.get("changes", ())), "typed": _typed(form), **more,
        }  # fmt: skip
        status = 400 if is_wrong else 200
        template = f"admin/villages/ruledecision/{name}.html"
        return TemplateResponse(request, template, context, status=status)


def _is_wrong(request, form):
    return request.method == "POST" and "back" not in request.POST and bool(form.errors)


def _typed(form):
    """What was typed, for the hidden fields of the preview."""
    return [(name, form.data[name]) for name in form.fields if form.data.get(name)]


def _seen(found):
    """What the preview showed, so that a decision of somebody else meanwhile is noticed."""
    return "|".join(f"{one.code}={one.old}>{one.new}" for one in found)
