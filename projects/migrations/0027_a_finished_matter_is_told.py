import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0026_residents_say_how_it_went"),
        ("villages", "0006_towns_decide_their_own_rules"),
    ]

    operations = [
        migrations.CreateModel(
            name="Story",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.TextField(max_length=600, verbose_name="故事")),
                (
                    "figure",
                    models.CharField(blank=True, max_length=40, verbose_name="数字说的是什么"),
                ),
                ("figure_unit", models.CharField(blank=True, max_length=10, verbose_name="单位")),
                (
                    "figure_before",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="之前"
                    ),
                ),
                (
                    "figure_after",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="之后"
                    ),
                ),
                (
                    "figure_source",
                    models.CharField(blank=True, max_length=120, verbose_name="数字从哪里来"),
                ),
                (
                    "quote",
                    models.CharField(blank=True, max_length=120, verbose_name="居民的一句话"),
                ),
                ("quote_name", models.CharField(blank=True, max_length=6, verbose_name="称呼")),
                (
                    "consent_on",
                    models.DateField(blank=True, null=True, verbose_name="哪天同意公开的"),
                ),
                ("consent", models.CharField(blank=True, max_length=80, verbose_name="怎么同意的")),
                ("released_at", models.DateTimeField(null=True, verbose_name="发布时间")),
                (
                    "after",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="projects.photo",
                        verbose_name="之后的照片",
                    ),
                ),
                (
                    "before",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="projects.photo",
                        verbose_name="之前的照片",
                    ),
                ),
                (
                    "edited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.post",
                        verbose_name="编辑",
                    ),
                ),
                (
                    "project",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="story",
                        to="projects.project",
                        verbose_name="项目",
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.post",
                        verbose_name="发布审核",
                    ),
                ),
            ],
            options={
                "verbose_name": "项目故事",
                "verbose_name_plural": "项目故事",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("figure", ""),
                                ("figure_after__isnull", True),
                                ("figure_before__isnull", True),
                                ("figure_source", ""),
                            ),
                            models.Q(
                                ("figure_after__isnull", False),
                                ("figure_before__isnull", False),
                                models.Q(("figure", ""), _negated=True),
                                models.Q(("figure_source", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_figure_has_its_source",
                        violation_error_message="数字要写明说的是什么、之前、之后，还有从哪里来。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("consent", ""),
                                ("consent_on__isnull", True),
                                ("quote", ""),
                                ("quote_name", ""),
                            ),
                            models.Q(
                                ("consent_on__isnull", False),
                                models.Q(("quote", ""), _negated=True),
                                models.Q(("quote_name", ""), _negated=True),
                                models.Q(("consent", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_quote_has_its_consent",
                        violation_error_message="引用居民的话要写称呼，以及哪天、怎么同意公开的。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("released_by__isnull", True),
                            ("edited_by__isnull", True),
                            models.Q(("released_by", models.F("edited_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="a_story_is_released_by_a_second_person",
                        violation_error_message="故事要由编辑以外的另一个人审核发布。",
                    ),
                ],
            },
        ),
    ]
