"""The public record of a project, a village and a figure, field by field."""

from functools import cache

from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from projects.api.money import ClassFiguresRecord, MoneyRecord
from projects.api.services import ServiceRecord
from projects.choices import Channel, MicroType, ProjectClass
from projects.dashboards import tiles
from projects.dashboards.definitions import definition_of
from projects.queries.coverage import COVERED
from projects.queries.public import public_fen, title_of
from projects.states import FIVE_STAGES, Stage, State
from villages.models import Village

STAGES = [(stage.value, stage.label) for stage in (*FIVE_STAGES, Stage.ENDS)]
STATES = [(state.value, state.public_name) for state in State if state != State.DRAFT]


@cache
def _name_of(state, _language):
    return str(state.public_name)


class ProjectRecord(serializers.Serializer):
    """One project as everybody may see it; money is cash in fen, once it is public."""

    number = serializers.CharField(source="query_no", help_text="查询号，十位数字")
    title = serializers.SerializerMethodField(help_text="公开的名称；还没有发布审核的是统称")
    released = serializers.SerializerMethodField(help_text="是否已经发布审核")
    village = serializers.IntegerField(source="village_id", help_text="村（社区）的编号")
    village_name = serializers.CharField(source="village.name", help_text="村（社区）的名称")
    town = serializers.IntegerField(source="village.town_id", help_text="镇的编号")
    town_name = serializers.CharField(source="village.town.name", help_text="镇的名称")
    together = serializers.ListField(
        source="told_joint", child=serializers.CharField(),
        help_text="和哪些村（社区）共同实施；全区只算一件，每个村各算一件",
    )  # fmt: skip
    state = serializers.ChoiceField(choices=STATES, help_text="现在的状态")
    stage = serializers.SerializerMethodField(help_text="五步中的哪一步")
    state_name = serializers.SerializerMethodField(help_text="状态的说法")
    project_class = serializers.ChoiceField(
        choices=ProjectClass.choices, allow_blank=True, help_text="类别；没定的时候是空的"
    )
    micro_type = serializers.ChoiceField(
        choices=MicroType.choices, allow_blank=True, help_text="微类型；没定的时候是空的"
    )
    channel = serializers.ChoiceField(choices=Channel.choices, help_text="征集渠道")
    submitted_at = serializers.DateTimeField(help_text="提交时间")
    state_since = serializers.DateTimeField(help_text="进入现在这个状态的时间")
    due_on = serializers.DateField(allow_null=True, help_text="现在这一步应办完的日期，含当天")
    cash_fen = serializers.SerializerMethodField(
        help_text="资金合计（现金），单位分；没公开时是空的"
    )

    def get_title(self, row) -> str:
        return str(title_of(row))

    def get_released(self, row) -> bool:
        return row.released_at is not None

    def get_stage(self, row) -> str:
        return State(row.state).stage.value

    def get_state_name(self, row) -> str:
        return _name_of(State(row.state), get_language())

    def get_cash_fen(self, row) -> int | None:
        return public_fen(row)


class ListedRecord(ProjectRecord):
    """The same of a plain row of projects.api.newest, in one go: DRF would ask eighteen fields, fifty
    times."""

    def to_representation(self, row):
        state, zone = State(row.state), get_current_timezone()
        return {
            "number": row.query_no, "title": self.get_title(row), "released": self.get_released(row),
            "village": row.village_id, "village_name": row.village__name,
            "town": row.village__town_id, "town_name": row.village__town__name,
            "together": row.told_joint, "state": state.value, "stage": state.stage.value,
            "state_name": _name_of(state, get_language()), "project_class": row.project_class,
            "micro_type": row.micro_type, "channel": row.channel,
            "submitted_at": row.submitted_at.astimezone(zone).isoformat(),
            "state_since": row.state_since.astimezone(zone).isoformat(),
            "due_on": row.due_on and row.due_on.isoformat(), "cash_fen": self.get_cash_fen(row),
        }  # fmt: skip


class MomentRecord(serializers.Serializer):
    """One line of a project's log."""

    at = serializers.DateTimeField(source="iso", help_text="发生的时间")
    stage_name = serializers.CharField(source="stage", help_text="到了哪一步")
    sentence = serializers.CharField(help_text="办了什么")
    office = serializers.CharField(help_text="哪个单位办的，不写个人姓名")
    reason = serializers.CharField(help_text="理由")
    late = serializers.CharField(help_text="补录的说明；不是补录的是空的")


class DecisionRecord(serializers.Serializer):
    """A meeting that voted on the project; numbers only."""

    meeting = serializers.IntegerField(source="pk", help_text="会议的编号，网页是 /meetings/编号/")
    name = serializers.CharField(help_text="哪一次会议")
    at = serializers.DateTimeField(source="iso", help_text="开始的时间")
    due = serializers.IntegerField(help_text="应到人数")
    present = serializers.IntegerField(help_text="实到人数")
    votes_for = serializers.IntegerField(
        source="vote.votes_for", allow_null=True, help_text="赞成票；缓议是空的"
    )
    votes_against = serializers.IntegerField(
        source="vote.votes_against", allow_null=True, help_text="反对票"
    )
    votes_abstain = serializers.IntegerField(
        source="vote.votes_abstain", allow_null=True, help_text="弃权票"
    )
    passed = serializers.BooleanField(source="vote.passed", help_text="是不是通过了")
    result = serializers.CharField(source="vote.result", help_text="结果的说法")


class OutlookRecord(serializers.Serializer):
    """Whose turn it is, and what comes next."""

    now = serializers.CharField(help_text="现在的状态")
    who = serializers.CharField(help_text="现在由谁办理；了结了是空的")
    until = serializers.CharField(help_text="到哪一天；没有时限是空的")
    next = serializers.CharField(help_text="下一步是什么")


class PhotoRecord(serializers.Serializer):
    """A published photo or drawing."""

    url = serializers.SerializerMethodField(help_text="图片的网址（WebP）")
    width = serializers.IntegerField(help_text="宽，像素")
    height = serializers.IntegerField(help_text="高，像素")
    described = serializers.CharField(help_text="图里是什么")
    line = serializers.CharField(help_text="日期、阶段、说明和地点")
    is_drawing = serializers.BooleanField(help_text="是示意图，不是照片")

    def get_url(self, shot) -> str:
        return self.context["request"].build_absolute_uri(shot.src)


class ApprovalRecord(serializers.Serializer):
    """One agreement: an office, never a name."""

    office = serializers.CharField(help_text="哪一级同意的，写职务，不写姓名")
    at = serializers.DateTimeField(source="iso", help_text="同意的时间")


class DebtRecord(serializers.Serializer):
    """What is owed for a hazard that was removed first."""

    kind = serializers.CharField(
        source="debt.kind", help_text="decision 会议，notice 公示，approval 审批，papers 资料"
    )
    who = serializers.CharField(help_text="由谁补")
    due_on = serializers.DateField(source="debt.due_on", help_text="哪天以前，含当天")
    settled = serializers.BooleanField(source="is_settled", help_text="已经补办")


class DetailRecord(serializers.Serializer):
    """What the page of a project shows beyond its record in a list."""

    acceptance_no = serializers.CharField(help_text="受理编号；受理以前是空的")
    need = serializers.CharField(source="why", help_text="公开的情况说明，不是居民的原话")
    place = serializers.CharField(help_text="自然村或小区")
    ended_because = serializers.CharField(help_text="了结的理由")
    referred_to = serializers.CharField(help_text="转交的单位")
    merged_into = serializers.CharField(help_text="并入的那一件的查询号")
    work = serializers.ListField(child=serializers.CharField(), help_text="主要内容和数量")
    beneficiaries = serializers.ListField(child=serializers.CharField(), help_text="受益人群和人数")
    outlook = OutlookRecord(help_text="接下来")
    service = ServiceRecord(allow_null=True, help_text="服务和活动；不是服务类的是空的")
    money = MoneyRecord(allow_null=True, help_text="资金：按来源、每一笔支付、结算；没公开时是空的")
    decisions = DecisionRecord(many=True, help_text="会议表决，新的在前")
    timeline = MomentRecord(source="log", many=True, help_text="办理经过，新的在前")
    approvals = ApprovalRecord(source="approved.lines", many=True, help_text="谁批准的，按先后")
    approval_rule = serializers.CharField(source="approved.rule", help_text="审批按什么规则")
    filing_no = serializers.CharField(source="approved.filed", help_text="区里的备案号")
    urgent = serializers.SerializerMethodField(help_text="应急先行实施的说明；没有的是空的")
    owed = serializers.SerializerMethodField(help_text="应急先行实施要补的手续")
    photos = serializers.SerializerMethodField(help_text="公开的图片")

    def get_urgent(self, detail) -> str:
        return detail.urgent.words if detail.urgent else ""

    @extend_schema_field(DebtRecord(many=True))
    def get_owed(self, detail):
        owed = detail.urgent.owed if detail.urgent else []
        return DebtRecord(owed, many=True).data

    @extend_schema_field(PhotoRecord(many=True))
    def get_photos(self, detail):
        shots = [shot for row in detail.photos for shot in row]
        return PhotoRecord(shots, many=True, context=self.context).data


class OneProjectRecord(ProjectRecord):
    """The record of the list, and beside it all that the project's page shows."""

    detail = DetailRecord(help_text="项目页上的其余内容")


class VillageRecord(serializers.ModelSerializer):
    """A village or community that exists today."""

    town_name = serializers.CharField(source="town.name", help_text="镇的名称")

    def get_fields(self):
        has = {
            f"has_{key}": serializers.BooleanField(read_only=True, help_text=definition_of(one))
            for key, one in COVERED.items()
        }
        return super().get_fields() | has

    class Meta:
        model = Village
        fields = (
            "id", "code", "name", "full_name", "kind", "town", "town_name",
            "households", "houses", "population", "valid_from", "valid_to",
        )  # fmt: skip


class CountsRecord(serializers.Serializer):
    """The counters of projects.dashboards.tiles; each one's definition is its docstring."""

    def get_fields(self):
        counters = tiles.COUNTERS.items()
        return {
            name: serializers.IntegerField(help_text=definition_of(counter))
            for name, counter in counters
        } | super().get_fields()


class CoverageRecord(serializers.Serializer):
    """How many villages and communities there are, and how many have what."""

    units = serializers.IntegerField(help_text="村（社区）总数")

    def get_fields(self):
        return super().get_fields() | {
            name: serializers.IntegerField(help_text=definition_of(one))
            for name, one in COVERED.items()
        }


class TownFiguresRecord(CountsRecord):
    town = serializers.IntegerField(help_text="镇的编号")
    town_name = serializers.CharField(help_text="镇的名称")
    cash_fen = serializers.IntegerField(help_text="涉及资金（现金），单位分")
    paid_fen = serializers.IntegerField(help_text="已支付（现金），单位分")


class FiguresRecord(CountsRecord):
    as_of = serializers.DateField(help_text="截至哪一天")
    period = serializers.CharField(help_text="统计的时间；空的是开始以来")
    cash_fen = serializers.IntegerField(help_text="涉及资金（现金），单位分")
    fiscal_fen = serializers.IntegerField(help_text="其中财政资金，单位分")
    social_fen = serializers.IntegerField(help_text="其中社会资金，单位分")
    collective_fen = serializers.IntegerField(help_text="其中村集体资金，单位分")
    in_kind_fen = serializers.IntegerField(help_text="实物折价，另列，不计入合计，单位分")
    paid_fen = serializers.IntegerField(help_text="已支付（现金），按付款的日期算，单位分")
    paid_rate = serializers.FloatField(
        allow_null=True, help_text="支付率：paid_fen ÷ cash_fen；只在看开始以来的数时算，别的是空的"
    )
    by_class = ClassFiguresRecord(many=True, help_text="分类别的确定和支付，加起来等于总数")
    towns = serializers.IntegerField(help_text="镇的个数（全区）")
    villages = serializers.IntegerField(help_text="村（社区）的个数（全区）")
    coverage = CoverageRecord(help_text="村（社区）里有多少个有联络点、有议事会、今年开过会")
    by_town = TownFiguresRecord(many=True, help_text="分镇的数，加起来等于全区；只在看全区时有")
    definitions = serializers.DictField(child=serializers.CharField(), help_text="每个数怎么算")
