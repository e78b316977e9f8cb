"""What may the application's role do with each table? Everything, except rewrite history.

Given anew after every migration, in one transaction, by the owner of the tables.
"""

from django.core.exceptions import ImproperlyConfigured
from django.db import connections, transaction

from weishishi.kernel import append_only

OWNER = "owner"


def separate():
    """Whether migrating and running are two roles here."""
    return OWNER in connections and role() != connections[OWNER].settings_dict["USER"]


def role():
    return connections["default"].settings_dict["USER"]


def give():
    """Let the application's role read and write, and only append where `append_only` says so.

    Does nothing where one role does everything. Raises ImproperlyConfigured when DATABASE_URL does
    not say which role it is.
    """
    if not separate():
        return
    if not role():
        raise ImproperlyConfigured(
            "DATABASE_URL 要写明应用所用的数据库角色，例如 postgres://weishishi@…/weishishi。"
        )
    quote = connections[OWNER].ops.quote_name
    name, append = quote(role()), [quote(table) for table in append_only.tables()]
    with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {name}")
        cursor.execute(
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}"
        )
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}")
        cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {name}")
        if append:
            cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {', '.join(append)} FROM {name}")
