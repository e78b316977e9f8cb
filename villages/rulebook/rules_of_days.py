"""Rules about time: notices, how long a matter may rest, hazards first."""

from django.utils.translation import gettext_lazy as _

from villages.rulebook.kinds import Days, YesNo
from villages.rulebook.rules import Chapter, Rule

DAYS, WORKING_DAYS, VOICES = Days(_("天")), Days(_("个工作日")), Days(_("份"))
OURS = "本平台的默认值"
COMMON = "各地常见做法 3、5、7 日"
OWN_SCHEME = _("各镇自行制定实施方案，期限要在这个范围内")
STATES = {
    "submitted": _("待受理"), "returned": _("退回补正"), "accepted": _("已受理"),
    "screening": _("初审"), "deliberating": _("协商中"), "not_passed": _("未通过"),
    "on_notice": _("公示中"), "town_review": _("待镇级审批"), "confirmed": _("已确定"),
    "in_progress": _("实施中"), "suspended": _("暂停"), "inspecting": _("验收中"),
    "rectifying": _("整改"), "completed": _("已完成"), "evaluating": _("评议中"),
    "evaluated": _("已评议"),
}  # fmt: skip
OWED = {
    "decision": _("补开会议、补作决定"), "notice": _("补公示"), "approval": _("补审批"),
    "papers": _("补齐材料"),
}  # fmt: skip


def _days(code, title, kind=WORKING_DAYS, source=OURS, **more):
    return Rule(code, title, kind, source, **{"least": 1, "most": 365, "law": OWN_SCHEME} | more)


CHAPTERS = (
    Chapter(
        "notice", _("公示和异议"), _("定下来以前，先让街坊邻居看到、有话能说。"),
        (
            _days("notice_days", _("公示天数"), DAYS, COMMON, most=30),
            Rule(
                "notice_in_working_days", _("公示天数怎么算"),
                YesNo(_("按工作日"), _("按自然日")), COMMON,
            ),
            _days(
                "hazard_notice_days", _("有安全隐患的公示天数"), DAYS, OURS, most=30,
                within="notice_days",
            ),
            _days("objection_days", _("收到异议几天内书面答复"), most=30),
        ),
    ),
    Chapter(
        "evaluation", _("评议"), _("办完了，请大家说办得好不好；结果由系统按票数算，不用人填。"),
        (
            _days("evaluation_days", _("评议至少开放几天（当天算第一天）"), DAYS, OURS, most=60),
            Rule(
                "evaluation_voices", _("至少要收到几份有效评议"), VOICES, OURS, least=1, most=500,
                law=_("少于 5 份时，公开页不显示各项份数"),
            ),
            Rule(
                "evaluation_of_members", _("过半数按什么算"),
                YesNo(_("按应评人数"), _("按有效评议")),
                "镇海区人大满意度测评结果表：按全体组成人员算；抽样的按有效票算，待核实",
            ),
        ),
    ),
    Chapter(
        "limits", _("每个环节最多几天"), _("按工作日算，从进入这个环节的第二天起。"),
        (
            *(_days(f"limits.{code}", title) for code, title in STATES.items()),
            Rule(
                "notice_takes_from_limit", _("公示的天数算不算在办理期限里"),
                YesNo(_("算"), _("不算，公示期满再起算")), OURS,
            ),
        ),
    ),
    Chapter(
        "hazard_limits", _("有安全隐患的，每个环节最多几天"),
        _("镇里只能缩短自己的期限；法定的人数和提前通知的天数不能缩短。"),
        tuple(
            _days(f"hazard_limits.{code}", title, within=f"limits.{code}")
            for code, title in STATES.items()
        ),
    ),
    Chapter(
        "urgent", _("应急先行实施"), _("隐患先排除，欠的手续按期补上。"),
        (
            Rule("urgent_first", _("能不能先排除隐患、后补手续"), YesNo(_("可以"), _("不可以")), OURS),
            *(_days(f"owed_within.{code}", title, most=60) for code, title in OWED.items()),
        ),
    ),
)  # fmt: skip
