from django.db import migrations


def count_what_is_there(apps, schema_editor):
    """A district that has projects already gets its figures of what was paid, and by class."""
    from projects.queries.recount import KEY, live

    rows = apps.get_model("projects", "JournalEntry").objects
    if not rows.using(schema_editor.connection.alias).exists():
        return
    schema_editor.execute(
        f"INSERT INTO projects_tally ({KEY}, amount, is_fresh) SELECT {KEY}, amount, false"
        f" FROM ({live(('classes', 'paid'))}) live",
        params=None,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0022_a_total_since_the_start"),
        ("funding", "0003_the_ledger_holds_itself"),
    ]

    operations = [migrations.RunPython(count_what_is_there, migrations.RunPython.noop)]
