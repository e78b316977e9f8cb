"""What was decided, noted or delegated takes new rows only: rewritten, it would prove nothing."""

from django.db import migrations

from weishishi.kernel.append_only import protect

TABLES = (
    "villages_delegation",
    "villages_delegationend",
    "villages_documentfile",
    "villages_organisationnote",
    "villages_ruledecision",
)


class Migration(migrations.Migration):
    dependencies = [("villages", "0001_initial")]

    operations = [protect(*TABLES)]
