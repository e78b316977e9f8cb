"""Does the chain still say what was published, and does every fact still say what the chain says?"""

import json
from dataclasses import dataclass

from django.db import connection, transaction

from weishishi.record import outside
from weishishi.record.chain import facts
from weishishi.record.models import Checkpoint, Comparison, Entry, Gap

COLUMNS = ("seq", "at", "fact", "row", "digest", "prev", "hash")
AT_ONCE = 2000


def said(point):
    """The text a checkpoint's signature is of: one line, the same for every reader."""
    told = {"date": str(point.on), "hash": point.hash, "seq": point.seq, "sums": point.sums}
    return json.dumps(told, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def published(point):
    """A checkpoint as everybody gets it."""
    return {
        "date": str(point.on), "seq": point.seq, "hash": point.hash, "sums": point.sums,
        "key": point.key, "signature": point.signature,
    }  # fmt: skip


def checkpoints():
    """All that were ever published, the oldest first: those of the database, and those only the
    folder outside still knows."""
    found = {str(point.on): published(point) for point in Checkpoint.objects.order_by("on")}
    found |= outside.points()
    return [found[day] for day in sorted(found)]


def gaps():
    """What operators said about checkpoints that do not fit, in the order of writing."""
    return [
        {
            "date": str(gap.lost_on), "seq": gap.lost_seq, "hash": gap.lost_hash,
            "found": gap.found_seq, "why": gap.why, "key": gap.key, "signature": gap.signature,
        }
        for gap in Gap.objects.order_by("pk")
    ]  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """`seq` and `hash` are the end of the chain; `lost` the first published checkpoint that does not
    fit and that nobody explained, as it was published; `gaps` what operators said."""

    seq: int
    hash: str
    points: list
    lost: dict | None
    gaps: list

    @property
    def is_whole(self):
        return self.lost is None


def standing():
    """Where the chain ends, and whether every checkpoint ever published is still in it."""
    last = Entry.objects.order_by("-seq").values_list("seq", "hash").first() or (0, "0" * 64)
    points = checkpoints()
    there = dict(
        Entry.objects.filter(seq__in=[point["seq"] for point in points]).values_list("seq", "hash")
    )
    there[0] = "0" * 64
    told = gaps()
    explained = {(gap["seq"], gap["hash"]) for gap in told}
    apart = [point for point in points if there.get(point["seq"]) != point["hash"]]
    open_ones = [point for point in apart if (point["seq"], point["hash"]) not in explained]
    return Standing(*last, points, open_ones[0] if open_ones else None, told)


def mark():
    """What is printed on paper: 存证 2021-06-10 3f9a01bc, of the newest checkpoint; "" before the first."""
    point = Checkpoint.objects.order_by("-on").first()
    return f"存证 {point.on} {point.short}" if point else ""


def lines():
    """The chain for everybody, row by row; times in UTC to the microsecond."""
    for entry in Entry.objects.order_by("seq").iterator(chunk_size=AT_ONCE):
        yield [
            entry.seq, entry.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"), entry.fact, entry.row,
            entry.digest, entry.prev, entry.hash,
        ]  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """A fact that is not what it was, or is not there, or was never bound in."""

    seq: int | None
    fact: str
    row: int
    what: str


def changed(most=100):
    """[Finding] of all facts, table by table: each is digested anew and compared with its link."""
    found = []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL timezone = 'UTC'")
        for table in facts():
            cursor.execute(_CHANGED.format(table=table), {"fact": table, "most": most})
            found += [Finding(*row) for row in cursor.fetchall()]
    return found[:most]


def trouble():
    """The newest comparison as long as something in it does not fit; None when all is well."""
    last = Comparison.objects.order_by("-pk").first()
    return None if last is None or last.is_well else last


_CHANGED = """
SELECT e.seq, %(fact)s, coalesce(e."row", t.id),
    CASE WHEN e.seq IS NULL THEN 'unrecorded' WHEN t.id IS NULL THEN 'missing' ELSE 'changed' END
FROM "{table}" t FULL JOIN (SELECT * FROM record_entry WHERE fact = %(fact)s) e ON e."row" = t.id
LEFT JOIN record_salt s ON s.fact = e.fact AND s."row" = e."row"
LEFT JOIN record_shape h ON h.id = e.shape_id
WHERE e.seq IS NULL OR t.id IS NULL OR (s.salt IS NOT NULL AND e.digest <> record_digest(s.salt, (
    SELECT jsonb_object_agg(key, value) FROM jsonb_each(to_jsonb(t))
    WHERE key = ANY(string_to_array(h.columns, ',')))))
ORDER BY 1, 3 LIMIT %(most)s"""
