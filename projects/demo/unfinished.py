"""A sheet somebody has not handed in yet, and how many were begun, submitted and found easy.

The numbers beside the 663 that came online are invented.
"""

from collections import Counter
from uuid import NAMESPACE_URL, uuid5

from django.utils.timezone import localdate

from projects.actions import sheets
from projects.models import SheetDay
from weishishi.kernel.actor import Actor

WORDS = "晒谷场旁边的公厕晚上没有灯，台阶又高，老人起夜不方便，"


def leave(person, village):
    """One of the neighbours got as far as the words; she goes on in 我的 or 我要提."""
    told = {
        "kind": "facility", "village": str(village.pk), "spot": "晒谷场旁边的公厕", "words": WORDS,
    }  # fmt: skip
    key = uuid5(NAMESPACE_URL, "weishishi-demo:sheet")
    sheets.begin(key, by=Actor.resident(person), browser="", told=told)


def count(moments):
    """The days of the sheets that were handed in at these moments: about four of five begun were."""
    days = {}
    for number, moment in enumerate(sorted(moments)):
        day = days.setdefault(localdate(moment), Counter())
        day["submitted"] += 1
        day["started"] += 2 if number % 4 == 0 else 1
        if rating := {0: "easy", 1: "easy", 2: "easy", 3: "fair", 10: "hard"}.get(number % 12):
            day[rating] += 1
    SheetDay.objects.bulk_create(SheetDay(day=day, **counts) for day, counts in days.items())
