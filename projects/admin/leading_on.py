"""After an answer or a payment the next thing of the same kind opens; after the last one 我的待办."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

TOP = "#main"
NEXT = "next-one"  # marks the message that names what was opened now


def lead_on(request, done, following=None):
    """Say what was done and go on. `following` is (what, address) of the next one, named in the message
    so that nobody takes it for the one she has just done; None when it was the last of its kind."""
    if following is None:
        messages.success(request, format_html("{}{}", done, _("这一类没有别的了，回到我的待办。")))
        return HttpResponseRedirect(reverse("admin:index") + TOP)
    what, address = following
    link = format_html('<a href="{}">“{}”</a>', address, what)
    say_and_name_the_next(request, done, link)
    return HttpResponseRedirect(address)


def say_and_name_the_next(request, done, link):
    """Two messages, each in its own line: what was done, and what now stands below."""
    messages.success(request, done)
    messages.success(request, format_html(_("下一件：{matter}。"), matter=link), extra_tags=NEXT)


def is_led_here(request):
    """Whether this page was opened as the next one; the messages stay to be shown."""
    waiting = messages.get_messages(request)
    led = any(NEXT in one.tags.split() for one in waiting)
    waiting.used = False
    return led
