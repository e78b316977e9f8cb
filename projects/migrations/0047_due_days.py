import django.db.models.deletion
from django.db import migrations, models

from weishishi.kernel.append_only import protect


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0046_what_the_papers_ask"),
        ("villages", "0009_somebody_stands_in"),
    ]

    operations = [
        migrations.CreateModel(
            name="DueDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="答复期限")),
                ("at", models.DateTimeField(verbose_name="算出来的时间")),
            ],
            options={
                "verbose_name": "日历公布以后算出的答复期限",
                "verbose_name_plural": "日历公布以后算出的答复期限",
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="findingstep",
            name="within",
            field=models.PositiveSmallIntegerField(
                null=True, verbose_name="退回的，几个工作日内再答复"
            ),
        ),
        migrations.AddConstraint(
            model_name="findingstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "return"), ("within__isnull", True), _connector="OR"),
                name="only_what_is_sent_back_has_new_days",
                violation_error_message="退回的时候才给新的期限。",
            ),
        ),
        migrations.AddField(
            model_name="dueday",
            name="finding",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="worked_out",
                to="projects.finding",
                verbose_name="监督发现",
            ),
        ),
        migrations.AddField(
            model_name="dueday",
            name="step",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="worked_out",
                to="projects.findingstep",
                verbose_name="退回重新整改",
            ),
        ),
        migrations.AddField(
            model_name="dueday",
            name="urge",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="worked_out",
                to="projects.urge",
                verbose_name="催办或督办",
            ),
        ),
        migrations.AddConstraint(
            model_name="dueday",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("finding__isnull", False), ("step__isnull", True), ("urge__isnull", True)
                    ),
                    models.Q(
                        ("finding__isnull", True), ("step__isnull", False), ("urge__isnull", True)
                    ),
                    models.Q(
                        ("finding__isnull", True), ("step__isnull", True), ("urge__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="a_due_day_is_of_one_thing",
                violation_error_message="一个答复期限只属于一条。",
            ),
        ),
        protect("projects_dueday"),
    ]
