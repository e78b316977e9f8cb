"""移交 at the desk: who takes over which posts, a dry look first, one press; the list on A4."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from projects.actions import handovers as deeds
from projects.forms.handovers import HandOverForm
from projects.models import HandOver
from projects.queries.handovers import (
    may_be_handed_over,
    may_make_accounts,
    open_at,
    who_could_take_over,
)
from villages.desk import ScopedAdmin, acting, framed, within
from villages.models import Town
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


@admin.register(HandOver)
class HandOverAdmin(ScopedAdmin):
    add_label = lazy("办移交")
    list_display = ("__str__", "leaves", "takes_over", "why", "by_name")
    list_select_related = (
        "left__person", "left__village__town", "left__town", "left__district", "taken__person",
    )  # fmt: skip
    date_hierarchy = "on"

    def in_scope(self, post):
        hers = within(post, ("left__village",))
        if post.district_id:
            hers |= Q(left__town__district=post.district_id) | Q(left__district=post.district_id)
        return hers

    @admin.display(description=lazy("离任"))
    def leaves(self, row):
        return str(row.left.person)

    @admin.display(description=lazy("接任"))
    def takes_over(self, row):
        return str(row.taken.person)

    def get_urls(self):
        page = self.admin_site.admin_view(self.sheet)
        name = "projects_handover_sheet"
        return [path("<path:object_id>/sheet/", page, name=name), *super().get_urls()]

    def add_view(self, request, form_url="", extra_context=None):
        """Who takes over: everything of one village, one town, or one post of `?post=`."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        by = Actor.at(acting(request))
        posts, towns, town = self._posts(request, by)
        form = HandOverForm(
            request.POST if request.method == "POST" else None, posts=posts,
            who=who_could_take_over(by), may_invite=may_make_accounts(by),
        )  # fmt: skip
        refusals, looked, status = [], [], 200
        if request.method == "POST":
            status = 400
            if form.is_valid():
                why, status = form.cleaned_data["why"], 200
                looked = deeds.look(form.chosen, by=by, why=why)
                is_fine = not any(one.reasons for one in looked)
                if "do" in request.POST and is_fine:
                    try:
                        done = deeds.hand_over_all(form.chosen, by=by, why=why)
                    except Refused as refusal:
                        refusals, status = refusal.reasons, 409
                    else:
                        return self._done(request, done)
                status = status if is_fine else 409
        listed = open_at(posts[0]) if len(posts) == 1 and not looked else []
        return self._render(
            request, "form", status, form=form, title=_("办移交"), refusals=refusals, looked=looked,
            is_fine=bool(looked) and not any(one.reasons for one in looked), towns=towns, town=town,
            listed=listed, only=posts[0] if len(posts) == 1 else None, is_wrong=status == 400,
        )  # fmt: skip

    def _posts(self, request, by):
        rows, towns, town = may_be_handed_over(by), [], request.GET.get("town", "")
        chosen = request.GET.get("post", "")
        if chosen:
            post = rows.filter(pk=chosen).first() if chosen.isdecimal() else None
            if post is None:
                raise Http404
            return [post], [], ""
        if by.post.district_id:
            towns = list(Town.objects.filter(district=by.post.district_id).order_by("code"))
            if town not in {str(one.pk) for one in towns}:
                return [], towns, ""
            rows = rows.filter(Q(town=town) | Q(village__town=town))
        return list(rows), towns, town

    def _done(self, request, done):
        """The links of the invitations are shown once, here."""
        rows = [
            (one.row, request.build_absolute_uri(reverse("invitation", args=[one.token])) if one.token else "")
            for one in done
        ]  # fmt: skip
        messages.success(request, _("已移交 {} 个职务。").format(len(rows)))
        return self._render(request, "done", title=_("移交办好了"), rows=rows)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        row = self.row_or_404(request, object_id)
        return self._render(request, "one", row=row, title=str(row))

    def sheet(self, request, object_id):
        """移交清单 on A4, with the signatures of the three."""
        row = self.row_or_404(request, object_id)
        return self._render(request, "sheet", row=row, title=_("移交清单"))

    def _render(self, request, template, status=200, **context):
        return framed(self, request, f"projects/handover/{template}", status, **context)
