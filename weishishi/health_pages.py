"""/healthz and /readyz for whoever watches the machine; numbers of seconds, no name and no reason."""

from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from weishishi.outbox import health


@never_cache
@require_safe
def healthz(request):
    """200 while everything works, 503 as soon as one part does not."""
    now = health.look()
    return JsonResponse(
        {
            "ok": now.is_well,
            "database": now.database,
            "broker": now.broker,
            "worker_seconds_ago": _ago(now, now.worker),
            "oldest_unsent_seconds": _ago(now, now.oldest),
            "given_up": now.dead,
        },
        status=200 if now.is_well else 503,
    )


@never_cache
@require_safe
def readyz(request):
    """200 when this process can answer visitors: they need the database only."""
    ready = health.look().database
    return JsonResponse({"ok": ready}, status=200 if ready else 503)


def _ago(now, moment):
    return None if moment is None else int((now.at - moment).total_seconds())
