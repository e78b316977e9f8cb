"""What the bank says of a month: statements of the tests, typed as a bank exports them."""

from datetime import date

from funding.actions import reconciliation
from weishishi.kernel import clock

HEAD = "交易日期,摘要,收入,支出,对方户名,流水号\n"


def this_month():
    return clock.today().replace(day=1)


def line(fen, day=None, who="青溪建设有限公司", words="工程款"):
    """A row of the file; `fen` below nothing for what left the account."""
    income, spending = (f"{fen / 100:.2f}", "") if fen > 0 else ("", f"{-fen / 100:.2f}")
    return f"{day or clock.today()},{words},{income},{spending},{who},0001\n"


def file_of(*rows):
    return (HEAD + "".join(rows)).encode("gb18030")


def upload(town, rows, *, by, month: date | None = None, **more):
    """A statement of these rows, matched by the machine."""
    return reconciliation.take_in(
        town, month or this_month(), name="六月.csv", data=file_of(*rows), by=by, **more
    )
