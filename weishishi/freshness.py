"""Has anything the public reads changed since a page was made? Asked of Redis, told by every write.

Whoever writes to a table the public reads says so before the first write of the transaction, and
gives the public's version a new name after the commit. A page is kept under the version in which it
was begun, and neither kept nor shown while anybody is writing. So no page is older than the last
commit. Where Redis cannot be reached nothing is kept; should it be lost between a commit and its
word, a page is at most PAGE_SECONDS old.
"""

import re
import time
from contextlib import suppress
from functools import cache
from uuid import uuid4

from django.apps import apps
from django.conf import settings
from django.db import transaction
from redis import Redis, RedisError

VERSION, WRITING = "public:version", "public:writing"
# No public page shows anything of these; every other table of these apps counts.
NEVER_PUBLIC = frozenset(
    {
        "projects_series", "projects_carereading", "projects_servedreading", "projects_sheet",
        "projects_tallycheck", "projects_guidancevisit", "projects_guidanceissue",
        "projects_tolerancenote", "projects_toleranceruling", "projects_tolerancereading",
        "projects_rostername", "projects_interest", "projects_minutes", "projects_partyopinion",
        "projects_fourstep", "projects_authorisation",
        "projects_interestedparty", "projects_templatephrase",
        "villages_person", "villages_contact", "villages_consent", "villages_organisationnote",
    }
)  # fmt: skip
_APPS = ("villages", "funding", "projects")
_WRITE = re.compile(r'\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)', re.IGNORECASE)


def seen(key):
    """(the name of what the public reads now, the bytes kept under this key since it is so called), asked
    at once; two Nones while it changes or where nobody can tell. All names are equally long."""
    with suppress(RedisError):
        pipe = _redis().pipeline()
        pipe.get(VERSION).zcount(WRITING, time.time(), "+inf").get(key)
        name, writers, kept = pipe.execute()
        if name is None:
            _redis().set(VERSION, uuid4().hex, nx=True)
        elif not writers:
            is_fresh = kept is not None and kept.startswith(name)
            return name.decode(), kept[len(name) :] if is_fresh else None
    return None, None


def begin():
    """Somebody is about to write; returns what `end` wants. Forgotten by itself after a while."""
    token, now = uuid4().hex, time.time()
    with suppress(RedisError):
        pipe = _redis().pipeline()
        pipe.zremrangebyscore(WRITING, "-inf", now)
        pipe.zadd(WRITING, {token: now + settings.PAGE_SECONDS + 1})
        pipe.execute()
    return token


def end(token):
    """It is committed: what was kept before is old."""
    with suppress(RedisError):
        _redis().pipeline().set(VERSION, uuid4().hex).zrem(WRITING, token).execute()


def watch(connection, **_signal):
    """Listen to what this connection writes (Django's connection_created)."""
    if _listen not in connection.execute_wrappers:
        connection.execute_wrappers.append(_listen)


class _End:
    def __init__(self, token):
        self.token = token

    def __call__(self):
        end(self.token)


def _listen(execute, sql, params, many, context):
    found = _WRITE.match(sql) if settings.PAGE_SECONDS and isinstance(sql, str) else None
    if found is None or found[1] not in public_tables():
        return execute(sql, params, many, context)
    connection = context["connection"]
    if any(isinstance(one[1], _End) for one in connection.run_on_commit):  # said already
        return execute(sql, params, many, context)
    token = begin()
    answer = execute(sql, params, many, context)
    transaction.on_commit(_End(token), using=connection.alias, robust=True)
    return answer


@cache
def public_tables():
    models = (apps.get_app_config(name).get_models(include_auto_created=True) for name in _APPS)
    return frozenset(one._meta.db_table for some in models for one in some) - NEVER_PUBLIC


def _redis():
    return _client(settings.REDIS_URL)


@cache
def _client(url):
    return Redis.from_url(url, socket_timeout=0.5, socket_connect_timeout=0.5)


def keep(key, name, content):
    """Under the name in which it was begun; a later one never shows it."""
    with suppress(RedisError):
        _redis().set(key, name.encode() + content, ex=settings.PAGE_SECONDS)
