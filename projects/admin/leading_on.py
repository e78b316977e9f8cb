"""After an answer or a payment the next thing of the same kind opens; after the last one 我的待办."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

TOP = "#main"


def lead_on(request, done, following=None):
    """Say what was done and go on. `following` is (what, address) of the next one, named in the message
    so that nobody takes it for the one she has just done; None when it was the last of its kind."""
    if following is None:
        messages.success(request, format_html("{}{}", done, _("这一类没有别的了，回到我的待办。")))
        return HttpResponseRedirect(reverse("admin:index") + TOP)
    what, address = following
    link = format_html('<a href="{}">“{}”</a>', address, what)
    then = format_html(_("下面是另一件：{matter}。"), matter=link)
    messages.success(request, format_html("{}{}", done, then))
    return HttpResponseRedirect(address)
