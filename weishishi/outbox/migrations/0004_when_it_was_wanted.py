from django.db import migrations, models
from django.db.models import F


def first_tries(apps, schema_editor):
    deliveries = apps.get_model("outbox", "Delivery").objects
    deliveries.using(schema_editor.connection.alias).update(wanted_at=F("next_at"))


class Migration(migrations.Migration):
    dependencies = [("outbox", "0003_deliveries")]

    operations = [
        migrations.AddField(
            "delivery", "wanted_at", models.DateTimeField("本该发出的时间", null=True)
        ),
        migrations.RunPython(first_tries, migrations.RunPython.noop, elidable=True),
        migrations.AlterField("delivery", "wanted_at", models.DateTimeField("本该发出的时间")),
    ]
