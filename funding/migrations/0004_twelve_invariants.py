"""The invariants of the money (trust.md A4), each a view that must be empty; the eleventh needs projects."""

from django.db import migrations

# They count from the legs, never from the balances that are kept, so that they would find a kept balance
# that is wrong. A correction counts as the entry it takes back.
OF_BUDGETS = """
    SELECT a.budget_id, a.source, a.giver_id, a.in_kind,
        coalesce(sum(l.fen) FILTER (WHERE a.kind = 'committed'
            AND what.kind IN ('commit', 'change')), 0) AS committed,
        coalesce(sum(l.fen) FILTER (WHERE a.kind IN ('committed', 'retained')
            AND what.kind = 'release'), 0) AS released,
        coalesce(sum(l.fen) FILTER (WHERE a.kind = 'committed'), 0) AS unspent,
        coalesce(sum(l.fen) FILTER (WHERE a.kind = 'retained'), 0) AS retained,
        coalesce(sum(l.fen) FILTER (WHERE a.kind = 'spent'), 0) AS spent,
        coalesce(sum(l.fen) FILTER (WHERE a.kind = 'spent' AND what.kind <> 'refund'), 0) AS ever_paid,
        coalesce(sum(-l.fen) FILTER (WHERE a.kind = 'spent' AND what.kind = 'refund'), 0) AS ever_back,
        coalesce(sum(l.fen) FILTER (WHERE a.kind = 'cash'
            AND what.kind IN ('receive', 'give_back')), 0) AS received
    FROM funding_leg l JOIN funding_account a ON a.id = l.account_id
        JOIN funding_entry e ON e.id = l.entry_id
        JOIN funding_entry what ON what.id = coalesce(e.corrects_id, e.id)
    WHERE a.budget_id IS NOT NULL GROUP BY a.budget_id, a.source, a.giver_id, a.in_kind
"""
VIEWS = {
    "funding_audit_01": """
        SELECT e.id AS entry, sum(l.fen) AS fen, count(l.id) AS legs, e.legs_count FROM funding_entry e
        LEFT JOIN funding_leg l ON l.entry_id = e.id GROUP BY e.id
        HAVING coalesce(sum(l.fen), 0) <> 0 OR count(l.id) <> e.legs_count""",
    "funding_audit_02": """
        SELECT NULL::text AS account, sum(fen) AS fen, NULL::bigint AS kept FROM funding_leg
        HAVING sum(fen) <> 0
        UNION ALL
        SELECT a.code, coalesce(sum(l.fen), 0), a.balance_fen FROM funding_account a
        LEFT JOIN funding_leg l ON l.account_id = a.id
        WHERE a.kind NOT IN ('appropriation', 'world') GROUP BY a.id
        HAVING coalesce(sum(l.fen), 0) <> a.balance_fen""",
    "funding_audit_03": """
        SELECT a.code AS account, sum(l.fen) AS fen FROM funding_account a
        JOIN funding_leg l ON l.account_id = a.id
        WHERE a.kind NOT IN ('appropriation', 'pledge', 'world') GROUP BY a.id HAVING sum(l.fen) < 0""",
    "funding_audit_04": """
        SELECT * FROM funding_audit_sums WHERE spent + retained > committed""",
    "funding_audit_05": """
        SELECT b.id AS budget, b.approved_fen,
            (SELECT coalesce(sum(amount_fen), 0) FROM funding_share s
             WHERE s.budget_id = b.id AND s.form = 'cash') AS stated,
            (SELECT coalesce(sum(committed), 0) FROM funding_audit_sums s
             WHERE s.budget_id = b.id AND NOT s.in_kind) AS committed
        FROM funding_budget b WHERE b.approved_fen IS NOT NULL AND (
            b.approved_fen <> (SELECT coalesce(sum(amount_fen), 0) FROM funding_share s
                WHERE s.budget_id = b.id AND s.form = 'cash')
            OR b.approved_fen <> (SELECT coalesce(sum(committed), 0) FROM funding_audit_sums s
                WHERE s.budget_id = b.id AND NOT s.in_kind))""",
    "funding_audit_06": """
        SELECT id AS entry, kind, reference, actor_name FROM funding_entry
        WHERE btrim(reference) = '' OR btrim(actor_name) = ''
        OR (budget_id IS NULL AND kind NOT IN ('allot', 'take_in', 'correct'))""",
    "funding_audit_07": """
        SELECT b.id AS budget, s.source, s.committed, s.spent, s.retained, s.released
        FROM funding_budget b JOIN funding_audit_sums s ON s.budget_id = b.id
        WHERE b.closed_on IS NOT NULL
        AND (s.unspent <> 0 OR s.committed - s.spent - s.retained <> -s.released)""",
    "funding_audit_08": """
        SELECT * FROM funding_audit_sums WHERE ever_back > ever_paid""",
    "funding_audit_09": """
        SELECT * FROM funding_audit_sums WHERE NOT in_kind AND received < spent""",
    "funding_audit_10": """
        SELECT a.code AS account, sum(l.fen) FILTER (WHERE e.kind IN ('allot', 'correct')) AS allotted,
            -sum(l.fen) FILTER (WHERE e.kind NOT IN ('allot', 'correct')) AS committed
        FROM funding_account a JOIN funding_leg l ON l.account_id = a.id
        JOIN funding_entry e ON e.id = l.entry_id WHERE a.kind IN ('town_quota', 'village_quota')
        GROUP BY a.id HAVING sum(l.fen) < 0""",
    "funding_audit_12": """
        SELECT id AS entry, payer, payee, evidence, recorder_id, approver_id FROM funding_entry
        WHERE kind = 'pay' AND (payer = '' OR payee = '' OR document_no = ''
            OR evidence !~ '^[0-9a-f]{64}$' OR recorder_id IS NULL OR approver_id IS NULL
            OR recorder_id = approver_id)""",
}
MAKE = f"CREATE VIEW funding_audit_sums AS {OF_BUDGETS};" + "".join(
    f"CREATE VIEW {name} AS {question};" for name, question in VIEWS.items()
)
DROP = "".join(f"DROP VIEW IF EXISTS {name};" for name in reversed([*VIEWS]))


class Migration(migrations.Migration):
    dependencies = [("funding", "0003_the_ledger_holds_itself")]

    operations = [migrations.RunSQL(MAKE, DROP + "DROP VIEW IF EXISTS funding_audit_sums;")]
