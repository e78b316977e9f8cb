"""How do rows of places reach the tables: copied beside them, then merged in whole sets.

The work is PostgreSQL's: 600,000 rows pass through as a stream and never stand in our memory.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from django.db import connection
from django.utils.translation import gettext_lazy

from weishishi.kernel.verdict import Refused

BLOCK = 500  # rows handed to PostgreSQL at a time
EXAMPLES = 20  # vanished units named, the others only counted


@dataclass(frozen=True)
class Table:
    """A table of places and what the source says about it; the code is the key."""

    title: str
    name: str
    columns: tuple  # beside the code
    parent: tuple = ()  # (column, table, digits of its code)
    blank: tuple = ()  # columns the source knows nothing about and the table wants filled

    @property
    def stage(self):
        return f"staged_{self.name}"


DISTRICTS = Table(
    gettext_lazy("区（县）"), "villages_district", ("name", "city_name", "province_name")
)
TOWNS = Table(
    gettext_lazy("镇（街道）"), "villages_town", ("name",), ("district_id", "villages_district", 6)
)
VILLAGES = Table(
    gettext_lazy("村（社区）"),
    "villages_village",
    ("full_name", "name", "kind", "is_virtual"),
    ("town_id", "villages_town", 9),
    ("source_note",),
)
TABLES = (DISTRICTS, TOWNS, VILLAGES)


@dataclass(frozen=True)
class Count:
    """What the merge did to one table; `gone` stand in the table and no longer in the source."""

    title: str
    new: int
    changed: int
    unchanged: int
    gone: int
    examples: tuple = ()


def stage(table: Table, rows: Iterable[tuple]) -> None:
    """Stream rows (code first, then the table's columns) into a temporary table."""
    with connection.cursor() as cursor:
        columns = ", ".join(("code", *table.columns))
        cursor.execute(
            f"CREATE TEMP TABLE {table.stage} ON COMMIT DROP AS"
            f" SELECT {columns} FROM {table.name} WITH NO DATA"
        )
        stream = _Stream(rows)
        try:
            cursor.copy_expert(f"COPY {table.stage} ({columns}) FROM STDIN", stream)
        except connection.Database.Error:  # the driver's own: Django does not wrap COPY
            if stream.refusal:
                raise stream.refusal from None
            raise
        cursor.execute(f"ANALYZE {table.stage}")


def merge(table: Table, scope: str = "", doubtful: Iterable[str] = ()) -> Count:
    """New codes are inserted, other names written over, nothing is deleted.

    `scope` is the beginning of the codes the source was asked about; `doubtful` codes stand in
    the source, in a faulty row, and have not vanished.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table.stage}")
        staged = cursor.fetchone()[0]
        cursor.execute(_update(table))
        changed = cursor.rowcount
        cursor.execute(_insert(table))
        new = cursor.rowcount
        gone, examples = _vanished(cursor, table, scope, list(doubtful))
        cursor.execute(f"DROP TABLE {table.stage}")
    return Count(str(table.title), new, changed, staged - new - changed, gone, examples)


def one_at_a_time() -> None:
    """Two imports at once wait for each other; the lock ends with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('weishishi.places'))")


class _Stream:
    """Rows as the file COPY reads from; a refusal while reading is kept, COPY swallows it."""

    refusal = None

    def __init__(self, rows):
        self._lines = ("\t".join(row).replace("\\", "\\\\") + "\n" for row in rows)

    def read(self, size=-1):
        try:
            return "".join(islice(self._lines, BLOCK))
        except Refused as refusal:
            self.refusal = refusal
            raise


def _update(table):
    pairs = ", ".join(f"{column} = s.{column}" for column in table.columns)
    ours = ", ".join(f"t.{column}" for column in table.columns)
    theirs = ", ".join(f"s.{column}" for column in table.columns)
    return (
        f"UPDATE {table.name} t SET {pairs} FROM {table.stage} s"
        f" WHERE t.code = s.code AND ({ours}) IS DISTINCT FROM ({theirs})"
    )


def _insert(table):
    columns, values, join = ["code", *table.columns], [], ""
    values = [f"s.{column}" for column in columns]
    if table.parent:
        column, parent, digits = table.parent
        columns.append(column)
        values.append("p.id")
        join = f" JOIN {parent} p ON p.code = left(s.code, {digits})"
    columns += table.blank
    values += ["''"] * len(table.blank)
    return (
        f"INSERT INTO {table.name} ({', '.join(columns)})"
        f" SELECT {', '.join(values)} FROM {table.stage} s{join}"
        f" WHERE NOT EXISTS (SELECT FROM {table.name} t WHERE t.code = s.code) ORDER BY s.code"
    )


def _vanished(cursor, table, scope, doubtful):
    """Units without an end date whose code the source no longer has: how many, and some of them."""
    condition = (
        f"FROM {table.name} t WHERE t.code LIKE %s AND t.valid_to IS NULL AND t.code <> ALL(%s)"
        f" AND NOT EXISTS (SELECT FROM {table.stage} s WHERE s.code = t.code)"
    )
    arguments = [f"{scope}%", doubtful]
    cursor.execute(f"SELECT count(*) {condition}", arguments)
    count = cursor.fetchone()[0]
    if not count:
        return 0, ()
    cursor.execute(f"SELECT code, name {condition} ORDER BY code LIMIT {EXAMPLES}", arguments)
    return count, tuple(f"{code} {name}" for code, name in cursor.fetchall())
