"""Is the worker alive, and does anything wait that should have gone out?

The beat tells the worker each minute to write the time (Pulse), so a worker that is connected and
takes nothing is seen as well as one that is gone.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from weishishi.kernel import clock
from weishishi.outbox import relay
from weishishi.outbox.models import Delivery, DeliveryState, Pulse

LATE = timedelta(minutes=3)
WORKER = "worker"


@dataclass(frozen=True)
class Health:
    """`worker` is the last pulse or None, `oldest` the moment since which something waits."""

    database: bool
    broker: bool
    worker: object
    oldest: object
    dead: int
    at: object

    @property
    def worker_works(self):
        return self.worker is not None and self.at - self.worker <= LATE

    @property
    def messages_wait(self):
        return self.oldest is not None and self.at - self.oldest > LATE

    @property
    def is_well(self):
        return self.database and self.broker and self.worker_works and not self.messages_wait

    @property
    def troubles(self):
        """Sentences for the desk, each with what to do; none when all is well."""
        found = []
        if not self.broker:
            found.append(_("消息队列（Redis）连不上：消息都记下了，恢复以后自动发出。请通知运维。"))
        elif not self.worker_works:
            found.append(
                _("后台程序超过 3 分钟没有动静：消息都记下了，恢复以后自动发出。请通知运维。")
            )
        elif self.messages_wait:
            minutes = int((self.at - self.oldest).total_seconds() // 60)
            found.append(
                ngettext(
                    "有消息等了 {} 分钟还没发出去，请通知运维。",
                    "有消息等了 {} 分钟还没发出去，请通知运维。", minutes,
                ).format(minutes)
            )  # fmt: skip
        return found


def look():
    """How things stand now; never raises: what cannot be asked is not well."""
    at = clock.now()
    broker = _broker_answers()
    try:
        connection.ensure_connection()
        beat = Pulse.objects.filter(name=WORKER).values_list("at", flat=True).first()
        dead = Delivery.objects.filter(state=DeliveryState.DEAD).count()
        return Health(True, broker, beat, relay.waiting_since(at), dead, at)
    except DatabaseError:
        return Health(False, broker, None, None, 0, at)


def beat():
    """The worker was told to say that it lives."""
    Pulse.objects.update_or_create(name=WORKER, defaults={"at": clock.now()})


def _broker_answers():
    """The broker and the cache are one Redis (weishishi/settings.py)."""
    from redis.exceptions import RedisError

    try:
        return bool(cache._cache.get_client().ping())
    except (RedisError, OSError):
        return False
