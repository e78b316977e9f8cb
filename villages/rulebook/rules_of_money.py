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
MONEY, MONTHS, PER_CENT = Money(), Days(_("个月")), Days("%")


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
    Chapter(
        "payments", _("到账、变更、质保金"), _("钱到了再开工，改多了再公示，留一点保质量。"),
        (
            Rule(
                "arrived_before_start", _("开工前赞助、自筹资金至少到账"), PER_CENT,
                "各地常见做法：资金落实后开工", least=0, most=100, law=_("先有钱后办事，具体比例待核实"),
            ),
            Rule(
                "change_to_notice_over", _("变更超过原金额多少要重新公示"), PER_CENT,
                "06-forms 变更表：是否超10%", least=0, most=30, law=_("变更管理的常见上限，待核实"),
                district_is_most=True,
            ),
            Rule(
                "retained_per_cent", _("质保金占审定价的比例"), PER_CENT,
                "建质〔2017〕138号：不得高于工程价款结算总额的3%", least=0, most=3,
                law=_("建质〔2017〕138号：最多3%"),
            ),
            Rule(
                "retained_months", _("质保金留多少个月"), MONTHS,
                "建质〔2017〕138号：缺陷责任期一般为1年，最长不超过2年", least=1, most=24,
                law=_("建质〔2017〕138号：最长2年"),
            ),
        ),
    ),
)  # fmt: skip
