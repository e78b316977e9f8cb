"""A village that changes its town takes its figures along, so that the sums of both towns stay right."""

from django.db import migrations

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


class Migration(migrations.Migration):
    dependencies = [("projects", "0003_released_words_can_be_found")]

    operations = [migrations.RunSQL(FOLLOW, FORGET)]
