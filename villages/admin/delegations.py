"""代理 at the desk: ask a colleague to act under one's post for some days, take it back; the register."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from villages.actions import delegations as deeds
from villages.desk import ScopedAdmin, acting, framed
from villages.forms.delegations import DelegationForm
from villages.models import Delegation
from villages.standing_in import in_sight, who_could, why_for
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


@admin.register(Delegation)
class DelegationAdmin(ScopedAdmin):
    add_label = lazy("外出了，请人代")
    list_display = ("__str__", "since", "until", "why", "how_it_stands")
    list_select_related = (
        "post__village", "post__town", "post__district", "post__person", "to__person", "to__village",
        "to__town", "to__district", "end__post__person",
    )  # fmt: skip
    date_hierarchy = "since"

    def in_scope(self, post):
        return in_sight(post)

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related(*self.list_select_related)
        post = acting(request)
        return rows.annotate(why=why_for(post)) if post else rows

    @admin.display(description=lazy("事由"))
    def why(self, row):
        return row.why

    @admin.display(description=lazy("现在"))
    def how_it_stands(self, row):
        return how_it_stands(row)

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        post, refusals, status = acting(request), [], 200
        form = DelegationForm(
            request.POST if request.method == "POST" else None, posts=list(who_could(post))
        )
        if request.method == "POST":
            status = 400
            if form.is_valid():
                try:
                    row = deeds.delegate(post, by=Actor.at(post), **form.cleaned_data)
                except Refused as refusal:
                    refusals, status = refusal.reasons, 409
                else:
                    words = _("已登记：{who}从登记的日期起可以用您的职务办事。")
                    messages.success(request, words.format(who=row.to.person))
                    return HttpResponseRedirect(_page_of(row))
        return framed(
            self, request, "villages/delegation/form", status, form=form, refusals=refusals,
            title=_("外出了，请人代"), post=post, nobody=not form.fields["to"].choices[1:],
            may_delegate=deeds.may_delegate(post), is_wrong=status == 400,
        )  # fmt: skip

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """One of them; the two persons of it end it."""
        row = self.row_or_404(request, object_id)
        by, refusals = Actor.at(acting(request)), []
        if request.method == "POST":
            if not deeds.may_end(row, by):
                raise PermissionDenied
            try:
                deeds.end(row, by=by)
            except Refused as refusal:
                refusals = refusal.reasons
            else:
                messages.success(request, _("代理已结束。"))
                return HttpResponseRedirect(_page_of(row))
        is_open = row.ended is None and row.until >= clock.today()
        is_open = is_open and not deeds.is_over_with_a_post(row)
        return framed(
            self, request, "villages/delegation/one", 409 if refusals else 200, row=row,
            title=str(row), refusals=refusals, stands=how_it_stands(row),
            may_end=is_open and deeds.may_end(row, by),
        )  # fmt: skip


def how_it_stands(row):
    today = clock.today()
    if row.ended is not None:
        return _("提前结束了")
    if row.until < today:
        return _("到期结束了")
    if deeds.is_over_with_a_post(row):
        return _("随任职结束了")
    return _("正在代") if row.since <= today else _("还没开始")


def _page_of(row):
    return reverse("admin:villages_delegation_change", args=[row.pk]) + "#main"
