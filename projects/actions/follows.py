"""关注: hearing how a matter goes, and what is new where one lives, without an own voice in it."""

from datetime import timedelta

from django.db.models import Min
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from projects.models import Follow
from projects.queries import public
from projects.queries.follows import filters_of
from weishishi.kernel import clock
from weishishi.kernel.actor import Kind
from weishishi.kernel.verdict import Refused
from weishishi.outbox.actions import owe

MOST = 20  # follows of a person
NAMED = 5  # matters named in one message
FRESH = 50  # new matters of a search looked at in a day


@atomic
def follow(*, by, project=None, address="", words=""):
    """From now on she hears of it; said twice it counts once. Returns the follow.

    `Refused` for who is no resident with an account, and for more than MOST.
    """
    if by.kind != Kind.RESIDENT:
        raise Refused(_("关注是居民自己选的，请用自己的手机号登录后再点。"))
    known = Follow.objects.filter(person=by.person, project=project, address=address).first()
    if known:
        return known
    if Follow.objects.filter(person=by.person).count() >= MOST:
        raise Refused(_("最多关注 {} 个，请先在“我的”里取消几个。").format(MOST))
    return Follow.objects.create(
        person=by.person, project=project, address=address, words=words[:80]
    )


def unfollow(pk, *, by):
    """It is gone, where it was hers; returns whether it was."""
    gone, _rows = Follow.objects.filter(pk=pk, person=by.person).delete()
    return bool(gone)


def tell_news():
    """Once a day: whoever follows a search hears what came since the last time, in one message.

    Each search is asked once however many follow it. Returns how many were told.
    """
    told = 0
    searches = Follow.objects.filter(project__isnull=True).values("address")
    for search in searches.annotate(since=Min("told_until")).order_by("address").iterator():
        told += _tell_of(search["address"], search["since"])
    return told


@atomic
def _tell_of(address, since):
    until = clock.now()
    fresh = _new_of(address, since, until)
    followers = Follow.objects.select_for_update().filter(project__isnull=True, address=address)
    told = 0
    if fresh:
        for one in followers.filter(person__closed_at__isnull=True, told_until__lt=until):
            news = [card for moment, card in fresh if moment > one.told_until]
            told += bool(news) and _tell(one, news, until)
    followers.update(told_until=until)
    return told


def _new_of(address, since, until):
    """[(moment, title)] of the newest, oldest first."""
    rows = public.matching(filters_of(address)).filter(
        submitted_at__gt=since, submitted_at__lte=until + timedelta(seconds=1)
    )
    found = public.listed(rows).order_by("-submitted_at", "-pk")[:FRESH]
    return [(row.submitted_at, public.title_of(row)) for row in found][::-1]


def _tell(follow, titles, until):
    number = len(titles)
    owe(
        recipient=("person", follow.person_id),
        topic="news",
        about="",
        facts={
            "title": follow.words,
            "number": "",
            "count": f"{number} 件",
            "titles": titles[-NAMED:],
            "more": number > NAMED,
        },
        dedupe_key=f"news:{follow.pk}:{until.isoformat()}",
    )
    return True
