"""公示 at the desk: choose what was decided, see what goes and what cannot, post it, photograph it."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from projects import board
from projects.actions import board_photos, notices
from projects.actions.steps import may_record_late
from projects.forms.notices import PostForm
from projects.forms.photos import BoardPhotosForm
from projects.models import PublicNotice
from projects.people import village_committee
from projects.queries import objections, public_notices
from projects.queries.photos import shot_if_ready
from villages.desk import ScopedAdmin, acting, framed, town_filter, village_filter
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


class StageFilter(admin.SimpleListFilter):
    title, parameter_name = gettext_lazy("公示期"), "stage"

    def lookups(self, request, model_admin):
        return PublicNotice.Stage.choices

    def queryset(self, request, rows):
        hangs, today = rows.filter(withdrawn_at__isnull=True), clock.today()
        if self.value() == PublicNotice.Stage.RUNNING:
            return hangs.filter(last_day__gte=today)
        if self.value() == PublicNotice.Stage.ENDED:
            return hangs.filter(last_day__lt=today)
        if self.value() == PublicNotice.Stage.WITHDRAWN:
            return rows.filter(withdrawn_at__isnull=False)
        return rows


@admin.register(PublicNotice)
class PublicNoticeAdmin(ScopedAdmin):
    add_label = gettext_lazy("出一份公示")
    list_display = ("number", "title", "first_day", "last_day", "stage")
    list_display_links = ("number", "title")
    list_select_related = ("village__town",)
    list_filter = (StageFilter, town_filter("village"), village_filter())
    search_fields = ("title", "items__name", "items__project__query_no")

    @admin.display(description=gettext_lazy("文号"))
    def number(self, notice):
        return notice.number

    @admin.display(description=gettext_lazy("公示期"))
    def stage(self, notice):
        return notice.stage_on(clock.today()).label

    def get_urls(self):
        photos = self.admin_site.admin_view(self.photos_page)
        name = "projects_publicnotice_photos"
        return [path("<path:object_id>/photos/", photos, name=name), *super().get_urls()]

    # ── Posting ──────────────────────────────────────────────────────────────────────────────────
    def add_view(self, request, form_url="", extra_context=None):
        """One form: with `preview` it only says which go, which cannot and why."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        by = Actor.at(acting(request))
        rows = list(objections.to_post(by.post))
        form = self._form(request, rows, by)
        refusals, preview, status = [], None, 200
        if request.method == "POST":
            preview = [(one, notices.verdict_on(one, by, clock.now())) for one in form.chosen]
        if form.is_bound:
            status = 400
            if form.is_valid():
                try:
                    return self._post(request, form, by)
                except Refused as refusal:
                    refusals, status = refusal.reasons, 409
        return self._render(
            request, "post", status, form=form, rows=rows, refusals=refusals,
            preview=preview, title=_("出一份公示"),
            days=self._days(form.chosen), is_wrong=status == 400,
        )  # fmt: skip

    @staticmethod
    def _form(request, rows, by):
        """Bound only when it is to be posted: who looks first is not told what is still missing."""
        typed = request.POST
        if typed and "preview" not in typed:
            return PostForm(typed, projects=rows)
        said = typed.dict() | {"projects": typed.getlist("projects")} if typed else {}
        return PostForm(projects=rows, initial=board.phones_of(by.post.village) | said)

    @staticmethod
    def _days(chosen):
        """For how many days these would hang, from today's rulebook; None for nothing chosen."""
        if not chosen:
            return None
        try:
            days = board.days_of(chosen, clock.today())
        except Refused:
            return None
        return days, board.counted(days.days, days.in_working_days)

    def _post(self, request, form, by):
        told = form.cleaned_data
        if told["at"] and not may_record_late(by):
            raise Refused(_("您的职务不能补录以前的日期，请按今天办理。"))
        notice = notices.post(
            form.chosen, by=by, basis=told["basis"], note=told["note"], title=told["title"],
            at=told["at"], late_reason=told["late_reason"],
            phones={name: told[name] for name in board.PHONES},
        )  # fmt: skip
        messages.success(
            request, _("已公示：{}。请打印、盖章、张贴，再拍照上传。").format(notice.number)
        )
        return HttpResponseRedirect(_page_of(notice))

    # ── One notice ───────────────────────────────────────────────────────────────────────────────
    def change_view(self, request, object_id, form_url="", extra_context=None):
        """What everybody reads, with the photos of the board. Nothing is changed here."""
        notice = self.row_or_404(request, object_id)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET"])
        return self._page(request, notice, BoardPhotosForm())

    def photos_page(self, request, object_id):
        """Takes in photos of the board; GET leads nowhere else than to the notice itself."""
        notice = self.row_or_404(request, object_id)
        by = Actor.at(acting(request))
        if request.method != "POST":
            return self._page(request, notice, BoardPhotosForm())
        if not village_committee.hold(notice, by):
            raise PermissionDenied
        form = BoardPhotosForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(request, notice, form, status=400)
        told = form.cleaned_data
        try:
            board_photos.attach(notice, by=by, files=told.pop("photos"), **told)
        except Refused as refusal:
            return self._page(request, notice, form, refusal.reasons, 409)
        messages.success(request, _("照片已收到，正在处理，过一会儿刷新就能看到。"))
        return HttpResponseRedirect(_page_of(notice))

    def _page(self, request, notice, form, refusals=(), status=200):
        return self._render(
            request, "notice", status, form=form, refusals=refusals,
            notice=public_notices.notice(notice.pk), title=notice.title,
            waiting=objections.waiting_for(notice),
            photos=[(one, shot_if_ready(one)) for one in notice.photos.order_by("pk")],
            may_write=village_committee.hold(notice, Actor.at(acting(request))),
        )  # fmt: skip

    def _render(self, request, template, status, **context):
        return framed(self, request, f"projects/publicnotice/{template}", status, **context)


def _page_of(notice):
    return reverse("admin:projects_publicnotice_change", args=[notice.pk])
