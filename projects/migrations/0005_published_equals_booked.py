"""What is published is what the ledger says: the eleventh invariant, and no confirmation without its booking."""

from django.db import migrations

PUBLISHED = """
CREATE VIEW funding_audit_11 AS
WITH booked AS (
    SELECT b.id, b.approved_fen,
        (SELECT coalesce(sum(l.fen), 0) FROM funding_entry e JOIN funding_leg l ON l.entry_id = e.id
            JOIN funding_account a ON a.id = l.account_id
            WHERE e.budget_id = b.id AND e.kind IN ('commit', 'change') AND a.kind = 'committed'
            AND NOT a.in_kind) AS committed,
        (SELECT coalesce(sum(s.amount_fen), 0) FROM funding_share s
            WHERE s.budget_id = b.id AND s.form = 'cash') AS stated
    FROM funding_budget b
), ever AS (
    SELECT p.id, p.query_no, p.state, p.budget_id FROM projects_project p
    JOIN projects_journalentry j ON j.project_id = p.id AND j.target = 'confirmed' AND j.first_time
)
SELECT 'published and booked' AS what, published, booked FROM (
    SELECT
        (SELECT coalesce(sum(amount), 0) FROM projects_tally WHERE scope = 'all'
            AND measure IN ('fiscal', 'social', 'collective'))::bigint AS published,
        (SELECT coalesce(sum(CASE WHEN approved_fen IS NULL THEN stated ELSE committed END), 0)
            FROM ever JOIN booked ON booked.id = ever.budget_id)::bigint AS booked
    ) both_sides WHERE published <> booked
UNION ALL
SELECT 'confirmed and not booked: ' || query_no, stated::bigint, committed::bigint
FROM ever JOIN booked ON booked.id = ever.budget_id
WHERE approved_fen IS NULL AND state IN ('confirmed', 'in_progress', 'suspended', 'inspecting',
    'rectifying', 'completed', 'evaluating', 'evaluated', 'archived', 'terminated')
UNION ALL
SELECT 'booked without its step: ' || e.reference, NULL, e.amount_fen
FROM funding_entry e JOIN projects_project p ON p.budget_id = e.budget_id
WHERE e.kind = 'commit' AND NOT EXISTS (
    SELECT 1 FROM projects_journalentry j WHERE j.project_id = p.id AND j.target = 'confirmed'
    AND e.reference = p.query_no || '/' || j.id);
"""

# A figure is published by the state a project is in: no state of a confirmed project without its
# booking, and no booking taken away under such a state.
BOOKED = """
CREATE FUNCTION projects_confirmed_is_booked() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    missing text;
BEGIN
    SELECT p.query_no INTO missing FROM projects_project p JOIN funding_budget b ON b.id = p.budget_id
        WHERE CASE WHEN TG_TABLE_NAME = 'projects_project' THEN p.id ELSE b.id END = NEW.id
        AND b.approved_fen IS NULL
        AND p.state IN ('confirmed', 'in_progress', 'suspended', 'inspecting', 'rectifying',
            'completed', 'evaluating', 'evaluated', 'archived', 'terminated') LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'project % is confirmed and not booked', missing
            USING ERRCODE = 'check_violation', CONSTRAINT = 'what_is_confirmed_is_booked';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER booked AFTER UPDATE ON projects_project
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.state IS DISTINCT FROM OLD.state AND NEW.budget_id IS NOT NULL)
    EXECUTE FUNCTION projects_confirmed_is_booked();
CREATE CONSTRAINT TRIGGER booked AFTER UPDATE ON funding_budget
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.approved_fen IS NULL AND OLD.approved_fen IS NOT NULL)
    EXECUTE FUNCTION projects_confirmed_is_booked();
"""
FORGET = """
DROP TRIGGER IF EXISTS booked ON funding_budget;
DROP TRIGGER IF EXISTS booked ON projects_project;
DROP FUNCTION IF EXISTS projects_confirmed_is_booked();
DROP VIEW IF EXISTS funding_audit_11;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0004_figures_follow_the_village"),
        ("funding", "0004_twelve_invariants"),
    ]

    operations = [migrations.RunSQL(PUBLISHED + BOOKED, FORGET)]
