"""How does the flood get into the database? With COPY, a thousandfold faster than steps taken.

Every constraint holds in the end and the append-only trigger stays on: COPY inserts. Indexes that
only serve reading and foreign keys are dropped before and made again after. The rows are written by
processes of their own while the rows before them are poured.
"""

import pickle
from collections import deque
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from io import StringIO
from itertools import islice, pairwise
from multiprocessing import get_context

from django.db import connections, transaction

from funding.models import Budget, Share
from projects.flood import lives
from projects.flood import writers as writers_of
from projects.models import JournalEntry, Programme, Project, Series, Tally
from projects.queries import recount
from villages.models import Contact, Person, Village
from weishishi import grants
from weishishi.kernel import clock
from weishishi.kernel.actor import Kind
from weishishi.kernel.numbers import query_number
from weishishi.record import chain

AT_ONCE, WRITERS = 20_000, 2
CONTACT_EVERY = 50  # one matter in fifty was proposed by somebody known by phone
MATTERS_OF_A_CONTACT = 20
NAME = "压力测试"
HALF = ("ever", "money")  # of the work of counting


def is_bare(database="default"):
    """Nothing but places: no person, no matter, no money."""
    kinds = (Person, Contact, Programme, Project, Budget, JournalEntry, Series)
    return not any(kind.objects.using(database).exists() for kind in kinds)


def pour(number, watch=iter):
    """Fill the bare database with so many matters; `watch` wraps the list of chunks.

    What only serves reading, and what is checked row by row, is taken off before and put back
    after: putting a foreign key back checks every row at once. The figures are counted meanwhile;
    an index of theirs waits until they are, so those come last.
    """
    database = grants.OWNER if grants.separate() else "default"
    villages = list(Village.objects.order_by("pk").values_list("pk", flat=True))
    sheets = _Sheets(number, villages, _programmes(), _contacts(number))
    starts = range(0, number, AT_ONCE)
    with (
        _written(sheets, starts) as chunks,
        connections[database].cursor() as cursor,
        ThreadPoolExecutor(2) as beside,
    ):
        # Nothing of a flood is a fact anybody has to prove.
        cursor.execute(f"ALTER TABLE projects_journalentry DISABLE TRIGGER {chain.TRIGGER}")
        taken = _take_off(cursor, (Share, Project, JournalEntry))
        of_figures = _take_off(cursor, (Tally,))
        try:
            for _start, chunk in zip(watch(starts), chunks, strict=True):
                with transaction.atomic(using=database):
                    for sheet in chunk:
                        sheet.copy(cursor)
            _series(number)
            _set_sequences(cursor)
            cursor.execute("ANALYZE")
            other_half = recount.facts().keys() - set(HALF)
            halves = beside.submit(_fill, HALF), beside.submit(_fill, other_half)
        finally:
            _put_back(cursor, taken + of_figures)
            cursor.execute(f"ALTER TABLE projects_journalentry ENABLE TRIGGER {chain.TRIGGER}")
        for half in halves:
            half.result()
        cursor.execute("VACUUM (ANALYZE)")


@contextmanager
def _written(sheets, starts):
    """The chunks in their order, each ready before it is asked for."""
    packed = pickle.dumps(sheets)
    names = {alias: connections[alias].settings_dict["NAME"] for alias in connections}
    with ProcessPoolExecutor(
        WRITERS, get_context("spawn"), initializer=writers_of.begin, initargs=(names, packed)
    ) as writers:
        waiting = iter(starts)
        ahead = deque(
            writers.submit(writers_of.written, start) for start in islice(waiting, WRITERS + 1)
        )

        def chunks():
            while ahead:
                chunk = ahead.popleft().result()
                ahead.extend(
                    writers.submit(writers_of.written, start) for start in islice(waiting, 1)
                )
                yield chunk

        yield chunks()


def _fill(kinds):
    """The figures of the empty summary, in a thread of its own, so on a connection of its own."""
    try:
        with connections["default"].cursor() as cursor:
            cursor.execute("SET work_mem = '256MB'")
            cursor.execute(
                f"INSERT INTO projects_tally ({recount.KEY}, amount, is_fresh)"
                f" SELECT {recount.KEY}, amount, false FROM ({recount.live(kinds)}) live"
            )
    finally:
        connections["default"].close()


class _Sheet:
    """Rows of one table in COPY's text form; what is not given has the model's default."""

    def __init__(self, model, *columns):
        self.model, self.text = model, StringIO()
        self.columns = list(columns)
        given = set(columns)
        fixed = [
            field
            for field in model._meta.concrete_fields
            if field.column not in given
            and not (field.null or field.primary_key or field.has_db_default())
        ]
        self.columns += [field.column for field in fixed]
        self.rest = "".join(f"\t{_say(field.get_default())}" for field in fixed)

    def add(self, *values):
        said = [value if type(value) is str else _say(value) for value in values]
        self.text.write("\t".join(said) + self.rest + "\n")

    def copy(self, cursor):
        self.text.seek(0)
        names = ", ".join(self.columns)
        cursor.copy_expert(f"COPY {self.model._meta.db_table} ({names}) FROM STDIN", self.text)


def _say(value):
    """Ours hold no tab, no line's end and no backslash."""
    if value is None:
        return "\\N"
    return ("f", "t")[value] if isinstance(value, bool) else str(value)


class _Sheets:
    """Turns lives into rows. Ids are numbers from 1 in the order of the lives."""

    def __init__(self, number, villages, programmes, contacts):
        self.number, self.villages = number, villages
        self.programmes, self.contacts = programmes, contacts
        self.recorded = clock.now()
        self.firsts = lives.firsts(number)

    def written(self, start):
        """The sheets of the chunk that begins at `start`, in the order in which they go in."""
        budgets = _Sheet(Budget, "id", "title", "reference", "village_id", "year")
        shares = _Sheet(Share, "budget_id", "source", "form", "amount_fen")
        projects = _Sheet(
            Project, "id", "programme_id", "query_no", "acceptance_no", "state", "state_since",
            "due_on", "submitted_at", "title", "need", "public_title", "public_need",
            "released_at", "project_class", "micro_type", "village_id", "channel", "identity",
            "contact_id", "budget_id", "merged_into_id", "form_token",
        )  # fmt: skip
        journal = _Sheet(
            JournalEntry, "project_id", "actor_kind", "actor_name", "happened_at", "recorded_at",
            "imported", "verb", "source", "target", "first_time", "note", "was_due_on",
        )  # fmt: skip
        for number in range(start, min(start + AT_ONCE, self.number)):
            one = lives.life(number, self.number, len(self.villages))
            self._write(one, budgets, shares, projects, journal)
        return budgets, shares, projects, journal

    def _write(self, one, budgets, shares, projects, journal):
        pk, year = one.number + 1, one.submitted_at.year
        serial = pk - self.firsts[year]
        budget = pk if one.shares else None
        if budget:
            budgets.add(pk, one.title, "", self.villages[one.village], year)
            for source, fen in one.shares:
                shares.add(pk, source.value, "cash", fen)
        told = one.released_at is not None
        projects.add(
            pk, self.programmes[year], query_number(year, serial),
            f"{year}受{serial:05}" if one.was_accepted else None,
            one.state, one.moves[-1].at, one.due_on, one.submitted_at, one.title, one.need,
            one.title if told else "", one.need if told else "", one.released_at,
            one.project_class, one.micro_type, self.villages[one.village], one.channel,
            one.identity, self._contact(one.number), budget,
            one.number or None if one.state == "merged" else None, one.form_token,
        )  # fmt: skip
        for move in one.moves:
            journal.add(
                pk, Kind.SYSTEM.value, NAME, move.at, self.recorded, True, move.verb, move.source,
                move.target, move.first_time, move.note, move.was_due_on,
            )  # fmt: skip

    def _contact(self, number):
        if number % CONTACT_EVERY:
            return None
        return self.contacts[number // (CONTACT_EVERY * MATTERS_OF_A_CONTACT)]


def _programmes():
    years = range(lives.FIRST_YEAR, lives.FIRST_YEAR + lives.YEARS)
    made = [Programme(year=year, name=NAME, begins_on=f"{year}-01-01") for year in years]
    return {one.year: one.pk for one in Programme.objects.bulk_create(made)}


def _contacts(number):
    phones = range(number // (CONTACT_EVERY * MATTERS_OF_A_CONTACT) + 1)
    return [Contact.known_by(NAME, f"199{phone:08}").pk for phone in phones]


def _series(number):
    """New matters go on counting where the flood ended."""
    bounds = [*lives.firsts(number).items(), (None, number)]
    lasts = {year: after - first for (year, first), (_next, after) in pairwise(bounds)}
    Series.objects.bulk_create(
        Series(name=f"{word}-{year}", last=last)
        for word in ("query", "acceptance")
        for year, last in lasts.items()
    )


def _set_sequences(cursor):
    for model in (Project, Budget):
        table = model._meta.db_table
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
            " HAVING max(id) IS NOT NULL"
        )


def _take_off(cursor, models):
    """Drop the foreign keys and the indexes that hold no constraint; returns what puts them back."""
    tables = [model._meta.db_table for model in models]
    cursor.execute(
        "SELECT format('DROP INDEX %%s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)"
        " FROM pg_index i WHERE i.indrelid = ANY(%s::regclass[]) AND NOT i.indisunique"
        " UNION ALL"
        " SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', c.conrelid::regclass, c.conname),"
        " format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', c.conrelid::regclass, c.conname,"
        " pg_get_constraintdef(c.oid))"
        " FROM pg_constraint c WHERE c.conrelid = ANY(%s::regclass[]) AND c.contype = 'f'",
        [tables, tables],
    )
    both = cursor.fetchall()
    for drop, _definition in both:
        cursor.execute(drop)
    return [definition for _drop, definition in both]


def _put_back(cursor, definitions):
    """As they were, even when the pouring fails."""
    cursor.execute("SET maintenance_work_mem = '1GB'")
    for definition in definitions:
        cursor.execute(definition)
    cursor.execute("RESET maintenance_work_mem")
