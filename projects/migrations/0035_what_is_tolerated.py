import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from weishishi.kernel.append_only import protect


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0033_model_projects_and_the_library"),
        ("villages", "0007_organisations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ToleranceNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("by_name", models.CharField(max_length=120, verbose_name="记录单位")),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("recorded_at", models.DateTimeField(verbose_name="记录时间")),
                (
                    "late_reason",
                    models.CharField(blank=True, max_length=200, verbose_name="补录原因"),
                ),
                ("happened_on", models.DateField(verbose_name="哪天发生")),
                ("deviation", models.TextField(verbose_name="偏差、失误是什么")),
                ("reason", models.TextField(verbose_name="为什么会这样")),
                ("basis", models.CharField(max_length=120, verbose_name="依据文件（名称、文号）")),
                ("form_token", models.UUIDField(editable=False)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.post",
                        verbose_name="记录人",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tolerance_notes",
                        to="projects.project",
                        verbose_name="项目",
                    ),
                ),
            ],
            options={
                "verbose_name": "容错免责记录（保密）",
                "verbose_name_plural": "容错免责记录（保密）",
                "ordering": ["-pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ToleranceReading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("office", models.CharField(max_length=120, verbose_name="查阅单位")),
                ("why", models.CharField(max_length=200, verbose_name="为什么查阅")),
                ("at", models.DateTimeField(verbose_name="查阅时间")),
                (
                    "note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="projects.tolerancenote",
                        verbose_name="查阅的记录",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="查阅人",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.post",
                        verbose_name="职务",
                    ),
                ),
            ],
            options={
                "verbose_name": "容错免责查阅记录",
                "verbose_name_plural": "容错免责查阅记录",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ToleranceRuling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("by_name", models.CharField(max_length=120, verbose_name="记录单位")),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("recorded_at", models.DateTimeField(verbose_name="记录时间")),
                (
                    "late_reason",
                    models.CharField(blank=True, max_length=200, verbose_name="补录原因"),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[("agree", "同意容错免责"), ("refuse", "不同意")],
                        max_length=10,
                        verbose_name="意见",
                    ),
                ),
                ("words", models.TextField(verbose_name="说明")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.post",
                        verbose_name="记录人",
                    ),
                ),
                (
                    "note",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ruling",
                        to="projects.tolerancenote",
                        verbose_name="容错免责记录",
                    ),
                ),
            ],
            options={
                "verbose_name": "容错免责审定",
                "verbose_name_plural": "容错免责审定",
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="tolerancenote",
            constraint=models.CheckConstraint(
                condition=models.Q(("at__lte", models.F("recorded_at"))),
                name="tolerancenote_not_written_before_it_was_true",
                violation_error_message="时间不能晚于现在。",
            ),
        ),
        migrations.AddConstraint(
            model_name="tolerancenote",
            constraint=models.UniqueConstraint(
                fields=("form_token",), name="one_form_one_tolerance_note"
            ),
        ),
        migrations.AddConstraint(
            model_name="tolerancenote",
            constraint=models.CheckConstraint(
                condition=models.Q(("basis", ""), _negated=True),
                name="tolerance_rests_on_a_document",
                violation_error_message="请写依据文件的名称和文号。",
            ),
        ),
        migrations.AddConstraint(
            model_name="tolerancenote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("deviation", ""), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                ),
                name="what_is_tolerated_has_its_reason",
                violation_error_message="偏差和原因都要写明。",
            ),
        ),
        migrations.AddConstraint(
            model_name="tolerancereading",
            constraint=models.CheckConstraint(
                condition=models.Q(("why", ""), _negated=True),
                name="a_tolerance_reading_has_its_reason",
                violation_error_message="查阅要写明为什么。",
            ),
        ),
        migrations.AddConstraint(
            model_name="toleranceruling",
            constraint=models.CheckConstraint(
                condition=models.Q(("at__lte", models.F("recorded_at"))),
                name="toleranceruling_not_written_before_it_was_true",
                violation_error_message="时间不能晚于现在。",
            ),
        ),
        migrations.AddConstraint(
            model_name="toleranceruling",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True),
                name="a_ruling_has_its_words",
                violation_error_message="请写明理由。",
            ),
        ),
        protect("projects_tolerancenote"),
        protect("projects_toleranceruling"),
        protect("projects_tolerancereading"),
    ]
