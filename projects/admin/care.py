"""困难群众需求 at the desk: a list without names, one need after a reason, the year's table."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from projects.actions import care as deeds
from projects.care import Category, Grade, Mode, Spot
from projects.forms.care import CareForm, HomeForm, ModeForm, WhyForm
from projects.models import CareNeed, CareReading
from projects.people import village_committee
from projects.queries import care
from villages.desk import ScopedAdmin, acting, framed, town_filter, village_filter
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


@admin.register(CareReading)
class CareReadingAdmin(ScopedAdmin):
    """Append-only: who audits reads it, nobody writes here, and no need is told."""

    scope_by = ("need__village",)
    list_display = ("at", "office", "reader", "about", "what", "why")
    list_select_related = ("person", "need")
    list_filter = (town_filter("need__village"), village_filter("need__village"))
    date_hierarchy = "at"
    fields = ("at", "office", "reader", "about", "what", "why")

    @admin.display(description=lazy("查阅人"))
    def reader(self, reading):
        return str(reading.person)

    @admin.display(description=lazy("查阅的需求"))
    def about(self, reading):
        return str(reading.need)


@admin.register(CareNeed)
class CareNeedAdmin(ScopedAdmin):
    add_label = lazy("登记一个需求")
    empty_words = lazy(
        "这里还没有困难群众的需求。每年摸查时由村（社区）联络员、委员或书记逐户登记；姓名、住址和需求加密保存，"
        "每次查阅都有记录。"
    )
    empty_link = ("admin:projects_careneed_census", lazy("看摸查汇总表"))
    list_display = ("about", "category", "kind", "way", "village")
    list_select_related = ("village__town",)
    list_filter = (
        "year", "category", "kind", "mode", town_filter("village"), village_filter(),
    )  # fmt: skip

    def get_queryset(self, request):
        """No sealed column is even fetched for a list."""
        return super().get_queryset(request).defer("name", "address", "need")

    @admin.display(description=lazy("编号"), ordering="pk")
    def about(self, need):
        return str(need)

    @admin.display(description=lazy("帮扶方式"), ordering="mode")
    def way(self, need):
        return Mode(need.mode).label

    def get_urls(self):
        def named(view):
            return self.admin_site.admin_view(view)

        name = "projects_careneed"
        return [
            path("home-form/", named(self.home_form), name=f"{name}_home_form"),
            path(
                "<path:object_id>/read/<int:reading>/homes/<int:home>/",
                named(self.home_sheet),
                name=f"{name}_home_sheet",
            ),
            path("census/", named(self.census), name=f"{name}_census"),
            path("<path:object_id>/read/<int:reading>/", named(self.read), name=f"{name}_read"),
            *super().get_urls(),
        ]

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        by = Actor.at(acting(request))
        form, refusals, status = CareForm(request.POST or None), [], 200
        if request.method == "POST":
            status = 400
            if form.is_valid():
                try:
                    deeds.write(
                        by.post.village, by=by, need=form.told(),
                        form_token=form.cleaned_data["form_token"],
                    )  # fmt: skip
                except Refused as refusal:
                    refusals, status = refusal.reasons, 409
                else:
                    messages.success(request, _("已登记，姓名、住址、需求加密保存。"))
                    return HttpResponseRedirect(reverse("admin:projects_careneed_changelist"))
        return self._render(
            request, "form", status, form=form, refusals=refusals, title=_("登记一个需求"),
            button=_("登记"),
        )  # fmt: skip

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Why do you want to read it? Nothing is shown before the answer is written down."""
        need = self.row_or_404(request, object_id)
        form, refusals, status = WhyForm(request.POST or None), [], 200
        if request.method == "POST":
            status = 400
            if form.is_valid():
                try:
                    by = Actor.at(acting(request))
                    reading = deeds.read(need, by=by, why=form.cleaned_data["why"])
                except Refused as refusal:
                    refusals, status = refusal.reasons, 409
                else:
                    return HttpResponseRedirect(_page_of(need, reading))
        return self._render(
            request, "form", status, form=form, refusals=refusals, title=str(need),
            button=_("记下并查阅"), need=need,
        )  # fmt: skip

    def read(self, request, object_id, reading):
        """The need itself, for half an hour after the reason was given; then it is asked again."""
        need = self.row_or_404(request, object_id)
        by = Actor.at(acting(request))
        found = CareReading.objects.filter(pk=reading, need=need).first()
        if found is None or not deeds.opens(found, by):
            return HttpResponseRedirect(reverse("admin:projects_careneed_change", args=[need.pk]))
        may_write = village_committee.hold(need, by)
        need.refresh_from_db(fields=["name", "address", "need"])
        deed = request.POST.get("deed")
        mode = ModeForm(request.POST if deed == "mode" else None, initial={"mode": need.mode})
        home = HomeForm(request.POST if deed == "home" else None)
        refusals, status = [], 200
        if request.method == "POST":
            if not may_write:
                raise PermissionDenied
            if deed == "propose":
                return self._propose(request, need, found, by)
            form, status = (home if deed == "home" else mode), 400
            if form.is_valid():
                try:
                    if deed == "home":
                        deeds.look_at_home(need, by=by, looked=home.looked())
                    else:
                        deeds.decide(need, by=by, mode=mode.cleaned_data["mode"])
                except Refused as refusal:
                    refusals, status = refusal.reasons, 409
                else:
                    messages.success(request, _("已保存。"))
                    return HttpResponseRedirect(_page_of(need, found))
        homes = need.home_checks.select_related("campaign")
        return self._render(
            request, "read", status, need=need, reading=found, refusals=refusals, title=str(need),
            way=Mode(need.mode).label, may_write=may_write,
            may_propose=need.mode == Mode.PROJECT and not need.project_id, mode_form=mode, home_form=home,
            homes=[(one, [str(spot.label) for spot in Spot if spot not in one.in_order])
                   for one in homes],
        )  # fmt: skip

    def _propose(self, request, need, reading, by):
        """To the draft of the project; what lies in confidence stays here."""
        try:
            draft = deeds.propose(need, by=by)
        except Refused as refusal:
            for reason in refusal.reasons:
                messages.error(request, reason)
            return HttpResponseRedirect(_page_of(need, reading))
        messages.success(request, _("已存为草稿，没有带过来姓名、住址和需求；请写好内容再提交。"))
        return HttpResponseRedirect(reverse("admin:projects_project_change", args=[draft.pk]))

    def home_form(self, request):
        """居家环境安全评估表 on A4, empty, to take along."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self._paper(request, None, None, [(spot.label, None) for spot in Spot])

    def home_sheet(self, request, object_id, reading, home):
        """The same, filled in; it names her, so it is printed while the reading lasts."""
        need = self.row_or_404(request, object_id)
        found = CareReading.objects.filter(pk=reading, need=need).first()
        if found is None or not deeds.opens(found, Actor.at(acting(request))):
            return HttpResponseRedirect(reverse("admin:projects_careneed_change", args=[need.pk]))
        one = need.home_checks.select_related("campaign").filter(pk=home).first()
        if one is None:
            raise Http404
        need.refresh_from_db(fields=["name", "address", "need"])
        return self._paper(
            request, need, one, [(spot.label, spot in one.in_order) for spot in Spot]
        )

    def _paper(self, request, need, home, spots):
        return self._render(
            request, "home", title=_("居家环境安全评估表"), need=need, home=home, spots=spots,
            grades=Grade.choices, village=(need or acting(request)).village,
        )  # fmt: skip

    def census(self, request):
        """The year's table, exact, for who may read; no names."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        post = acting(request)
        years = care.years(post)
        typed = request.GET.get("year", "")
        year = int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else None
        year = year or (years[0] if years else clock.today().year)
        table = care.census(post, year)
        ways = care.modes(post, year)
        return self._render(
            request, "census", title=_("{}年困难群众需求摸查").format(year), years=years, year=year,
            categories=[one.label for one in Category],
            table=[(one, _labelled(numbers), *rest) for one, numbers, *rest in table],
            ways=[(one.label, ways[one]) for one in Mode if one in ways],
        )  # fmt: skip

    def _render(self, request, template, status=200, **context):
        response = framed(self, request, f"projects/careneed/{template}", status, **context)
        response["Cache-Control"] = "no-store, private"
        return response


def _labelled(numbers):
    return [(one.label, number) for one, number in zip(Category, numbers, strict=True)]


def _page_of(need, reading):
    return reverse("admin:projects_careneed_read", args=[need.pk, reading.pk])
