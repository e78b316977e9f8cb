"""What was booked, proved or closed takes new rows only: rewritten, it would prove nothing."""

from django.db import migrations

from weishishi.kernel.append_only import protect

TABLES = (
    "funding_auditrun",
    "funding_document",
    "funding_entry",
    "funding_leg",
    "funding_settlement",
    "funding_statementstep",
)


class Migration(migrations.Migration):
    dependencies = [("funding", "0001_initial")]

    operations = [protect(*TABLES)]
