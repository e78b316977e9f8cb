from datetime import date

from django.db import migrations, models

# The summary of a district that has projects already; where 0009 has just counted all anew with
# today's code, the total is there.
SUM_UP = """
INSERT INTO projects_tally (scope, place, month, channel, measure, bucket, amount, is_fresh)
SELECT 'total', 0, '0001-01-01', channel, measure,
       CASE WHEN starts_with(measure, 'open:') THEN least(bucket, 1) ELSE bucket END,
       sum(amount), false
FROM projects_tally
WHERE scope = 'all' AND NOT EXISTS (SELECT FROM projects_tally WHERE scope = 'total')
GROUP BY 4, 5, 6 HAVING sum(amount) <> 0
"""
FORGET = "DELETE FROM projects_tally WHERE scope = 'total'"


class Migration(migrations.Migration):
    dependencies = [("projects", "0021_published_equals_booked")]

    operations = [
        migrations.AlterField(
            model_name="tally",
            name="scope",
            field=models.CharField(
                choices=[
                    ("total", "开始以来"),
                    ("all", "全部"),
                    ("district", "区"),
                    ("town", "镇"),
                    ("village", "村（社区）"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddIndex(
            model_name="tally",
            index=models.Index(
                condition=models.Q(("month", date(1, 1, 1)), ("scope", "all")),
                fields=["bucket"],
                name="tally_due",
            ),
        ),
        migrations.RunSQL(SUM_UP, FORGET),
    ]
