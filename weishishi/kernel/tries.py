"""How often may somebody try? Counted in the cache, per address or per thing that is tried."""

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from weishishi.kernel import cipher


@dataclass(frozen=True)
class Tries:
    """At most `most` tries in `seconds`, counted from the first one."""

    name: str
    most: int
    seconds: int

    def spend(self, whose):
        """Count one try of `whose`; False when none is left, or when nobody can count."""
        try:
            cache.add(self._key(whose), 0, self.seconds)
            return cache.incr(self._key(whose)) <= self.most
        except (RedisError, ValueError):  # ValueError: the count ended between the two lines
            return False

    def give_back(self, whose):
        """A try that succeeded is no try."""
        try:
            cache.decr(self._key(whose))
        except (RedisError, ValueError):
            return

    def _key(self, whose):
        return f"tries:{self.name}:{cipher.index(whose)[:32]}"


def address_of(request):
    """The visitor's address, behind as many proxies as the settings trust."""
    if proxies := settings.TRUSTED_PROXIES:
        told = request.headers.get("X-Forwarded-For", "").split(",")
        return told[-min(proxies, len(told))].strip()
    return request.META.get("REMOTE_ADDR", "")


def later(words, status, seconds):
    """The answer to a download that is not to be had now; `seconds` until it may be asked for again."""
    return HttpResponse(
        words, status=status, content_type="text/plain; charset=utf-8",
        headers={"Retry-After": str(seconds)},
    )  # fmt: skip


def too_often(seconds):
    """The same for who asked too often."""
    return later(_("下载得太多次了，请过 {} 分钟再来。").format(seconds // 60), 429, seconds)
