import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0036_the_file_of_what_was_given_up"),
        ("villages", "0007_organisations"),
    ]

    operations = [
        migrations.AddField(
            model_name="project",
            name="is_joint",
            field=models.BooleanField(
                db_default=False, default=False, editable=False, verbose_name="共同实施"
            ),
        ),
        migrations.CreateModel(
            name="JointVillage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("added_by", models.CharField(max_length=120, verbose_name="记录单位")),
                ("added_at", models.DateTimeField(verbose_name="记录时间")),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joint",
                        to="projects.project",
                        verbose_name="项目",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joint",
                        to="villages.village",
                        verbose_name="共同实施的村（社区）",
                    ),
                ),
            ],
            options={
                "verbose_name": "共同实施的村（社区）",
                "verbose_name_plural": "共同实施的村（社区）",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("project", "village"),
                        name="a_village_takes_part_once",
                        violation_error_message="这个村（社区）已经在里面了。",
                    )
                ],
            },
        ),
    ]
