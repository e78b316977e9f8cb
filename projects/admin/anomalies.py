"""异常提示 and the package for an audit: lists of who watches, beside the register of projects."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import override

from projects.actions import anomalies as deeds
from projects.actions import readings
from projects.admin import audit_package, routes
from projects.forms.watching import LookForm, PackageForm
from projects.models import AnomalyLook
from projects.queries import anomalies, anomaly_links
from villages.desk import ScopedAdmin, acting
from villages.roles import may
from villages.scopes import district_of, towns_of
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused

PAGE = 20  # lines of a rule


@admin.register(AnomalyLook)
class AnomalyLookAdmin(ScopedAdmin):
    """Who looked at what and said why; nothing is written here."""

    list_display = ("at", "rule_name", "title", "words", "by_name", "why")
    fields = ("at", "rule_name", "about", "words", "by_name", "why")
    date_hierarchy = "at"

    def in_scope(self, post):
        district = district_of(post)
        return Q(by__district=district) | Q(by__town__district=district)

    @admin.display(description=lazy("规则"))
    def rule_name(self, look):
        titles = {rule.key: rule.title for rule in anomalies.RULES}
        return titles.get(look.rule, look.rule)

    @admin.display(description=lazy("标题"))
    def about(self, look):
        """What it is about, and the way there."""
        address = anomaly_links.address_of(look.subject)
        return format_html('<a href="{}">{}</a>', address, look.title) if address else look.title


def page(desk, request):
    """What looks unusual in her place, rule by rule; each line is looked at with a reason."""
    post = _post(request, "v", "projects.anomaly")
    form, refusals, status = LookForm(request.POST or None), [], 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            told = form.cleaned_data
            try:
                deeds.look(told["rule"], told["subject"], by=Actor.at(post), why=told["why"])
            except Refused as refusal:
                refusals, status = refusal.reasons, 409
            else:
                messages.success(request, _("已记下。情况有变化的时候，这一条会再列出来。"))
                return HttpResponseRedirect(reverse("admin:projects_project_anomalies"))
    asked = request.GET.get("rule", "")
    found = [one for one in anomalies.of(post, clock.today()) if asked in ("", one.rule.key)]
    number = request.GET.get("page", "1")
    parts = [(one, Paginator(one.lines, PAGE).get_page(number if asked else 1)) for one in found]
    typed = form.data.get("subject") if status != 200 else None
    return desk.render(
        request, "anomalies", None, status, title=_("异常提示"), parts=parts, form=form, asked=asked,
        refusals=refusals, typed=typed, may_read=may(post.role, "v", "projects.anomalylook"),
        may_look=may(post.role, "a", "projects.anomaly"),
    )  # fmt: skip


def package(desk, request):
    """Of which town and year; with both, the ZIP, and a row that says who took it."""
    post = _post(request, "v", "projects.auditpackage")
    asked = request.POST if request.method == "POST" else None
    form = PackageForm(
        asked, towns=towns_of(post).order_by("code"), initial={"year": clock.today().year}
    )
    if asked is not None and form.is_valid():
        town, year = form.cleaned_data["town"], form.cleaned_data["year"]
        with override("zh-hans"):  # a paper
            data = audit_package.pack(town, year)
        readings.take_package(town, year, by=Actor.at(post))
        answer = HttpResponse(data, content_type="application/zip")
        name = f"audit-{town.code}-{year}.zip"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        answer["Cache-Control"] = "private, no-store"
        return answer
    return desk.render(
        request, "audit_package", None, 200 if asked is None else 400,
        title=_("审计和绩效评价资料包"), form=form, files=audit_package.FILES,
    )  # fmt: skip


def _post(request, what, model):
    post = acting(request)
    if post is None or not may(post.role, what, model):
        raise PermissionDenied
    return post


ROUTES = [
    routes.listed("anomalies", page),
    routes.listed("audit_package", package),
]
