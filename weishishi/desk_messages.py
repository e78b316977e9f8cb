"""Messages at the desk: what one's office was told and how it is told, where its group chat is, what
could not be sent."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from projects.forms.reaching import ReachingForm
from projects.queries.office_box import in_her_words
from villages.desk import acting
from villages.forms.group_chat import GroupChatForm
from villages.offices import group_of, office_of
from villages.roles import may
from weishishi.outbox import health, queries
from weishishi.outbox.actions import mark_read, reach_by, try_again
from weishishi.outbox.channels import is_open
from weishishi.outbox.models import Channel

SHOWN = 100


def _framed(request, template, status=200, **context):
    context = {**admin.site.each_context(request), **context}
    return render(request, f"admin/{template}.html", context, status=status)


def _may_set(post):
    return may(post.role, "c", "outbox.address") and is_open(Channel.ROBOT)


@require_http_methods(["GET", "HEAD", "POST"])
def inbox(request):
    """What the office was told; POST says that it was looked at."""
    post = acting(request)
    office = office_of(post)
    if request.method == "POST":
        mark_read(recipient=office)
        return HttpResponseRedirect(reverse("admin:inbox"))
    return _framed(
        request, "inbox", title=_("工作消息"),
        inbox=in_her_words(list(queries.box([office])[: queries.MOST]), post),
        unread=queries.unread([office]).count(),
        may_set=_may_set(post),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def reaching(request):
    """By which ways the messages of one's office also go out; the box has them whatever is chosen."""
    post = acting(request)
    told = request.POST if request.method == "POST" else None
    form = ReachingForm(office_of(post), post.acting_person, told)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("记下了，这个岗位的消息以后照这样发。"))
        return HttpResponseRedirect(reverse("admin:reaching"))
    return _framed(
        request, "reaching", 422 if form.is_bound else 200, title=_("怎么告诉我"), form=form
    )


@require_http_methods(["GET", "HEAD", "POST"])
def group_chat(request):
    """The robot of the place's group chat; its address is a key and is not shown again."""
    post = acting(request)
    if not _may_set(post):
        raise PermissionDenied
    place = ("place", group_of(office_of(post)[1]))
    form = GroupChatForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        value = "" if "forget" in request.POST else form.cleaned_data["address"]
        reach_by(recipient=place, channel=Channel.ROBOT, value=value)
        said = _("记下了，工作提醒会发到这个群。") if value else _("已经取消，不再往群里发。")
        messages.success(request, said)
        return HttpResponseRedirect(reverse("admin:inbox"))
    return _framed(
        request, "group_chat", 422 if form.is_bound else 200, title=_("工作群机器人"), form=form,
        place=post.place, is_set=bool(queries.address(place, Channel.ROBOT)),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def undelivered(request):
    """What was given up and how the worker is; POST tries everything again."""
    if not may(acting(request).role, "c", "outbox.delivery"):
        raise PermissionDenied
    dead = queries.dead()
    if request.method == "POST":
        number = try_again(dead)
        said = ngettext("{} 条重新发送。", "{} 条重新发送。", number).format(number)
        messages.success(request, said)
        return HttpResponseRedirect(reverse("admin:undelivered"))
    return _framed(
        request, "undelivered", title=_("没发出去的消息"), dead=list(dead[:SHOWN]),
        number=dead.count(), health=health.look(),
    )  # fmt: skip
