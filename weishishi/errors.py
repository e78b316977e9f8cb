"""What somebody reads when a page is not there, not hers, or broken: always with a way on."""

from django.contrib import admin
from django.db import OperationalError
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from villages.desk import acting


def _page(request, status, title, sentence):
    """A page for people, `{"detail": …}` for programs."""
    if request.path.startswith("/api/v1/"):
        return JsonResponse(
            {"detail": title}, status=status, json_dumps_params={"ensure_ascii": False}
        )
    context = {"title": title, "sentence": sentence}
    if status in (403, 404) and _is_at_the_desk(request):
        context = {**admin.site.each_context(request), **context}
        return render(request, "admin/error.html", context, status=status)
    return render(request, "error.html", context, status=status)


def _is_at_the_desk(request):
    """Somebody at work stays in the frame of the desk; to anybody else it is not shown."""
    hats = getattr(request, "hats", None)
    at_desk = request.path.startswith(reverse("admin:index"))
    return bool(hats and at_desk and hats.works_here and acting(request))


def bad_request(request, exception=None):
    return _page(request, 400, _("这个请求看不懂"), _("请返回上一页，再试一次。"))


def forbidden(request, exception=None):
    return _page(
        request, 403, _("这一页不对您开放"), _("如果工作需要，请联系系统管理员核对您的任职。")
    )


def not_found(request, exception=None):
    return _page(request, 404, _("没有找到这一页"), _("网址可能写错了，或者这一页不对您开放。"))


def server_error(request):
    """Who only wanted to look has lost nothing, and is not told so."""
    if request.method in ("GET", "HEAD"):
        sentence = _("这一页暂时打不开。请过几分钟再试，或打热线。")
    else:
        sentence = _("您填的内容没有提交。请过几分钟再试，或打热线。")
    return _page(request, 500, _("系统出了点问题"), sentence)


def csrf_failure(request, reason=""):
    """A page that was open for too long. A view that can show again what was typed says so."""
    found = request.resolver_match
    if again := getattr(found.func, "after_csrf_failure", None) if found else None:
        request.csrf_failed = True  # it must change nothing
        return again(request, *found.args, **found.kwargs)
    return _page(
        request,
        403,
        _("页面放得太久了"),
        _("为了安全，请返回上一页，刷新后再提交一次；您填的内容还在上一页里。"),
    )


class TooBusy:
    """The database did not answer in time (WEISHISHI_STATEMENT_SECONDS), or somebody else held the row:
    nothing was stored, and that is said, with when to come again."""

    LATE = {"57014", "55P03"}  # query_canceled, lock_not_available
    SECONDS = 30

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        code = getattr(exception.__cause__, "pgcode", None)
        if not isinstance(exception, OperationalError) or code not in self.LATE:
            return None
        if request.method in ("GET", "HEAD"):
            sentence = _("现在打开的人太多，请过半分钟再打开这一页。")
        else:
            sentence = _("刚才有人也在办这一件，您填的没有提交。请过半分钟返回上一页，再提交一次。")
        page = _page(request, 503, _("现在太忙了"), sentence)
        page.headers["Retry-After"] = str(self.SECONDS)
        return page


class MethodNotAllowed:
    """A 405 that Django leaves empty gets a page; one with words of its own (the API's) keeps them."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 405 or response.streaming or response.content:
            return response
        page = _page(
            request, 405, _("这个网址不能这样打开"), _("它只接收页面上的按钮，请从首页再走一遍。")
        )
        page.headers["Allow"] = response.headers["Allow"]
        return page
