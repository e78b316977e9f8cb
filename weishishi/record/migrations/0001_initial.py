"""The record's tables: what is bound, its salt, the chain and who checked it."""

from django.db import migrations, models
from django.db.migrations import CreateModel
from django.db.models import PROTECT, Q

from weishishi.kernel.tables import ID, Tables, columns

TABLES = [
    CreateModel(
        name="Shape",
        fields=columns(
            id=ID,
            fact=models.CharField("表", max_length=63),
            columns=models.TextField("列", db_comment="the names, sorted, joined by commas"),
            time=models.CharField("写下的时间是哪一列", blank=True, max_length=63),
        ),
        options={
            "verbose_name": "存证的列",
            "verbose_name_plural": "存证的列",
            "constraints": [
                models.UniqueConstraint(
                    fields=("fact", "columns"),
                    name="a_shape_is_known_once",
                    violation_error_message="这张表的这些列已经登记过了，不用再登记。",
                )
            ],
        },
    ),
    CreateModel(
        name="Entry",
        fields=columns(
            seq=models.BigIntegerField("序号", primary_key=True, serialize=False),
            at=models.DateTimeField("记录时间"),
            fact=models.CharField("表", max_length=63),
            row=models.BigIntegerField("行号"),
            shape=models.ForeignKey("record.shape", PROTECT, related_name="+", verbose_name="列"),
            digest=models.CharField("摘要", max_length=64),
            prev=models.CharField("上一条的哈希", max_length=64),
            hash=models.CharField("哈希", max_length=64, unique=True),
        ),
        options={
            "verbose_name": "存证",
            "verbose_name_plural": "存证",
            "ordering": ["seq"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("fact", "row"),
                    name="a_fact_is_recorded_once",
                    violation_error_message="这一条已经存证，不能再存一次。",
                ),
                models.CheckConstraint(
                    condition=Q(digest__regex="^[0-9a-f]{64}$"),
                    name="a_digest_is_whole",
                    violation_error_message="摘要不是 64 位十六进制，存证没有写成，请联系系统管理员。",
                ),
            ],
        },
    ),
    CreateModel(
        name="Salt",
        fields=columns(
            id=ID,
            fact=models.CharField("表", max_length=63),
            row=models.BigIntegerField("行号"),
            shape=models.ForeignKey("record.shape", PROTECT, related_name="+", verbose_name="列"),
            salt=models.CharField("盐", max_length=32),
        ),
        options={
            "verbose_name": "存证的盐",
            "verbose_name_plural": "存证的盐",
            "constraints": [
                models.UniqueConstraint(
                    fields=("fact", "row"),
                    name="a_fact_has_one_salt",
                    violation_error_message="这一条已经存证，不能再存一次。",
                )
            ],
        },
    ),
    CreateModel(
        name="Checkpoint",
        fields=columns(
            id=ID,
            on=models.DateField("日期", unique=True),
            seq=models.BigIntegerField("到第几条"),
            hash=models.CharField("哈希", max_length=64),
            sums=models.JSONField("当时的合计", default=dict),
            key=models.CharField("公钥", max_length=64),
            signature=models.CharField("签名", max_length=128),
            made_at=models.DateTimeField("签署时间"),
        ),
        options={
            "verbose_name": "存证点",
            "verbose_name_plural": "存证点",
            "ordering": ["-on"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(seq__gte=0),
                    name="a_checkpoint_is_of_something",
                    violation_error_message="存证点的序号不能是负数。",
                )
            ],
        },
    ),
    CreateModel(
        name="Gap",
        fields=columns(
            id=ID,
            lost_on=models.DateField("公布过的存证点"),
            lost_seq=models.BigIntegerField("公布到第几条"),
            lost_hash=models.CharField("公布的哈希", max_length=64),
            found_seq=models.BigIntegerField("恢复后到第几条"),
            why=models.CharField("原因", max_length=300),
            key=models.CharField("公钥", max_length=64),
            signature=models.CharField("签名", max_length=128),
            recorded_at=models.DateTimeField("记录时间"),
        ),
        options={
            "verbose_name": "存证缺口",
            "verbose_name_plural": "存证缺口",
            "ordering": ["-pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=~Q(why=""),
                    name="a_gap_says_why",
                    violation_error_message="请说明原因，例如“硬盘损坏，从备份恢复”。",
                )
            ],
        },
    ),
    CreateModel(
        name="Comparison",
        fields=columns(
            id=ID,
            ran_at=models.DateTimeField("核对时间"),
            found=models.JSONField(
                "对不上的", db_comment="[table, row, what], 100 at most", default=list
            ),
            lost_on=models.DateField("对不上的存证点", null=True),
        ),
        options={
            "verbose_name": "存证核对",
            "verbose_name_plural": "存证核对",
            "ordering": ["-pk"],
        },
    ),
]


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [Tables(TABLES)]
