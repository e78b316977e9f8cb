"""The button 查看 beside a masked name and phone: what is pressed is written down, and that one answer
shows it in clear. No reason is asked: a liaison rings people up every day."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from projects.actions import readings
from villages.desk import acting
from weishishi.kernel.actor import Actor
from weishishi.kernel.verdict import Refused

NAME = "reveal"


def is_asked(request):
    return request.method == "POST" and NAME in request.POST


def key(fact, row):
    """What the button sends; `row` is a model's row."""
    return f"{fact}:{row.pk}"


def shown(request, offered):
    """The key that was pressed, of `offered` {key: the number people call it by}, written down now;
    "" when nothing was pressed, 404 for what this page does not have, 403 for who only watches."""
    if not is_asked(request):
        return ""
    pressed = request.POST[NAME]
    if pressed not in offered:
        raise Http404
    fact, _colon, row = pressed.partition(":")
    try:
        readings.read(fact, int(row), offered[pressed], by=Actor.at(acting(request)))
    except Refused as refusal:
        raise PermissionDenied from refusal
    return pressed
