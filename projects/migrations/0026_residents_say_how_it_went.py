import uuid

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

from weishishi.kernel.append_only import protect

# What is being evaluated already gets its first round, by the defaults.
BEGIN = """
INSERT INTO projects_evaluation (project_id, round, opened_at, first_day, last_day, rule_basis,
                                 against_members, least_voices, outcome)
SELECT id, 1, state_since, (state_since AT TIME ZONE 'Asia/Shanghai')::date,
       (state_since AT TIME ZONE 'Asia/Shanghai')::date + 2, '默认', false, 5, ''
FROM projects_project WHERE state = 'evaluating'
"""


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0025_works_and_acceptance"),
        ("villages", "0006_towns_decide_their_own_rules"),
    ]

    operations = [
        migrations.CreateModel(
            name="Evaluation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(verbose_name="第几轮")),
                ("opened_at", models.DateTimeField(verbose_name="开始时间")),
                ("first_day", models.DateField(verbose_name="第一天")),
                ("last_day", models.DateField(verbose_name="最少到哪天（含当天）")),
                ("rule_basis", models.CharField(max_length=120, verbose_name="规则的依据")),
                ("against_members", models.BooleanField(verbose_name="按应评人数算")),
                ("least_voices", models.PositiveSmallIntegerField(verbose_name="至少几份有效")),
                ("members", models.PositiveIntegerField(null=True, verbose_name="应评人数")),
                ("closed_at", models.DateTimeField(null=True, verbose_name="结束时间")),
                ("satisfied", models.PositiveIntegerField(null=True, verbose_name="满意")),
                ("basic", models.PositiveIntegerField(null=True, verbose_name="基本满意")),
                ("dissatisfied", models.PositiveIntegerField(null=True, verbose_name="不满意")),
                ("invalid", models.PositiveIntegerField(null=True, verbose_name="无效")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("satisfied", "满意"),
                            ("basic", "基本满意"),
                            ("dissatisfied", "不满意"),
                        ],
                        max_length=12,
                        verbose_name="结果",
                    ),
                ),
                ("rectify_by", models.DateField(null=True, verbose_name="整改期限")),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluations",
                        to="projects.project",
                        verbose_name="项目",
                    ),
                ),
            ],
            options={
                "verbose_name": "评议",
                "verbose_name_plural": "评议",
                "ordering": ["project", "round"],
            },
        ),
        migrations.CreateModel(
            name="Barred",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("phone_index", models.CharField(max_length=64)),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="barred",
                        to="projects.evaluation",
                    ),
                ),
            ],
            options={
                "verbose_name": "不能参加评议的手机号",
                "verbose_name_plural": "不能参加评议的手机号",
            },
        ),
        migrations.CreateModel(
            name="BallotSheet",
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
                ("where", models.CharField(max_length=80, verbose_name="在哪里收的")),
                ("satisfied", models.PositiveIntegerField(verbose_name="满意")),
                ("basic", models.PositiveIntegerField(verbose_name="基本满意")),
                ("dissatisfied", models.PositiveIntegerField(verbose_name="不满意")),
                ("invalid", models.PositiveIntegerField(verbose_name="无效")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="更正原因")),
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
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="projects.ballotsheet",
                        verbose_name="更正哪一份",
                    ),
                ),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="projects.evaluation",
                        verbose_name="评议",
                    ),
                ),
            ],
            options={
                "verbose_name": "纸质测评表汇总",
                "verbose_name_plural": "纸质测评表汇总",
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                (
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "overall",
                    models.CharField(
                        choices=[
                            ("satisfied", "满意"),
                            ("basic", "基本满意"),
                            ("dissatisfied", "不满意"),
                        ],
                        max_length=12,
                        verbose_name="总体",
                    ),
                ),
                ("words", models.TextField(verbose_name="意见")),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="remarks",
                        to="projects.evaluation",
                        verbose_name="评议",
                    ),
                ),
            ],
            options={
                "verbose_name": "评议留言",
                "verbose_name_plural": "评议留言",
                "ordering": ["key"],
            },
        ),
        migrations.CreateModel(
            name="Spoken",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spoken",
                        to="projects.evaluation",
                    ),
                ),
            ],
            options={
                "verbose_name": "已经评过",
                "verbose_name_plural": "已经评过",
                "ordering": ["digest"],
            },
        ),
        migrations.CreateModel(
            name="Voice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("site", "现场扫码"), ("link", "消息里的链接"), ("phone", "电话")],
                        max_length=8,
                        verbose_name="方式",
                    ),
                ),
                (
                    "voter",
                    models.CharField(
                        choices=[
                            ("user", "用得上的居民"),
                            ("neighbour", "附近的居民"),
                            ("representative", "村（居）民代表"),
                            ("party_member", "党员"),
                            ("other", "其他"),
                        ],
                        max_length=16,
                        verbose_name="对象类别",
                    ),
                ),
                (
                    "overall",
                    models.CharField(
                        choices=[
                            ("satisfied", "满意"),
                            ("basic", "基本满意"),
                            ("dissatisfied", "不满意"),
                        ],
                        max_length=12,
                        verbose_name="总体",
                    ),
                ),
                (
                    "fits",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("satisfied", "满意"),
                            ("basic", "基本满意"),
                            ("dissatisfied", "不满意"),
                        ],
                        max_length=12,
                        verbose_name="需求符合",
                    ),
                ),
                (
                    "quality",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("satisfied", "满意"),
                            ("basic", "基本满意"),
                            ("dissatisfied", "不满意"),
                        ],
                        max_length=12,
                        verbose_name="质量",
                    ),
                ),
                (
                    "pace",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("satisfied", "满意"),
                            ("basic", "基本满意"),
                            ("dissatisfied", "不满意"),
                        ],
                        max_length=12,
                        verbose_name="进度",
                    ),
                ),
                (
                    "openness",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("satisfied", "满意"),
                            ("basic", "基本满意"),
                            ("dissatisfied", "不满意"),
                        ],
                        max_length=12,
                        verbose_name="公开",
                    ),
                ),
                (
                    "service",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("satisfied", "满意"),
                            ("basic", "基本满意"),
                            ("dissatisfied", "不满意"),
                        ],
                        max_length=12,
                        verbose_name="服务",
                    ),
                ),
                ("said_on", models.DateField(verbose_name="日期")),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voices",
                        to="projects.evaluation",
                        verbose_name="评议",
                    ),
                ),
            ],
            options={
                "verbose_name": "评议意见",
                "verbose_name_plural": "评议意见",
                "ordering": ["id"],
            },
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.UniqueConstraint(fields=("project", "round"), name="each_round_once"),
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)),
                fields=("project",),
                name="one_round_at_a_time",
                violation_error_message="这件事正在评议，不用再开一轮。",
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_day__gte", models.F("first_day"))),
                name="a_round_has_its_days",
                violation_error_message="评议至少一天。",
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("basic__isnull", True),
                        ("closed_at__isnull", True),
                        ("dissatisfied__isnull", True),
                        ("invalid__isnull", True),
                        ("outcome", ""),
                        ("satisfied__isnull", True),
                    ),
                    models.Q(
                        ("basic__isnull", False),
                        ("closed_at__isnull", False),
                        ("dissatisfied__isnull", False),
                        ("invalid__isnull", False),
                        ("satisfied__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="a_result_is_whole",
                violation_error_message="评议结果由系统计算，不能只写一部分。",
            ),
        ),
        migrations.AddConstraint(
            model_name="evaluation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("members__isnull", True),
                    ("against_members", False),
                    ("satisfied__isnull", True),
                    (
                        "members__gte",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("satisfied"), "+", models.F("basic")
                            ),
                            "+",
                            models.F("dissatisfied"),
                        ),
                    ),
                    _connector="OR",
                ),
                name="no_more_voices_than_members",
                violation_error_message="应评人数不能少于收到的有效评议。",
            ),
        ),
        migrations.AddConstraint(
            model_name="barred",
            constraint=models.UniqueConstraint(
                fields=("evaluation", "phone_index"),
                name="each_phone_barred_once",
                violation_error_message="这个手机号已经登记过了。",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballotsheet",
            constraint=models.CheckConstraint(
                condition=models.Q(("at__lte", models.F("recorded_at"))),
                name="ballotsheet_not_written_before_it_was_true",
                violation_error_message="时间不能晚于现在。",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballotsheet",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("replaces__isnull", True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_corrected_sheet_has_its_reason",
                violation_error_message="更正要写明原因。",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballotsheet",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("replaces__isnull", False),
                    ("satisfied__gt", 0),
                    ("basic__gt", 0),
                    ("dissatisfied__gt", 0),
                    ("invalid__gt", 0),
                    _connector="OR",
                ),
                name="a_new_sheet_is_not_empty",
                violation_error_message="请填收回的份数。",
            ),
        ),
        protect("projects_voice"),
        protect("projects_ballotsheet"),
        migrations.RunSQL(BEGIN, migrations.RunSQL.noop),
    ]
