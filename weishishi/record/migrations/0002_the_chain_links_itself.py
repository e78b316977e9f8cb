"""PostgreSQL binds each fact into the chain as it commits, so that no road into the database goes around it."""

from django.db import migrations

from weishishi.kernel.append_only import protect
from weishishi.record.chain import FUNCTIONS, NO_FUNCTIONS


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        protect("record_entry", "record_checkpoint", "record_gap", "record_comparison"),
    ]
