"""What all addresses of the API have in common: everybody may read, nobody too fast."""

import time
from contextlib import suppress

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError as NoSuchValue
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import conditional_page
from redis.exceptions import RedisError
from rest_framework.exceptions import NotFound, Throttled, ValidationError
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.pagination import CursorPagination
from rest_framework.throttling import BaseThrottle

from weishishi.kernel import cipher
from weishishi.kernel.tries import address_of

MINUTE = 60
FRESH_FOR = 60  # seconds an answer may be kept by whoever read it


class PerAddress(BaseThrottle):
    """At most settings.API_PER_MINUTE requests from one address in one minute of the clock.

    Where nobody can count, everybody may read: these are public data.
    """

    def allow_request(self, request, view):
        minute = int(time.time()) // MINUTE
        key = f"api:{minute}:{cipher.index(address_of(request))[:32]}"
        try:
            return _counted(key) <= settings.API_PER_MINUTE
        except (RedisError, ValueError):  # ValueError: the minute ended between two lines
            return True

    def wait(self):
        """Seconds until the next minute begins, at least one."""
        return MINUTE - int(time.time()) % MINUTE


def _counted(key):
    """How many it is now; the first of a minute begins to count."""
    with suppress(ValueError):
        return cache.incr(key)
    return 1 if cache.add(key, 1, 2 * MINUTE) else cache.incr(key)


class AlwaysJson(BaseContentNegotiation):
    """There is one format; whoever asks for another one gets it all the same."""

    def select_parser(self, request, parsers):
        return parsers[0]

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


class ForEverybody:
    """A read-only view in Chinese that other sites' pages may read, too: no cookie is looked at."""

    http_method_names = ("get", "head")
    throttle_classes = (PerAddress,)
    content_negotiation_class = AlwaysJson

    @method_decorator(conditional_page)
    def dispatch(self, request, *args, **kwargs):
        """304 for who has this answer already (If-None-Match)."""
        return super().dispatch(request, *args, **kwargs)

    def initial(self, request, *args, **kwargs):
        translation.activate(settings.LANGUAGE_CODE)  # ended by weishishi.languages
        super().initial(request, *args, **kwargs)

    def throttled(self, request, wait):
        raise Throttled(wait, _("读得太快了，一分钟最多 {} 次。").format(settings.API_PER_MINUTE))

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Retry-After"
        if response.status_code == 200:
            patch_cache_control(response, public=True, max_age=FRESH_FOR)
        return response


class Pages(CursorPagination):
    """A forged address of a page leads nowhere; it breaks nothing."""

    invalid_cursor_message = lazy("网址里的 cursor 看不懂，请从第一页开始。")
    cursor_query_description = lazy("从哪里接着读；照抄上一页的 next 即可，不要自己编")

    def paginate_queryset(self, queryset, request, view=None):
        try:
            return super().paginate_queryset(queryset, request, view)
        except (ValueError, NoSuchValue):
            raise NotFound(self.invalid_cursor_message) from None


def understood(form):
    """The form when it makes sense; otherwise 400 with a sentence for each field.

    An empty condition is a program's slip, not a wish for everything.
    """
    empty = [name for name in form.fields if form.data.get(name) == ""]
    if empty:
        raise ValidationError(
            {name: [_("写了就要有值；不要这个条件就整个去掉。")] for name in empty}
        )
    if not form.is_valid():
        raise ValidationError(form.errors)
    return form
