"""联合监督检查 at the desk: who goes where, what was seen, the findings made from it; on A4 too."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from projects.actions import inspections as deeds
from projects.actions.inspections import Planned
from projects.forms.watching import InspectionForm, SeenForm
from projects.models import Inspection, Sample
from projects.queries import inspections
from villages.desk import ScopedAdmin, acting, framed
from villages.scopes import district_of
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


@admin.register(Inspection)
class InspectionAdmin(ScopedAdmin):
    add_label = lazy("登记一次联合监督检查")
    list_display = ("heading", "on", "offices", "about", "by_name")
    date_hierarchy = "on"

    def in_scope(self, post):
        """Those below read of it from its day on: who is inspected is not told before."""
        here = Q(district=district_of(post))
        return here if post.district_id else here & Q(on__lte=clock.today())

    @admin.display(description=lazy("编号"), ordering="pk")
    def heading(self, inspection):
        return str(inspection)

    def get_urls(self):
        sheet = path(
            "<path:object_id>/sheet/", self.admin_site.admin_view(self.sheet),
            name="projects_inspection_sheet",
        )  # fmt: skip
        return [sheet, *super().get_urls()]

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        post, refusals, status = acting(request), [], 200
        form = InspectionForm(
            request.POST or None, initial={"sample": request.GET.get("sample", "")},
            samples=Sample.objects.filter(district=district_of(post)).defer("pool"),
        )  # fmt: skip
        if request.method == "POST":
            status = 400
            if form.is_valid():
                told = dict(form.cleaned_data)
                try:
                    told["projects"] = inspections.chosen(
                        post,
                        [*(told["sample"].drawn if told["sample"] else []), *told.pop("numbers")],
                    )
                    row = deeds.plan(Planned(**told), by=Actor.at(post))
                except Refused as refusal:
                    refusals, status = refusal.reasons, 409
                else:
                    messages.success(request, _("已登记，可以打印检查表。"))
                    return HttpResponseRedirect(_page_of(row))
        return self._render(
            request, "form", status, form=form, refusals=refusals, title=_("登记一次联合监督检查"),
        )  # fmt: skip

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """One inspection; what was seen at each matter is written here."""
        row = self.row_or_404(request, object_id)
        post, refusals, status = acting(request), [], 200
        asked, form = request.POST.get("stop", ""), SeenForm(request.POST or None)
        if request.method == "POST":
            if not self.has_add_permission(request):
                raise PermissionDenied
            stop = row.stops.filter(pk=asked).first() if asked.isdecimal() else None
            if stop is None:
                raise Http404
            status = 400
            if form.is_valid():
                try:
                    deeds.see(stop, by=Actor.at(post), text=form.cleaned_data["text"])
                except Refused as refusal:
                    refusals, status = refusal.reasons, 409
                else:
                    messages.success(request, _("已保存。"))
                    return HttpResponseRedirect(_page_of(row))
        lines = inspections.lines_of(row, post)
        may_write = self.has_add_permission(request)
        return self._render(
            request, "one", status, inspection=row, title=str(row), refusals=refusals,
            lines=[
                (line, _form_of(line, asked, form) if may_write and not line.seen else None)
                for line in lines
            ],
            may_find=may_write, elsewhere=row.stops.count() - len(lines), form=form,
            is_wrong=status == 400,
        )  # fmt: skip

    def sheet(self, request, object_id):
        """联合监督检查表 on A4: empty lines before it was, what was seen afterwards."""
        row = self.row_or_404(request, object_id)
        lines = inspections.lines_of(row, acting(request))
        return self._render(
            request, "sheet", inspection=row, title=_("联合监督检查表"), lines=lines
        )  # fmt: skip

    def _render(self, request, template, status=200, **context):
        return framed(self, request, f"projects/inspection/{template}", status, **context)


def _form_of(line, asked, form):
    return form if asked == str(line.pk) else SeenForm(auto_id=f"stop_{line.pk}_%s")


def _page_of(row):
    return reverse("admin:projects_inspection_change", args=[row.pk]) + "#main"
