"""容错免责 at the desk: a list without words, one note after a reason, the ruling of somebody else."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from projects.actions import tolerance as deeds
from projects.admin.matters import FoundByNumber
from projects.forms.tolerance import ToleranceForm, TolerateForm, WhyOpenForm
from projects.models import Project, ToleranceNote, ToleranceReading
from projects.people import tolerance_rulers
from villages.desk import ScopedAdmin, acting, framed, town_filter, village_filter, within
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused

LIST = "admin:projects_tolerancenote_changelist"


@admin.register(ToleranceReading)
class ToleranceReadingAdmin(ScopedAdmin):
    """Append-only: who supervises reads who opened what; no word of a note is told."""

    scope_by = ("note__project__village",)
    list_display = ("at", "office", "reader", "about", "why")
    list_select_related = ("person", "note")
    list_filter = (town_filter("note__project__village"), village_filter("note__project__village"))
    date_hierarchy = "at"
    fields = ("at", "office", "reader", "about", "why")

    @admin.display(description=lazy("查阅人"))
    def reader(self, reading):
        return str(reading.person)

    @admin.display(description=lazy("查阅的记录"))
    def about(self, reading):
        return str(reading.note)


@admin.register(ToleranceNote)
class ToleranceNoteAdmin(FoundByNumber, ScopedAdmin):
    add_label = lazy("登记一条")
    scope_by = ("project__village",)
    list_display = ("about", "number", "place", "happened_on", "by_name", "standing")
    list_select_related = ("project__village__town", "ruling")
    list_filter = (
        "ruling__verdict", town_filter("project__village"), village_filter("project__village"),
    )  # fmt: skip
    search_fields = ("project__query_no",)
    search_help_text = lazy("按查询号找。")

    def get_queryset(self, request):
        """No sealed column is even fetched for a list."""
        return super().get_queryset(request).defer("deviation", "reason", "ruling__words")

    @admin.display(description=lazy("编号"), ordering="pk")
    def about(self, note):
        return str(note)

    @admin.display(description=lazy("查询号"))
    def number(self, note):
        return note.project.query_no

    @admin.display(description=lazy("村（社区）"))
    def place(self, note):
        return note.project.village.name

    @admin.display(description=lazy("审定意见"))
    def standing(self, note):
        return note.ruling.get_verdict_display() if hasattr(note, "ruling") else _("待审定")

    def get_urls(self):
        read = path(
            "<path:object_id>/read/<int:reading>/", self.admin_site.admin_view(self.read),
            name="projects_tolerancenote_read",
        )  # fmt: skip
        return [read, *super().get_urls()]

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = ToleranceForm(request.POST or None, initial={"number": request.GET.get("q", "")})
        refusals, status = [], 200
        if request.method == "POST":
            status = 400
            if form.is_valid():
                try:
                    told = dict(form.cleaned_data)
                    project = _project(told.pop("number"), acting(request))
                    deeds.write(project, by=Actor.at(acting(request)), **told)
                except Refused as refusal:
                    refusals, status = refusal.reasons, 409
                else:
                    messages.success(request, _("已登记，偏差和原因加密保存。请镇里或区里审定。"))
                    return HttpResponseRedirect(reverse(LIST))
        return self._render(
            request, "form", status, form=form, refusals=refusals, title=_("登记一条容错免责"),
            button=_("登记"),
        )  # fmt: skip

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Why do you want to read it? Nothing is shown before the answer is written down."""
        note = self.row_or_404(request, object_id)
        form, refusals, status = WhyOpenForm(request.POST or None), [], 200
        if request.method == "POST":
            status = 400
            if form.is_valid():
                try:
                    by = Actor.at(acting(request))
                    reading = deeds.read(note, by=by, why=form.cleaned_data["why"])
                except Refused as refusal:
                    refusals, status = refusal.reasons, 409
                else:
                    return HttpResponseRedirect(_page_of(note, reading))
        return self._render(
            request, "form", status, form=form, refusals=refusals, title=str(note),
            button=_("记下并查阅"), note=note,
        )  # fmt: skip

    def read(self, request, object_id, reading):
        """The note itself, for half an hour after the reason was given; then it is asked again."""
        note = self.row_or_404(request, object_id)
        by = Actor.at(acting(request))
        found = ToleranceReading.objects.filter(pk=reading, note=note).first()
        if found is None or not deeds.opens(found, by):
            ask = reverse("admin:projects_tolerancenote_change", args=[note.pk])
            return HttpResponseRedirect(ask)
        note = ToleranceNote.objects.select_related("project__village__town", "ruling", "by").get(
            pk=note.pk
        )
        against, refusals, status = deeds.why_not_rule(note, by), [], 200
        form = TolerateForm(request.POST or None)
        if request.method == "POST":
            if not tolerance_rulers.hold(note.project, by):
                raise PermissionDenied
            status = 400
            if form.is_valid():
                try:
                    deeds.rule(note, by=by, **form.cleaned_data)
                except Refused as refusal:
                    refusals, status = refusal.reasons, 409
                else:
                    messages.success(request, _("已审定。"))
                    return HttpResponseRedirect(_page_of(note, found))
        return self._render(
            request, "read", status, note=note, reading=found, refusals=refusals, title=str(note),
            ruling=getattr(note, "ruling", None), form=form, may_rule=not against,
            why_not=against if tolerance_rulers.hold(note.project, by) else [],
            readings=list(note.readings.all()[:50]),
        )  # fmt: skip

    def _render(self, request, template, status=200, **context):
        response = framed(self, request, f"projects/tolerancenote/{template}", status, **context)
        response["Cache-Control"] = "no-store, private"
        return response


def _project(number, post):
    """The matter of that 查询号 in her scope."""
    rows = Project.objects.filter(within(post, ("village",)), submitted_at__isnull=False)
    found = rows.filter(query_no="".join(number.split())).first()
    if found is None:
        raise Refused(_("您的辖区里没有这个查询号，请核对。"))
    return found


def _page_of(note, reading):
    return reverse("admin:projects_tolerancenote_read", args=[note.pk, reading.pk])
