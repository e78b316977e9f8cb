from django.db import migrations

from weishishi.kernel.append_only import protect


class Migration(migrations.Migration):
    dependencies = [("projects", "0002_initial")]

    operations = [protect("projects_journalentry")]
