import uuid

import django.db.models.deletion
from django.db import migrations, models

from weishishi.kernel.append_only import protect


def each_office_once(apps, schema_editor):
    """The same office in the same role twice: the first row holds, the others ended as they began."""
    parties = apps.get_model("projects", "Party").objects.using(schema_editor.connection.alias)
    seen = set()
    for row in parties.filter(ended_at=None, organisation=None).order_by("pk"):
        key = row.project_id, row.role, row.office
        if key in seen:
            parties.filter(pk=row.pk).update(ended_at=row.added_at)
        seen.add(key)


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0044_filed_papers"),
        ("villages", "0009_somebody_stands_in"),
    ]

    operations = [
        migrations.CreateModel(
            name="LookRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "months",
                    models.PositiveSmallIntegerField(
                        choices=[(3, "3 个月"), (12, "12 个月")], verbose_name="第几个月"
                    ),
                ),
                ("opened_on", models.DateField(verbose_name="开始日期")),
                ("last_day", models.DateField(verbose_name="到哪天为止（含当天）")),
                ("asked", models.PositiveIntegerField(verbose_name="请了几位")),
            ],
            options={
                "verbose_name": "还好用吗",
                "verbose_name_plural": "还好用吗",
                "ordering": ["project", "months"],
            },
        ),
        migrations.CreateModel(
            name="LookSpoken",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
            ],
            options={
                "verbose_name": "还好用吗：已经说过",
                "verbose_name_plural": "还好用吗：已经说过",
                "ordering": ["digest"],
            },
        ),
        migrations.CreateModel(
            name="LookVoice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("is_fine", models.BooleanField(verbose_name="好用")),
                ("said_on", models.DateField(verbose_name="日期")),
            ],
            options={
                "verbose_name": "还好用吗：居民说的",
                "verbose_name_plural": "还好用吗：居民说的",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="LookWords",
            fields=[
                (
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("words", models.TextField(verbose_name="哪里不好用")),
            ],
            options={
                "verbose_name": "还好用吗：留言",
                "verbose_name_plural": "还好用吗：留言",
                "ordering": ["key"],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=60, verbose_name="做到哪一步")),
                ("due_on", models.DateField(verbose_name="计划哪天")),
                ("done_on", models.DateField(null=True, verbose_name="哪天做到")),
                ("order", models.PositiveSmallIntegerField(verbose_name="第几步")),
                ("added_by", models.CharField(max_length=120, verbose_name="记录单位")),
                ("added_at", models.DateTimeField(verbose_name="记录时间")),
            ],
            options={
                "verbose_name": "节点",
                "verbose_name_plural": "节点",
                "ordering": ["order", "pk"],
            },
        ),
        migrations.AddField(
            model_name="careneed",
            name="project",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="projects.project",
                verbose_name="为此提的项目",
            ),
        ),
        migrations.RunPython(each_office_once, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True), ("organisation__isnull", True)),
                fields=("project", "role", "office"),
                name="an_office_takes_part_once",
                violation_error_message="它已经是这个角色了。",
            ),
        ),
        migrations.AddField(
            model_name="lookround",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="look_rounds",
                to="projects.project",
                verbose_name="项目",
            ),
        ),
        migrations.AddField(
            model_name="lookspoken",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="spoken",
                to="projects.lookround",
            ),
        ),
        migrations.AddField(
            model_name="lookvoice",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="voices",
                to="projects.lookround",
                verbose_name="还好用吗",
            ),
        ),
        migrations.AddField(
            model_name="lookwords",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="words",
                to="projects.lookround",
                verbose_name="还好用吗",
            ),
        ),
        migrations.AddField(
            model_name="milestone",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="milestones",
                to="projects.project",
                verbose_name="项目",
            ),
        ),
        migrations.AddConstraint(
            model_name="lookround",
            constraint=models.UniqueConstraint(
                fields=("project", "months"), name="residents_are_asked_once_for_each_look"
            ),
        ),
        migrations.AddConstraint(
            model_name="lookround",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_day__gte", models.F("opened_on"))),
                name="a_look_of_residents_has_its_days",
                violation_error_message="至少问一天。",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.UniqueConstraint(
                fields=("project", "order"),
                name="each_milestone_has_its_place",
                violation_error_message="这一步已经有了，请换一个序号。",
            ),
        ),
        protect("projects_lookvoice"),
    ]
