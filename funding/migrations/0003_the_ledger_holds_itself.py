"""An entry that does not add up, money nobody promised, a payment without money: PostgreSQL refuses them."""

from django.db import migrations

# Balances move by legs only: an UPDATE from inside the leg's trigger is the one that may.
ACCOUNTS = """
CREATE FUNCTION funding_account_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1 THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'append-only table %: % refused (余额只随分录变化，不能直接修改或删除)',
        TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON funding_account
    FOR EACH STATEMENT EXECUTE FUNCTION funding_account_is_kept();

CREATE FUNCTION funding_account_begins_empty() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.balance_fen <> 0 THEN
        RAISE EXCEPTION 'a new account has nothing in it'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_new_account_is_empty';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER begins_empty BEFORE INSERT ON funding_account
    FOR EACH ROW EXECUTE FUNCTION funding_account_begins_empty();

CREATE FUNCTION funding_lock(ids bigint[]) RETURNS void LANGUAGE sql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT 1 FROM (SELECT 1 FROM funding_account WHERE id = ANY(ids) ORDER BY id FOR UPDATE) locked;
$$;
"""

LEGS = """
CREATE FUNCTION funding_leg_counts() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    entry funding_entry%ROWTYPE;
    account funding_account%ROWTYPE;
    legs integer;
BEGIN
    SELECT * INTO entry FROM funding_entry WHERE id = NEW.entry_id;
    SELECT * INTO account FROM funding_account WHERE id = NEW.account_id;
    SELECT count(*) INTO legs FROM funding_leg WHERE entry_id = NEW.entry_id;
    IF legs > entry.legs_count THEN
        RAISE EXCEPTION 'entry % is complete with % legs', entry.id, entry.legs_count
            USING ERRCODE = 'check_violation', CONSTRAINT = 'an_entry_keeps_its_legs';
    END IF;
    IF account.budget_id IS NOT NULL AND account.budget_id IS DISTINCT FROM entry.budget_id THEN
        RAISE EXCEPTION 'account % is of another budget than entry %', account.code, entry.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_leg_stays_in_its_budget';
    END IF;
    IF account.in_kind <> entry.in_kind
            AND account.kind NOT IN ('appropriation', 'town_quota', 'village_quota', 'world') THEN
        RAISE EXCEPTION 'cash and in kind never meet: account %, entry %', account.code, entry.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'cash_and_in_kind_never_meet';
    END IF;
    IF account.kind NOT IN ('appropriation', 'world') THEN
        UPDATE funding_account SET balance_fen = balance_fen + NEW.fen WHERE id = NEW.account_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER leg_counts AFTER INSERT ON funding_leg
    FOR EACH ROW EXECUTE FUNCTION funding_leg_counts();
"""

# At the end of the transaction: an entry adds up on both sides, and its budget holds.
ENTRIES = """
CREATE FUNCTION funding_budget_holds(budget bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    one funding_budget%ROWTYPE;
    stated bigint;
    committed bigint;
    open_fen bigint;
BEGIN
    SELECT * INTO one FROM funding_budget WHERE id = budget;
    IF one.approved_fen IS NOT NULL THEN
        SELECT coalesce(sum(amount_fen), 0) INTO stated
            FROM funding_share WHERE budget_id = budget AND form = 'cash';
        SELECT coalesce(sum(l.fen), 0) INTO committed
            FROM funding_entry e JOIN funding_leg l ON l.entry_id = e.id
            JOIN funding_account a ON a.id = l.account_id
            WHERE e.budget_id = budget AND e.kind IN ('commit', 'change')
            AND a.kind = 'committed' AND NOT a.in_kind;
        IF stated <> one.approved_fen OR committed <> one.approved_fen THEN
            RAISE EXCEPTION 'budget %: approved %, stated %, committed %',
                budget, one.approved_fen, stated, committed
                USING ERRCODE = 'check_violation', CONSTRAINT = 'the_sources_make_the_budget';
        END IF;
    END IF;
    IF one.closed_on IS NOT NULL THEN
        SELECT coalesce(sum(balance_fen), 0) INTO open_fen FROM funding_account
            WHERE budget_id = budget AND kind IN ('committed', 'cash')
            AND (kind = 'committed' OR NOT EXISTS (
                SELECT 1 FROM funding_account r WHERE r.budget_id = budget
                AND r.kind = 'retained' AND r.balance_fen > 0));
        IF open_fen <> 0 THEN
            RAISE EXCEPTION 'budget % is closed with % fen open', budget, open_fen
                USING ERRCODE = 'check_violation', CONSTRAINT = 'a_closed_budget_is_balanced';
        END IF;
    END IF;
END $$;

CREATE FUNCTION funding_entry_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    legs integer;
    appropriation bigint;
    cash bigint;
    spent bigint;
    money bigint;
BEGIN
    SELECT count(*),
        coalesce(sum(l.fen) FILTER (WHERE a.kind NOT IN ('world', 'cash')), 0),
        coalesce(sum(l.fen) FILTER (WHERE a.kind IN ('world', 'cash')), 0),
        coalesce(sum(l.fen) FILTER (WHERE a.kind = 'spent'), 0),
        coalesce(sum(l.fen) FILTER (WHERE a.kind = 'cash'), 0)
        INTO legs, appropriation, cash, spent, money
        FROM funding_leg l JOIN funding_account a ON a.id = l.account_id WHERE l.entry_id = NEW.id;
    IF legs <> NEW.legs_count OR appropriation <> 0 OR cash <> 0 THEN
        RAISE EXCEPTION 'entry %: % legs of %, appropriation %, cash %',
            NEW.id, legs, NEW.legs_count, appropriation, cash
            USING ERRCODE = 'check_violation', CONSTRAINT = 'an_entry_adds_up';
    END IF;
    IF NOT NEW.in_kind AND NEW.kind IN ('pay', 'refund') AND spent + money <> 0 THEN
        RAISE EXCEPTION 'entry %: spent %, but % left the cash', NEW.id, spent, -money
            USING ERRCODE = 'check_violation', CONSTRAINT = 'what_is_paid_leaves_the_cash';
    END IF;
    IF NEW.kind = 'pay' AND NEW.pay_kind IN ('final', 'retention') AND NOT EXISTS (
            SELECT 1 FROM funding_budget WHERE id = NEW.budget_id AND accepted_on IS NOT NULL) THEN
        RAISE EXCEPTION 'entry %: the last payment before the acceptance', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'no_last_payment_before_acceptance';
    END IF;
    IF NEW.budget_id IS NOT NULL THEN
        PERFORM funding_budget_holds(NEW.budget_id);
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER adds_up AFTER INSERT ON funding_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION funding_entry_adds_up();

CREATE FUNCTION funding_share_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN PERFORM funding_budget_holds(OLD.budget_id); END IF;
    IF TG_OP <> 'DELETE' THEN PERFORM funding_budget_holds(NEW.budget_id); END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER fits AFTER INSERT OR UPDATE OR DELETE ON funding_share
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION funding_share_fits();

CREATE FUNCTION funding_budget_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM funding_budget_holds(NEW.id);
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER fits AFTER INSERT OR UPDATE ON funding_budget
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.approved_fen IS NOT NULL OR NEW.closed_on IS NOT NULL)
    EXECUTE FUNCTION funding_budget_fits();
"""

FORGET = """
DROP TRIGGER IF EXISTS fits ON funding_budget;
DROP TRIGGER IF EXISTS fits ON funding_share;
DROP TRIGGER IF EXISTS adds_up ON funding_entry;
DROP TRIGGER IF EXISTS leg_counts ON funding_leg;
DROP TRIGGER IF EXISTS begins_empty ON funding_account;
DROP TRIGGER IF EXISTS append_only ON funding_account;
DROP FUNCTION IF EXISTS funding_budget_fits, funding_share_fits, funding_entry_adds_up,
    funding_leg_counts, funding_account_begins_empty, funding_account_is_kept;
DROP FUNCTION IF EXISTS funding_budget_holds(bigint);
DROP FUNCTION IF EXISTS funding_lock(bigint[]);
"""


class Migration(migrations.Migration):
    dependencies = [("funding", "0002_facts_are_append_only")]

    operations = [migrations.RunSQL(ACCOUNTS + LEGS + ENTRIES, FORGET)]
