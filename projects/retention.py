"""How long is what kept, and what happens then? One table: the notice prints it, the daily job
works through it, docs/privacy.md lists it. (PIPL 17, 19, 47)

A period marked 待核实 is ours or from memory, not a law's; a district may set another one here and
then issues a new version of the notice (villages/notices.py).
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as lazy

TO_BE_CHECKED = "待核实"


@dataclass(frozen=True)
class Kind:
    """One kind of data. `days` are calendar days, counted from `since`: it is kept on the last of
    them and goes on the day after; None is kept for good, or until something happens."""

    code: str
    what: str
    days: int | None
    since: str
    then: str
    law: str
    checked: bool = False
    period: str = ""  # how the notice says it; without one the notice leaves it out

    def __str__(self):
        return self.code


KINDS = (
    Kind(
        "drafts", lazy("没提交完的表"), 7, lazy("最后一次保存"), lazy("连同照片删除"),
        "个人信息保护法 19", period=lazy("7 天"),
    ),
    Kind(
        "people_of_matters", lazy("称呼、手机号、原话、具体位置、没公开的照片"), 730,
        lazy("办结归档或了结"), lazy("删除，只留公开的办理记录"), "个人信息保护法 19、47",
        period=lazy("事情办结或了结后 2 年"),
    ),
    Kind(
        "messages", lazy("给您的消息"), 365, lazy("送达"), lazy("删除"), "个人信息保护法 19",
        period=lazy("送达后 1 年"),
    ),
    Kind(
        "accounts", lazy("账号、同意记录"), None, "", lazy("注销时抹去能认出本人的内容"),
        "个人信息保护法 47", period=lazy("到您注销；同意记录去掉姓名后留作凭证"),
    ),
    Kind(
        "logs", lazy("登录和访问日志"), 180, lazy("产生"),
        lazy("由运维按“至少保存”清理（不在数据库里）"), "网络安全法 21：不少于六个月",
        period=lazy("至少 6 个月"),
    ),
    Kind(
        "records", lazy("公开的办理记录"), None, "", lazy("长期保存"), "村民委员会组织法 34：村务档案",
        checked=True, period=lazy("按村务档案的规定长期保存"),
    ),
)  # fmt: skip


def printed():
    """(what, period) as the notice prints them."""
    return tuple((str(kind.what), str(kind.period)) for kind in KINDS if kind.period)
