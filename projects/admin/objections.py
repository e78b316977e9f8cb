"""公示意见 at the desk: what was said, by whom if she said so, and the answer everybody reads."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects.actions import objections as deeds
from projects.admin import private
from projects.forms.notices import AnswerForm, ObjectionEntryForm
from projects.models import Objection
from projects.people import village_committee
from projects.queries import objections
from villages.desk import ScopedAdmin, acting, framed, town_filter, village_filter
from villages.roles import CONFIDANTS
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.numbers import spaced
from weishishi.kernel.verdict import Refused


class Answered(admin.SimpleListFilter):
    title, parameter_name = gettext_lazy("答复"), "answered"

    def lookups(self, request, model_admin):
        return [("no", _("还没有答复")), ("yes", _("已答复"))]

    def queryset(self, request, rows):
        if self.value() == "no":
            return rows.filter(objections.is_open())
        return rows.exclude(objections.is_open()) if self.value() == "yes" else rows


@admin.register(Objection)
class ObjectionAdmin(ScopedAdmin):
    add_label = gettext_lazy("登记一条意见")
    scope_by = ("item__notice__village",)
    list_display = ("spaced_number", "about", "village_name", "received_at", "limit", "outcome")
    list_display_links = ("spaced_number", "about")
    list_select_related = ("item__notice__village__town", "item__project")
    list_filter = (
        Answered, town_filter("item__notice__village"), village_filter("item__notice__village"),
        "channel",
    )  # fmt: skip
    search_fields = ("=number", "item__name", "item__project__query_no")
    search_help_text = gettext_lazy("按意见号、项目名称、查询号找。")

    @admin.display(description=gettext_lazy("意见号"), ordering="number")
    def spaced_number(self, objection):
        return spaced(objection.number)

    @admin.display(description=gettext_lazy("公示的项目"))
    def about(self, objection):
        return objection.item.name

    @admin.display(description=gettext_lazy("村（社区）"))
    def village_name(self, objection):
        village = objection.item.notice.village
        return f"{village.town.name} · {village.name}"

    @admin.display(description=gettext_lazy("应答复日期"), ordering="due_on", empty_value="—")
    def limit(self, objection):
        if objection.answered_at or objection.due_on is None:
            return objection.due_on
        if objection.due_on < clock.today():
            return format_html('<span class="lamp late">{}</span>', _("已超期"))
        return objection.due_on

    @admin.display(description=gettext_lazy("答复"))
    def outcome(self, objection):
        if objection.answered_at is None:
            return _("还没有答复")
        return _("成立") if objection.is_upheld else _("不成立，已说明")

    # ── Writing one down ─────────────────────────────────────────────────────────────────────────
    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        by = Actor.at(acting(request))
        items = list(objections.open_items(by.post))
        form = ObjectionEntryForm(request.POST or None, items=items)
        refusals, status = [], 200
        if request.method == "POST":
            status = 400
            if form.is_valid():
                item = next(one for one in items if str(one.pk) == form.cleaned_data["item"])
                try:
                    found = deeds.receive(item, by=by, said=form.said(), at=form.cleaned_data["at"])
                except Refused as refusal:
                    refusals, status = refusal.reasons, 409
                else:
                    number = spaced(found.number)
                    messages.success(request, _("已登记，意见号 {}，请告诉本人。").format(number))
                    return HttpResponseRedirect(_page_of(found))
        return self._render(
            request, "entry", status, form=form, refusals=refusals, items=items,
            title=_("登记一条意见"),
        )  # fmt: skip

    # ── Answering ────────────────────────────────────────────────────────────────────────────────
    def change_view(self, request, object_id, form_url="", extra_context=None):
        objection = self.row_or_404(request, object_id)
        by = Actor.at(acting(request))
        objector_key = private.key("objector", objection)
        shown = private.shown(request, {objector_key: objection.number})
        form, refusals, status = AnswerForm(None if shown else request.POST or None), [], 200
        if request.method == "POST" and not shown:
            if not village_committee.hold(objection.item.notice, by):
                raise PermissionDenied
            status = 400
            if form.is_valid():
                try:
                    deeds.answer(objection, by=by, **form.cleaned_data)
                except Refused as refusal:
                    refusals, status = refusal.reasons, 409
                else:
                    messages.success(request, _("已答复，公示页上马上就能看到。"))
                    return HttpResponseRedirect(_page_of(objection))
        return self._render(
            request, "answer", status, form=form, refusals=refusals, objection=objection,
            title=str(objection), number=spaced(objection.number), shown=shown,
            objector_key=objector_key,
            may_answer=not objection.answered_at
            and village_committee.hold(objection.item.notice, by),
            confidant=by.post.role in CONFIDANTS,
            is_late=bool(objection.due_on and objection.due_on < clock.today()),
        )  # fmt: skip

    def _render(self, request, template, status, **context):
        return framed(self, request, f"projects/objection/{template}", status, **context)


def _page_of(objection):
    return reverse("admin:projects_objection_change", args=[objection.pk])
