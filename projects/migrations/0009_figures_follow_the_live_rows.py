from django.db import migrations

# A village that changes its town takes its figures along.
FOLLOW = """
CREATE FUNCTION tally_follows_the_village() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO projects_tally
        (scope, place, month, channel, measure, bucket, amount, is_fresh)
    SELECT n.scope, n.place, t.month, t.channel, t.measure, t.bucket, n.sign * sum(t.amount), true
    FROM projects_tally t
    CROSS JOIN (
        VALUES ('town', OLD.town_id, -1), ('town', NEW.town_id, 1),
               ('district', (SELECT district_id FROM villages_town WHERE id = OLD.town_id), -1),
               ('district', (SELECT district_id FROM villages_town WHERE id = NEW.town_id), 1)
    ) n (scope, place, sign)
    WHERE t.scope = 'village' AND t.place = NEW.id
    GROUP BY n.scope, n.place, n.sign, t.month, t.channel, t.measure, t.bucket;
    RETURN NULL;
END $$;
CREATE TRIGGER tally_follows_the_village AFTER UPDATE OF town_id ON villages_village
FOR EACH ROW WHEN (OLD.town_id <> NEW.town_id) EXECUTE FUNCTION tally_follows_the_village();
"""
FORGET = """
DROP TRIGGER tally_follows_the_village ON villages_village;
DROP FUNCTION tally_follows_the_village;
"""

# The kinds of figures that this version had; later ones are filled by later migrations.
KNOWN = ("ever", "money", "spans", "limits", "open")


def count_what_is_there(apps, schema_editor):
    """A district that has projects already gets its figures."""
    from projects.queries.recount import KEY, live

    if (
        not apps.get_model("projects", "JournalEntry")
        .objects.using(schema_editor.connection.alias)
        .exists()
    ):
        return
    schema_editor.execute(
        f"INSERT INTO projects_tally ({KEY}, amount, is_fresh) SELECT {KEY}, amount, false"
        f" FROM ({live(KNOWN)}) live",
        params=None,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0008_every_figure_is_kept_up"),
        ("villages", "0002_a_resident_has_a_phone"),
    ]

    operations = [
        migrations.RunSQL(FOLLOW, FORGET),
        migrations.RunPython(count_what_is_there, migrations.RunPython.noop),
    ]
