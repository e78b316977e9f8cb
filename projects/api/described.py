"""What does a program find at each address? The words of the OpenAPI description."""

from django import forms
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    extend_schema_view,
    inline_serializer,
)
from rest_framework import serializers

from projects.api import examples
from projects.api.library import LibraryRecord
from projects.api.partners import PartnerRecord
from projects.api.records_of_wishes import WishRecord
from projects.api.serializers import (
    FiguresRecord,
    OneProjectRecord,
    ProjectRecord,
    VillageRecord,
)
from projects.forms.figures import FiguresForm, IdField, VillagesAskedForm
from projects.forms.filters import MOST_ID, FilterForm, PeriodField
from projects.forms.library import LibraryFilterForm
from projects.forms.partners import PartnerFilterForm
from projects.forms.wishes import WishFilterForm

WORDS = {
    "text": "名称、说明或村（社区）名称里的字",
    "micro_type": "微类型",
    "stage": "走到五步中的哪一步",
    "town": "镇的编号，在 villages 里查",
    "village": "村（社区）的编号，在 villages 里查；和镇都填时以村（社区）为准",
    "project_class": "类别",
    "channel": "征集渠道",
    "best": "只要精品项目：镇里推荐、区里确认的",
    "lamp": "现在这一步的时限：late 已超期，soon 快到期，fine 按时，hold 暂停",
    "state": "现在的状态",
    "counted": "只要某个累计数数到的那些，条数与 figures 里的同名数相等；paid 是付过款的，它们的支付加起来是 paid_fen；walked_ 是走完这一步的",
    "has": "只要有这一项的，条数与 figures 里 coverage 的同名数相等",
    "whose": "心愿是哪一类人的",
    "district": "区的编号",
    "kind": "组织的类型",
    "period": "统计的时间：一年 2021、一季 2021-Q2、一个月 2021-05；不填是开始以来",
}
_PERIOD = r"^20[0-9]{2}(-(Q[1-4]|0[1-9]|1[0-2]))?$"
_NO_NUL = r"^[^\x00]*$"


def _schema(field):
    """The values a field of a form understands."""
    if isinstance(field, forms.ChoiceField):
        return {"type": "string", "enum": [code for code, _label in field.choices if code]}
    if isinstance(field, PeriodField):
        return {"type": "string", "pattern": _PERIOD}
    if isinstance(field, (forms.IntegerField, IdField)):
        return {"type": "integer", "minimum": 1, "maximum": MOST_ID}
    return {
        "type": "string", "minLength": 1, "maxLength": field.max_length, "pattern": _NO_NUL,
    }  # fmt: skip


def _parameters(form):
    return [
        OpenApiParameter(name, _schema(field), description=WORDS[name])
        for name, field in form.base_fields.items()
    ]


SENTENCE = inline_serializer("Sentence", {"detail": serializers.CharField()})
FAULTS = {
    400: OpenApiResponse(
        {
            "type": "object",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
        "网址里有看不懂的条件；逐个说明是哪个、怎么写",
    ),
    404: OpenApiResponse(SENTENCE, "没有这一条，或 cursor 看不懂"),
    429: OpenApiResponse(SENTENCE, "读得太快了；响应头 Retry-After 是要等的秒数"),
}
_RETRY = OpenApiParameter(
    "Retry-After", OpenApiTypes.INT, OpenApiParameter.HEADER, response=[429],
    description="要等的秒数",
)  # fmt: skip
_A_NUMBER = OpenApiParameter(
    "number", {"type": "string", "pattern": "^[0-9]{10}$"}, OpenApiParameter.PATH,
    description="查询号，十位数字，中间没有空格",
)  # fmt: skip


def _described(name, summary, description, *, parameters, answer, without=(), like):
    """`like` is (an address, its answer): the example."""
    faults = {code: fault for code, fault in FAULTS.items() if code not in without}
    address, told = like
    return extend_schema_view(
        get=extend_schema(
            operation_id=name, summary=summary, description=description, tags=["公开数据"],
            parameters=[*parameters, _RETRY], responses={200: answer} | faults,
            examples=[OpenApiExample(address, told, response_only=True, status_codes=["200"])],
        )
    )  # fmt: skip


projects = _described(
    "projects", "项目列表",
    "所有提交过的项目，新的在前，每页 50 条。条件和网页上的一样，可以叠加。没有发布审核的项目也在里面，"
    "名称是统称，没有资金。",
    parameters=_parameters(FilterForm), answer=ProjectRecord(many=True),
    like=("/api/v1/projects/?stage=implement&period=2021", examples.PROJECT),
)  # fmt: skip
project = _described(
    "project", "一个项目",
    "项目页上的全部内容：现在由谁办、到哪一天、办理经过、按来源列的资金、每一笔支付、图片和理由。",
    parameters=[_A_NUMBER], answer=OneProjectRecord, without=(400,),
    like=(f"/api/v1/projects/{examples.PROJECT['number']}/", examples.ONE_PROJECT),
)  # fmt: skip
villages = _described(
    "villages", "村（社区）",
    "今天存在的、有居民的村和社区，每页 100 条，连同有没有联络点、议事会，今年开没开过会。",
    parameters=_parameters(VillagesAskedForm), answer=VillageRecord(many=True),
    like=("/api/v1/villages/?town=2&has=met", examples.VILLAGE),
)  # fmt: skip
library = _described(
    "library", "项目库", "村（社区）可以点单的项目，每页 100 条：做什么、花多少、谁做过。",
    parameters=_parameters(LibraryFilterForm), answer=LibraryRecord(many=True),
    like=("/api/v1/library/?project_class=services", examples.LIBRARY),
)  # fmt: skip
partners = _described(
    "partners", "参与的组织",
    "登记在册的社会组织、企业、自组织、服务队，每页 100 条，连同承办、赞助和居民评议的累计数。"
    "没有负责人和电话。",
    parameters=_parameters(PartnerFilterForm), answer=PartnerRecord(many=True),
    like=("/api/v1/partners/?kind=social", examples.PARTNER),
)  # fmt: skip
figures = _described(
    "figures", "统计数",
    "网页上公布的累计数：一个项目到过哪一步就在哪一步里数一次。金额单位是分。",
    parameters=_parameters(FiguresForm), answer=FiguresRecord,
    like=("/api/v1/figures/?period=2021", examples.FIGURES),
)  # fmt: skip
wishes = _described(
    "wishes", "微心愿",
    "心愿墙上的全部心愿，新的在前，每页 50 条，连同心愿墙的三个累计数。只有类别，没有姓名、电话、住址。",
    parameters=_parameters(WishFilterForm), answer=WishRecord(many=True),
    like=("/api/v1/wishes/?state=published", examples.WISH),
)  # fmt: skip
