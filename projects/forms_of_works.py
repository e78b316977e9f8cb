"""What a row of docs/forms.md says, and the rows of what is built, wished for, visited and counted."""

from dataclasses import dataclass

PAPER = "paper"


@dataclass(frozen=True)
class Form:
    """`screens` are names of addresses, `prints` templates, `fields` {label: where}."""

    name: str
    screens: tuple
    prints: tuple
    fields: dict


P, F = "projects", "funding"
OF_WORKS = (
    Form(
        "开工 / 月进度表", ("admin:projects_project_progress",),
        ("admin/projects/project/progress_sheet.html",),
        {
            "形象进度": f"{P}.Progress.per_cent", "本月完成": f"{P}.Progress.done",
            "数量": f"{P}.Progress.actuals", "支付": f"{F}.queries.balances:paid_by",
            "问题": f"{P}.Progress.problem", "下月计划": f"{P}.Progress.next",
            "照片": f"{P}.Photo.progress", "开工日期": f"{P}.JournalEntry.happened_at",
        },
    ),
    Form(
        "变更表", ("admin:projects_project_money_deed", "admin:projects_project_change_sheet"),
        ("admin/projects/project/change_sheet.html",),
        {
            "原内容、金额、工期": f"{P}.Change.old", "变更后": f"{P}.Change.new",
            "原因": f"{P}.Change.reason", "是否超10%": f"{P}.Change.per_mille",
            "审批": f"{P}.Change.answer",
        },
    ),
    Form(
        "验收表", ("admin:projects_project_acceptance",),
        ("admin/projects/project/acceptance_sheet.html",),
        {
            "项目名称": f"{P}.Project.public_title", "合同号": f"{P}.Award.contract_no",
            "实施单位": f"{P}.Award.organisation", "合同价": f"{P}.Award.contract_fen",
            "开工日期": f"{P}.Acceptance.begun_on", "完工日期": f"{P}.Acceptance.done_on",
            "验收日期": f"{P}.Acceptance.on",
            "逐项：约定数量、实际数量、质量、是否合格": f"{P}.Acceptance.items",
            "存在问题": f"{P}.Acceptance.problems", "整改期限": f"{P}.Acceptance.deadline",
            "结论": f"{P}.Acceptance.result", "验收小组签字": f"{P}.Signature.role",
            "照片": f"{P}.Photo.acceptance",
        },
    ),
    Form(
        "微心愿登记表 / 认领书",
        ("admin:projects_wish_add", "wish_claim"),
        (
            "admin/projects/wish/_form.html", "components/wish_claim_sheet.html",
            "admin/projects/wish/_receipt.html",
        ),
        {
            "编号": f"{P}.Wish.number", "心愿内容": f"{P}.Wish.words",
            "对象类别": f"{P}.Wish.whose", "村居": f"{P}.Wish.village",
            "预估价值": f"{P}.Wish.value_fen", "状态": f"{P}.Wish.state",
            "认领人（类别）": f"{P}.WishClaim.kind", "承诺日期": f"{P}.WishClaim.promised_on",
            "送达日期": f"{P}.WishDelivery.delivered_on", "签收": f"{P}.WishDelivery.signed_by",
            "照片（授权）": f"{P}.Photo.wish", "反馈": f"{P}.Wish.thanks",
        },
    ),
    Form(
        "项目总台账", ("admin:projects_project_master_ledger",),
        ("admin/projects/project/master_ledger.html",),
        {
            "序号": f"{P}.queries.master_ledger:lines", "镇": "villages.Town.name",
            "村（社区）": "villages.Village.name", "项目编号": f"{P}.Project.acceptance_no",
            "项目名称": f"{P}.Project.public_title", "类别": f"{P}.Project.project_class",
            "微类型": f"{P}.Project.micro_type", "内容": f"{P}.WorkItem.name",
            "征集渠道": f"{P}.Project.channel", "征集日期": f"{P}.Project.submitted_at",
            "受理日期": f"{P}.JournalEntry.happened_at", "会议日期": f"{P}.Meeting.begins_at",
            "公示日期": f"{P}.PublicNotice.posted_at", "确定日期": f"{P}.JournalEntry.happened_at",
            "预算（万元）": f"{F}.Share.amount_fen", "财政（万元）": f"{F}.Share.amount_fen",
            "社会（万元）": f"{F}.Share.amount_fen", "实施单位": f"{P}.Project.implementer",
            "开工日期": f"{P}.JournalEntry.happened_at", "完成日期": f"{P}.JournalEntry.happened_at",
            "结算（万元）": f"{F}.Settlement.settled_fen", "支付（万元）": f"{F}.Account.balance_fen",
            "受益人数": f"{P}.Beneficiaries.number", "满意度": f"{P}.satisfaction:rate",
            "状态": f"{P}.Project.state", "备注": f"{P}.JointVillage.village",
            "联系人": "villages.ServicePoint.name", "电话": "villages.ServicePoint.hotline",
        },
    ),
    Form(
        "下沉指导记录", ("admin:projects_guidancevisit_add", "admin:projects_guidancevisit_change"),
        ("admin/projects/guidancevisit/sheet.html",),
        {
            "日期": f"{P}.GuidanceVisit.on", "人员": f"{P}.GuidanceVisit.by_name",
            "地点": f"{P}.GuidanceVisit.where", "方式": f"{P}.GuidanceVisit.way",
            "内容": f"{P}.GuidanceVisit.what", "发现问题": f"{P}.GuidanceIssue.found",
            "建议": f"{P}.GuidanceIssue.advice", "整改结果": f"{P}.GuidanceIssue.result",
        },
    ),
    Form(
        "居家环境安全评估表", ("admin:projects_careneed_read",),
        ("admin/projects/careneed/home.html",),
        {
            "姓名、住址（保密）": f"{P}.CareNeed.name", "类别": f"{P}.CareNeed.category",
            "评估日期": f"{P}.HomeSafety.checked_on", "逐项": f"{P}.HomeSafety.in_order",
            "结论": f"{P}.HomeSafety.grade", "改造建议": f"{P}.HomeSafety.advice",
            "联合项目": f"{P}.HomeSafety.campaign", "评估单位": f"{P}.HomeSafety.by_name",
            "签名": PAPER,
        },
    ),
)  # fmt: skip
