"""Meetings at the desk: the list, the call, and one page per meeting until it is closed."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy

from projects.actions import opinions
from projects.admin import meeting_call, meeting_page
from projects.models import Authorisation, Meeting
from villages.desk import ScopedAdmin, acting, town_filter, village_filter
from villages.models import Village
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


def _once_held(meeting, number):
    """What is only called, or was called off, has no number yet."""
    return number if meeting.status in (Meeting.Status.HELD, Meeting.Status.CLOSED) else "—"


@admin.register(Meeting)
class MeetingAdmin(ScopedAdmin):
    add_label = gettext_lazy("召集会议")
    list_display = ("shown", "village_name", "when", "status", "attendance", "decided")
    list_filter = (town_filter("village"), village_filter(), "status", "kind")
    list_select_related = ("village__town", "place")
    date_hierarchy = "begins_at"
    sortable_by = ("when",)

    def get_queryset(self, request):
        """A list counts what was decided; drafts of residents hang on no meeting."""
        passed = Count("items", filter=Q(items__result="passed"))
        return super().get_queryset(request).annotate(passed=passed, all_items=Count("items"))

    @admin.display(description=gettext_lazy("会议"))
    def shown(self, meeting):
        return meeting.name

    @admin.display(description=gettext_lazy("村（社区）"))
    def village_name(self, meeting):
        return f"{meeting.village.town.name} · {meeting.village.name}"

    @admin.display(description=gettext_lazy("时间"), ordering="begins_at")
    def when(self, meeting):
        return meeting.begins_at

    @admin.display(description=gettext_lazy("实到 / 应到"))
    def attendance(self, meeting):
        return f"{_once_held(meeting, meeting.present)} / {meeting.due}"

    @admin.display(description=gettext_lazy("通过 / 议题"))
    def decided(self, meeting):
        return f"{_once_held(meeting, meeting.passed)} / {meeting.all_items}"

    # ── One meeting ──────────────────────────────────────────────────────────────────────────
    def get_urls(self):
        pages = {
            "deed": meeting_page.deed,
            "minutes": meeting_page.minutes,
            "sign_in": meeting_page.sign_in,
        }
        ours = [
            path(f"<path:object_id>/{name}/", self._page(view), name=f"projects_meeting_{name}")
            for name, view in pages.items()
        ]
        return [*ours, *super().get_urls()]

    def _page(self, view):
        def page(request, object_id):
            return view(self, request, self.row_or_404(request, object_id))

        return self.admin_site.admin_view(page)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        meeting = self.row_or_404(request, object_id)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET"])
        return meeting_page.page(self, request, meeting)

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        return meeting_call.page(self, request)

    def history_view(self, request, object_id, extra_context=None):
        """Its minutes in all versions."""
        meeting = self.row_or_404(request, object_id)
        versions = list(meeting.minutes.select_related("post").order_by("-version"))
        return self.render(request, "history", meeting, versions=versions)

    def render(self, request, template, meeting, status=200, **context):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "meeting": meeting,
            "title": meeting.name if meeting else "",
            **context,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(
            request, f"admin/projects/meeting/{template}.html", context, status=status
        )


@admin.register(Authorisation)
class AuthorisationAdmin(ScopedAdmin):
    """What the villagers' assembly lets its representatives decide; written once."""

    list_display = ("village", "decided_on", "valid_until", "words", "document_no")
    list_select_related = ("village__town",)
    list_filter = (town_filter("village"), village_filter())
    fields = ("village", "decided_on", "valid_until", "words", "document_no")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "village":
            hers = Village.objects.filter(pk=acting(request).village_id, kind=Village.Kind.VILLAGE)
            kwargs |= {"queryset": hers, "empty_label": None}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def add_view(self, request, form_url="", extra_context=None):
        try:
            return super().add_view(request, form_url, extra_context)
        except Refused as refusal:
            self.message_user(request, "；".join(refusal.reasons), "error")
            return HttpResponseRedirect(reverse("admin:projects_authorisation_add"))

    def save_model(self, request, row, form, change):
        told = {name: form.cleaned_data[name] for name in self.fields if name != "village"}
        written = opinions.authorise(row.village, by=Actor.at(acting(request)), **told)
        row.pk = written.pk
