"""What was done, said or decided takes new rows only: rewritten, it would prove nothing."""

from django.db import migrations

from weishishi.kernel.append_only import protect

TABLES = (
    "projects_acceptance",
    "projects_activitychange",
    "projects_advice",
    "projects_adviceanswer",
    "projects_anomalylook",
    "projects_approval",
    "projects_assetuse",
    "projects_attendance",
    "projects_award",
    "projects_ballotsheet",
    "projects_carereading",
    "projects_compliance",
    "projects_debt",
    "projects_distinction",
    "projects_dossiernote",
    "projects_duechange",
    "projects_dueday",
    "projects_finding",
    "projects_findingstep",
    "projects_guidancevisit",
    "projects_handover",
    "projects_inspection",
    "projects_journalentry",
    "projects_librarybasis",
    "projects_librarydecision",
    "projects_libraryentry",
    "projects_lookagain",
    "projects_lookvoice",
    "projects_measure",
    "projects_minutes",
    "projects_nudge",
    "projects_origin",
    "projects_partyopinion",
    "projects_privatereading",
    "projects_progress",
    "projects_referralnote",
    "projects_sample",
    "projects_seen",
    "projects_selfcheck",
    "projects_servedreading",
    "projects_serviceplan",
    "projects_shortfall",
    "projects_signature",
    "projects_sitevisit",
    "projects_splitanswer",
    "projects_splitother",
    "projects_stop",
    "projects_talk",
    "projects_tolerancenote",
    "projects_tolerancereading",
    "projects_toleranceruling",
    "projects_urge",
    "projects_urgeanswer",
    "projects_urgentremoval",
    "projects_voice",
    "projects_wishdelivery",
    "projects_wishstep",
)


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_initial")]

    operations = [protect(*TABLES)]
