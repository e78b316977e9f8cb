"""Which tables are never rewritten, and how PostgreSQL itself refuses to rewrite them.

Two locks, because a row that was written once is the proof of what happened: the application's
role lacks the right (weishishi.grants), and a trigger refuses everybody, the owner included.
"""

from django.apps import apps
from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append-only table %: % refused (这张表只能追加，不能修改或删除；请补写一条更正记录)',
        TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
"""
TRIGGER = "append_only"


def protect(*tables):
    """A migration operation: from now on `tables` take new rows only, whoever asks."""
    return migrations.RunSQL(
        FUNCTION
        + "".join(
            f"""
            CREATE TRIGGER {TRIGGER} BEFORE UPDATE OR DELETE OR TRUNCATE ON "{table}"
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();"""
            for table in tables
        ),
        "".join(f'DROP TRIGGER IF EXISTS {TRIGGER} ON "{table}";' for table in tables),
    )


def tables():
    """The tables of all models that say `append_only = True`, sorted."""
    return sorted(
        {
            model._meta.db_table
            for model in apps.get_models(include_auto_created=True)
            if getattr(model, "append_only", False) and model._meta.managed
        }
    )
