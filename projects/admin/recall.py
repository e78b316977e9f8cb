"""Take back the messages of a step that was a slip, before anybody has read them."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from projects.actions import recalling
from projects.admin import routes
from villages.desk import acting
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused


def page(desk, request, project):
    """GET asks, POST does it; afterwards the project's page."""
    by = Actor.at(acting(request))
    if request.method == "POST":
        try:
            number = recalling.recall(project, by=by)
        except Refused as refusal:
            messages.error(request, refusal.reasons[0])
        else:
            said = ngettext(
                "{} 条消息撤回了，没有人收到；这一步仍然有效。",
                "{} 条消息撤回了，没有人收到；这一步仍然有效。", number,
            )  # fmt: skip
            messages.success(request, said.format(number))
        return HttpResponseRedirect(
            reverse("admin:projects_project_change", args=[project.pk]) + "#main"
        )
    return desk.render(
        request, "recall", project, title=_("撤回消息"), number=recalling.recallable(project, by=by)
    )


ROUTES = [
    routes.page("recall", page),
]
