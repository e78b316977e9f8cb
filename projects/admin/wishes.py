"""微心愿 at the desk: write one down, publish it, and everything that is done to it afterwards."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from projects.actions import wishes as deeds
from projects.admin import private
from projects.admin.wish_deeds import DEEDS
from projects.forms.photos import ask_again
from projects.forms.wish_desk import WishForm
from projects.models import Wish
from projects.people import village_committee
from projects.queries.photos import shot_if_ready
from projects.wishes import hands, terms
from projects.wishes.life import WishLife
from projects.wishes.states import Check, Ended, SignedBy, WishState
from villages.desk import ScopedAdmin, acting, framed, town_filter, village_filter
from villages.roles import CONFIDANTS
from weishishi.kernel import clock
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused
from weishishi.kernel.yuan import yuan

PAPERS = ("form", "promise", "receipt", "thanks")


class StateFilter(admin.SimpleListFilter):
    title, parameter_name = lazy("状态"), "state"

    def lookups(self, request, model_admin):
        return WishState.choices

    def queryset(self, request, rows):
        """As they stand today: a promise whose days are over is none."""
        if self.value() == WishState.PUBLISHED:
            return rows.open_to_claims()
        if self.value() == WishState.CLAIMED:
            return rows.promised()
        return rows.filter(state=self.value()) if self.value() in WishState.values else rows


@admin.register(Wish)
class WishAdmin(ScopedAdmin):
    add_label = lazy("登记一个心愿")
    empty_words = lazy(
        "这里还没有微心愿。困难群众的一件小东西、一次帮忙，由村（社区）联络员、委员或书记登记，另一位同事看过以后公布，"
        "大家就能在心愿墙上认领。"
    )
    empty_link = ("wishes", lazy("看全区的心愿墙"))
    list_display = ("number", "title", "whose", "value", "standing", "until", "village")
    list_display_links = ("number", "title")
    list_select_related = ("village__town",)
    list_filter = (StateFilter, town_filter("village"), village_filter(), "whose")
    search_fields = ("number", "title", "=claims__number")
    search_help_text = lazy("按编号、心愿、认领号找。")

    @admin.display(description=lazy("预估价值（元）"), ordering="value_fen")
    def value(self, wish):
        return yuan(wish.value_fen)

    @admin.display(description=lazy("状态"))
    def standing(self, wish):
        return wish.status.label

    @admin.display(description=lazy("认领有效到"), ordering="lapses_on", empty_value="—")
    def until(self, wish):
        return wish.lapses_on if wish.status == WishState.CLAIMED else None

    def get_urls(self):
        def named(view):
            return self.admin_site.admin_view(view)

        return [
            path("<path:object_id>/do/<slug:deed>/", named(self.deed), name="projects_wish_deed"),
            path("<path:object_id>/form/", named(self.form_paper), name="projects_wish_form"),
            *(
                path(
                    f"<path:object_id>/claims/<int:claim>/{paper}/",
                    named(getattr(self, f"{paper}_paper")), name=f"projects_wish_{paper}",
                )
                for paper in PAPERS[1:]
            ),
            *super().get_urls(),
        ]  # fmt: skip

    # ── Writing one down ─────────────────────────────────────────────────────────────────────────
    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        by = Actor.at(acting(request))
        form, refusals, status = WishForm(request.POST or None), [], 200
        if request.method == "POST":
            status = 400
            if form.is_valid():
                try:
                    wish = deeds.write(
                        by.post.village, by=by, wished=form.wished(),
                        form_token=form.cleaned_data["form_token"],
                    )  # fmt: skip
                except Refused as refusal:
                    refusals, status = refusal.reasons, 409
                else:
                    messages.success(request, _("已登记，请同事看过以后公布。"))
                    return HttpResponseRedirect(_page_of(wish))
        return self._render(
            request, "entry", status, form=form, refusals=refusals, title=_("登记一个心愿")
        )

    # ── One wish ─────────────────────────────────────────────────────────────────────────────────
    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Everything about it; POST corrects its words."""
        wish = self.row_or_404(request, object_id)
        by = Actor.at(acting(request))
        may_write = self.has_change_permission(request) and village_committee.hold(wish, by)
        claims = list(wish.claims.select_related("contact", "delivery", "recorded_by"))
        keys = [private.key("claimer", one) for one in claims]
        wisher_key = private.key("wisher", wish)
        shown = private.shown(request, dict.fromkeys([wisher_key, *keys], wish.number))
        form = WishForm(None if shown else request.POST or None, wish=wish)
        refusals, status = [], 200
        if request.method == "POST" and not shown:
            if not may_write:
                raise PermissionDenied
            status = 400
            if form.is_valid():
                try:
                    deeds.correct(wish, by=by, wished=form.wished())
                except Refused as refusal:
                    refusals, status = refusal.reasons, 409
                else:
                    messages.success(request, _("已保存。"))
                    return HttpResponseRedirect(_page_of(wish))
        today = clock.today()
        return self._render(
            request, "wish", status, wish=wish, form=form, refusals=refusals, title=wish.title,
            may_write=may_write, may_correct=may_write and wish.may_be_changed,
            confidant=by.post.role in CONFIDANTS, steps=self._steps(wish, by),
            kept=Ended.DELIVERED, shown=shown, wisher_key=wisher_key,
            claims=[
                (one, one.outcome_on(today), key) for one, key in zip(claims, keys, strict=True)
            ],
            journal=[
                (entry, WishLife.step(entry.verb).sentence) for entry in wish.journal.order_by("pk")
            ],
            photos=[(one, shot_if_ready(one)) for one in wish.photos.order_by("pk")],
            may_photograph=may_write and wish.state in (WishState.DELIVERED, WishState.THANKED),
        )  # fmt: skip

    @staticmethod
    def _steps(wish, by):
        return [
            {"deed": step.verb, "button": step.button, "reasons": reasons}
            for step, reasons in hands.outlook(wish, by)
        ]

    def deed(self, request, object_id, deed):
        """One deed with what it asks; nothing typed is lost."""
        wish = self.row_or_404(request, object_id)
        found = DEEDS.get(deed)
        if found is None:
            raise Http404
        if not self.has_change_permission(request):
            raise PermissionDenied
        by = Actor.at(acting(request))
        form = found.form(request.POST or None, request.FILES or None, wish=wish)
        if not form.fields and request.method == "POST":
            form.is_bound = True
        refusals, status = [], 200
        if request.method == "POST":
            status = 400
            if form.is_valid():
                try:
                    found.do(wish, by, form)
                except Refused as refusal:
                    refusals, status = refusal.reasons, 409
                else:
                    messages.success(request, found.done)
                    return HttpResponseRedirect(_page_of(wish))
            ask_again(form)
        return self._render(
            request, "deed", status, wish=wish, form=form, refusals=refusals, deed=deed,
            title=found.title, hint=found.hint, terms=terms.TERMS if deed == "claim" else (),
            is_multipart=form.is_multipart(),
        )  # fmt: skip

    # ── Papers ───────────────────────────────────────────────────────────────────────────────────
    def form_paper(self, request, object_id):
        """微心愿登记表."""
        wish = self.row_or_404(request, object_id)
        claims = wish.claims.select_related("contact", "delivery").filter(
            ended_as__in=[Ended.HOLDS, Ended.DELIVERED]
        )
        return self._paper(request, "form", wish, claim=claims.first())

    def promise_paper(self, request, object_id, claim):
        """认领书."""
        return self._of_claim(request, "promise", object_id, claim, terms=terms.TERMS)

    def receipt_paper(self, request, object_id, claim):
        """签收单, to be taken along and signed."""
        return self._of_claim(
            request, "receipt", object_id, claim, checks=Check.choices, signers=SignedBy.choices
        )

    def thanks_paper(self, request, object_id, claim):
        """感谢状; nothing to thank for before it was delivered."""
        return self._of_claim(request, "thanks", object_id, claim)

    def _of_claim(self, request, paper, object_id, pk, **more):
        wish = self.row_or_404(request, object_id)
        claim = wish.claims.select_related("contact", "delivery").filter(pk=pk).first()
        if claim is None or (paper == "thanks" and not hasattr(claim, "delivery")):
            raise Http404
        return self._paper(request, paper, wish, claim=claim, **more)

    def _paper(self, request, paper, wish, **more):
        claim = more.get("claim")
        of_wish = paper == "form" or claim is None
        key = private.key("wisher", wish) if of_wish else private.key("claimer", claim)
        shown = private.shown(request, {key: wish.number})
        names_somebody = paper != "receipt" and bool(claim or wish.whom)
        return self._render(
            request, "paper", wish=wish, paper=paper, title=wish.title, shows_name=bool(shown),
            name_key=key, may_name=names_somebody and not shown
            and acting(request).role in CONFIDANTS, **more,
        )  # fmt: skip

    def _render(self, request, template, status=200, **context):
        return framed(self, request, f"projects/wish/{template}", status, **context)


def _page_of(wish):
    return reverse("admin:projects_wish_change", args=[wish.pk])
