"""The next number of a series: gapless under load, because the series is one locked row."""

from django.db import connection

from weishishi.kernel.numbers import query_number


def next_query_number(year):
    """The next 查询号 of that year, ten digits."""
    return query_number(year, _next(f"query-{year}"))


def next_acceptance_number(year):
    """The next 受理编号 of that year, '2021受00031'."""
    return f"{year}受{_next(f'acceptance-{year}'):05}"


def _next(series):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO projects_series (name, last) VALUES (%s, 1)"
            " ON CONFLICT (name) DO UPDATE SET last = projects_series.last + 1 RETURNING last",
            [series],
        )
        return cursor.fetchone()[0]
