"""项目库 at the desk: the district takes in, reviews, takes out; a village's secretary orders (点单)."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from projects.actions import library as deeds
from projects.actions import ordering
from projects.actions.library import Dish
from projects.admin import routes
from projects.forms.library import CopyForm, EntryForm, ReviewForm
from projects.models import LibraryDecision, LibraryEntry, Project
from projects.models.library import is_reviewed
from projects.queries import library
from villages.desk import ScopedAdmin, acting, framed
from villages.roles import Role
from villages.scopes import district_of
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


class Standing(admin.SimpleListFilter):
    title, parameter_name = lazy("在库情况"), "standing"

    def lookups(self, request, model_admin):
        return [
            ("in", lazy("在库")), ("unreviewed", lazy("今年还没有年审")), ("out", lazy("已出库")),
        ]  # fmt: skip

    def queryset(self, request, rows):
        stands = Q(standing__in=LibraryDecision.KEEPS)
        chosen = {"in": stands, "out": ~stands, "unreviewed": stands & Q(reviewed=False)}
        return rows.filter(chosen[self.value()]) if self.value() in chosen else rows


@admin.register(LibraryEntry)
class LibraryEntryAdmin(ScopedAdmin):
    add_label = lazy("新增一条")
    list_display = ("title", "project_class", "micro_type", "days", "stands", "year")
    list_filter = (Standing, "project_class", "micro_type")
    search_fields = ("title", "what")

    def in_scope(self, post):
        return Q(district=district_of(post))

    def get_queryset(self, request):
        rows = super().get_queryset(request).with_standing()
        return rows.annotate(reviewed=is_reviewed(clock.today().year))

    @admin.display(description=lazy("在库情况"))
    def stands(self, entry):
        return LibraryDecision.Kind(entry.standing).label

    @admin.display(description=lazy("最近年审"))
    def year(self, entry):
        return str(entry.reviewed_in)

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = EntryForm(request.POST or None, initial=_like(request.GET.get("project", "")))
        refusals, status = [], 200
        if request.method == "POST":
            status = 400
            if form.is_valid():
                told = dict(form.cleaned_data)
                reason = told.pop("reason")
                try:
                    entry = deeds.take_in(Dish(**told), by=Actor.at(acting(request)), reason=reason)
                except Refused as refusal:
                    refusals, status = refusal.reasons, 409
                else:
                    messages.success(request, _("已入库，公开页上看得到。"))
                    return HttpResponseRedirect(_page_of(entry))
        return framed(
            self, request, "projects/libraryentry/form", status, title=_("项目库：新增一条"),
            form=form, refusals=refusals,
        )  # fmt: skip

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Read by every desk; decided by the district, ordered by a secretary."""
        entry = self.row_or_404(request, object_id)
        [dish] = library.dishes([entry])
        post, refusals, status = acting(request), [], 200
        decides, orders = post.role == Role.DISTRICT_OFFICER, post.role == Role.SECRETARY
        review = ReviewForm(request.POST or None, stands=dish.is_on_offer) if decides else None
        if request.method == "POST":
            if not (decides or orders):
                raise PermissionDenied
            try:
                if orders:
                    return _to_the_draft(request, ordering.pick(entry, by=Actor.at(post)))
                status = 400
                if review.is_valid():
                    deeds.review(entry, by=Actor.at(post), **review.cleaned_data)
                    messages.success(request, _("已保存。"))
                    return HttpResponseRedirect(_page_of(entry))
            except Refused as refusal:
                refusals, status = refusal.reasons, 409
        return framed(
            self, request, "projects/libraryentry/one", status, title=entry.title, dish=dish,
            decisions=list(entry.decisions.order_by("-pk")), form=review, refusals=refusals,
            may_order=orders and dish.is_on_offer, picked=library.picked(entry),
            year=clock.today().year,
        )  # fmt: skip


def copy_page(desk, request):
    """Copy another village's public project into a draft of one's own; what comes along is said first."""
    if not desk.has_add_permission(request):
        raise PermissionDenied
    form = CopyForm(request.POST or None, initial={"number": request.GET.get("number", "")[:14]})
    refusals, status, source = [], 200, None
    if request.method == "POST":
        status = 400
        if form.is_valid():
            by, source = Actor.at(acting(request)), form.project
            try:
                return _to_the_draft(request, ordering.copy(source, by=by))
            except Refused as refusal:
                refusals, status = refusal.reasons, 409
    return desk.render(
        request, "copy", None, status, form=form, refusals=refusals, title=_("复制别村的项目")
    )


def _to_the_draft(request, draft):
    messages.success(request, _("已生成本村（社区）的草稿，请补充地点、资金，再提交。"))
    return HttpResponseRedirect(reverse("admin:projects_project_change", args=[draft.pk]) + "#main")


def _like(number):
    """What is known of the project an entry is to be made of."""
    rows = Project.objects.filter(query_no=number[:10], released_at__isnull=False)
    project = rows.first() if number.isdecimal() else None
    if project is None:
        return {}
    return {
        "projects": project.query_no, "title": project.public_title[:40],
        "what": project.public_need[:500], "project_class": project.project_class,
        "micro_type": project.micro_type,
    }  # fmt: skip


def _page_of(entry):
    return reverse("admin:projects_libraryentry_change", args=[entry.pk]) + "#main"


ROUTES = [
    routes.listed("copy", copy_page),
]
