import django.db.models.deletion
from django.db import migrations, models

from weishishi.kernel.append_only import protect


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0040_clocks"),
        ("villages", "0008_organisation_accounts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Advice",
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
                ("text", models.CharField(max_length=500, verbose_name="建议")),
                ("asks", models.BooleanField(default=False, verbose_name="请村（社区）答复")),
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
                        related_name="advice",
                        to="projects.project",
                        verbose_name="项目",
                    ),
                ),
            ],
            options={
                "verbose_name": "审计建议",
                "verbose_name_plural": "审计建议",
                "ordering": ["-pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AdviceAnswer",
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
                ("text", models.CharField(max_length=500, verbose_name="答复")),
                (
                    "advice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer",
                        to="projects.advice",
                        verbose_name="审计建议",
                    ),
                ),
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
            ],
            options={
                "verbose_name": "审计建议的答复",
                "verbose_name_plural": "审计建议的答复",
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AnomalyLook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.CharField(max_length=16, verbose_name="哪条规则")),
                ("subject", models.CharField(max_length=60, verbose_name="哪一条")),
                ("print", models.CharField(max_length=64, verbose_name="当时的情况")),
                ("why", models.CharField(max_length=200, verbose_name="看过以后怎么说")),
                ("by_name", models.CharField(max_length=120, verbose_name="单位")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.post",
                        verbose_name="职务",
                    ),
                ),
            ],
            options={
                "verbose_name": "异常提示查看记录",
                "verbose_name_plural": "异常提示查看记录",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Finding",
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
                    "owed_by",
                    models.CharField(
                        choices=[("village", "村（社区）"), ("town", "镇")],
                        max_length=8,
                        verbose_name="请哪里整改答复",
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="发现的问题")),
                (
                    "basis",
                    models.CharField(max_length=120, verbose_name="依据（法律、文件和条款）"),
                ),
                ("within", models.PositiveSmallIntegerField(verbose_name="几个工作日内答复")),
                ("due_on", models.DateField(null=True, verbose_name="答复期限")),
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="projects.project",
                        verbose_name="项目",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="villages.village",
                        verbose_name="村（社区）",
                    ),
                ),
            ],
            options={
                "verbose_name": "监督发现",
                "verbose_name_plural": "监督发现",
                "ordering": ["-pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FindingStep",
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
                ("order", models.PositiveSmallIntegerField(verbose_name="第几步")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("answer", "整改答复"),
                            ("return", "退回重新整改"),
                            ("close", "认可整改，销号"),
                        ],
                        max_length=8,
                        verbose_name="哪一步",
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="内容")),
                ("due_on", models.DateField(null=True, verbose_name="新的答复期限")),
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
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="projects.finding",
                        verbose_name="监督发现",
                    ),
                ),
            ],
            options={
                "verbose_name": "监督发现的经过",
                "verbose_name_plural": "监督发现的经过",
                "ordering": ["finding", "order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Inspection",
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
                ("on", models.DateField(verbose_name="日期")),
                ("offices", models.CharField(max_length=200, verbose_name="参加的单位")),
                ("about", models.CharField(max_length=200, verbose_name="检查什么")),
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
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.district",
                        verbose_name="区",
                    ),
                ),
            ],
            options={
                "verbose_name": "联合监督检查",
                "verbose_name_plural": "联合监督检查",
                "ordering": ["-on", "-pk"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="finding",
            name="inspection",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="findings",
                to="projects.inspection",
                verbose_name="联合监督检查",
            ),
        ),
        migrations.CreateModel(
            name="Sample",
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
                ("states", models.JSONField(default=list, verbose_name="环节")),
                ("since", models.DateField(null=True, verbose_name="从哪天起提出的")),
                ("until", models.DateField(null=True, verbose_name="到哪天为止提出的")),
                ("n", models.PositiveSmallIntegerField(verbose_name="抽几件")),
                ("seed", models.CharField(max_length=64, verbose_name="种子（十六进制）")),
                (
                    "seed_from",
                    models.CharField(blank=True, max_length=120, verbose_name="种子从哪里来"),
                ),
                ("pool", models.JSONField(default=list, verbose_name="范围里的查询号")),
                ("drawn", models.JSONField(default=list, verbose_name="抽中的查询号")),
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
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.district",
                        verbose_name="区",
                    ),
                ),
                (
                    "town",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.town",
                        verbose_name="镇",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.village",
                        verbose_name="村（社区）",
                    ),
                ),
            ],
            options={
                "verbose_name": "随机抽查",
                "verbose_name_plural": "随机抽查",
                "ordering": ["-pk"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="inspection",
            name="sample",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="inspections",
                to="projects.sample",
                verbose_name="随机抽查",
            ),
        ),
        migrations.CreateModel(
            name="Stop",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stops",
                        to="projects.inspection",
                        verbose_name="联合监督检查",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stops",
                        to="projects.project",
                        verbose_name="项目",
                    ),
                ),
            ],
            options={
                "verbose_name": "检查的项目",
                "verbose_name_plural": "检查的项目",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Seen",
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
                ("text", models.CharField(max_length=500, verbose_name="现场情况")),
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
                    "stop",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seen",
                        to="projects.stop",
                        verbose_name="检查的项目",
                    ),
                ),
            ],
            options={
                "verbose_name": "现场情况",
                "verbose_name_plural": "现场情况",
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="advice",
            constraint=models.CheckConstraint(
                condition=models.Q(("at__lte", models.F("recorded_at"))),
                name="advice_not_written_before_it_was_true",
                violation_error_message="时间不能晚于现在。",
            ),
        ),
        migrations.AddConstraint(
            model_name="advice",
            constraint=models.UniqueConstraint(
                fields=("form_token",),
                name="one_form_one_advice",
                violation_error_message="这一张已经登记过了，请刷新页面。",
            ),
        ),
        migrations.AddConstraint(
            model_name="advice",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True),
                name="advice_is_said_in_words",
                violation_error_message="请写建议。",
            ),
        ),
        migrations.AddConstraint(
            model_name="adviceanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("at__lte", models.F("recorded_at"))),
                name="adviceanswer_not_written_before_it_was_true",
                violation_error_message="时间不能晚于现在。",
            ),
        ),
        migrations.AddConstraint(
            model_name="adviceanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True),
                name="who_answers_advice_says_something",
                violation_error_message="请写答复。",
            ),
        ),
        migrations.AddIndex(
            model_name="anomalylook",
            index=models.Index(fields=["rule", "subject"], name="anomaly_looked_at"),
        ),
        migrations.AddConstraint(
            model_name="anomalylook",
            constraint=models.CheckConstraint(
                condition=models.Q(("why", ""), _negated=True),
                name="who_looked_says_why",
                violation_error_message="请写明看过以后怎么说。",
            ),
        ),
        migrations.AddConstraint(
            model_name="findingstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("at__lte", models.F("recorded_at"))),
                name="findingstep_not_written_before_it_was_true",
                violation_error_message="时间不能晚于现在。",
            ),
        ),
        migrations.AddConstraint(
            model_name="findingstep",
            constraint=models.UniqueConstraint(
                fields=("finding", "order"),
                name="one_step_of_a_finding_at_a_time",
                violation_error_message="刚才有人写过了，请刷新页面再办。",
            ),
        ),
        migrations.AddConstraint(
            model_name="findingstep",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "close")),
                fields=("finding",),
                name="a_finding_is_closed_once",
                violation_error_message="这一条已经销号。",
            ),
        ),
        migrations.AddConstraint(
            model_name="findingstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True),
                name="a_step_of_a_finding_has_its_words",
                violation_error_message="请写明内容。",
            ),
        ),
        migrations.AddConstraint(
            model_name="findingstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "return"), ("due_on__isnull", True), _connector="OR"),
                name="only_what_is_sent_back_has_a_new_day",
                violation_error_message="退回的时候才给新的期限。",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(("at__lte", models.F("recorded_at"))),
                name="finding_not_written_before_it_was_true",
                violation_error_message="时间不能晚于现在。",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(
                fields=("form_token",),
                name="one_form_one_finding",
                violation_error_message="这一张已经登记过了，请刷新页面。",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text", ""), _negated=True), models.Q(("basis", ""), _negated=True)
                ),
                name="a_finding_says_what_and_on_which_basis",
                violation_error_message="请写发现的问题和依据。",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(("within__gte", 1), ("within__lte", 60)),
                name="a_finding_leaves_some_days",
                violation_error_message="请给 1 到 60 个工作日答复。",
            ),
        ),
        migrations.AddConstraint(
            model_name="sample",
            constraint=models.CheckConstraint(
                condition=models.Q(("at__lte", models.F("recorded_at"))),
                name="sample_not_written_before_it_was_true",
                violation_error_message="时间不能晚于现在。",
            ),
        ),
        migrations.AddConstraint(
            model_name="sample",
            constraint=models.UniqueConstraint(
                fields=("form_token",),
                name="one_form_one_sample",
                violation_error_message="这一次已经抽过了，请刷新页面。",
            ),
        ),
        migrations.AddConstraint(
            model_name="sample",
            constraint=models.CheckConstraint(
                condition=models.Q(("seed__regex", "^[0-9a-f]{16,64}$")),
                name="a_seed_is_hexadecimal",
                violation_error_message="种子是 16 到 64 位十六进制（0-9、a-f）。",
            ),
        ),
        migrations.AddConstraint(
            model_name="sample",
            constraint=models.CheckConstraint(
                condition=models.Q(("n__gte", 1), ("n__lte", 50)),
                name="a_sample_draws_some",
                violation_error_message="一次抽 1 到 50 件。",
            ),
        ),
        migrations.AddConstraint(
            model_name="sample",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("since__isnull", True),
                    ("until__isnull", True),
                    ("until__gte", models.F("since")),
                    _connector="OR",
                ),
                name="a_period_of_a_sample_ends_after_it_begins",
                violation_error_message="结束的日期不能早于开始的日期。",
            ),
        ),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=models.CheckConstraint(
                condition=models.Q(("at__lte", models.F("recorded_at"))),
                name="inspection_not_written_before_it_was_true",
                violation_error_message="时间不能晚于现在。",
            ),
        ),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=models.UniqueConstraint(
                fields=("form_token",),
                name="one_form_one_inspection",
                violation_error_message="这一次已经登记过了，请刷新页面。",
            ),
        ),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("offices", ""), _negated=True), models.Q(("about", ""), _negated=True)
                ),
                name="an_inspection_says_who_and_what",
                violation_error_message="请写参加的单位和检查什么。",
            ),
        ),
        migrations.AddConstraint(
            model_name="stop",
            constraint=models.UniqueConstraint(
                fields=("inspection", "project"),
                name="each_matter_is_inspected_once",
                violation_error_message="同一件事只列一次。",
            ),
        ),
        migrations.AddConstraint(
            model_name="seen",
            constraint=models.CheckConstraint(
                condition=models.Q(("at__lte", models.F("recorded_at"))),
                name="seen_not_written_before_it_was_true",
                violation_error_message="时间不能晚于现在。",
            ),
        ),
        migrations.AddConstraint(
            model_name="seen",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True),
                name="what_was_seen_is_told",
                violation_error_message="请写现场情况。",
            ),
        ),
        protect("projects_advice"),
        protect("projects_adviceanswer"),
        protect("projects_anomalylook"),
        protect("projects_finding"),
        protect("projects_findingstep"),
        protect("projects_inspection"),
        protect("projects_sample"),
        protect("projects_stop"),
        protect("projects_seen"),
    ]
