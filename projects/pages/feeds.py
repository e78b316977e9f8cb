"""What is new, for programs that look for people: Atom feeds, and the meetings of a village as iCalendar."""

from datetime import UTC

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from projects.queries import news, places

KEPT_SECONDS = 600


class _Moved(Feed):
    """What moved last among the released matters; the title, the village and the step, nothing else."""

    feed_type = Atom1Feed

    def get_object(self, request, pk=None):
        found = pk and places.village(pk)
        if pk and found is None:
            raise Http404
        return found

    def title(self, village):
        return f"{village.name} · {settings.SITE_NAME}" if village else settings.SITE_NAME

    def link(self, village):
        return reverse("village", args=[village.pk]) if village else reverse("home")

    def items(self, village):
        return news.moved(village)

    def item_title(self, item):
        return f"{item.title}：{item.state}"

    def item_description(self, item):
        return _("{village} · 查询号 {number}").format(village=item.village, number=item.number)

    def item_link(self, item):
        return reverse("project", args=[item.number])

    def item_guid(self, item):
        return f"{item.number}:{item.moment:%Y%m%dT%H%M%S}"

    item_guid_is_permalink = False

    def item_updateddate(self, item):
        return item.moment

    def item_pubdate(self, item):
        return item.moment


@require_safe
def district(request):
    return _kept(_Moved()(request))


@require_safe
def village(request, pk):
    return _kept(_Moved()(request, pk=pk))


@require_safe
def meetings(request, pk):
    """Called meetings with the place and the hour, those of the last year with their number."""
    from icalendar import Calendar, Event

    found = places.village(pk)
    if found is None:
        raise Http404
    calendar = Calendar()
    calendar.add("prodid", "-//weishishi//zh")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("{}的会议").format(found.name))
    for one in news.meetings(found):
        event = Event()
        event.add("uid", f"meeting-{one.pk}@{request.get_host()}")
        event.add("dtstamp", one.recorded_at.astimezone(UTC))
        event.add("dtstart", one.begins_at.astimezone(UTC))
        if one.ends_at:
            event.add("dtend", one.ends_at.astimezone(UTC))
        event.add("summary", one.name)
        event.add("location", one.venue)
        event.add("status", "CANCELLED" if one.is_cancelled else "CONFIRMED")
        calendar.add_component(event)
    answer = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="meetings-{found.pk}.ics"'
    return _kept(answer)


def _kept(response):
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return response
