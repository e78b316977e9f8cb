"""Rules about hands and papers: who approves, who has to have been there, what has to be on file."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from villages.roles import Role
from villages.rulebook.kinds import Days, Money
from villages.rulebook.lists import Chain, Papers, Several
from villages.rulebook.rules import Chapter, Rule
from villages.rulebook.rules_of_days import OURS, STATES
from villages.rulebook.rules_of_money import CLASSES, TENDER
from weishishi.kernel.yuan import WAN_FEN


class _Approver:
    """A role as a choice: code and label."""

    def __init__(self, role):
        self.value, self.label = role.value, role.label


APPROVERS = Several(
    [_Approver(role) for role in (Role.TOWN_OFFICER, Role.LEAD_CONTACT, Role.DISTRICT_OFFICER)]
)
ARCHIVE = "村民委员会组织法（2018）第三十四条：村务档案"
SPOT = "珠江晚报2021年6月11日报道：挂点领导可现场审批；金额分档待核实"
_WITH_PAPERS = (
    "screening", "deliberating", "on_notice", "town_review", "confirmed", "inspecting",
    "completed", "evaluating",
)  # fmt: skip

MEANS = "各地小型项目常见做法：按金额分档选实施单位；分档待核实"
MEANS_OF = {
    "direct": _("直接委托"), "quotes": _("三家询价"), "comparison": _("比选"), "tender": _("招标"),
}  # fmt: skip

CHAPTERS = (
    Chapter(
        "approval", _("谁来审批"), _("超过一般上限的，再上一级也要同意。"),
        (
            Rule("approval_chain", _("按金额由谁依次审批"), Chain(APPROVERS), SPOT),
            Rule(
                "two_hands_from_fen", _("从多少元起，登记和审批必须是两个人"), Money(), OURS,
                least=0, most=20 * WAN_FEN, law=_("内部控制：不相容岗位相分离"), district_is_most=True,
            ),
        ),
    ),
    Chapter(
        "visits", _("从多少元起，协商以前要到现场踏勘"), _("没有写的，不作硬性要求。"),
        tuple(
            Rule(
                f"visit_from_fen.{code}", title, Money(),
                "珠江晚报2021年6月11日报道：实地考察；从多少元起待核实", least=0, most=50 * WAN_FEN,
                law=_("一般上限以内"),
            )
            for code, title in CLASSES.items()
        ),
    ),
    Chapter(
        "means", _("实施单位怎么选"), _("金额大的用更严的方式；招标任何金额都可以用。"),
        (
            *(
                Rule(
                    f"means_up_to_fen.{code}", format_lazy(_("{}，最多到多少元"), title), Money(),
                    MEANS,
                    least=0, most=400 * WAN_FEN - 1, law=TENDER, district_is_most=True,
                )
                for code, title in MEANS_OF.items() if code != "tender"
            ),
            *(
                Rule(
                    f"means_papers.{code}", format_lazy(_("{}要有的材料"), title), Papers(), MEANS
                )
                for code, title in MEANS_OF.items()
            ),
        ),
    ),
    Chapter(
        "acceptance", _("验收"), _("各方都到场，都签字。"),
        (
            Rule(
                "acceptance_roles", _("验收至少几种角色签字"), Days(_("种")),
                "06-forms 验收表：验收小组签字；几种待核实", least=2, most=6,
                law=_("验收表上一共六种角色"),
            ),
        ),
    ),
    Chapter(
        "documents", _("每个环节要有的材料"), _(
            "一项目一档。系统里登记得到的，缺了会列在办理页和审批页上，审批的人看得到；系统里不登记的，看纸质档案。"
        ),
        tuple(
            Rule(f"documents.{code}", STATES[code], Papers(), ARCHIVE) for code in _WITH_PAPERS
        ),
    ),
)  # fmt: skip
