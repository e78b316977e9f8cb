"""How PostgreSQL itself binds every fact into the chain, in the transaction that writes the fact.

Each append-only table carries a trigger that runs when its transaction commits and draws a salt for
every new row; the salt's own trigger, which comes after everything else the commit has to check, digests
the row and appends it. So whoever holds the end of the chain waits for nobody's rows any more (two
commits would stop each other), holds it for a moment only, and the numbers have no gap. No road into
the database goes around it: not a bulk insert, not raw SQL, not a shell.
"""

from django.apps import apps
from django.db import connections

from weishishi.kernel import append_only

TRIGGER = "recorded"
# When a fact says it was written, the first of these columns that it has.
TIMES = ("recorded_at", "uploaded_at", "ran_at", "at")
FUNCTIONS = """
CREATE FUNCTION record_hash(prev text, seq bigint, at timestamptz, fact text, "row" bigint, digest text)
RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT encode(sha256(convert_to(concat_ws('|', prev, seq,
        to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), fact, "row", digest), 'UTF8')), 'hex')
$$;

CREATE FUNCTION record_digest(salt text, body jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT encode(sha256(convert_to(salt || '|' || body::text, 'UTF8')), 'hex')
$$;

-- The clock of the server may be set back; the chain's times are not.
CREATE FUNCTION record_entry_is_linked() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last record_entry%ROWTYPE;
BEGIN
    PERFORM pg_advisory_xact_lock(20210611);
    SELECT * INTO last FROM record_entry ORDER BY seq DESC LIMIT 1;
    NEW.seq := coalesce(last.seq, 0) + 1;
    NEW.at := greatest(coalesce(NEW.at, last.at, clock_timestamp()), last.at);
    NEW.prev := coalesce(last.hash, repeat('0', 64));
    NEW.hash := record_hash(NEW.prev, NEW.seq, NEW.at, NEW.fact, NEW."row", NEW.digest);
    RETURN NEW;
END $$;
CREATE TRIGGER linked BEFORE INSERT ON record_entry
    FOR EACH ROW EXECUTE FUNCTION record_entry_is_linked();

CREATE FUNCTION record_fact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO record_salt (fact, "row", shape_id, salt)
    VALUES (TG_TABLE_NAME, NEW.id, TG_ARGV[0]::bigint, replace(gen_random_uuid()::text, '-', ''));
    RETURN NULL;
END $$;

CREATE FUNCTION record_salted() RETURNS trigger LANGUAGE plpgsql SET timezone = 'UTC' AS $$
DECLARE
    shape record_shape%ROWTYPE;
    body jsonb;
BEGIN
    SELECT * INTO STRICT shape FROM record_shape WHERE id = NEW.shape_id;
    EXECUTE format('SELECT to_jsonb(t) FROM %I t WHERE id = $1', NEW.fact) INTO STRICT body USING NEW."row";
    INSERT INTO record_entry (seq, at, fact, "row", shape_id, digest, prev, hash)
    VALUES (0, (body ->> shape.time)::timestamptz, NEW.fact, NEW."row", NEW.shape_id,
        record_digest(NEW.salt, body), '', '');
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER salted AFTER INSERT ON record_salt
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION record_salted();
"""
NO_FUNCTIONS = """
DROP FUNCTION record_fact() CASCADE;
DROP FUNCTION record_salted() CASCADE;
DROP FUNCTION record_entry_is_linked() CASCADE;
DROP FUNCTION record_digest(text, jsonb);
DROP FUNCTION record_hash(text, bigint, timestamptz, text, bigint, text);
"""


def facts():
    """The tables whose rows are bound into the chain, sorted: whatever is append-only, unless its
    model says `recorded = False`."""
    apart = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if not getattr(model, "recorded", True)
    }
    return [table for table in append_only.tables() if table not in apart]


def attach(alias):
    """Give every fact's table its trigger, and a new one where its columns changed.

    Asked after each migration, as the owner; a table that is as it was is not touched.
    """
    with connections[alias].cursor() as cursor:
        there = set(connections[alias].introspection.table_names(cursor))
        if "record_shape" not in there:
            return
        for table in facts():
            if table in there:
                _attach(cursor, table)


def _attach(cursor, table):
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
        " AND NOT attisdropped ORDER BY attname",
        [table],
    )
    columns = [name for (name,) in cursor.fetchall()]
    cursor.execute(
        "INSERT INTO record_shape (fact, columns, time) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
        [table, ",".join(columns), next((name for name in TIMES if name in columns), "")],
    )
    cursor.execute(
        "SELECT id FROM record_shape WHERE fact = %s AND columns = %s", [table, ",".join(columns)]
    )
    (shape,) = cursor.fetchone()
    wanted = f"record_fact('{shape}')"
    cursor.execute(
        "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname = %s",
        [table, TRIGGER],
    )
    found = cursor.fetchone()
    if found and found[0].endswith(wanted):
        return
    cursor.execute(f'DROP TRIGGER IF EXISTS {TRIGGER} ON "{table}"')
    cursor.execute(
        f'CREATE CONSTRAINT TRIGGER {TRIGGER} AFTER INSERT ON "{table}"'
        f" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {wanted}"
    )
