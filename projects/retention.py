"""How long is what kept, and what happens then? One table: the notice prints it, the daily job
works through it (actions/retention.py), docs/privacy.md lists it. (PIPL 17, 19, 47)

A period that is not `checked` is ours or from memory, no law's (待核实). A district that sets another
one here issues a new version of the notice (villages/notices.py).
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

PIPL = "个人信息保护法 19、47"


@dataclass(frozen=True)
class Kind:
    """One kind of data, kept `days` calendar days counted from `since`: still there on the last of
    them, gone on the day after. None: there is no day, `then` says when it goes, if ever.

    `period` is how the notice says it; without one the notice leaves it out. `by_job` is False
    where the daily job has nothing to do.
    """

    code: str
    what: str
    days: int | None
    since: str
    then: str
    law: str
    period: str = ""
    checked: bool = False
    by_job: bool = True


KINDS = (
    Kind(
        "sheets", _("没提交完的表"), 7, _("最后一次填写"), _("连同照片删除，每小时清理"), PIPL,
        period=_("最后一次填写后 7 天"), by_job=False,
    ),
    Kind(
        "drafts", _("工作人员没提交的草稿"), 30, _("写下"), _("连同照片、电话删除"), PIPL,
    ),
    Kind(
        "refused_photos", _("打不开、不能用的照片"), 30, _("上传"), _("删除"), PIPL,
    ),
    Kind(
        "contacts", _("没有账号的人留的称呼、手机号"), 730, _("最后一件归档或了结"),
        _("抹去，不再能凭查询号打开"), PIPL, period=_("事情归档或了结后 2 年"),
    ),
    Kind(
        "words", _("原话、具体位置、没公开的照片"), 730, _("归档或了结"),
        _("换成公开的说明；没公开过的删除"), PIPL, period=_("事情归档或了结后 2 年"),
    ),
    Kind(
        "words_of_the_closed", _("已注销、已要求删除的人在办事项的原话"), 0, _("公开或了结"),
        _("当天夜里换成公开的说明；没公开过的删除"), PIPL,
    ),
    Kind(
        "objections", _("对公示的意见：称呼、手机号、原话"), 730, _("答复"),
        _("抹去，只留公开的答复"), PIPL, period=_("答复后 2 年"),
    ),
    Kind(
        "remarks", _("评议、回访时留的话"), 730, _("评议结束"), _("删除，只留各项份数"), PIPL,
        period=_("评议、回访结束后 2 年"),
    ),
    Kind(
        "spoken", _("评议时一人一次的指纹（不是手机号）"), 0, _("评议结束"), _("删除"), PIPL,
    ),
    Kind(
        "look_words", _("回访（还好用吗）时留的话"), 730, _("问完"), _("删除，只留份数"), PIPL,
    ),
    Kind(
        "look_spoken", _("回访（还好用吗）时一人一次的指纹（不是手机号）"), 0, _("问完"), _("删除"), PIPL,
    ),
    Kind(
        "wish_claims", _("认领微心愿留的称呼、手机号；给谁的心愿"), 730, _("心愿办结或撤下，认领结束"),
        _("抹去，只留认领号、类别和经过"), PIPL, period=_("心愿了结后 2 年"),
    ),
    Kind(
        "care_needs", _("困难群众的姓名、住址、需求"), 730, _("登记"),
        _("抹去，只留类别和人数；查阅记录长期保存"), PIPL,
    ),
    Kind(
        "sign_ups", _("活动报名留的称呼、手机号"), 90, _("活动日期"),
        _("抹去，只留报名号"), PIPL, period=_("活动日期后 90 天"),
    ),
    Kind(
        "served", _("服务对象的姓名、电话"), 730, _("停止服务或事情了结"),
        _("抹去，只留类别和人数；查阅记录长期保存"), PIPL,
    ),
    Kind(
        "messages", _("给您的消息"), 365, _("送达"), _("删除"), PIPL, period=_("送达后 1 年"),
    ),
    Kind(
        "unproved_accounts", _("没核实手机号的账号"), 1, _("开户"), _("删除"), PIPL,
    ),
    Kind(
        "invitations", _("工作台的邀请"), 30, _("链接到期"), _("删除"), PIPL,
    ),
    Kind(
        "sessions", _("登录状态"), 0, _("到期"), _("删除"), PIPL,
    ),
    Kind(
        "accounts", _("账号、同意记录"), None, "", _("注销时抹去姓名和手机号，同意记录留作凭证"),
        PIPL, period=_("到您注销；同意记录去掉姓名后留作凭证"), by_job=False,
    ),
    Kind(
        "logs", _("登录和访问日志"), 180, _("产生"), _("至少保存这么久，之后由运维清理"),
        "网络安全法：不少于六个月", period=_("至少 6 个月"), by_job=False,
    ),
    Kind(
        "tries", _("防滥用的次数（短信、查询、提交）"), 1, _("第一次"), _("在缓存里到期消失"), PIPL,
        by_job=False,
    ),
    Kind(
        "meetings", _("会议的应到名单、签到表、记录"), None, "", _("村务档案，长期保存，只给工作人员看"),
        "村民委员会组织法 34：村务档案", by_job=False,
    ),
    Kind(
        "filed_papers", _("拍下来的签到表、票据"), None, "", _("村务档案，长期保存，只给工作人员看"),
        "村民委员会组织法 34：村务档案", by_job=False,
    ),
    Kind(
        "bank_rows", _("银行流水里的对方户名、摘要"), None, "",
        _("会计资料，加密保存，只给镇财政和审计看"), "会计档案管理办法：银行对账单 10 年（待核实）",
        by_job=False,
    ),
    Kind(
        "records", _("公开的办理记录"), None, "", _("长期保存"), "村民委员会组织法 34：村务档案",
        period=_("按村务档案的规定长期保存"), by_job=False,
    ),
)  # fmt: skip


def days_of(code):
    """How many calendar days that kind is kept."""
    return next(kind.days for kind in KINDS if kind.code == code)


def printed():
    """(what, period) as the notice prints them."""
    return tuple((str(kind.what), str(kind.period)) for kind in KINDS if kind.period)


HEAD = """# How long data are kept

Generated from `projects/retention.py` by `manage.py docs`; do not edit. The daily job
(`manage.py retention`, with `--dry-run` to look first) works through it, and the notice at
`/privacy/` prints the periods that concern residents. 待核实: our own period, to be confirmed by the
district; another one is a new version of the notice (docs/privacy.md).
"""


def retention_page():
    """The Markdown of docs/retention.md."""
    rows = [
        f"| `{kind.code}` | {kind.what} | {_days(kind)} | {kind.since} | {kind.then} | {kind.law} |"
        for kind in KINDS
    ]
    return "\n".join(
        [
            HEAD,
            "| code | 资料 | 期限 | 从何时起 | 到期怎么办 | 依据 |",
            "|---|---|---|---|---|---|",
            *rows,
            "",
        ]
    )


def _days(kind):
    if kind.days is None:
        return "—"
    return f"{kind.days} 天" + ("" if kind.checked or not kind.days else "（待核实）")
