"""A query in Django's words whose SQL is made once per process and asked with other values each time.

To build and compile a query of many joins costs ten times what PostgreSQL takes to answer it
(docs/measurements.md), on every request that asks it. Only for those: what is built from a form
stays an ordinary queryset.
"""

from copy import copy
from functools import cached_property, partial

from django.db import connections
from django.db.models import Expression

from weishishi.kernel import clock


class Param(Expression):
    """A value that is not known yet, by its name; stands wherever a filter takes one value (`__in` takes
    a list, and what it compiles to depends on how long that is)."""

    def __init__(self, name, output_field):
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [_Blank(self.name)]

    def get_group_by_cols(self):
        return []


class _Blank:
    """Where in the parameters of the SQL a value goes."""

    def __init__(self, name):
        self.name = name


class KeptQuery:
    """`KeptQuery(build)` calls `build()` once, at the first question, for a queryset with Params;
    calling it with a value for each of them gives the rows as a list.

    Raises KeyError when a value is missing. Nothing that changes between requests (the day, the
    language) may be read inside `build`: it is a Param, too.
    """

    def __init__(self, build):
        self._build = build

    def __call__(self, **values):
        rows, compiler, converters, sql, params = self._compiled
        given = tuple(
            values[one.name] if isinstance(one, _Blank) else one for one in params
        )  # the compiler is shared by all threads, so each question gets one of its own
        return list(_like(rows, partial(_asking, compiler, converters, sql, given)))

    def first(self, **values):
        """The first of the rows, or None; all of them are read, so it is for questions with one answer."""
        return next(iter(self(**values)), None)

    @cached_property
    def _compiled(self):
        rows = self._build()
        compiler = rows.query.get_compiler(using=rows.db)
        sql, params = compiler.as_sql()
        columns = [column for column, *_how in compiler.select[: compiler.col_count]]
        return rows, compiler, compiler.get_converters(columns), sql, params


def _like(rows, get_compiler):
    """That queryset with another compiler; to clone it would copy much that is never changed here."""
    query, asked = copy(rows.query), object.__new__(type(rows))
    query.get_compiler = get_compiler
    vars(asked).update(vars(rows), _query=query)
    return asked


def _asking(compiler, converters, sql, given, using=None, connection=None, elide_empty=True):
    """A compiler that knows its SQL already; what it learnt about the columns is read by the rows."""
    mine = copy(compiler)
    mine.connection = connection or connections[using]
    mine.as_sql = lambda *_args, **_kwargs: (sql, given)
    mine.get_converters = lambda _columns: converters
    return mine


class KeptToday:
    """`KeptToday(build)(key, *given)` is `build(*given)`, made once a day for each key, for at most `most`
    of them: for querysets that are the same all day for the same reader. `build` asks the database
    nothing, reads the day but not the hour, and nothing of `given` that the key does not name.
    """

    def __init__(self, build, most=128):
        self._build, self._most = build, most
        self._day, self._kept = None, {}

    def __call__(self, key, *given):
        today = clock.today()
        is_full = len(self._kept) >= self._most and key not in self._kept
        if today != self._day or is_full:
            self._day, self._kept = today, {}
        kept = self._kept  # another thread may begin anew meanwhile
        if key not in kept:
            kept[key] = self._build(*given)
        return kept[key]
