"""One row for each fact that was written, each bound to the one before it.

Nothing personal stands in the chain: the name of a table, the number of a row and a digest that is
salted. Without its salt a digest says nothing; the salt can be thrown away, the chain stays whole.
"""

from django.db import models
from django.db.models import Q


class Shape(models.Model):
    """Which columns a fact had when it was digested: a later column does not make it look changed."""

    fact = models.CharField("表", max_length=63)
    columns = models.TextField("列", db_comment="the names, sorted, joined by commas")
    time = models.CharField("写下的时间是哪一列", max_length=63, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "存证的列"
        constraints = [
            models.UniqueConstraint(
                fields=["fact", "columns"], name="a_shape_is_known_once",
                violation_error_message="这张表的这些列已经登记过了，不用再登记。",
            )
        ]  # fmt: skip

    def __str__(self):
        return self.fact


class Entry(models.Model):
    """One link. PostgreSQL gives it its number, the hash before it and its own (record.chain);
    whatever an INSERT says there is not believed."""

    append_only = True
    recorded = False

    seq = models.BigIntegerField("序号", primary_key=True)
    at = models.DateTimeField("记录时间")
    fact = models.CharField("表", max_length=63)
    row = models.BigIntegerField("行号")
    shape = models.ForeignKey(Shape, models.PROTECT, related_name="+", verbose_name="列")
    digest = models.CharField("摘要", max_length=64)
    prev = models.CharField("上一条的哈希", max_length=64)
    hash = models.CharField("哈希", max_length=64, unique=True)

    class Meta:
        verbose_name = verbose_name_plural = "存证"
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(
                fields=["fact", "row"], name="a_fact_is_recorded_once",
                violation_error_message="这一条已经存证，不能再存一次。",
            ),
            models.CheckConstraint(
                name="a_digest_is_whole", condition=Q(digest__regex=r"^[0-9a-f]{64}$"),
                violation_error_message="摘要不是 64 位十六进制，存证没有写成，请联系系统管理员。",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.seq} {self.fact} {self.row}"


class Salt(models.Model):
    """What a digest was salted with. Deleting it cuts the link from the chain to the fact."""

    fact = models.CharField("表", max_length=63)
    row = models.BigIntegerField("行号")
    shape = models.ForeignKey(Shape, models.PROTECT, related_name="+", verbose_name="列")
    salt = models.CharField("盐", max_length=32)

    class Meta:
        verbose_name = verbose_name_plural = "存证的盐"
        constraints = [
            models.UniqueConstraint(
                fields=["fact", "row"], name="a_fact_has_one_salt",
                violation_error_message="这一条已经存证，不能再存一次。",
            )
        ]  # fmt: skip

    def __str__(self):
        return f"{self.fact} {self.row}"


class Checkpoint(models.Model):
    """The end of the chain on one day, signed with a key that is not in the database."""

    append_only = True
    recorded = False

    on = models.DateField("日期", unique=True)
    seq = models.BigIntegerField("到第几条")
    hash = models.CharField("哈希", max_length=64)
    sums = models.JSONField("当时的合计", default=dict)
    key = models.CharField("公钥", max_length=64)
    signature = models.CharField("签名", max_length=128)
    made_at = models.DateTimeField("签署时间")

    class Meta:
        verbose_name = verbose_name_plural = "存证点"
        ordering = ["-on"]
        constraints = [
            models.CheckConstraint(
                name="a_checkpoint_is_of_something", condition=Q(seq__gte=0),
                violation_error_message="存证点的序号不能是负数。",
            )
        ]  # fmt: skip

    def __str__(self):
        return f"{self.on} {self.short}"

    @property
    def short(self):
        """What stands on paper: the first eight figures of the hash."""
        return self.hash[:8]


class Gap(models.Model):
    """An operator says, for everybody to read, why a published checkpoint does not fit the chain: a
    backup was restored. Nothing is sealed again in silence."""

    append_only = True

    lost_on = models.DateField("公布过的存证点")
    lost_seq = models.BigIntegerField("公布到第几条")
    lost_hash = models.CharField("公布的哈希", max_length=64)
    found_seq = models.BigIntegerField("恢复后到第几条")
    why = models.CharField("原因", max_length=300)
    key = models.CharField("公钥", max_length=64)
    signature = models.CharField("签名", max_length=128)
    recorded_at = models.DateTimeField("记录时间")

    class Meta:
        verbose_name = verbose_name_plural = "存证缺口"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_gap_says_why",
                condition=~Q(why=""),
                violation_error_message="请说明原因，例如“硬盘损坏，从备份恢复”。",
            )
        ]  # fmt: skip

    def __str__(self):
        return f"{self.lost_on} {self.lost_seq} > {self.found_seq}"


class Comparison(models.Model):
    """What the nightly comparison of every fact with its link found."""

    append_only = True

    ran_at = models.DateTimeField("核对时间")
    found = models.JSONField("对不上的", default=list, db_comment="[table, row, what], 100 at most")
    lost_on = models.DateField("对不上的存证点", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "存证核对"
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.ran_at:%Y-%m-%d %H:%M}"

    @property
    def is_well(self):
        return not self.found and self.lost_on is None
