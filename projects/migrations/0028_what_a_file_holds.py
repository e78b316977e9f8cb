import django.db.models.deletion
from django.db import migrations, models

from weishishi.kernel.append_only import protect


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0027_a_finished_matter_is_told"),
        ("villages", "0006_towns_decide_their_own_rules"),
    ]

    operations = [
        migrations.CreateModel(
            name="DossierNote",
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
                ("paper", models.CharField(max_length=20, verbose_name="材料")),
                (
                    "kind",
                    models.CharField(
                        choices=[("on_paper", "在纸质档案里"), ("not_needed", "这件事不需要")],
                        max_length=12,
                        verbose_name="情况",
                    ),
                ),
                ("words", models.CharField(max_length=120, verbose_name="说明")),
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
                        related_name="dossier_notes",
                        to="projects.project",
                        verbose_name="项目",
                    ),
                ),
            ],
            options={
                "verbose_name": "档案说明",
                "verbose_name_plural": "档案说明",
                "ordering": ["pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("at__lte", models.F("recorded_at"))),
                        name="dossiernote_not_written_before_it_was_true",
                        violation_error_message="时间不能晚于现在。",
                    ),
                    models.UniqueConstraint(
                        fields=("project", "paper"),
                        name="each_paper_said_once",
                        violation_error_message="这一项刚才已经说明过了，请刷新页面。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="a_missing_paper_has_its_words",
                        violation_error_message="请写明放在哪里，或者为什么不需要。",
                    ),
                ],
            },
        ),
        protect("projects_dossiernote"),
    ]
