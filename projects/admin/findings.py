"""监督发现 at the desk: who watches writes it and judges the answer, who owes the answer gives it."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from projects.actions import findings as deeds
from projects.admin.leading_on import lead_on
from projects.admin.matters import FoundByNumber
from projects.forms.watching import FindingForm, JudgeForm, WordsForm
from projects.models import Finding, Inspection, Project
from projects.queries import findings
from projects.queries.findings import State
from villages.desk import ScopedAdmin, acting, framed, town_filter, village_filter, within
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


class StandingFilter(admin.SimpleListFilter):
    title, parameter_name = lazy("现在"), "standing"

    def lookups(self, request, model_admin):
        return State.choices

    def queryset(self, request, rows):
        if not self.value():
            return rows
        if self.value() not in State.values:
            return rows.none()
        return rows.filter(findings.in_state(self.value(), clock.today()))


@admin.register(Finding)
class FindingAdmin(FoundByNumber, ScopedAdmin):
    add_label = lazy("登记一条监督发现")
    list_display = ("about", "at_day", "village", "matter", "by_name", "due", "standing")
    list_filter = (StandingFilter, town_filter("village"), village_filter())
    search_fields = ("project__query_no",)
    search_help_text = lazy("按查询号找。")

    def get_queryset(self, request):
        return findings.standing_of(super().get_queryset(request))

    @admin.display(description=lazy("编号"), ordering="pk")
    def about(self, finding):
        return str(finding)

    @admin.display(description=lazy("日期"), ordering="at")
    def at_day(self, finding):
        return localdate(finding.at)

    @admin.display(description=lazy("项目"), empty_value="—")
    def matter(self, finding):
        return finding.project and finding.project.shown_title

    @admin.display(description=lazy("答复期限"), empty_value="—")
    def due(self, finding):
        return finding.owed_on

    @admin.display(description=lazy("现在"))
    def standing(self, finding):
        return findings.state_of(finding).label

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        post, refusals, status = acting(request), [], 200
        first = {name: request.GET.get(name, "") for name in ("number", "village")}
        form = FindingForm(request.POST or None, post=post, initial=first)
        if request.method == "POST":
            status = 400
            if form.is_valid():
                try:
                    row = self._find(request, post, dict(form.cleaned_data))
                except Refused as refusal:
                    refusals, status = refusal.reasons, 409
                else:
                    messages.success(request, _("已登记，消息发给了要答复的单位。"))
                    return HttpResponseRedirect(_page_of(row))
        return self._render(
            request, "form", status, form=form, refusals=refusals, title=_("登记一条监督发现"),
        )  # fmt: skip

    def _find(self, request, post, told):
        number, village = told.pop("number"), told.pop("village")
        project = matter_of(post, number) if number else None
        asked = request.GET.get("inspection", "")
        rows = Inspection.objects.filter(district=post.district_id, stops__project=project)
        inspection = rows.filter(pk=asked).first() if project and asked.isdecimal() else None
        return deeds.find(
            village or project.village, by=Actor.at(post), project=project, inspection=inspection,
            **told,
        )  # fmt: skip

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """One finding and its steps; the form of whoever has the next word."""
        row = findings.dressed([self.row_or_404(request, object_id)])[0]
        by, refusals, status = Actor.at(acting(request)), [], 200
        form = _form(row, by.post)
        if request.method == "POST":
            form = _sent(row, by.post, request.POST)
            if form is None:
                raise PermissionDenied
            status = 400
            if form.is_valid():
                try:
                    _take(row, by, dict(form.cleaned_data))
                except Refused as refusal:
                    refusals, status = refusal.reasons, 409
                else:
                    return lead_on(request, _("已保存。"), _following(row, by.post))
        return self._render(
            request, "one", status, finding=row, form=form, refusals=refusals, title=str(row),
            steps=list(row.steps.order_by("order")),
        )  # fmt: skip

    def _render(self, request, template, status=200, **context):
        return framed(self, request, f"projects/finding/{template}", status, **context)


def _form(row, post):
    """What this post may write to it now; None when it is not her turn."""
    is_owed = row.state in (State.OPEN, State.OVERDUE)
    is_her_turn = is_owed if findings.answers_for(row, post) else row.state == State.ANSWERED
    return _sent(row, post, None) if is_her_turn else None


def _sent(row, post, data):
    """The form she fills in, whoever was faster meanwhile: what she wrote comes back with the reason.
    None for who neither answers nor judges."""
    if findings.answers_for(row, post):
        return WordsForm(data, label=_("怎么整改的"))
    return JudgeForm(data) if row.last_kind and findings.watches(row, post) else None


def _following(row, post):
    """The next finding on which this post has the next word; who judges waits for an answer."""
    for one in findings.waiting_for(post):
        if one.pk != row.pk and _form(one, post) is not None:
            what = one.project.title_for(post) if one.project else one.village.name
            return f"{one}：{what}", _page_of(one)
    return None


def _take(row, by, told):
    verdict = told.pop("verdict", "")
    if verdict == "return":
        deeds.send_back(row, by=by, **told)
    elif verdict == "close":
        deeds.close(row, by=by, text=told["text"])
    else:
        deeds.answer(row, by=by, text=told["text"])


def matter_of(post, number):
    """The submitted matter of that 查询号 in her scope."""
    rows = Project.objects.filter(within(post, ("village",)), submitted_at__isnull=False)
    found = rows.select_related("village__town").filter(query_no="".join(number.split())).first()
    if found is None:
        raise Refused(_("您的辖区里没有这个查询号，请核对。"))
    return found


def _page_of(row):
    return reverse("admin:projects_finding_change", args=[row.pk]) + "#main"
