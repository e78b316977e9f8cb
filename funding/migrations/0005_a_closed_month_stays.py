"""A closed month stays as it is, whoever writes: it is opened again first, and that is written down."""

from django.db import migrations

CLOSED = """
CREATE FUNCTION funding_month_is_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    closed timestamptz;
BEGIN
    SELECT closed_at INTO closed FROM funding_bankstatement
        WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.statement_id ELSE NEW.statement_id END;
    IF closed IS NOT NULL THEN
        RAISE EXCEPTION 'the month of this statement is closed (这个月已经关账，不能再改)'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_closed_month_stays';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER month_is_open BEFORE INSERT OR UPDATE OR DELETE ON funding_bankrow
    FOR EACH ROW EXECUTE FUNCTION funding_month_is_open();
CREATE TRIGGER month_is_open BEFORE INSERT OR UPDATE OR DELETE ON funding_ledgernote
    FOR EACH ROW EXECUTE FUNCTION funding_month_is_open();

CREATE FUNCTION funding_statement_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (OLD.closed_at IS NOT NULL AND NEW.closed_at IS NOT NULL) THEN
        RAISE EXCEPTION 'a statement is never deleted, a closed month stays (这个月已经关账，不能再改)'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_closed_month_stays';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER statement_stays BEFORE UPDATE OR DELETE ON funding_bankstatement
    FOR EACH ROW EXECUTE FUNCTION funding_statement_stays();
"""
FORGET = """
DROP TRIGGER IF EXISTS statement_stays ON funding_bankstatement;
DROP TRIGGER IF EXISTS month_is_open ON funding_ledgernote;
DROP TRIGGER IF EXISTS month_is_open ON funding_bankrow;
DROP FUNCTION IF EXISTS funding_statement_stays, funding_month_is_open;
"""


class Migration(migrations.Migration):
    dependencies = [("funding", "0004_twelve_invariants")]

    operations = [migrations.RunSQL(CLOSED, FORGET)]
