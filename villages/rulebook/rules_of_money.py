"""Rules about money: ceilings, quota, subsidies, splitting."""

from django.utils.translation import gettext_lazy as _

from villages.rulebook.kinds import Days, Money
from villages.rulebook.rules import Chapter, Rule
from weishishi.kernel.yuan import WAN_FEN

CITY = "珠委办字〔2021〕6号"
PRACTICE = "珠江晚报2021年6月11日报道：每个楼栋补贴2000元"
TENDER = _(
    "《必须招标的工程项目规定》（发改委令2018年第16号，待核实）：到了这个数必须招标，不再是微实事"
)
CLASSES = {"works": _("工程类"), "goods": _("货物类"), "services": _("服务类")}
_TENDER_FROM = {"works": 400 * WAN_FEN, "goods": 200 * WAN_FEN, "services": 100 * WAN_FEN}
MONEY, MONTHS = Money(), Days(_("个月"))


def _ceiling(code, title):
    return Rule(
        f"ceilings.{code}", title, MONEY, CITY, verified=True, least=1,
        most=_TENDER_FROM[code] - 1, law=TENDER, district_is_most=True,
    )  # fmt: skip


def _subsidy(unit, title, part):
    return Rule(
        f"subsidies.{unit}.{part}", title, MONEY, PRACTICE, least=1, most=50 * WAN_FEN,
        law=_("{}：单个项目一般不超过50万元").format(CITY),
    )  # fmt: skip


CHAPTERS = (
    Chapter(
        "ceilings", _("单个项目的一般上限"),
        _("一般来说不超过；确要超过的，写明理由，再上一级审批。"),
        tuple(_ceiling(code, title) for code, title in CLASSES.items()),
    ),
    Chapter(
        "money", _("补贴、年度额度、拆分"), _("一件事不拆成几件来躲上限。"),
        (
            _subsidy("building", _("每个楼栋补贴"), "amount_fen"),
            _subsidy("building", _("按楼栋补贴，一个项目最多"), "cap_fen"),
            _subsidy("household", _("每户补贴"), "amount_fen"),
            _subsidy("household", _("按户补贴，一个项目最多"), "cap_fen"),
            Rule(
                "annual_quota_fen", _("每个村（社区）一年的额度"), MONEY,
                "珠海没有统一规定；深圳龙岗200万元、海口美兰30万元", least=1, most=1000 * WAN_FEN,
                law=_("区、镇的资金安排"), district_is_most=True,
            ),
            Rule(
                "split_months", _("多少个月内同一处、同一实施方的合起来看"), MONTHS,
                "各地常见做法：不得化整为零", least=1, most=36, law=_("不得拆分项目躲避上限"),
            ),
        ),
    ),
)  # fmt: skip
