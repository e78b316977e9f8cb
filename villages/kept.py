"""A small table every page asks of is kept in memory, and read anew once somebody changed it.

Redis knows the name of what stands; whoever changes the table gives it a new name after the commit.
A process looks at that name once a second. Inside the transaction that changed the table its own
copy holds, and is gone with a rollback. Where Redis cannot be reached the table is read every few
seconds.
"""

import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from redis import RedisError

LOOK_EVERY, READ_EVERY = 1, 600  # seconds
UNKNOWN_FOR = 5
UNKNOWN = object()


@dataclass
class _Copy:
    rows: Any
    name: Any
    read_at: float
    looked_at: float


class Kept:
    """`load()` reads the whole table into whatever is handy."""

    def __init__(self, key, load):
        self._key, self._load = f"kept:{key}", load
        self._copy = None

    def rows(self):
        """What stands now; for who changed it in this transaction, with her change."""
        if ours := self._changed_here():
            if ours.rows is None:
                ours.rows = self._load()
            return ours.rows
        now, copy = time.monotonic(), self._copy
        if copy is None or now - copy.looked_at >= LOOK_EVERY:
            copy = self._look(copy, now)
        return copy.rows

    def _look(self, copy, now):
        name = self._name()
        if copy is None or copy.name != name or now - copy.read_at >= _most(name):
            copy = _Copy(self._load(), name, now, now)
        copy.looked_at = now
        self._copy = copy
        return copy

    def _name(self):
        try:
            return cache.get(self._key)
        except RedisError:
            return UNKNOWN

    def changed(self, using=DEFAULT_DB_ALIAS):
        """Somebody writes to the table; call it after the write, in the same transaction."""
        transaction.on_commit(_Told(self), using=using)

    def forget(self):
        self._copy = None

    def tell(self):
        """It is committed: every process reads it anew."""
        with suppress(RedisError):
            cache.set(self._key, uuid4().hex, None)
        self.forget()

    def _changed_here(self):
        """The latest change of this transaction that was not rolled back; Django keeps the list."""
        told = [hook for _sids, hook, *_robust in connection.run_on_commit]
        return next((hook for hook in reversed(told) if _is_of(hook, self)), None)


class _Told:
    """Waits for the commit, and holds the copy that is right until then."""

    def __init__(self, kept):
        self.kept, self.rows = kept, None

    def __call__(self):
        self.kept.tell()


def _is_of(hook, kept):
    return isinstance(hook, _Told) and hook.kept is kept


def _most(name):
    return UNKNOWN_FOR if name is UNKNOWN else READ_EVERY
