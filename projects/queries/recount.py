"""The same figures counted anew from the live rows, by one set-based statement.

Written apart from projects.models.tallies, so that one can be held against the other.
"""

from django.conf import settings

from funding.models import FISCAL, SOCIAL, Source
from projects.models.tallies import EVER, SPANS
from projects.promises import PAUSES, WAITS_IN
from projects.states import FINAL, State

KEY = "scope, place, month, channel, measure, bucket"


def _codes(*codes):
    """Codes of our own, for SQL."""
    return ", ".join(f"'{code}'" for code in codes)


def _by_code(column, words):
    """CASE column WHEN 'code' THEN 'word' … END, of codes of our own."""
    cases = " ".join(f"WHEN '{code}' THEN '{word}'" for code, word in words.items())
    return f"CASE {column} {cases} END"


def _day(column):
    return f"({column} AT TIME ZONE '{settings.TIME_ZONE}')::date"


def _month(column):
    return f"date_trunc('month', {column} AT TIME ZONE '{settings.TIME_ZONE}')::date"


def _spans(projects):
    spans = ", ".join(f"('{name}', '{a.value}', '{b.value}')" for name, (a, b) in SPANS.items())
    return f"""
    SELECT p.village_id, {_month("b.happened_at")}, '', spans.measure,
           {_day("b.happened_at")} - {_day("a.happened_at")}, 1
    FROM (VALUES {spans}) spans (measure, a, b)
    JOIN projects_journalentry a ON a.target = spans.a AND a.first_time
    JOIN projects_journalentry b ON b.target = spans.b AND b.first_time
                                AND b.project_id = a.project_id
    JOIN {projects} p ON p.id = a.project_id
    """


def facts(projects="projects_project"):
    """SQL of the facts of each kind; no measure is of two kinds. `projects`: the rows whose facts they
    are, and as `village_id` where they count."""
    measures = {state.value: measure for measure, state in EVER.items()}
    stages = {state.value: state.stage.value for state in State if state.stage.value}
    standing = _codes(*(state.value for state in State if state not in {*FINAL, State.DRAFT}))
    waits = _codes(*(state.value for state in WAITS_IN))
    pauses = _codes(*(f"{source.value}>{target.value}" for source, target in PAUSES))
    social, fiscal = _codes(*SOCIAL), _codes(*FISCAL)
    return {
        "ever": f"""
    SELECT p.village_id, {_month("j.happened_at")}, p.channel::text,
           {_by_code("j.target", measures)}, 0, 1::bigint
    FROM projects_journalentry j JOIN {projects} p ON p.id = j.project_id
    WHERE j.first_time AND j.target IN ({_codes(*measures)})
    """,
        "money": f"""
    SELECT p.village_id, {_month("j.happened_at")}, '',
           CASE WHEN s.form = 'in_kind' THEN 'in_kind' WHEN s.source IN ({social}) THEN 'social'
                WHEN s.source IN ({fiscal}) THEN 'fiscal'
                WHEN s.source = '{Source.COLLECTIVE.value}' THEN 'collective' END,
           0, s.amount_fen
    FROM projects_journalentry j JOIN {projects} p ON p.id = j.project_id
    JOIN funding_share s ON s.budget_id = p.budget_id
    WHERE j.first_time AND j.target = 'confirmed'
    """,
        "classes": f"""
    SELECT p.village_id, {_month("j.happened_at")}, '', 'cash:' || p.project_class, 0, s.amount_fen
    FROM projects_journalentry j JOIN {projects} p ON p.id = j.project_id
    JOIN funding_share s ON s.budget_id = p.budget_id
    WHERE j.first_time AND j.target = 'confirmed' AND s.form = 'cash'
    """,
        "paid": f"""
    SELECT p.village_id, date_trunc('month', e.happened_on)::date, '', 'paid:' || p.project_class, 0,
           l.fen
    FROM funding_account a JOIN {projects} p ON p.budget_id = a.budget_id
    JOIN funding_leg l ON l.account_id = a.id JOIN funding_entry e ON e.id = l.entry_id
    WHERE a.kind = 'spent' AND NOT a.in_kind
    """,
        "spans": _spans(projects),
        "limits": f"""
    SELECT p.village_id, {_month("j.happened_at")}, '',
           CASE WHEN {_day("j.happened_at")} <= j.was_due_on THEN 'kept:' ELSE 'missed:' END
           || {_by_code("j.source", stages)}, 0, 1
    FROM projects_journalentry j JOIN {projects} p ON p.id = j.project_id
    WHERE j.was_due_on IS NOT NULL AND j.source NOT IN ({waits})
      AND j.source || '>' || j.target NOT IN ({pauses})
    """,
        "open": f"""
    SELECT p.village_id, '0001-01-01'::date, '', 'open:' || p.state,
           coalesce(p.due_on - '0001-01-01'::date + 1, 0), 1
    FROM {projects} p WHERE p.state IN ({standing})
    """,
    }


def live(kinds=None):
    """SQL of the key and the amount of every figure, of those kinds or of all, that is not nought.

    A million matters are summed up once, for the villages; the larger places sum up the smaller.
    """
    rows = " UNION ALL ".join(
        sql for kind, sql in facts().items() if kinds is None or kind in kinds
    )
    figures = "month, channel, measure, bucket, sum(amount) AS amount"
    return f"""
    WITH facts (id, month, channel, measure, bucket, amount) AS ({rows}),
    village AS MATERIALIZED
        (SELECT id, {figures} FROM facts GROUP BY 1, 2, 3, 4, 5),
    town AS MATERIALIZED
        (SELECT v.town_id AS id, {figures} FROM village JOIN villages_village v USING (id)
         GROUP BY 1, 2, 3, 4, 5),
    district AS MATERIALIZED
        (SELECT t.district_id AS id, {figures} FROM town JOIN villages_town t USING (id)
         GROUP BY 1, 2, 3, 4, 5),
    everywhere AS MATERIALIZED
        (SELECT 0::bigint AS id, {figures} FROM district GROUP BY 2, 3, 4, 5)
    SELECT 'all' AS scope, everywhere.id AS place, month, channel, measure, bucket, amount
    FROM everywhere
    UNION ALL
        (SELECT 'total', 0, '0001-01-01', channel, measure,
                CASE WHEN measure LIKE 'open:%' AND bucket > 0 THEN 1 ELSE bucket END, sum(amount)
         FROM everywhere GROUP BY 4, 5, 6)
    UNION ALL SELECT 'district', district.* FROM district
    UNION ALL SELECT 'town', town.* FROM town
    UNION ALL SELECT 'village', village.* FROM village
    """


# Where a matter of several villages counts besides its leading village and that one's town.
_COLUMNS = "q.id, q.channel, q.project_class, q.budget_id, q.state, q.due_on"
_IN_VILLAGES = f"""(SELECT {_COLUMNS}, u.village_id FROM projects_project q
    JOIN projects_jointvillage u ON u.project_id = q.id)"""
_IN_TOWNS = f"""(SELECT DISTINCT {_COLUMNS}, v.town_id AS village_id FROM projects_project q
    JOIN projects_jointvillage u ON u.project_id = q.id
    JOIN villages_village v ON v.id = u.village_id
    JOIN villages_village lead ON lead.id = q.village_id AND lead.town_id <> v.town_id)"""


def together():
    """SQL of what the matters of several villages add to those that do not lead."""
    return " UNION ALL ".join(
        f"SELECT '{scope}' AS scope, id AS place, month, channel, measure, bucket, amount FROM ({sql})"
        f" facts (id, month, channel, measure, bucket, amount)"
        for scope, projects in (("village", _IN_VILLAGES), ("town", _IN_TOWNS))
        for sql in facts(projects).values()
    )


def of_project():
    """SQL of (month, channel, measure, bucket, amount) of everything one project (%s) ever added."""
    mine = "(SELECT * FROM projects_project WHERE id = (SELECT id FROM one))"
    rows = " UNION ALL ".join(facts(mine).values())
    figures = "month, channel, measure, bucket"
    return f"""
    WITH one AS (SELECT %s::bigint AS id), facts (id, {figures}, amount) AS ({rows})
    SELECT {figures}, sum(amount)::bigint FROM facts GROUP BY {figures} HAVING sum(amount) <> 0
    """


def differences():
    """SQL of what has to be added to the summary so that it says what the live rows say."""
    return f"""
    SELECT {KEY}, sum(amount)::bigint AS amount
    FROM (SELECT {KEY}, amount FROM ({live()}) live
          UNION ALL SELECT {KEY}, amount FROM ({together()}) joint
          UNION ALL SELECT {KEY}, -amount FROM projects_tally) both_sides
    GROUP BY {KEY} HAVING sum(amount) <> 0
    """
