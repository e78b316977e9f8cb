"""随机抽查 at the desk: made once, shown with everything a stranger needs to draw again, on A4 too."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from projects.actions import samples as deeds
from projects.forms.watching import SampleForm
from projects.models import Sample
from projects.queries import samples
from villages.desk import ScopedAdmin, acting, framed
from villages.scopes import district_of
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


@admin.register(Sample)
class SampleAdmin(ScopedAdmin):
    add_label = lazy("抽一次")
    list_display = ("about", "on", "where", "n", "by_name", "seed")
    list_select_related = ("district", "town", "village")

    def in_scope(self, post):
        return Q(district=district_of(post))

    def get_queryset(self, request):
        """The pool is long; a list needs none of it."""
        return super().get_queryset(request).defer("pool")

    @admin.display(description=lazy("编号"), ordering="pk")
    def about(self, sample):
        return str(sample)

    @admin.display(description=lazy("日期"), ordering="at")
    def on(self, sample):
        return localdate(sample.at)

    @admin.display(description=lazy("范围"))
    def where(self, sample):
        return samples.words_of(sample)[0]

    def get_urls(self):
        sheet = path(
            "<path:object_id>/sheet/", self.admin_site.admin_view(self.sheet),
            name="projects_sample_sheet",
        )  # fmt: skip
        return [sheet, *super().get_urls()]

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        post, refusals, status = acting(request), [], 200
        form = SampleForm(request.POST or None, post=post)
        if request.method == "POST":
            status = 400
            if form.is_valid():
                try:
                    row = deeds.take(form.asked(), by=Actor.at(post))
                except Refused as refusal:
                    refusals, status = refusal.reasons, 409
                else:
                    messages.success(request, _("已抽好，种子和结果马上公开。"))
                    return HttpResponseRedirect(
                        reverse("admin:projects_sample_change", args=[row.pk]) + "#main"
                    )
        return self._render(
            request, "form", status, form=form, refusals=refusals, title=_("随机抽查"),
        )  # fmt: skip

    def change_view(self, request, object_id, form_url="", extra_context=None):
        sample = self.row_or_404(request, object_id)
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied  # what was drawn stays drawn
        return self._show(request, "one", sample)

    def sheet(self, request, object_id):
        """随机抽查结果 on A4."""
        return self._show(request, "sheet", self.row_or_404(request, object_id))

    def _show(self, request, template, sample):
        where, states = samples.words_of(sample)
        return self._render(
            request, template, sample=sample, where=where, states=states, title=str(sample),
            rows=samples.drawn_of(sample), total=len(sample.pool),
        )  # fmt: skip

    def _render(self, request, template, status=200, **context):
        return framed(self, request, f"projects/sample/{template}", status, **context)
