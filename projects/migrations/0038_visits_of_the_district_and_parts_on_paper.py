import django.db.models.deletion
from django.db import migrations, models

from weishishi.kernel.append_only import protect


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0037_several_villages_together"),
        ("villages", "0007_organisations"),
    ]

    operations = [
        migrations.AddField(
            model_name="ballotsheet",
            name="parts",
            field=models.JSONField(db_default={}, default=dict, verbose_name="分项份数"),
        ),
        migrations.CreateModel(
            name="GuidanceVisit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                (
                    "way",
                    models.CharField(
                        choices=[("door", "上门服务"), ("site", "现场指导"), ("phone", "电话")],
                        max_length=8,
                        verbose_name="方式",
                    ),
                ),
                ("where", models.CharField(max_length=80, verbose_name="地点")),
                ("what", models.CharField(max_length=500, verbose_name="内容")),
                ("by_name", models.CharField(max_length=120, verbose_name="单位")),
                (
                    "with_whom",
                    models.CharField(blank=True, max_length=120, verbose_name="同行人员"),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="记录时间")),
                ("form_token", models.UUIDField(editable=False)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.post",
                        verbose_name="人员（职务）",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guidance",
                        to="villages.village",
                        verbose_name="村（社区）",
                    ),
                ),
            ],
            options={
                "verbose_name": "下沉指导记录",
                "verbose_name_plural": "下沉指导记录",
                "ordering": ["-on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="GuidanceIssue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("found", models.CharField(max_length=200, verbose_name="发现问题")),
                ("advice", models.CharField(blank=True, max_length=200, verbose_name="建议")),
                ("due_on", models.DateField(verbose_name="哪天以前整改好（含当天）")),
                (
                    "done_on",
                    models.DateField(editable=False, null=True, verbose_name="整改好的日期"),
                ),
                (
                    "result",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="整改结果"
                    ),
                ),
                (
                    "done_by",
                    models.CharField(
                        blank=True, editable=False, max_length=120, verbose_name="整改单位"
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issues",
                        to="projects.guidancevisit",
                        verbose_name="下沉指导记录",
                    ),
                ),
            ],
            options={
                "verbose_name": "下沉指导发现的问题",
                "verbose_name_plural": "下沉指导发现的问题",
                "ordering": ["due_on", "pk"],
            },
        ),
        migrations.AddIndex(
            model_name="guidancevisit",
            index=models.Index(fields=["village", "-on"], name="guidance_by_day"),
        ),
        migrations.AddConstraint(
            model_name="guidancevisit",
            constraint=models.UniqueConstraint(
                fields=("form_token",), name="one_form_one_guidance_visit"
            ),
        ),
        migrations.AddConstraint(
            model_name="guidancevisit",
            constraint=models.CheckConstraint(
                condition=models.Q(("what", ""), _negated=True),
                name="a_visit_says_what_it_was_about",
                violation_error_message="请写指导了什么。",
            ),
        ),
        migrations.AddConstraint(
            model_name="guidanceissue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_on__isnull", True), ("result", "")),
                    models.Q(("done_on__isnull", False), models.Q(("result", ""), _negated=True)),
                    _connector="OR",
                ),
                name="what_is_put_right_says_how",
                violation_error_message="请写整改结果。",
            ),
        ),
        migrations.AddConstraint(
            model_name="guidanceissue",
            constraint=models.CheckConstraint(
                condition=models.Q(("found", ""), _negated=True),
                name="what_was_found_is_named",
                violation_error_message="请写发现了什么问题。",
            ),
        ),
        protect("projects_guidancevisit"),
    ]
