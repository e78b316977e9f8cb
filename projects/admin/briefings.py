"""政策交流推介会 at the desk: prepared, its attendance sheet printed, who came written down once."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from projects.actions import briefings as deeds
from projects.forms.briefings import BriefingForm, CameForm
from projects.models import Briefing
from projects.queries.briefings import applications, guests_of
from villages.desk import ScopedAdmin, acting, framed
from villages.scopes import district_of
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused

BLANKS = range(6)  # lines for who comes without having been invited


@admin.register(Briefing)
class BriefingAdmin(ScopedAdmin):
    list_display = ("title", "held_on", "venue", "invited", "attended", "is_counted")
    search_fields = ("title", "venue")
    date_hierarchy = "held_on"

    def in_scope(self, post):
        return Q(district=district_of(post))

    def get_queryset(self, request):
        came = Count("guests", filter=Q(guests__attended=True))
        return super().get_queryset(request).annotate(n_invited=Count("guests"), n_came=came)

    @admin.display(description=lazy("邀请（家）"))
    def invited(self, briefing):
        return briefing.n_invited

    @admin.display(description=lazy("到会（家）"), empty_value="—")
    def attended(self, briefing):
        return briefing.n_came if briefing.counted_at else None

    @admin.display(description=lazy("到会已登记"), boolean=True)
    def is_counted(self, briefing):
        return briefing.counted_at is not None

    def get_urls(self):
        sheet = path(
            "<int:pk>/sheet/",
            self.admin_site.admin_view(self.sheet),
            name="projects_briefing_sheet",
        )
        return [sheet, *super().get_urls()]

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        return self._prepare(request, Briefing())

    def change_view(self, request, object_id, form_url="", extra_context=None):
        briefing = self.row_or_404(request, object_id)
        may_write = self.has_change_permission(request) and briefing.counted_at is None
        if request.method == "POST" and not self.has_change_permission(request):
            raise PermissionDenied
        if may_write and "prepare" in request.POST:
            return self._prepare(request, briefing)
        if may_write and "change" in request.GET:
            return self._prepare(request, briefing)
        guests = guests_of(briefing)
        form = CameForm(request.POST or None, guests=guests) if may_write else None
        refusals, status = [], 200
        if request.method == "POST":
            refusals, status = [_("到会情况已经登记，不能再改。")], 409
            if form is not None:
                refusals, status = [], 400
                if form.is_valid():
                    try:
                        deeds.count(
                            briefing, by=self._by(request), people=form.people(),
                            outcome=form.cleaned_data["outcome"],
                        )  # fmt: skip
                        messages.success(request, _("到会情况已登记，公开页上看得到。"))
                        return HttpResponseRedirect(self._page_of(briefing))
                    except Refused as refusal:
                        refusals, status = refusal.reasons, 409
        return framed(
            self, request, "projects/briefing/one", status, title=briefing.title, briefing=briefing,
            guests=guests, form=form, refusals=refusals, proposed=applications(briefing),
            documents=list(briefing.documents.all()), may_write=may_write,
        )  # fmt: skip

    def _prepare(self, request, briefing):
        district = district_of(acting(request))
        form = BriefingForm(request.POST or None, instance=briefing, district=district)
        refusals, status = [], 200
        if request.method == "POST":
            status = 400
            briefing.district_id = district
            if form.is_valid():
                told = form.cleaned_data
                try:
                    row = deeds.prepare(
                        form.instance, by=self._by(request), guests=list(told["guests"]),
                        documents=told["documents"],
                    )  # fmt: skip
                    messages.success(request, _("推介会已保存，可以打印签到表。"))
                    return HttpResponseRedirect(self._page_of(row))
                except Refused as refusal:
                    refusals, status = refusal.reasons, 409
        return framed(
            self, request, "projects/briefing/form", status, title=_("政策交流推介会"), form=form,
            refusals=refusals, briefing=briefing,
        )  # fmt: skip

    def sheet(self, request, pk):
        """签到表 on A4: a line for every guest, and some for others."""
        briefing = self.row_or_404(request, str(pk))
        return framed(
            self, request, "projects/briefing/sheet", title=_("推介会签到表"), briefing=briefing,
            guests=guests_of(briefing), blanks=BLANKS, documents=list(briefing.documents.all()),
        )  # fmt: skip

    def _by(self, request):
        return Actor.at(acting(request))

    def _page_of(self, briefing):
        return reverse("admin:projects_briefing_change", args=[briefing.pk]) + "#main"
