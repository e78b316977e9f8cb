"""Field by field: what 06-forms lists of a form stands in its row of docs/forms.md and on its paper."""

import inspect
import re

import pytest
from django.conf import settings

from projects import satisfaction
from projects.admin import field_papers
from projects.forms_page import FORMS
from projects.queries import master_ledger

# 06-forms.md: {form: its fields}; where the paper or the row says it in other words, those after "=".
FIELDS = {
    "问需表 / 项目征集表": """编号 日期 村（社区） 小区=小区、自然村、楼栋 需求内容 类型 紧急程度 照片 姓名（可匿名） 电话
        身份 是否愿意公开姓名 是否愿意出资、出力 来源渠道 登记人""",
    "项目申报表": """项目编号 项目名称 申报单位 年度 批次 类别 对应正面清单 实施地点 受益范围和人数 背景和必要性 名称
        单位 数量 单价 小计 预算总额 资金来源 实施方式 实施单位 计划开工 计划完工 安全和管护措施 负面清单自查
        征集来源编号 附件 村（社区）党组织意见 镇街意见 区备案意见""",
    "踏勘记录": "时间 地点 参加人 现状 权属、产权 管线 方案建议 照片=shots 签名",
    "议事会会议纪要": """会议名称=meeting.name 类型=get_kind_display 时间 地点 召集人 主持人 记录人 应到 实到 请假
        列席 是否达法定人数=short 议题 提出人 讨论要点 表决方式 赞成 反对 弃权 结果 决议 公示安排 签名""",
    "公示": """标题=card.title 文号=card.number 依据=notice.basis 名称 内容 地点 金额 资金来源 实施单位 工期 受益范围
        公示期 异议=提意见 电话 落款单位=signed_by 日期=posted_at""",
    "审批 / 备案表": """项目信息=项目名称 村居党组织意见=村（社区）党组织意见 村居委会意见=committee_name 镇经办=link.role.label
        镇主要领导意见 区备案=区级备案 意见 时间=link.approval.at 姓名=签字 章=盖章""",
    "开工 / 月进度表": "形象进度 本月完成 支付 问题 下月计划 照片=shots",
    "变更表": "原内容 变更后 原因 是否超 审批 工期 金额",
    "验收表": """项目 合同号 实施单位 合同价 开工日期=开工、完工 完工日期=开工、完工 验收日期 约定数量 实际数量 质量 合格 存在问题 整改期限
        结论 signs shots""",
    "满意度测评表": """项目 测评方式 对象类别 总体 需求符合 质量 进度 公开 服务 意见 日期 不写姓名""",
    "资金使用台账": "日期 凭证号 摘要 收入 来源 支出 收款单位 用途 金额 余额 发票号 合同号 附件 经办 审核",
    "实物接收单": "捐赠方 物品 规格、数量 折价依据 金额 接收人 日期 照片 捐赠票据号",
    "微心愿登记表 / 认领书": """编号 心愿内容 对象类别 村居=村（社区） 预估价值 状态 认领人（类别） 承诺日期 送达日期
        签收 照片（授权） 反馈""",
    "项目总台账": """序号 镇 村（社区） 项目编号 项目名称 类别 微类型 内容 征集渠道 征集日期 受理日期 会议日期
        公示日期 确定日期 预算（万元） 财政（万元） 社会（万元） 实施单位 开工日期 完成日期 结算（万元） 支付（万元）
        受益人数 满意度 状态 备注 联系人 电话""",
    "下沉指导记录": "日期 人员 地点 方式 内容 发现问题 建议 整改结果",
    "承办组织信息表": """名称 统一社会信用代码 类型 登记日期 评估等级 负责人 电话 服务领域 承接项目 评价""",
}  # fmt: skip
# Words a paper takes from code.
FROM_CODE = {
    "问需表 / 项目征集表": field_papers, "满意度测评表": satisfaction, "项目总台账": master_ledger,
}  # fmt: skip
# What a row does not name: it is of the paper's own layout.
OF_THE_PAPER = {"signs", "shots", "合格", "项目", "不写姓名", "提意见", "意见", "电话"}
ASKED = [
    (form, *(f.split("=") * 2)[:2]) for form, words in FIELDS.items() for f in words.split()
]  # fmt: skip
BY_NAME = {form.name: form for form in FORMS}
INCLUDED = re.compile(r"""{% (?:include|extends) ["']([^"']+)["']""")


def source_of(name):
    """The source of a template with what it includes."""
    text = (settings.BASE_DIR / "templates" / name).read_text()
    inner = [one for one in INCLUDED.findall(text) if "base" not in one]
    return text + "".join(source_of(one) for one in inner)


def paper_of(form):
    text = "".join(source_of(name) for name in BY_NAME[form].prints)
    return text + (inspect.getsource(FROM_CODE[form]) if form in FROM_CODE else "")


def test_every_form_has_its_paper():
    assert [form.name for form in FORMS if not form.prints] == []
    assert set(FIELDS) <= set(BY_NAME)


@pytest.mark.parametrize(("form", "field", "words"), ASKED)
def test_a_field_stands_on_the_paper_and_in_the_row(form, field, words):
    assert words in paper_of(form)
    labels = " ".join(BY_NAME[form].fields)
    assert field in OF_THE_PAPER or field in labels or words in labels
