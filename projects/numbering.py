"""The next number of a series: gapless under load, because the series is one locked row."""

from django.db import connection

from weishishi.kernel.numbers import (
    claim_number,
    objection_number,
    query_number,
    sign_up_number,
)


def next_query_number(year):
    """The next 查询号 of that year, ten digits."""
    return query_number(year, _next(f"query-{year}"))


def next_acceptance_number(year):
    """The next 受理编号 of that year, '2021受00031'."""
    return f"{year}受{_next(f'acceptance-{year}'):05}"


def next_notice_serial(village_pk, year):
    """The next serial of the notices of a village in that year, from 1."""
    return _next(f"notice-{village_pk}-{year}")


def next_objection_number(year):
    """The next 意见号 of that year, eleven digits."""
    return objection_number(year, _next(f"objection-{year}"))


def next_wish_number(year):
    """The next 编号 of the wishes of that year, '2021愿00031'."""
    return f"{year}愿{_next(f'wish-{year}'):05}"


def next_claim_number(year):
    """The next 认领号 of that year, twelve digits."""
    return claim_number(year, _next(f"claim-{year}"))


def next_sign_up_number(year):
    """The next 报名号 of that year, thirteen digits."""
    return sign_up_number(year, _next(f"sign-up-{year}"))


def _next(series):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO projects_series (name, last) VALUES (%s, 1)"
            " ON CONFLICT (name) DO UPDATE SET last = projects_series.last + 1 RETURNING last",
            [series],
        )
        return cursor.fetchone()[0]
