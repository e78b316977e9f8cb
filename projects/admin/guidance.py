"""下沉指导 at the desk: visits and who was not visited this week, what is to be put right, on A4 too."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from projects.actions import guidance as deeds
from projects.forms.guidance import GuidanceForm, PutRightForm
from projects.models import GuidanceVisit
from projects.queries import guidance
from villages.desk import ScopedAdmin, acting, framed, town_filter, village_filter
from villages.roles import VILLAGE_DESK
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


@admin.register(GuidanceVisit)
class GuidanceVisitAdmin(ScopedAdmin):
    add_label = lazy("登记一次下沉指导")
    list_display = ("on", "village", "way", "by_name", "what", "still_open")
    list_select_related = ("village__town",)
    list_filter = ("way", town_filter("village"), village_filter())
    date_hierarchy = "on"

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("issues")

    @admin.display(description=lazy("没整改好的"))
    def still_open(self, visit):
        return sum(1 for one in visit.issues.all() if one.done_on is None)

    def get_urls(self):
        def named(view):
            return self.admin_site.admin_view(view)

        name = "projects_guidancevisit"
        return [
            path("week/", named(self.week), name=f"{name}_week"),
            path("<path:object_id>/sheet/", named(self.sheet), name=f"{name}_sheet"),
            *super().get_urls(),
        ]

    def week(self, request):
        """Who was not visited this week, and what is still to be put right."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        post = acting(request)
        return self._render(
            request, "week", title=_("本周还没有去的村（社区）"), monday=guidance.monday(),
            rows=guidance.not_this_week(post), issues=guidance.open_issues(post),
            may_add=self.has_add_permission(request),
        )  # fmt: skip

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        post, refusals, status = acting(request), [], 200
        first = {"village": request.GET.get("village", "")}
        form = GuidanceForm(request.POST or None, post=post, initial=first)
        if request.method == "POST":
            status = 400
            if form.is_valid():
                try:
                    village = form.cleaned_data["village"]
                    visit = deeds.write(village, by=Actor.at(post), guided=form.guided())
                except Refused as refusal:
                    refusals, status = refusal.reasons, 409
                else:
                    messages.success(request, _("已登记。"))
                    return HttpResponseRedirect(_page_of(visit))
        return self._render(
            request, "form", status, form=form, refusals=refusals, title=_("登记一次下沉指导"),
            is_wrong=status == 400,
        )  # fmt: skip

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """One visit; the village writes how what was found was put right."""
        visit = self.row_or_404(request, object_id)
        by, refusals, status = Actor.at(acting(request)), [], 200
        may_write = by.post.role in VILLAGE_DESK and by.post.village_id == visit.village_id
        asked, form = request.POST.get("issue", ""), PutRightForm(request.POST or None)
        if request.method == "POST":
            issue = visit.issues.filter(pk=asked).first() if asked.isdecimal() else None
            if not may_write:
                raise PermissionDenied
            if issue is None:
                raise Http404
            status = 400
            if form.is_valid():
                try:
                    deeds.put_right(issue, by=by, result=form.cleaned_data["result"])
                except Refused as refusal:
                    refusals, status = refusal.reasons, 409
                else:
                    messages.success(request, _("整改结果已保存。"))
                    return HttpResponseRedirect(_page_of(visit))
        return self._render(
            request, "visit", status, visit=visit, title=str(visit), refusals=refusals,
            issues=[(one, form if asked == str(one.pk) else PutRightForm())
                    for one in visit.issues.all()],
            may_write=may_write, is_wrong=status == 400,
        )  # fmt: skip

    def sheet(self, request, object_id):
        """下沉指导记录 on A4."""
        visit = self.row_or_404(request, object_id)
        return self._render(
            request, "sheet", visit=visit, issues=list(visit.issues.all()),
            title=_("下沉指导记录"),
        )  # fmt: skip

    def _render(self, request, template, status=200, **context):
        return framed(self, request, f"projects/guidancevisit/{template}", status, **context)


def _page_of(visit):
    return reverse("admin:projects_guidancevisit_change", args=[visit.pk]) + "#main"
