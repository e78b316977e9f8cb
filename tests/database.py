"""Two roles on any PostgreSQL, a Redis database of our own, and how tests empty their tables.

The application's role may not empty an append-only table; `empty` is the one place that may, as the
owner, with the triggers off.
"""

import os
import secrets
from contextlib import closing, contextmanager, suppress

import environ
import psycopg2
import redis
from psycopg2 import errors, sql

from weishishi.embedded.place import Unavailable

DEMO = "WEISHISHI_TEST_DEMO"  # names the database every process of a run copies the demo from
# What migrations write belongs to the schema.
KEPT = {"record_shape", 
    "django_migrations", "django_content_type", "auth_permission", "villages_calendarday",
    "projects_listrule",
}  # fmt: skip


# ── Before Django ────────────────────────────────────────────────────────────────────────────────
@contextmanager
def two_roles():
    """The given DATABASE_URL's role owns; where it is the only one, the application gets its own."""
    if os.environ.get("DATABASE_OWNER_URL"):
        yield {}
        return
    url = os.environ["DATABASE_URL"]
    role, password = f"weishishi_test_{os.getpid()}", secrets.token_hex(12)
    with closing(_connect_to(url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            _may_make_roles(cursor)
            name = sql.Identifier(role)
            cursor.execute(
                sql.SQL("CREATE ROLE {} LOGIN PASSWORD {} ROLE CURRENT_USER").format(
                    name, sql.Literal(password)
                )
            )
            try:
                yield {"DATABASE_OWNER_URL": url, "DATABASE_URL": _as_role(url, role, password)}
            finally:
                cursor.execute(sql.SQL("DROP OWNED BY {0}; DROP ROLE {0}").format(name))


def _may_make_roles(cursor):
    cursor.execute(
        "SELECT rolsuper OR (rolcreaterole AND rolcreatedb) FROM pg_roles WHERE rolname = current_user"
    )
    if not cursor.fetchone()[0]:
        raise Unavailable(
            "DATABASE_URL 的角色要能建库建角色（ALTER ROLE … CREATEDB CREATEROLE），"
            "或另给 DATABASE_OWNER_URL。"
        )


def _as_role(url, role, password):
    scheme, rest = url.split("://", 1)
    place = rest.rsplit("@", 1)[-1]
    return f"{scheme}://{role}:{password}@{place}"


def _connect_to(url):
    try:
        return psycopg2.connect(url.replace("postgis://", "postgres://"))
    except psycopg2.OperationalError as error:
        raise Unavailable(f"连不上 DATABASE_URL 给的数据库：{error}") from None


@contextmanager
def empty_redis(urls, most):
    """At most so many of those databases in which nothing is, emptied again afterwards.

    Raises Unavailable where there is none."""
    empty = [url for url in urls if _is_empty(url)][:most]
    if not empty:
        raise Unavailable("REDIS_URL 给的 Redis 里没有空的库（0 至 15），测试不敢动别人的数据。")
    yield empty
    for url in empty:
        with closing(redis.Redis.from_url(url)) as client:
            client.flushdb()


def redis_numbers(url):
    """The addresses of the databases 15 to 0 of that Redis."""
    base = environ.urlparse(url)
    return [base._replace(path=f"/{number}").geturl() for number in range(15, -1, -1)]


def _is_empty(url):
    with closing(redis.Redis.from_url(url)) as client, suppress(redis.ResponseError):
        return client.dbsize() == 0
    return False


def drop(name):
    """That database is gone from the owner's server, whoever was in it."""
    with closing(_connect_to(os.environ["DATABASE_OWNER_URL"])) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )


# ── In the suite ─────────────────────────────────────────────────────────────────────────────────
def as_owner():
    """A connection to the tests' database as the owner of its tables (close it)."""
    from django.db import connections

    connection = psycopg2.connect(**connections["owner"].get_connection_params())
    connection.autocommit = True
    return connection


def processes_environment(name=None):
    """For processes that are to work on the tests' database, or on the one of that name."""
    from django.db import connections

    name = name or connections["default"].settings_dict["NAME"]
    urls = {}
    for key in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        urls[key] = f"{os.environ[key].rsplit('/', 1)[0]}/{name}"
    return os.environ | urls


def empty():
    """Every table is empty afterwards, the append-only ones too."""
    from weishishi.kernel import append_only

    with closing(as_owner()) as connection, connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '20s'")
        filled = _filled(cursor)
        if not filled:
            return
        triggers = _with_trigger(cursor, append_only.TRIGGER)
        switch = "ALTER TABLE {} {} TRIGGER " + append_only.TRIGGER
        statements = [
            *(_say(switch, table, "DISABLE") for table in triggers),
            sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(
                sql.SQL(", ").join(map(sql.Identifier, filled))
            ),
            *(_say(switch, table, "ENABLE") for table in triggers),
        ]
        cursor.execute(sql.SQL("BEGIN; {}; COMMIT").format(sql.SQL("; ").join(statements)))


def _filled(cursor):
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    tables = [name for (name,) in cursor.fetchall() if name not in KEPT]
    question = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(
            sql.Literal(table), sql.Identifier(table)
        )
        for table in tables
    )
    cursor.execute(question)
    return [name for (name,) in cursor.fetchall()]


def _with_trigger(cursor, name):
    cursor.execute(
        "SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE tgname = %s",
        [name],
    )
    return [table for (table,) in cursor.fetchall()]


def _say(sentence, table, switch):
    return sql.SQL(sentence).format(sql.Identifier(table), sql.SQL(switch))


def send_everybody_home():
    """End the connections tests forgot, or their database could not be dropped."""
    with closing(as_owner()) as connection, connection.cursor() as cursor, suppress(errors.Error):
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
