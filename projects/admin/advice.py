"""审计建议 at the desk: the auditors advise, the village answers once; who has a desk over the project reads
both, the public neither."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from projects.actions import advice as deeds
from projects.admin.findings import matter_of
from projects.admin.matters import FoundByNumber
from projects.forms.watching import AdviceForm, WordsForm
from projects.models import Advice
from projects.people import village_committee
from villages.desk import ScopedAdmin, acting, framed, town_filter, village_filter
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


@admin.register(Advice)
class AdviceAdmin(FoundByNumber, ScopedAdmin):
    add_label = lazy("提一条审计建议")
    scope_by = ("project__village",)
    list_display = ("about", "on", "place", "matter", "standing")
    list_select_related = ("project__village__town", "answer")
    list_filter = (town_filter("project__village"), village_filter("project__village"))
    search_fields = ("project__query_no",)
    search_help_text = lazy("按查询号找。")

    @admin.display(description=lazy("编号"), ordering="pk")
    def about(self, advice):
        return str(advice)

    @admin.display(description=lazy("日期"), ordering="at")
    def on(self, advice):
        return localdate(advice.at)

    @admin.display(description=lazy("村（社区）"))
    def place(self, advice):
        return advice.project.village.name

    @admin.display(description=lazy("项目"))
    def matter(self, advice):
        return advice.project.shown_title

    @admin.display(description=lazy("现在"))
    def standing(self, advice):
        if hasattr(advice, "answer"):
            return _("已答复")
        return _("等答复") if advice.asks else _("不用答复")

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        post, refusals, status = acting(request), [], 200
        form = AdviceForm(request.POST or None, initial={"number": request.GET.get("number", "")})
        if request.method == "POST":
            status = 400
            if form.is_valid():
                told = dict(form.cleaned_data)
                try:
                    project = matter_of(post, told.pop("number"))
                    row = deeds.advise(project, by=Actor.at(post), **told)
                except Refused as refusal:
                    refusals, status = refusal.reasons, 409
                else:
                    messages.success(request, _("已发给村（社区）。"))
                    return HttpResponseRedirect(_page_of(row))
        return self._render(
            request, "form", status, form=form, refusals=refusals, title=_("提一条审计建议"),
        )  # fmt: skip

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """One advice; the village answers, once."""
        row = self.row_or_404(request, object_id)
        by, refusals, status = Actor.at(acting(request)), [], 200
        said = getattr(row, "answer", None)
        may_answer = village_committee.hold(row.project, by)
        form = WordsForm(request.POST or None, label=_("答复")) if may_answer else None
        if request.method == "POST":
            if form is None:
                raise PermissionDenied
            status = 400
            if form.is_valid():
                try:
                    deeds.answer(row, by=by, text=form.cleaned_data["text"])
                except Refused as refusal:
                    refusals, status = refusal.reasons, 409
                else:
                    messages.success(request, _("已保存。"))
                    return HttpResponseRedirect(_page_of(row))
        return self._render(
            request, "one", status, advice=row, said=said, refusals=refusals, title=str(row),
            form=form if not said or request.method == "POST" else None,
        )  # fmt: skip

    def _render(self, request, template, status=200, **context):
        return framed(self, request, f"projects/advice/{template}", status, **context)


def _page_of(row):
    return reverse("admin:projects_advice_change", args=[row.pk]) + "#main"
