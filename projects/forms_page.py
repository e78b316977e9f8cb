"""docs/forms.md: every form and ledger of the field, where it is filled in, where it is printed, and
where each of its fields lies.

A field lies in a model (`app.Model.field`), is worked out (`module:function`), or is a place on the
paper that is filled in by hand (`paper`). The test opens every model, function, address and template
named here.
"""

from projects.forms_of_works import OF_WORKS, PAPER, Form

HEAD = """# Forms and ledgers

Generated from `projects/forms_page.py` by `manage.py docs`; do not edit. For every form of the field:
the address where it is filled in, the template it is printed from, and for each of its fields where it
lies: a model's field, a function that works it out, or `paper` for what is filled in by hand on the
print. All papers are A4 with places for seals and signatures.
"""


P, F = "projects", "funding"
FORMS = (
    Form(
        "问需表 / 项目征集表",
        ("sheet", "admin:projects_project_add", "admin:projects_project_need_sheet"),
        ("admin/projects/project/need_sheet.html",),
        {
            "编号": f"{P}.Project.query_no", "日期": f"{P}.Project.submitted_at",
            "村（社区）": f"{P}.Project.village", "小区、自然村、楼栋": f"{P}.Project.place",
            "需求内容（原话）": f"{P}.Project.need", "类型": f"{P}.Project.micro_type",
            "紧急程度": f"{P}.Project.urgency", "照片": f"{P}.Photo.original",
            "姓名（可匿名）": "villages.Contact.name", "电话": "villages.Contact.phone",
            "身份": f"{P}.Project.identity", "是否愿意公开姓名": f"{P}.Project.show_name",
            "是否愿意出资、出力": f"{P}.Project.helps",
            "来源渠道": f"{P}.Project.channel", "登记人": f"{P}.Project.operator",
        },
    ),
    Form(
        "项目申报表", ("admin:projects_project_facts", "admin:projects_project_check"),
        ("admin/projects/project/_application.html",),
        {
            "项目编号": f"{P}.Project.acceptance_no", "项目名称": f"{P}.Project.public_title",
            "申报单位": "villages.Village.full_name", "年度": f"{P}.Programme.year",
            "批次": f"{P}.Project.batch",
            "类别": f"{P}.Project.project_class", "对应正面清单": f"{P}.SelfCheck.answer",
            "实施地点": f"{P}.Project.place", "受益范围和人数": f"{P}.Beneficiaries.number",
            "背景和必要性": f"{P}.Project.public_need", "内容：名称": f"{P}.WorkItem.name",
            "内容：单位": f"{P}.WorkItem.unit", "内容：数量": f"{P}.WorkItem.quantity",
            "内容：单价": f"{P}.WorkItem.unit_price_fen",
            "内容：小计": f"{P}.models.projects:WorkItem.total_fen",
            "预算总额": f"{F}.queries:sums", "资金来源": f"{F}.Share.source",
            "实施方式": f"{P}.Project.means", "计划开工": f"{P}.Project.planned_from",
            "计划完工": f"{P}.Project.planned_until", "安全和管护措施": f"{P}.Project.safety",
            "实施单位": f"{P}.Project.implementer", "负面清单自查": f"{P}.SelfCheck.words",
            "征集来源编号": f"{P}.Project.query_no", "附件": f"{P}.queries.built_papers:attached_to",
            "村（社区）党组织意见（盖章）": f"{P}.PartyOpinion.opinion", "镇街意见": f"{P}.Approval.opinion",
            "区备案意见": f"{P}.DistrictFiling.number",
        },
    ),
    Form(
        "踏勘记录", ("admin:projects_project_visit",), ("admin/projects/project/visit_sheet.html",),
        {
            "时间": f"{P}.SiteVisit.at", "地点（坐标）": f"{P}.SiteVisit.latitude",
            "参加人": f"{P}.SiteVisit.present", "现状（尺寸）": f"{P}.Measure.value",
            "权属、产权": f"{P}.SiteVisit.ownership", "管线": f"{P}.SiteVisit.pipes",
            "方案建议": f"{P}.SiteVisit.proposal", "照片": f"{P}.Photo.visit",
            "签名": f"{P}.SiteVisit.signature",
        },
    ),
    Form(
        "议事会会议纪要", ("admin:projects_meeting_change",),
        ("admin/projects/meeting/minutes.html", "admin/projects/meeting/sign_in.html"),
        {
            "会议名称（第几次）": f"{P}.Meeting.number", "类型": f"{P}.Meeting.kind",
            "时间（起止）": f"{P}.Meeting.begins_at", "地点": f"{P}.Meeting.venue",
            "召集人": f"{P}.Meeting.convener", "主持人": f"{P}.Meeting.chair",
            "记录人": f"{P}.Meeting.recorder", "应到": f"{P}.Meeting.due",
            "实到": f"{P}.Meeting.present", "请假": f"{P}.Meeting.on_leave",
            "请假原因": f"{P}.RosterName.reason", "列席": f"{P}.Meeting.observers",
            "是否达法定人数": f"{P}.queries.outcomes:quorum_sentence",
            "议题": f"{P}.AgendaItem.order", "提出人": f"{P}.Project.identity",
            "讨论要点": f"{P}.AgendaItem.discussion", "表决方式": f"{P}.AgendaItem.method",
            "赞成": f"{P}.AgendaItem.votes_for", "反对": f"{P}.AgendaItem.votes_against",
            "弃权": f"{P}.AgendaItem.votes_abstain", "结果": f"{P}.AgendaItem.result",
            "决议": f"{P}.Minutes.resolution", "公示安排": f"{P}.Minutes.arrangement",
            "签名页": PAPER, "照片": f"{P}.Photo.meeting",
        },
    ),
    Form(
        "公示", ("admin:projects_publicnotice_add", "object_to"), ("public/notice_print.html",),
        {
            "标题": f"{P}.PublicNotice.title", "文号": f"{P}.PublicNotice.serial",
            "依据": f"{P}.PublicNotice.basis", "名称": f"{P}.NoticeItem.name",
            "内容": f"{P}.NoticeItem.content", "地点": f"{P}.NoticeItem.place",
            "金额": f"{P}.NoticeItem.amount_fen", "资金来源": f"{P}.NoticeItem.sources",
            "实施单位": f"{P}.NoticeItem.implementer", "工期": f"{P}.NoticeItem.period",
            "受益范围": f"{P}.NoticeItem.beneficiaries", "公示期": f"{P}.PublicNotice.last_day",
            "异议方式和电话": f"{P}.PublicNotice.supervision_phone",
            "落款单位（章）": f"{P}.PublicNotice.signed_by", "日期": f"{P}.PublicNotice.posted_at",
            "张贴点照片（起、止）": f"{P}.Photo.notice", "公示结果": f"{P}.Objection.answer",
        },
    ),
    Form(
        "审批 / 备案表", ("admin:projects_project_approval",),
        ("admin/projects/project/approval_sheet.html",),
        {
            "项目信息": f"{P}.Project.public_title", "村居党组织意见": f"{P}.PartyOpinion.opinion",
            "村居委会意见": f"{P}.JournalEntry.happened_at",
            "镇经办、挂点领导意见": f"{P}.Approval.opinion",
            "镇主要领导意见": PAPER, "姓名": f"{P}.Approval.person",
            "时间": f"{P}.Approval.at", "章": PAPER, "区备案": f"{P}.DistrictFiling.number",
        },
    ),
    Form(
        "满意度测评表", ("evaluate", "admin:projects_project_evaluation"),
        (
            "admin/projects/project/evaluation_form.html",
            "admin/projects/project/evaluation_poster.html",
            "admin/projects/project/_evaluation_paper.html",
        ),
        {
            "项目": f"{P}.Evaluation.project", "测评方式": f"{P}.Voice.way",
            "对象类别": f"{P}.Voice.voter", "总体": f"{P}.Voice.overall",
            "需求符合": f"{P}.Voice.fits", "质量": f"{P}.Voice.quality",
            "进度": f"{P}.Voice.pace", "公开": f"{P}.Voice.openness", "服务": f"{P}.Voice.service",
            "意见": f"{P}.Remark.words", "日期": f"{P}.Voice.said_on",
            "会上收回的份数": f"{P}.BallotSheet.satisfied",
            "会上收回的分项份数": f"{P}.BallotSheet.parts",
            "结果": f"{P}.satisfaction:outcome",
        },
    ),
    *OF_WORKS,
    Form(
        "资金使用台账",
        (
            "admin:funding_ledger", "admin:projects_project_money",
            "admin:projects_project_ledger_sheet",
        ),
        ("admin/projects/project/ledger_sheet.html",),
        {
            "日期": f"{F}.Entry.happened_on", "凭证号": f"{F}.Entry.reference",
            "项目": f"{P}.queries.booked:of_budgets",
            "摘要": f"{F}.Entry.note", "收入（来源）": f"{F}.Account.source",
            "金额": f"{F}.Entry.amount_fen", "支出：收款单位": f"{F}.PaymentRequest.payee",
            "支出：用途": f"{F}.PaymentRequest.purpose", "余额": f"{F}.queries.balances:standings",
            "发票号": f"{F}.Entry.document_no",
            "合同号": f"{F}.Settlement.contract_no", "附件": f"{F}.Entry.evidence",
            "经办": f"{F}.queries.register:recorder_of", "审核": f"{F}.Entry.approver_name",
        },
    ),
    Form(
        "实物接收单", ("admin:projects_project_money_deed",),
        ("admin/projects/project/receipt_in_kind.html",),
        {
            "捐赠方": f"{F}.Entry.payer", "物品": f"{F}.Pledge.what",
            "规格、数量": f"{F}.Entry.goods", "折价依据": f"{F}.Entry.note",
            "金额": f"{F}.Entry.amount_fen", "接收人": f"{F}.Entry.actor_name",
            "日期": f"{F}.Entry.happened_on", "照片": f"{F}.Entry.evidence",
            "捐赠票据号": f"{F}.Entry.donation_no", "捐赠方、接收人、见证人签名": PAPER,
        },
    ),
    Form(
        "承办组织信息表",
        ("admin:villages_organisation_change", "admin:villages_organisation_sheet"),
        ("admin/villages/organisation/sheet.html",),
        {
            "名称": "villages.Organisation.name",
            "统一社会信用代码": "villages.Organisation.credit_code",
            "类型": "villages.Organisation.kind", "登记日期": "villages.Organisation.registered_on",
            "评估等级（3A…）": "villages.Organisation.rating",
            "负责人": "villages.Organisation.contact_name",
            "电话": "villages.Organisation.contact_phone",
            "服务领域": "villages.Organisation.fields_of_work",
            "承接项目": f"{P}.queries.partners:lines_of",
            "评价": f"{P}.queries.partner_records:record_of", "综合评价": f"{P}.rating:rating_of",
            "组织签章、登记单位签章": PAPER,
        },
    ),
    Form(
        "政策交流推介会签到表", ("admin:projects_briefing_add", "admin:projects_briefing_change"),
        ("admin/projects/briefing/sheet.html",),
        {
            "名称": f"{P}.Briefing.title", "时间": f"{P}.Briefing.held_on",
            "地点": f"{P}.Briefing.venue", "讲解的文件": f"{P}.Briefing.documents",
            "组织": f"{P}.BriefingGuest.organisation", "人数": f"{P}.BriefingGuest.people",
            "签名": PAPER,
        },
    ),
    Form(
        "活动签到表", ("admin:projects_project_service", "admin:projects_project_activity", "activity"),
        ("admin/projects/project/sign_in_sheet.html",),
        {
            "活动名称": f"{P}.Activity.title", "项目": f"{P}.Project.public_title",
            "时间": f"{P}.Activity.starts", "地点": f"{P}.Activity.venue",
            "称呼": "villages.Contact.name", "签名": PAPER, "备注": PAPER,
            "到场人数": f"{P}.Attendance.person_times", "志愿者人数": f"{P}.Attendance.volunteers",
            "志愿服务时间": f"{P}.Attendance.half_hours", "约定场次": f"{P}.ServicePlan.activities",
        },
    ),
    Form(
        "随机抽查结果", ("admin:projects_sample_add", "admin:projects_sample_change", "sample"),
        ("admin/projects/sample/sheet.html",),
        {
            "单位": f"{P}.Sample.by_name", "时间": f"{P}.Sample.at",
            "范围": f"{P}.Sample.pool", "抽几件": f"{P}.Sample.n", "种子": f"{P}.Sample.seed",
            "种子来源": f"{P}.Sample.seed_from", "规则": f"{P}.drawing_lots:draw",
            "抽中的项目": f"{P}.Sample.drawn", "签名": PAPER,
        },
    ),
    Form(
        "联合监督检查表", ("admin:projects_inspection_add", "admin:projects_inspection_change"),
        ("admin/projects/inspection/sheet.html",),
        {
            "日期": f"{P}.Inspection.on", "参加的单位": f"{P}.Inspection.offices",
            "检查内容": f"{P}.Inspection.about", "抽取方式": f"{P}.Inspection.sample",
            "项目": f"{P}.Stop.project", "现场情况": f"{P}.Seen.text",
            "监督发现": f"{P}.Finding.text", "整改情况": f"{P}.queries.findings:state_of",
            "签名": PAPER,
        },
    ),
    Form(
        "一项目一档（整档）", ("admin:projects_project_dossier",),
        ("admin/projects/dossier/whole.html",),
        {
            "目录和页码": f"{P}.actions.packing:whole", "材料清单": f"{P}.filing:lines_of",
            "不在本档里的": f"{P}.DossierNote.words", "结果公示": f"{P}.queries.result_notice:of",
            "文件指纹": f"{P}.actions.packing:packed",
        },
    ),
    Form(
        "移交清单", ("admin:projects_handover_add",), ("admin/projects/handover/sheet.html",),
        {
            "职务": "villages.Post.role", "移交人": f"{P}.HandOver.left",
            "接收人": f"{P}.HandOver.taken", "移交日期": f"{P}.HandOver.on",
            "事由": f"{P}.HandOver.why", "没办完的事": f"{P}.queries.handovers:open_at",
            "备注": PAPER, "移交人签名": PAPER, "接收人签名": PAPER, "监交人签名": PAPER,
        },
    ),
)  # fmt: skip


def forms_page():
    """The Markdown of docs/forms.md."""
    lines = [HEAD]
    for form in FORMS:
        screens = "、".join(f"`{name}`" for name in form.screens)
        prints = "、".join(f"`templates/{name}`" for name in form.prints) or "—"
        lines += [
            f"## {form.name}\n", f"Screen: {screens}  ", f"Print: {prints}\n",
            "| field | where |", "|---|---|",
            *(f"| {label} | `{where}` |" for label, where in form.fields.items()), "",
        ]  # fmt: skip
    return "\n".join(lines)
