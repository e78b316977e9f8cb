"""A small table every page asks of is kept in memory, and read anew once somebody changed it.

Redis knows the name of what stands; whoever changes the table gives it a new name after the commit.
A process looks at that name once a second. Inside the transaction that changed the table its own
copy holds, and is gone with a rollback. Where Redis cannot be reached the table is read every few
seconds.
"""

import threading
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
        self._here = threading.local()

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
        told = _Told(self)
        transaction.on_commit(told, using=using)
        if using == DEFAULT_DB_ALIAS and connection.in_atomic_block:
            told.place = len(connection.run_on_commit) - 1
            self._told().append(told)

    def forget(self):
        self._copy = None

    def tell(self):
        """It is committed: every process reads it anew."""
        with suppress(RedisError):
            cache.set(self._key, uuid4().hex, None)
        self.forget()

    def _changed_here(self):
        """The latest change of this transaction that was not rolled back; Django keeps the list."""
        told = self._told()
        while told and not told[-1].waits():
            told.pop()
        return told[-1] if told else None

    def _told(self):
        """This thread's changes that wait for their commit, or did."""
        if not hasattr(self._here, "told"):
            self._here.told = []
        return self._here.told


class _Told:
    """Waits for the commit, and holds the copy that is right until then."""

    place = 0  # among the hooks of the transaction; a rollback takes away later ones only

    def __init__(self, kept):
        self.kept, self.rows = kept, None

    def __call__(self):
        self.kept.tell()

    def waits(self):
        hooks = connection.run_on_commit
        return self.place < len(hooks) and hooks[self.place][1] is self


def _most(name):
    return UNKNOWN_FOR if name is UNKNOWN else READ_EVERY
