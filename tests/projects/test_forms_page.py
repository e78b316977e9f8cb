"""Every form of the field has its row, and everything a row names is there."""

import re
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.template.loader import get_template

from projects.forms_page import FORMS, PAPER, forms_page
from weishishi.access import ROWS

# 06-forms.md, in its order; the whole file is ours.
OF_THE_FIELD = {
    "问需表 / 项目征集表", "项目申报表", "踏勘记录", "议事会会议纪要", "公示", "审批 / 备案表",
    "开工 / 月进度表", "变更表", "验收表", "满意度测评表", "资金使用台账", "实物接收单",
    "微心愿登记表 / 认领书", "项目总台账", "下沉指导记录", "承办组织信息表",
}  # fmt: skip
PLACES = [(form.name, label, where) for form in FORMS for label, where in form.fields.items()]


def test_every_form_of_the_field_is_here_once():
    names = [form.name for form in FORMS]
    assert len(names) == len(set(names))
    assert set(names) == OF_THE_FIELD | {
        "一项目一档（整档）",
        "政策交流推介会签到表",
        "活动签到表",
        "随机抽查结果",
        "联合监督检查表",
        "居家环境安全评估表",
        "移交清单",
    }


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_its_screens_are_addresses_and_its_prints_are_templates(form):
    assert set(form.screens) <= set(ROWS)
    for name in form.prints:
        assert get_template(name)


@pytest.mark.parametrize(("form", "label", "where"), PLACES)
def test_a_field_lies_where_it_is_said_to(form, label, where):
    if where == PAPER:
        return
    if ":" in where:
        module, _colon, name = where.partition(":")
        found = import_module(module)
        for part in name.split("."):
            found = getattr(found, part)
        return
    model, _dot, field = where.rpartition(".")
    assert apps.get_model(model)._meta.get_field(field), (form, label)


def test_the_papers_say_what_their_rows_promise():
    """The five parts and the whole stand on the empty form as they stand in the row."""
    [form] = [one for one in FORMS if one.name == "满意度测评表"]
    from projects.satisfaction import PARTS

    assert {str(label) for label in PARTS.values()} <= set(form.fields)
    source = (settings.BASE_DIR / "templates" / form.prints[0]).read_text()
    assert all(word in source for word in ("总体", "测评方式", "对象类别", "意见", "日期"))


def test_the_page_is_current():
    assert (settings.BASE_DIR / "docs/forms.md").read_text() == forms_page()
    assert len(re.findall(r"^## ", forms_page(), re.MULTILINE)) == len(FORMS)
