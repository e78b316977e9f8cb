"""The twelve invariants of the money: what each says, and the view that must be empty for it.

(trust.md A4; the views: migrations 0004 here and projects/migrations/0021 for what only the
projects know)
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from funding.models import AuditRun
from weishishi.kernel import clock

STALE_AFTER = timedelta(days=2)
SHOWN = 20  # rows that are printed of a view that is not empty


@dataclass(frozen=True)
class Invariant:
    code: str
    words: object

    @property
    def view(self):
        return f"funding_audit_{self.code.removeprefix('I').zfill(2)}"


TWELVE = (
    Invariant("I1", _("每笔账的分录合计为 0，一条不多、一条不少")),
    Invariant("I2", _("全部账户合计为 0，留存的余额等于分录之和")),
    Invariant("I3", _("没有账户透支")),
    Invariant("I4", _("每个项目每个来源：已付加质保金不超过已确定")),
    Invariant("I5", _("已确定的项目：来源之和等于确定的预算，也等于账上确定的数")),
    Invariant("I6", _("每笔账都有依据：环节记录或文号")),
    Invariant("I7", _("结清的项目：确定减已付减质保金等于释放")),
    Invariant("I8", _("退回不超过已付")),
    Invariant("I9", _("付出去的不超过到账的")),
    Invariant("I10", _("确定和下达不超过年度额度（村、镇）")),
    Invariant("I11", _("公布的合计等于账上的合计")),
    Invariant("I12", _("每笔付款有付款方、收款方、票据、凭证和两个不同的经手人")),
)


def rows_against(invariant):
    """(how many, the first of them as {column: value})."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {invariant.view}")
        number = cursor.fetchone()[0]
        if not number:
            return 0, []
        cursor.execute(f"SELECT * FROM {invariant.view} LIMIT {SHOWN}")
        names = [column.name for column in cursor.description]
        return number, [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def audit():
    """Ask all twelve and note the answer; returns the AuditRun."""
    found = {one.code: rows_against(one)[0] for one in TWELVE}
    return AuditRun.objects.create(ran_at=clock.now(), found=found)


def audit_words(last):
    """(is it well, a sentence) for a page. What was not asked does not hold."""
    if last is None:
        return False, gettext("还没有核对过，每天夜里核对一次。")
    day = f"{localdate(last.ran_at):%Y-%m-%d}"
    if broken := sum(1 for number in last.found.values() if number):
        return False, gettext("{day}核对：{number} 条不成立，请马上查。").format(
            day=day, number=broken
        )
    if unasked := sum(1 for one in TWELVE if one.code not in last.found):
        return False, gettext("{day}核对：有 {number} 条没有核对到，请重新核对。").format(
            day=day, number=unasked
        )
    if (age := clock.now() - last.ran_at) > STALE_AFTER:
        return False, gettext("上次核对是 {} 天前，请系统管理员看看夜里的任务。").format(age.days)
    return True, gettext("{}核对：十二条全部成立。").format(day)


def answers(last):
    """[(Invariant, rows against it)] of the last time they were asked; None where they never were."""
    return [(one, last.found.get(one.code) if last else None) for one in TWELVE]
