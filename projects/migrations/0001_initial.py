"""Every table of the projects, each after those it points to."""

import datetime
import uuid

import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models
from django.db.migrations import CreateModel
from django.db.models import CASCADE, PROTECT, SET_NULL, F, Q

import projects.models.attachments
import weishishi.kernel.clock
from weishishi.kernel.tables import ID, Tables, columns

TABLES = [
    CreateModel(
        name="Programme",
        fields=columns(
            id=ID,
            year=models.PositiveSmallIntegerField("年度", unique=True),
            name=models.CharField("名称", max_length=80),
            basis=models.CharField("依据文件", blank=True, max_length=120),
            begins_on=models.DateField("开始日期"),
        ),
        options={
            "verbose_name": "年度计划",
            "verbose_name_plural": "年度计划",
            "ordering": ["-year"],
        },
    ),
    CreateModel(
        name="CampaignTag",
        fields=columns(id=ID, name=models.CharField("名称", max_length=40, unique=True)),
        options={
            "verbose_name": "专项标签",
            "verbose_name_plural": "专项标签",
            "ordering": ["name"],
        },
    ),
    CreateModel(
        name="Project",
        fields=columns(
            id=ID,
            state_since=models.DateTimeField("进入本环节的时间", editable=False, null=True),
            programme=models.ForeignKey("projects.programme", PROTECT, verbose_name="年度计划"),
            query_no=models.CharField(
                "查询号", editable=False, max_length=10, null=True, unique=True
            ),
            acceptance_no=models.CharField(
                "受理编号", editable=False, max_length=12, null=True, unique=True
            ),
            state=models.CharField("环节", default="draft", max_length=20),
            due_on=models.DateField("应办日期", editable=False, null=True),
            submitted_at=models.DateTimeField("提交时间", editable=False, null=True),
            title=models.CharField("名称", max_length=60),
            need=models.TextField("提出人的原话", max_length=1000),
            public_title=models.CharField("公开的名称", blank=True, max_length=60),
            public_need=models.TextField("公开的说明", blank=True, max_length=1000),
            edited_by=models.ForeignKey(
                "villages.post",
                PROTECT,
                editable=False,
                null=True,
                related_name="+",
                verbose_name="编辑",
            ),
            released_by=models.ForeignKey(
                "villages.post",
                PROTECT,
                editable=False,
                null=True,
                related_name="+",
                verbose_name="发布审核",
            ),
            released_at=models.DateTimeField("发布时间", editable=False, null=True),
            project_class=models.CharField(
                "类别",
                blank=True,
                choices=[("works", "工程类"), ("goods", "货物类"), ("services", "服务类")],
                max_length=10,
            ),
            micro_type=models.CharField(
                "微类型",
                blank=True,
                choices=[
                    ("wish", "微心愿"),
                    ("renovation", "微改造"),
                    ("facility", "微设施"),
                    ("service", "微服务"),
                ],
                max_length=12,
            ),
            hazard=models.CharField(
                "安全隐患",
                choices=[
                    ("none", "没有"),
                    ("fall", "坠落、绊倒"),
                    ("fire", "消防"),
                    ("electric", "用电"),
                    ("traffic", "交通"),
                    ("theft", "治安"),
                    ("other", "其他隐患"),
                ],
                default="none",
                max_length=10,
            ),
            urgency=models.CharField(
                "紧急程度",
                choices=[("ordinary", "一般"), ("soon", "较急"), ("immediate", "很急，有危险")],
                default="ordinary",
                max_length=10,
            ),
            village=models.ForeignKey(
                "villages.village", PROTECT, related_name="projects", verbose_name="村（社区）"
            ),
            place=models.ForeignKey(
                "villages.place", PROTECT, blank=True, null=True, verbose_name="小区或自然村"
            ),
            spot=models.CharField(
                "具体位置", blank=True, help_text="只给工作人员看。", max_length=120
            ),
            latitude=models.FloatField("纬度（WGS-84）", blank=True, null=True),
            longitude=models.FloatField("经度（WGS-84）", blank=True, null=True),
            channel=models.CharField(
                "征集渠道",
                choices=[
                    ("online", "线上"),
                    ("window", "民微VIP专窗"),
                    ("hotline", "热线"),
                    ("h12345", "12345"),
                    ("visit", "入户走访"),
                    ("committee", "当面告诉村（居）委会"),
                    ("wechat", "微信群"),
                    ("box", "意见箱"),
                    ("form", "纸质征集表"),
                ],
                max_length=10,
            ),
            identity=models.CharField(
                "提出人身份",
                choices=[
                    ("resident", "居民"),
                    ("party_member", "党员"),
                    ("delegate", "党代表"),
                    ("deputy", "人大代表"),
                    ("cppcc", "政协委员"),
                    ("organisation", "社会组织"),
                    ("village", "村（社区）"),
                ],
                default="resident",
                max_length=12,
            ),
            proposer=models.ForeignKey(
                settings.AUTH_USER_MODEL,
                PROTECT,
                editable=False,
                null=True,
                related_name="proposals",
            ),
            contact=models.ForeignKey(
                "villages.contact", PROTECT, editable=False, null=True, related_name="proposals"
            ),
            operator=models.ForeignKey(
                "villages.post",
                PROTECT,
                editable=False,
                null=True,
                related_name="+",
                verbose_name="登记人",
            ),
            slip_index=models.CharField(blank=True, editable=False, max_length=64),
            show_name=models.BooleanField("愿意公开姓名", default=False),
            helps=models.CharField(
                "是否愿意出资、出力",
                blank=True,
                choices=[
                    ("money", "愿意出资"),
                    ("labour", "愿意出力"),
                    ("both", "愿意出资，也愿意出力"),
                    ("no", "不方便"),
                ],
                db_default="",
                default="",
                max_length=8,
            ),
            notice_version=models.CharField(
                "告知书版本", blank=True, editable=False, max_length=12
            ),
            claimed_at=models.DateTimeField("认领时间", editable=False, null=True),
            supporters=models.PositiveIntegerField(
                "也需要的人数", db_default=0, default=0, editable=False
            ),
            is_joint=models.BooleanField(
                "共同实施", db_default=False, default=False, editable=False
            ),
            led_by=models.ForeignKey(
                "villages.post",
                PROTECT,
                blank=True,
                limit_choices_to={"role": "secretary"},
                null=True,
                related_name="led_projects",
                verbose_name="书记领办",
            ),
            budget=models.OneToOneField("funding.budget", PROTECT, editable=False, null=True),
            merged_into=models.ForeignKey(
                "projects.project",
                PROTECT,
                editable=False,
                null=True,
                related_name="merged",
                verbose_name="并入",
            ),
            implementer=models.CharField("实施单位", blank=True, max_length=60),
            batch=models.PositiveSmallIntegerField("第几批", blank=True, null=True),
            means=models.CharField(
                "实施方式",
                blank=True,
                choices=[
                    ("direct", "直接委托"),
                    ("quotes", "三家询价"),
                    ("comparison", "比选"),
                    ("tender", "招标"),
                ],
                db_default="",
                default="",
                max_length=12,
            ),
            planned_from=models.DateField("计划开工", blank=True, null=True),
            planned_until=models.DateField("计划完工", blank=True, null=True),
            safety=models.CharField(
                "安全和管护措施", blank=True, db_default="", default="", max_length=200
            ),
            referred_to=models.CharField("转给哪个单位", blank=True, editable=False, max_length=60),
            source_note=models.CharField("数据说明", blank=True, max_length=200),
            form_token=models.UUIDField(editable=False),
            written_at=models.DateTimeField("登记时间", editable=False, null=True),
            without_proposer=models.BooleanField(
                "提出人已注销或要求删除", db_default=False, default=False, editable=False
            ),
            forgotten_at=models.DateTimeField("个人信息删除时间", editable=False, null=True),
            tags=models.ManyToManyField(
                "projects.campaigntag", blank=True, verbose_name="专项标签"
            ),
        ),
        options={
            "verbose_name": "项目",
            "verbose_name_plural": "项目",
            "ordering": ["-submitted_at", "-pk"],
            "indexes": [
                models.Index(fields=["village", "state", "due_on"], name="project_desk"),
                models.Index(fields=["state", "due_on"], name="project_due"),
                models.Index(fields=["-submitted_at", "-id"], name="project_newest"),
                models.Index(fields=["state", "-submitted_at", "-id"], name="project_newest_there"),
                models.Index(
                    condition=Q(released_at__isnull=False),
                    fields=["-state_since", "-id"],
                    name="project_lately",
                ),
                models.Index(
                    condition=Q(due_on__isnull=False),
                    fields=["due_on", "id"],
                    name="project_longest_due",
                ),
            ],
            "constraints": [
                models.UniqueConstraint(fields=("form_token",), name="one_form_one_project"),
                models.CheckConstraint(
                    condition=Q(released_by__isnull=True)
                    | Q(edited_by__isnull=True)
                    | ~Q(released_by=F("edited_by")),
                    name="released_by_a_second_person",
                    violation_error_message="公开版要由编辑以外的另一个人审核发布。",
                ),
                models.CheckConstraint(
                    condition=Q(planned_from__isnull=True)
                    | Q(planned_until__isnull=True)
                    | Q(planned_until__gte=F("planned_from")),
                    name="works_are_planned_to_end_after_they_begin",
                    violation_error_message="计划完工不能早于计划开工。",
                ),
                models.CheckConstraint(
                    condition=Q(latitude__isnull=True, longitude__isnull=True)
                    | Q(
                        latitude__isnull=False,
                        latitude__range=(3, 54),
                        longitude__isnull=False,
                        longitude__range=(73, 136),
                    ),
                    name="a_point_on_the_map_is_whole",
                    violation_error_message="坐标要同时填纬度和经度，并且在中国境内。",
                ),
                models.CheckConstraint(
                    condition=Q(proposer__isnull=True)
                    | Q(contact__isnull=True)
                    | Q(claimed_at__isnull=False),
                    name="proposed_by_a_person_or_a_contact",
                ),
            ],
        },
    ),
    CreateModel(
        name="Acceptance",
        fields=columns(
            id=ID,
            by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="记录人"
            ),
            by_name=models.CharField("记录单位", max_length=120),
            at=models.DateTimeField("时间"),
            recorded_at=models.DateTimeField("记录时间"),
            late_reason=models.CharField("补录原因", blank=True, max_length=200),
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="acceptances", verbose_name="项目"
            ),
            begun_on=models.DateField("开工日期"),
            done_on=models.DateField("完工日期"),
            on=models.DateField("验收日期"),
            items=models.JSONField("逐项验收", default=list),
            result=models.CharField(
                "结论",
                choices=[("passed", "合格"), ("rectify", "整改后合格"), ("failed", "不合格")],
                max_length=10,
            ),
            problems=models.CharField("存在问题", blank=True, max_length=300),
            deadline=models.DateField("整改期限", null=True),
            upkeep_by=models.CharField("管护单位", blank=True, max_length=60),
            upkeep_until=models.DateField("管护到哪天", null=True),
            document=models.ForeignKey(
                "funding.document", PROTECT, null=True, related_name="+", verbose_name="签字扫描件"
            ),
        ),
        options={
            "verbose_name": "验收",
            "verbose_name_plural": "验收",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(at__lte=F("recorded_at")),
                    name="acceptance_not_written_before_it_was_true",
                    violation_error_message="时间不能晚于现在。",
                ),
                models.CheckConstraint(
                    condition=Q(done_on__gte=F("begun_on")),
                    name="works_end_after_they_began",
                    violation_error_message="完工日期不能早于开工日期。",
                ),
                models.CheckConstraint(
                    condition=Q(on__gte=F("done_on")),
                    name="what_is_accepted_was_finished",
                    violation_error_message="验收日期不能早于完工日期。",
                ),
                models.CheckConstraint(
                    condition=Q(deadline__isnull=True, result="passed")
                    | ~Q(result="passed")
                    & Q(deadline__gte=F("on"))
                    & Q(deadline__isnull=False)
                    & ~Q(problems=""),
                    name="what_is_to_be_put_right_has_its_day",
                    violation_error_message="要整改的，写明存在问题和整改期限，期限不早于验收日期；合格的不写期限。",
                ),
                models.CheckConstraint(
                    condition=Q(upkeep_until__isnull=True) | Q(upkeep_until__gt=F("on")),
                    name="upkeep_lasts_beyond_the_acceptance",
                    violation_error_message="管护日期要晚于验收日期。",
                ),
            ],
        },
    ),
    CreateModel(
        name="Signature",
        fields=columns(
            id=ID,
            acceptance=models.ForeignKey(
                "projects.acceptance", PROTECT, related_name="signatures", verbose_name="验收"
            ),
            role=models.CharField(
                "代表",
                choices=[
                    ("village", "村（居）委会"),
                    ("residents", "居民代表"),
                    ("supervision", "村（居）务监督委员会"),
                    ("town", "镇"),
                    ("third_party", "第三方、监理"),
                    ("implementer", "实施单位"),
                ],
                max_length=12,
            ),
            name=models.TextField("姓名"),
            post=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="以哪个职务"
            ),
            on_paper=models.BooleanField("在纸上签的"),
            signed_at=models.DateTimeField("签字时间"),
        ),
        options={
            "verbose_name": "验收签字",
            "verbose_name_plural": "验收签字",
            "ordering": ["pk"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("acceptance", "post"),
                    name="a_post_signs_once",
                    violation_error_message="您已经签过了。",
                ),
                models.CheckConstraint(
                    condition=Q(on_paper=True, post__isnull=True)
                    | Q(on_paper=False, post__isnull=False),
                    name="signed_by_account_or_on_paper",
                ),
            ],
        },
    ),
    CreateModel(
        name="LookAgain",
        fields=columns(
            id=ID,
            by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="记录人"
            ),
            by_name=models.CharField("记录单位", max_length=120),
            at=models.DateTimeField("时间"),
            recorded_at=models.DateTimeField("记录时间"),
            late_reason=models.CharField("补录原因", blank=True, max_length=200),
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="looks", verbose_name="项目"
            ),
            months=models.PositiveSmallIntegerField(
                "第几个月", choices=[(3, "3 个月"), (12, "12 个月")]
            ),
            is_fine=models.BooleanField("完好，在用"),
            words=models.CharField("看到什么", max_length=200),
        ),
        options={
            "verbose_name": "回头看",
            "verbose_name_plural": "回头看",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(at__lte=F("recorded_at")),
                    name="lookagain_not_written_before_it_was_true",
                    violation_error_message="时间不能晚于现在。",
                ),
                models.UniqueConstraint(
                    fields=("project", "months"),
                    name="looked_again_once_each",
                    violation_error_message="这一次回头看已经记过了。",
                ),
            ],
        },
    ),
    CreateModel(
        name="Approval",
        fields=columns(
            id=ID,
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="approvals", verbose_name="项目"
            ),
            round=models.PositiveSmallIntegerField("第几次报批"),
            order=models.PositiveSmallIntegerField("第几道"),
            role=models.CharField(
                "审批角色",
                choices=[
                    ("liaison", "联络员"),
                    ("committee_member", "村（居）委会成员"),
                    ("secretary", "党组织书记"),
                    ("supervision_committee", "村（居）务监督委员会"),
                    ("town_officer", "镇经办人"),
                    ("lead_contact", "挂点领导"),
                    ("town_finance", "镇财政"),
                    ("district_officer", "区经办人"),
                    ("supervisor", "督查、人大、政协"),
                    ("auditor", "审计"),
                    ("organisation", "社会组织"),
                    ("third_party", "第三方机构"),
                    ("system", "系统管理员"),
                    ("security", "安全管理员"),
                    ("audit", "审计管理员"),
                ],
                max_length=24,
            ),
            post=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="职务"
            ),
            person=models.ForeignKey(
                settings.AUTH_USER_MODEL,
                PROTECT,
                null=True,
                related_name="+",
                verbose_name="审批人",
            ),
            actor_name=models.CharField("办理者", max_length=120),
            imported=models.BooleanField("导入", default=False),
            verdict=models.CharField(
                "结论", choices=[("agree", "同意"), ("return", "退回")], max_length=10
            ),
            opinion=models.CharField("意见", max_length=500),
            ceiling_reason=models.CharField("超过上限的理由", blank=True, max_length=300),
            at=models.DateTimeField("审批时间"),
            recorded_at=models.DateTimeField("记录时间"),
            late_reason=models.CharField("补录原因", blank=True, max_length=200),
            amount_fen=models.BigIntegerField("金额（分）"),
            two_hands_from_fen=models.BigIntegerField("多少起两人办理（分）"),
            recorder=models.ForeignKey(
                settings.AUTH_USER_MODEL,
                PROTECT,
                null=True,
                related_name="+",
                verbose_name="登记人",
            ),
            on_site=models.BooleanField("现场审批", default=False),
            latitude=models.FloatField("纬度（WGS-84）", blank=True, null=True),
            longitude=models.FloatField("经度（WGS-84）", blank=True, null=True),
        ),
        options={
            "verbose_name": "审批意见",
            "verbose_name_plural": "审批意见",
            "ordering": ["project", "round", "order", "pk"],
            "constraints": [
                models.UniqueConstraint(
                    condition=Q(verdict="agree"),
                    fields=("project", "round", "role"),
                    name="each_role_agrees_once_a_round",
                    violation_error_message="这一级的意见刚才已经写过了，请刷新页面。",
                ),
                models.UniqueConstraint(
                    condition=Q(verdict="agree") & Q(amount_fen__gte=F("two_hands_from_fen")),
                    fields=("project", "round", "person"),
                    name="from_a_sum_on_nobody_agrees_twice",
                    violation_error_message="这笔金额经办和审批要由不同的人办理，请换一位同事。",
                ),
                models.CheckConstraint(
                    condition=~Q(verdict="agree")
                    | Q(amount_fen__lt=F("two_hands_from_fen"))
                    | Q(recorder__isnull=True)
                    | Q(person__isnull=True)
                    | ~Q(recorder=F("person")),
                    name="recorder_and_approver_differ",
                    violation_error_message="登记人和审批人要是不同的人，请换一位同事审批。",
                ),
                models.CheckConstraint(
                    condition=Q(at__lte=F("recorded_at")), name="no_opinion_before_it_was_given"
                ),
                models.CheckConstraint(
                    condition=Q(latitude__isnull=True, longitude__isnull=True)
                    | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                    name="a_place_of_approval_is_whole",
                    violation_error_message="位置要同时有纬度和经度。",
                ),
            ],
        },
    ),
    CreateModel(
        name="DistrictFiling",
        fields=columns(
            id=ID,
            project=models.OneToOneField(
                "projects.project", PROTECT, related_name="filing", verbose_name="项目"
            ),
            number=models.CharField("备案号", max_length=40, unique=True),
            filed_on=models.DateField("备案日期"),
            filed_by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="备案人"
            ),
            recorded_at=models.DateTimeField("记录时间"),
        ),
        options={
            "verbose_name": "区级备案",
            "verbose_name_plural": "区级备案",
            "ordering": ["-filed_on", "-pk"],
        },
    ),
    CreateModel(
        name="TemplatePhrase",
        fields=columns(
            id=ID,
            town=models.ForeignKey("villages.town", PROTECT, verbose_name="镇"),
            verdict=models.CharField(
                "用在",
                choices=[
                    ("agree", "审批：同意"),
                    ("return", "审批：退回"),
                    ("send_back", "退回补正"),
                    ("decline", "不予受理"),
                    ("merge", "合并"),
                    ("suspend", "暂停"),
                    ("rectify", "整改"),
                ],
                max_length=10,
            ),
            words=models.CharField("意见", max_length=120),
            is_offered=models.BooleanField(
                "在用", default=True, help_text="不用了就取消，不删除。"
            ),
        ),
        options={
            "verbose_name": "常用语",
            "verbose_name_plural": "常用语",
            "ordering": ["verdict", "pk"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("town", "verdict", "words"),
                    name="each_phrase_once",
                    violation_error_message="已经有这一条了。",
                )
            ],
        },
    ),
    CreateModel(
        name="InterestedParty",
        fields=columns(
            id=ID,
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="interested", verbose_name="项目"
            ),
            person=models.ForeignKey(
                settings.AUTH_USER_MODEL, PROTECT, related_name="+", verbose_name="人员"
            ),
            kind=models.CharField(
                "关系",
                choices=[
                    ("sponsor", "出资或赞助"),
                    ("implementer", "承办或施工"),
                    ("relative", "上述人员的近亲属"),
                ],
                max_length=12,
            ),
            declared_by=models.ForeignKey(
                "villages.post", PROTECT, related_name="+", verbose_name="申报人"
            ),
            declared_at=models.DateTimeField("申报时间"),
            ended_at=models.DateTimeField("取消时间", blank=True, null=True),
            end_reason=models.CharField("取消的原因", blank=True, max_length=200),
        ),
        options={
            "verbose_name": "利害关系",
            "verbose_name_plural": "利害关系",
            "ordering": ["pk"],
            "constraints": [
                models.UniqueConstraint(
                    condition=Q(ended_at__isnull=True),
                    fields=("project", "person", "kind"),
                    name="each_interest_once",
                    violation_error_message="这个关系已经申报过了。",
                ),
                models.CheckConstraint(
                    condition=Q(ended_at__isnull=True) | ~Q(end_reason=""),
                    name="an_interest_ends_with_a_reason",
                    violation_error_message="取消申报要写明原因。",
                ),
            ],
        },
    ),
    CreateModel(
        name="Sheet",
        fields=columns(
            id=ID,
            key=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
            browser=models.CharField(blank=True, editable=False, max_length=64),
            person=models.ForeignKey(
                settings.AUTH_USER_MODEL,
                PROTECT,
                editable=False,
                null=True,
                related_name="sheets",
                verbose_name="填表人",
            ),
            answers=models.TextField("填了什么", blank=True, editable=False),
            started_at=models.DateTimeField("开始时间"),
            touched_at=models.DateTimeField("最后填写时间"),
            submitted_at=models.DateTimeField("提交时间", editable=False, null=True),
            is_rated=models.BooleanField("评过这张表", default=False, editable=False),
        ),
        options={
            "verbose_name": "没提完的表",
            "verbose_name_plural": "没提完的表",
            "ordering": ["-touched_at", "-pk"],
            "indexes": [
                models.Index(
                    condition=~Q(browser=""), fields=["browser"], name="sheets_of_a_browser"
                ),
                models.Index(fields=["touched_at"], name="sheets_to_sweep"),
            ],
        },
    ),
    CreateModel(
        name="Meeting",
        fields=columns(
            id=ID,
            village=models.ForeignKey(
                "villages.village", PROTECT, related_name="meetings", verbose_name="村（社区）"
            ),
            kind=models.CharField(
                "会议类型",
                choices=[
                    ("villagers_assembly", "村民会议"),
                    ("villagers_reps", "村民代表会议"),
                    ("villagers_group", "村民小组会议"),
                    ("residents_assembly", "居民会议"),
                    ("residents_reps", "居民代表会议"),
                    ("residents_council", "居民议事会"),
                    ("four_two", "四议两公开"),
                    ("owners", "业主共同决定"),
                ],
                max_length=20,
            ),
            year=models.PositiveSmallIntegerField("年份"),
            number=models.PositiveSmallIntegerField("第几次"),
            status=models.CharField(
                "状态",
                choices=[
                    ("called", "已通知"),
                    ("held", "正在记录"),
                    ("closed", "已结束"),
                    ("cancelled", "已取消"),
                ],
                default="called",
                max_length=10,
            ),
            place=models.ForeignKey(
                "villages.place",
                PROTECT,
                blank=True,
                null=True,
                related_name="+",
                verbose_name="哪个小组、小区",
            ),
            venue=models.CharField("开会地点", max_length=60),
            convener=models.CharField("召集人", blank=True, max_length=40),
            chair=models.CharField("主持人", blank=True, max_length=40),
            recorder=models.CharField("记录人", blank=True, max_length=40),
            called_at=models.DateTimeField("通知时间"),
            begins_at=models.DateTimeField("开始时间"),
            ends_at=models.DateTimeField("结束时间", blank=True, null=True),
            basis=models.CharField(
                "应到按人还是按户",
                choices=[("people", "按人"), ("households", "按户")],
                default="people",
                max_length=10,
            ),
            rule=models.JSONField("适用的规则", editable=False),
            needed_present=models.PositiveIntegerField("至少到会", editable=False),
            due=models.PositiveIntegerField("应到"),
            present=models.PositiveIntegerField("实到", default=0),
            on_leave=models.PositiveIntegerField("请假", default=0),
            observers=models.PositiveIntegerField("列席", default=0),
            observer_names=models.CharField("列席人员", blank=True, max_length=400),
            area_due=models.DecimalField("业主总面积", decimal_places=2, max_digits=12, null=True),
            area_present=models.DecimalField(
                "到会面积", decimal_places=2, max_digits=12, null=True
            ),
            called_by=models.ForeignKey(
                "villages.post",
                PROTECT,
                editable=False,
                null=True,
                related_name="+",
                verbose_name="登记人",
            ),
            recorded_at=models.DateTimeField("登记时间", editable=False),
            imported=models.BooleanField("导入", default=False, editable=False),
            late_reason=models.CharField("补录原因", blank=True, max_length=200),
            cancelled_because=models.CharField("取消原因", blank=True, max_length=200),
        ),
        options={
            "verbose_name": "会议",
            "verbose_name_plural": "会议",
            "ordering": ["-begins_at", "-pk"],
            "indexes": [
                models.Index(fields=["village", "status", "begins_at"], name="meetings_here")
            ],
            "constraints": [
                models.UniqueConstraint(
                    fields=("village", "kind", "year", "number"),
                    name="a_meeting_has_its_number",
                    violation_error_message="这次会议已经登记过了，请刷新页面再看。",
                ),
                models.CheckConstraint(
                    condition=Q(
                        present__lte=django.db.models.expressions.CombinedExpression(
                            F("due"), "-", F("on_leave")
                        )
                    ),
                    name="not_more_came_than_were_due",
                    violation_error_message="实到加请假不能多于应到，请核对人数。",
                ),
                models.CheckConstraint(
                    condition=Q(due__gt=0, needed_present__gt=0, needed_present__lte=F("due")),
                    name="somebody_is_due",
                    violation_error_message="应到人数要大于 0。",
                ),
                models.CheckConstraint(
                    condition=Q(called_at__lte=F("begins_at"))
                    & (Q(ends_at__isnull=True) | Q(ends_at__gte=F("begins_at"))),
                    name="called_before_it_begins_and_begun_before_it_ends",
                    violation_error_message="通知在前，开会在后；结束时间不能早于开始时间。",
                ),
                models.CheckConstraint(
                    condition=~Q(status="closed")
                    | Q(ends_at__isnull=False, present__gte=F("needed_present")),
                    name="a_closed_meeting_had_its_quorum",
                    violation_error_message="到会人数不够，会议的表决无效。",
                ),
                models.CheckConstraint(
                    condition=~Q(status="cancelled") | ~Q(cancelled_because=""),
                    name="a_cancelled_meeting_says_why",
                    violation_error_message="请写明取消的原因。",
                ),
                models.CheckConstraint(
                    condition=Q(area_due__isnull=True, area_present__isnull=True)
                    | Q(
                        area_due__gt=0, area_present__isnull=False, area_present__lte=F("area_due")
                    ),
                    name="not_more_area_came_than_there_is",
                    violation_error_message="到会面积不能多于总面积。",
                ),
            ],
        },
    ),
    CreateModel(
        name="PublicNotice",
        fields=columns(
            id=ID,
            village=models.ForeignKey(
                "villages.village",
                PROTECT,
                related_name="public_notices",
                verbose_name="村（社区）",
            ),
            year=models.PositiveSmallIntegerField("年份", editable=False),
            serial=models.PositiveIntegerField("序号", editable=False),
            title=models.CharField("标题", max_length=120),
            basis=models.CharField("依据", max_length=200),
            posted_at=models.DateTimeField("张贴时间"),
            first_day=models.DateField("公示第一天"),
            last_day=models.DateField("公示最后一天"),
            days=models.PositiveSmallIntegerField("公示天数"),
            in_working_days=models.BooleanField("按工作日算", default=False),
            rule_basis=models.CharField("天数的依据", max_length=120),
            signed_by=models.CharField("落款单位", max_length=100),
            village_phone=models.CharField("村（社区）电话", blank=True, max_length=25),
            town_phone=models.CharField("镇电话", blank=True, max_length=25),
            supervision_phone=models.CharField("监督电话", blank=True, max_length=25),
            posted_by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="张贴人"
            ),
            withdrawn_at=models.DateTimeField("撤下时间", editable=False, null=True),
        ),
        options={
            "verbose_name": "公示",
            "verbose_name_plural": "公示",
            "ordering": ["-posted_at", "-pk"],
            "indexes": [models.Index(fields=["-last_day", "-id"], name="notices_by_last_day")],
            "constraints": [
                models.UniqueConstraint(
                    fields=("village", "year", "serial"), name="one_notice_of_a_number"
                ),
                models.CheckConstraint(
                    condition=Q(days__gte=1, last_day__gte=F("first_day")),
                    name="a_notice_has_its_days",
                    violation_error_message="公示至少一天，最后一天不能早于第一天。",
                ),
            ],
        },
    ),
    CreateModel(
        name="SiteVisit",
        fields=columns(
            id=ID,
            by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="记录人"
            ),
            by_name=models.CharField("记录单位", max_length=120),
            at=models.DateTimeField("时间"),
            recorded_at=models.DateTimeField("记录时间"),
            late_reason=models.CharField("补录原因", blank=True, max_length=200),
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="visits", verbose_name="项目"
            ),
            replaces=models.OneToOneField(
                "projects.sitevisit",
                PROTECT,
                null=True,
                related_name="replaced_by",
                verbose_name="更正哪一份",
            ),
            reason=models.CharField("更正原因", blank=True, max_length=200),
            present=models.JSONField("参加的工作人员", default=list),
            others=models.CharField("其他参加人", blank=True, max_length=200),
            ownership=models.CharField("权属、产权", max_length=300),
            pipes=models.CharField("管线", blank=True, max_length=300),
            proposal=models.TextField("方案建议", max_length=1000),
            feasible=models.BooleanField("可行"),
            feasible_words=models.CharField("可行性说明", max_length=300),
            latitude=models.FloatField("纬度（WGS-84）", blank=True, null=True),
            longitude=models.FloatField("经度（WGS-84）", blank=True, null=True),
            signature=models.CharField("签名", max_length=40),
        ),
        options={
            "verbose_name": "踏勘记录",
            "verbose_name_plural": "踏勘记录",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(at__lte=F("recorded_at")),
                    name="sitevisit_not_written_before_it_was_true",
                    violation_error_message="时间不能晚于现在。",
                ),
                models.CheckConstraint(
                    condition=Q(replaces__isnull=True) | ~Q(reason=""),
                    name="a_correction_has_its_reason",
                    violation_error_message="更正要写明原因。",
                ),
                models.CheckConstraint(
                    condition=~Q(signature=""),
                    name="a_visit_is_signed",
                    violation_error_message="踏勘记录要签名。",
                ),
                models.CheckConstraint(
                    condition=Q(latitude__isnull=True, longitude__isnull=True)
                    | Q(
                        latitude__isnull=False,
                        latitude__range=(3, 54),
                        longitude__isnull=False,
                        longitude__range=(73, 136),
                    ),
                    name="a_visit_stands_somewhere_whole",
                    violation_error_message="坐标要同时填纬度和经度，并且在中国境内。",
                ),
            ],
        },
    ),
    CreateModel(
        name="Progress",
        fields=columns(
            id=ID,
            by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="记录人"
            ),
            by_name=models.CharField("记录单位", max_length=120),
            at=models.DateTimeField("时间"),
            recorded_at=models.DateTimeField("记录时间"),
            late_reason=models.CharField("补录原因", blank=True, max_length=200),
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="progress", verbose_name="项目"
            ),
            per_cent=models.PositiveSmallIntegerField("形象进度（%）"),
            done=models.CharField("完成了什么", max_length=300),
            problem=models.CharField("有什么问题", blank=True, max_length=300),
            next=models.CharField("下一步", blank=True, max_length=300),
            actuals=models.JSONField("已完成的数量", default=list),
        ),
        options={
            "verbose_name": "进度",
            "verbose_name_plural": "进度",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(at__lte=F("recorded_at")),
                    name="progress_not_written_before_it_was_true",
                    violation_error_message="时间不能晚于现在。",
                ),
                models.CheckConstraint(
                    condition=Q(per_cent__lte=100),
                    name="progress_is_a_per_cent",
                    violation_error_message="形象进度在 0 到 100 之间。",
                ),
            ],
        },
    ),
    CreateModel(
        name="Wish",
        fields=columns(
            id=ID,
            state_since=models.DateTimeField("进入本环节的时间", editable=False, null=True),
            village=models.ForeignKey(
                "villages.village", PROTECT, related_name="wishes", verbose_name="村（社区）"
            ),
            number=models.CharField("编号", editable=False, max_length=12, unique=True),
            state=models.CharField("状态", default="draft", max_length=20),
            title=models.CharField("心愿", max_length=40),
            words=models.TextField("说明", blank=True, max_length=300),
            whose=models.CharField(
                "对象类别",
                choices=[
                    ("elderly", "长者"),
                    ("children", "儿童"),
                    ("disabled", "残障人士"),
                    ("low_income", "困难家庭"),
                    ("women", "妇女"),
                    ("other", "其他"),
                ],
                max_length=12,
            ),
            value_fen=models.BigIntegerField("预估价值（分）"),
            whom=models.TextField("给谁（只给送达的人看）", blank=True),
            written_by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="登记人"
            ),
            written_at=models.DateTimeField("登记时间"),
            published_at=models.DateTimeField("公布时间", editable=False, null=True),
            lapses_on=models.DateField("认领有效到", editable=False, null=True),
            thanks=models.CharField("感谢的话", blank=True, max_length=300),
            thanked_name=models.CharField("公开感谢谁", blank=True, max_length=60),
            form_token=models.UUIDField(editable=False),
            forgotten_at=models.DateTimeField("个人信息删除时间", editable=False, null=True),
        ),
        options={
            "verbose_name": "微心愿",
            "verbose_name_plural": "微心愿",
            "ordering": ["-written_at", "-pk"],
            "indexes": [
                models.Index(fields=["village", "state"], name="wishes_of_a_village"),
                models.Index(
                    condition=Q(state="claimed"), fields=["lapses_on", "id"], name="wishes_promised"
                ),
            ],
            "constraints": [
                models.UniqueConstraint(fields=("form_token",), name="one_form_one_wish"),
                models.CheckConstraint(
                    condition=Q(value_fen__gt=0),
                    name="a_wish_is_worth_something",
                    violation_error_message="请写预估价值，要大于 0 元。",
                ),
                models.CheckConstraint(
                    condition=Q(lapses_on__isnull=False, state="claimed")
                    | Q(~Q(state="claimed"), lapses_on__isnull=True),
                    name="a_promise_has_its_last_day",
                    violation_error_message="认领要有有效期，没有认领就没有有效期。",
                ),
            ],
        },
    ),
    CreateModel(
        name="Photo",
        fields=columns(
            id=ID,
            project=models.ForeignKey(
                "projects.project", PROTECT, null=True, related_name="photos", verbose_name="项目"
            ),
            sheet=models.ForeignKey(
                "projects.sheet", PROTECT, editable=False, null=True, related_name="photos"
            ),
            meeting=models.ForeignKey(
                "projects.meeting", PROTECT, editable=False, null=True, related_name="pages"
            ),
            notice=models.ForeignKey(
                "projects.publicnotice", PROTECT, editable=False, null=True, related_name="photos"
            ),
            visit=models.ForeignKey(
                "projects.sitevisit", PROTECT, editable=False, null=True, related_name="photos"
            ),
            progress=models.ForeignKey(
                "projects.progress", PROTECT, editable=False, null=True, related_name="photos"
            ),
            acceptance=models.ForeignKey(
                "projects.acceptance", PROTECT, editable=False, null=True, related_name="photos"
            ),
            wish=models.ForeignKey(
                "projects.wish", PROTECT, editable=False, null=True, related_name="photos"
            ),
            filed=models.ForeignKey(
                "projects.project", PROTECT, editable=False, null=True, related_name="filed_papers"
            ),
            paper=models.CharField(
                "纸质材料",
                blank=True,
                choices=[
                    ("form", "表格"),
                    ("sign_in", "签到表"),
                    ("invoice", "票据"),
                    ("other", "其他"),
                ],
                editable=False,
                max_length=10,
            ),
            token=models.UUIDField(editable=False, null=True),
            key=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
            original=models.FileField(
                "原图", blank=True, upload_to=projects.models.attachments.private_path
            ),
            phase=models.CharField(
                "时期",
                choices=[
                    ("before", "之前"),
                    ("during", "施工中"),
                    ("after", "之后"),
                    ("board_up", "公示张贴"),
                    ("board_down", "公示期满"),
                    ("handed", "心愿送达"),
                ],
                default="before",
                max_length=10,
            ),
            file_name=models.CharField("文件名", blank=True, max_length=80),
            caption=models.CharField("图注", blank=True, max_length=80),
            scene=models.CharField("拍摄地点", blank=True, max_length=60),
            taken_on=models.DateField("拍摄日期", blank=True, null=True),
            is_drawing=models.BooleanField("示意图", default=False),
            is_public=models.BooleanField("公开", default=False),
            state=models.CharField(
                "处理",
                choices=[("waiting", "处理中"), ("ready", "已处理"), ("refused", "不能用")],
                default="waiting",
                max_length=10,
            ),
            refusal=models.CharField("不能用的原因", blank=True, max_length=160),
            width=models.PositiveIntegerField(editable=False, null=True),
            height=models.PositiveIntegerField(editable=False, null=True),
            uploaded_at=models.DateTimeField("上传时间"),
            uploaded_by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="上传人"
            ),
            published_by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="公开人"
            ),
            held_until=models.DateTimeField(editable=False, null=True),
            tries=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        options={
            "verbose_name": "照片",
            "verbose_name_plural": "照片",
            "ordering": ["pk"],
            "indexes": [
                models.Index(condition=~Q(original=""), fields=["id"], name="photos_to_process")
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(
                        filed__isnull=True,
                        meeting__isnull=True,
                        notice__isnull=True,
                        project__isnull=False,
                        sheet__isnull=True,
                        wish__isnull=True,
                    )
                    | Q(
                        filed__isnull=True,
                        meeting__isnull=True,
                        notice__isnull=True,
                        project__isnull=True,
                        sheet__isnull=False,
                        wish__isnull=True,
                    )
                    | Q(
                        filed__isnull=True,
                        meeting__isnull=False,
                        notice__isnull=True,
                        project__isnull=True,
                        sheet__isnull=True,
                        wish__isnull=True,
                    )
                    | Q(
                        filed__isnull=True,
                        meeting__isnull=True,
                        notice__isnull=False,
                        project__isnull=True,
                        sheet__isnull=True,
                        wish__isnull=True,
                    )
                    | Q(
                        filed__isnull=True,
                        meeting__isnull=True,
                        notice__isnull=True,
                        project__isnull=True,
                        sheet__isnull=True,
                        wish__isnull=False,
                    )
                    | Q(
                        filed__isnull=False,
                        meeting__isnull=True,
                        notice__isnull=True,
                        project__isnull=True,
                        sheet__isnull=True,
                        wish__isnull=True,
                    ),
                    name="a_photo_hangs_on_one_thing",
                ),
                models.CheckConstraint(
                    condition=Q(meeting__isnull=True) | Q(is_public=False),
                    name="pages_of_a_meeting_are_never_public",
                    violation_error_message="会议的签到表和签名页有姓名，不公开。",
                ),
                models.CheckConstraint(
                    condition=Q(filed__isnull=True) | Q(is_public=False),
                    name="filed_papers_are_never_public",
                    violation_error_message="拍照存进来的纸质材料有姓名，不公开。",
                ),
                models.CheckConstraint(
                    condition=Q(filed__isnull=True, paper="", token__isnull=True)
                    | Q(
                        filed__isnull=False,
                        paper__in=["form", "sign_in", "invoice", "other"],
                        token__isnull=False,
                    ),
                    name="a_filed_paper_has_its_kind",
                    violation_error_message="请选这是哪一种材料。",
                ),
                models.UniqueConstraint(
                    condition=Q(filed__isnull=False),
                    fields=("filed", "token"),
                    name="a_paper_is_filed_once",
                    violation_error_message="这一张已经存过了。",
                ),
            ],
        },
    ),
    CreateModel(
        name="Award",
        fields=columns(
            id=ID,
            by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="记录人"
            ),
            by_name=models.CharField("记录单位", max_length=120),
            at=models.DateTimeField("时间"),
            recorded_at=models.DateTimeField("记录时间"),
            late_reason=models.CharField("补录原因", blank=True, max_length=200),
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="awards", verbose_name="项目"
            ),
            replaces=models.OneToOneField(
                "projects.award",
                PROTECT,
                null=True,
                related_name="replaced_by",
                verbose_name="更正哪一份",
            ),
            reason=models.CharField("更正原因", blank=True, max_length=200),
            organisation=models.ForeignKey(
                "villages.organisation", PROTECT, related_name="awards", verbose_name="实施单位"
            ),
            means=models.CharField(
                "方式",
                choices=[
                    ("direct", "直接委托"),
                    ("quotes", "三家询价"),
                    ("comparison", "比选"),
                    ("tender", "招标"),
                ],
                max_length=12,
            ),
            why=models.CharField("为什么选它", max_length=200),
            offers=models.JSONField("报价", default=list),
            papers=models.JSONField("已有的材料", default=list),
            contract_no=models.CharField("合同号", max_length=40),
            contract_fen=models.BigIntegerField("合同价（分）"),
            begins_on=models.DateField("合同开工日期"),
            ends_on=models.DateField("合同完工日期"),
            document=models.ForeignKey(
                "funding.document", PROTECT, null=True, related_name="+", verbose_name="扫描件"
            ),
        ),
        options={
            "verbose_name": "确定实施单位",
            "verbose_name_plural": "确定实施单位",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(at__lte=F("recorded_at")),
                    name="award_not_written_before_it_was_true",
                    violation_error_message="时间不能晚于现在。",
                ),
                models.CheckConstraint(
                    condition=Q(replaces__isnull=True) | ~Q(reason=""),
                    name="another_award_has_its_reason",
                    violation_error_message="更正要写明原因。",
                ),
                models.UniqueConstraint(
                    condition=Q(replaces__isnull=True),
                    fields=("project",),
                    name="one_first_award_of_a_project",
                    violation_error_message="刚才有人写过实施单位，请刷新页面再办。",
                ),
                models.CheckConstraint(
                    condition=Q(contract_fen__gt=0),
                    name="a_contract_is_worth_something",
                    violation_error_message="合同价要大于 0 元。",
                ),
                models.CheckConstraint(
                    condition=Q(ends_on__gte=F("begins_on")),
                    name="a_contract_ends_after_it_begins",
                    violation_error_message="合同完工日期不能早于开工日期。",
                ),
            ],
        },
    ),
    CreateModel(
        name="Briefing",
        fields=columns(
            id=ID,
            district=models.ForeignKey(
                "villages.district", PROTECT, editable=False, related_name="briefings"
            ),
            title=models.CharField("名称", max_length=60),
            held_on=models.DateField("日期"),
            venue=models.CharField("地点", max_length=60),
            outcome=models.CharField(
                "会后情况",
                blank=True,
                help_text="会公开：谈了什么、约定了什么；不写个人姓名。",
                max_length=300,
            ),
            by_name=models.CharField("组织单位", editable=False, max_length=120),
            written_at=models.DateTimeField("登记时间", editable=False),
            counted_at=models.DateTimeField("登记到会的时间", editable=False, null=True),
            documents=models.ManyToManyField(
                "villages.policydocument", blank=True, related_name="+", verbose_name="讲解的文件"
            ),
        ),
        options={
            "verbose_name": "政策交流推介会",
            "verbose_name_plural": "政策交流推介会",
            "ordering": ["-held_on", "-pk"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("district", "held_on", "title"),
                    name="a_briefing_of_a_day_once",
                    violation_error_message="这一天已经登记过同名的推介会了。",
                )
            ],
        },
    ),
    CreateModel(
        name="BriefingGuest",
        fields=columns(
            id=ID,
            briefing=models.ForeignKey("projects.briefing", PROTECT, related_name="guests"),
            organisation=models.ForeignKey(
                "villages.organisation", PROTECT, related_name="briefings", verbose_name="组织"
            ),
            attended=models.BooleanField("到会", null=True),
            people=models.PositiveSmallIntegerField("到会人数", null=True),
        ),
        options={
            "verbose_name": "受邀组织",
            "verbose_name_plural": "受邀组织",
            "ordering": ["pk"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("briefing", "organisation"),
                    name="a_guest_is_invited_once",
                    violation_error_message="这个组织已经在邀请名单里了。",
                ),
                models.CheckConstraint(
                    condition=Q(attended=True, people__gte=1)
                    | Q(~Q(attended=True), people__isnull=True)
                    | Q(attended__isnull=True, people__isnull=True),
                    name="who_came_were_people",
                    violation_error_message="到会的写来了几个人，至少 1 人；没有到会的不写。",
                ),
            ],
        },
    ),
    CreateModel(
        name="CareNeed",
        fields=columns(
            id=ID,
            village=models.ForeignKey(
                "villages.village", PROTECT, related_name="care_needs", verbose_name="村（社区）"
            ),
            year=models.PositiveSmallIntegerField("年份"),
            category=models.CharField(
                "类别",
                choices=[
                    ("old", "老（独居、空巢长者）"),
                    ("frail", "弱（低保、困难家庭）"),
                    ("ill", "病（重病、慢病）"),
                    ("disabled", "残（残障人士）"),
                    ("orphaned", "孤（孤儿、困境儿童）"),
                    ("widowed", "寡（丧偶、失独）"),
                ],
                max_length=10,
            ),
            kind=models.CharField(
                "需求类型",
                choices=[
                    ("safety", "居家安全、无障碍"),
                    ("care", "生活照料、助餐"),
                    ("company", "陪伴、心理"),
                    ("health", "看护、康复"),
                    ("learning", "学习、成长"),
                    ("work", "就业、增收"),
                    ("other", "其他"),
                ],
                max_length=10,
            ),
            mode=models.CharField(
                "帮扶方式",
                blank=True,
                choices=[
                    ("", "还没定"),
                    ("service", "购买服务"),
                    ("mutual", "自助互助"),
                    ("project", "开发项目"),
                ],
                default="",
                max_length=10,
            ),
            project=models.ForeignKey(
                "projects.project",
                SET_NULL,
                editable=False,
                null=True,
                related_name="+",
                verbose_name="为此提的项目",
            ),
            name=models.TextField("姓名", blank=True),
            address=models.TextField("住址", blank=True),
            need=models.TextField("需求", blank=True),
            is_agreed=models.BooleanField("本人或监护人同意登记"),
            written_by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="登记人"
            ),
            written_at=models.DateTimeField("登记时间"),
            form_token=models.UUIDField(editable=False),
            forgotten_at=models.DateTimeField("个人信息删除时间", editable=False, null=True),
        ),
        options={
            "verbose_name": "困难群众需求（保密）",
            "verbose_name_plural": "困难群众需求（保密）",
            "ordering": ["-year", "village", "pk"],
            "indexes": [models.Index(fields=["village", "year", "category"], name="care_by_year")],
            "constraints": [
                models.UniqueConstraint(fields=("form_token",), name="one_form_one_care_need"),
                models.CheckConstraint(
                    condition=Q(is_agreed=True),
                    name="nobody_is_listed_against_her_will",
                    violation_error_message="要本人或监护人同意才能登记。",
                ),
                models.CheckConstraint(
                    condition=Q(year__range=(2000, 2100)),
                    name="a_census_has_its_year",
                    violation_error_message="年份请写四位数，例如 2021。",
                ),
            ],
        },
    ),
    CreateModel(
        name="HomeSafety",
        fields=columns(
            id=ID,
            need=models.ForeignKey(
                "projects.careneed",
                PROTECT,
                related_name="home_checks",
                verbose_name="困难群众需求",
            ),
            checked_on=models.DateField("评估日期"),
            in_order=models.JSONField("没有问题的", default=list),
            grade=models.CharField(
                "结论",
                choices=[
                    ("safe", "安全"),
                    ("some", "有隐患，要改造"),
                    ("urgent", "隐患大，马上改造"),
                ],
                max_length=10,
            ),
            advice=models.TextField("改造建议", blank=True),
            campaign=models.ForeignKey(
                "projects.campaigntag",
                PROTECT,
                blank=True,
                null=True,
                related_name="+",
                verbose_name="联合项目",
            ),
            by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="评估人"
            ),
            by_name=models.CharField("评估单位", max_length=120),
            recorded_at=models.DateTimeField("记录时间"),
        ),
        options={
            "verbose_name": "居家环境安全评估",
            "verbose_name_plural": "居家环境安全评估",
            "ordering": ["-checked_on", "-pk"],
        },
    ),
    CreateModel(
        name="CareReading",
        fields=columns(
            id=ID,
            need=models.ForeignKey(
                "projects.careneed", PROTECT, related_name="readings", verbose_name="查阅的需求"
            ),
            person=models.ForeignKey(
                settings.AUTH_USER_MODEL, PROTECT, related_name="+", verbose_name="查阅人"
            ),
            post=models.ForeignKey("villages.post", PROTECT, related_name="+", verbose_name="职务"),
            office=models.CharField("查阅单位", max_length=120),
            what=models.CharField("查阅内容", max_length=60),
            why=models.CharField("为什么查阅", max_length=200),
            at=models.DateTimeField("查阅时间"),
        ),
        options={
            "verbose_name": "困难群众需求查阅记录",
            "verbose_name_plural": "困难群众需求查阅记录",
            "ordering": ["-at", "-pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=~Q(why=""),
                    name="a_reading_has_its_reason",
                    violation_error_message="查阅要写明为什么。",
                )
            ],
        },
    ),
    CreateModel(
        name="Change",
        fields=columns(
            id=ID,
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="changes", verbose_name="项目"
            ),
            state=models.CharField(
                "状态",
                choices=[
                    ("waiting", "待镇里审批"),
                    ("to_residents", "要重新协商公示"),
                    ("approved", "镇里已同意"),
                    ("decided_anew", "已退回重新协商"),
                    ("refused", "镇里不同意"),
                    ("withdrawn", "已撤回"),
                ],
                max_length=12,
            ),
            old=models.JSONField("原来"),
            new=models.JSONField("变更后"),
            reason=models.CharField("变更理由", max_length=300),
            per_mille=models.PositiveIntegerField("变更幅度（千分之）"),
            allowed_per_cent=models.PositiveSmallIntegerField("镇里可批的幅度（%）"),
            actor_kind=models.CharField(
                "申请者类别",
                choices=[
                    ("post", "任职人员"),
                    ("resident", "居民"),
                    ("contact", "无账号的居民"),
                    ("system", "系统"),
                ],
                max_length=10,
            ),
            actor_name=models.CharField("申请者", max_length=120),
            person=models.ForeignKey(
                settings.AUTH_USER_MODEL,
                PROTECT,
                blank=True,
                null=True,
                related_name="+",
                verbose_name="申请人",
            ),
            at=models.DateTimeField("申请时间"),
            decided_by=models.ForeignKey(
                settings.AUTH_USER_MODEL,
                PROTECT,
                blank=True,
                null=True,
                related_name="+",
                verbose_name="审批人",
            ),
            decided_name=models.CharField("审批者", blank=True, max_length=120),
            decided_at=models.DateTimeField("审批时间", blank=True, null=True),
            answer=models.CharField("审批意见", blank=True, max_length=200),
        ),
        options={
            "verbose_name": "变更",
            "verbose_name_plural": "变更",
            "ordering": ["pk"],
            "constraints": [
                models.UniqueConstraint(
                    condition=Q(state__in=["waiting", "to_residents"]),
                    fields=("project",),
                    name="one_open_change_of_a_project",
                    violation_error_message="这个项目还有一份变更没有办完，请先办完或撤回。",
                ),
                models.CheckConstraint(
                    condition=~Q(state="approved")
                    | Q(person__isnull=True)
                    | ~Q(decided_by=F("person")),
                    name="who_asks_for_a_change_does_not_let_it",
                    violation_error_message="申请变更和同意变更要是两个不同的人，请换一位同事。",
                ),
            ],
        },
    ),
    CreateModel(
        name="JournalEntry",
        fields=columns(
            id=ID,
            actor_kind=models.CharField(
                "办理者类别",
                choices=[
                    ("post", "任职人员"),
                    ("resident", "居民"),
                    ("contact", "无账号的居民"),
                    ("system", "系统"),
                ],
                max_length=10,
            ),
            actor_name=models.CharField("办理者", max_length=120),
            person=models.ForeignKey(
                settings.AUTH_USER_MODEL,
                PROTECT,
                null=True,
                related_name="+",
                verbose_name="办理人",
            ),
            post=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="职务"
            ),
            happened_at=models.DateTimeField("发生时间"),
            recorded_at=models.DateTimeField("记录时间"),
            imported=models.BooleanField("导入", default=False),
            verb=models.CharField("步骤", max_length=20),
            first_time=models.BooleanField("第一次到此环节"),
            note=models.TextField("理由、说明", blank=True),
            late_reason=models.TextField("补录原因", blank=True),
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="journal", verbose_name="项目"
            ),
            source=models.CharField(
                "原环节",
                choices=[
                    ("draft", "草稿"),
                    ("submitted", "待受理"),
                    ("returned", "退回补正"),
                    ("accepted", "已受理"),
                    ("declined", "不予受理"),
                    ("merged", "合并"),
                    ("referred", "转办"),
                    ("withdrawn", "撤回"),
                    ("screening", "初审"),
                    ("deliberating", "协商中"),
                    ("not_passed", "未通过"),
                    ("reserved", "入库储备"),
                    ("on_notice", "公示中"),
                    ("town_review", "待镇级审批"),
                    ("confirmed", "已确定"),
                    ("in_progress", "实施中"),
                    ("suspended", "暂停"),
                    ("inspecting", "验收中"),
                    ("rectifying", "整改"),
                    ("completed", "已完成"),
                    ("evaluating", "评议中"),
                    ("evaluated", "已评议"),
                    ("archived", "已归档"),
                    ("terminated", "终止"),
                ],
                max_length=20,
            ),
            target=models.CharField(
                "新环节",
                choices=[
                    ("draft", "草稿"),
                    ("submitted", "待受理"),
                    ("returned", "退回补正"),
                    ("accepted", "已受理"),
                    ("declined", "不予受理"),
                    ("merged", "合并"),
                    ("referred", "转办"),
                    ("withdrawn", "撤回"),
                    ("screening", "初审"),
                    ("deliberating", "协商中"),
                    ("not_passed", "未通过"),
                    ("reserved", "入库储备"),
                    ("on_notice", "公示中"),
                    ("town_review", "待镇级审批"),
                    ("confirmed", "已确定"),
                    ("in_progress", "实施中"),
                    ("suspended", "暂停"),
                    ("inspecting", "验收中"),
                    ("rectifying", "整改"),
                    ("completed", "已完成"),
                    ("evaluating", "评议中"),
                    ("evaluated", "已评议"),
                    ("archived", "已归档"),
                    ("terminated", "终止"),
                ],
                max_length=20,
            ),
            was_due_on=models.DateField("原环节应办日期", null=True),
        ),
        options={
            "verbose_name": "办理记录",
            "verbose_name_plural": "办理记录",
            "ordering": ["pk"],
            "indexes": [
                models.Index(
                    condition=Q(first_time=True),
                    fields=["target", "happened_at", "project"],
                    name="journal_ever_reached",
                )
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(happened_at__lte=F("recorded_at")),
                    name="nothing_written_before_it_happened",
                ),
                models.UniqueConstraint(
                    condition=Q(first_time=True),
                    fields=("project", "target"),
                    name="first_time_is_once",
                ),
            ],
        },
    ),
    CreateModel(
        name="ClockRun",
        fields=columns(
            id=ID,
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="runs", verbose_name="项目"
            ),
            entry=models.OneToOneField(
                "projects.journalentry", PROTECT, related_name="run", verbose_name="哪一步开始的"
            ),
            state=models.CharField(
                "环节",
                choices=[
                    ("draft", "草稿"),
                    ("submitted", "待受理"),
                    ("returned", "退回补正"),
                    ("accepted", "已受理"),
                    ("declined", "不予受理"),
                    ("merged", "合并"),
                    ("referred", "转办"),
                    ("withdrawn", "撤回"),
                    ("screening", "初审"),
                    ("deliberating", "协商中"),
                    ("not_passed", "未通过"),
                    ("reserved", "入库储备"),
                    ("on_notice", "公示中"),
                    ("town_review", "待镇级审批"),
                    ("confirmed", "已确定"),
                    ("in_progress", "实施中"),
                    ("suspended", "暂停"),
                    ("inspecting", "验收中"),
                    ("rectifying", "整改"),
                    ("completed", "已完成"),
                    ("evaluating", "评议中"),
                    ("evaluated", "已评议"),
                    ("archived", "已归档"),
                    ("terminated", "终止"),
                ],
                max_length=20,
            ),
            started_at=models.DateTimeField("开始时间"),
            limit=models.PositiveSmallIntegerField("期限（工作日）", null=True),
            basis=models.CharField("期限的依据", max_length=200),
            due_on=models.DateField("应办日期", null=True),
            pauses=models.JSONField("暂停", default=list),
            stood_still=models.PositiveSmallIntegerField("暂停了几个工作日", default=0),
            stopped_at=models.DateTimeField("停止时间", null=True),
        ),
        options={
            "verbose_name": "环节时钟",
            "verbose_name_plural": "环节时钟",
            "ordering": ["pk"],
            "indexes": [
                models.Index(
                    condition=Q(stopped_at=None), fields=["due_on", "id"], name="clocks_due"
                )
            ],
            "constraints": [
                models.UniqueConstraint(
                    condition=Q(stopped_at=None),
                    fields=("project", "state"),
                    name="one_clock_runs_for_a_state",
                    violation_error_message="这个环节的时钟已经在走了，请刷新页面。",
                ),
                models.CheckConstraint(
                    condition=Q(stopped_at=None) | Q(stopped_at__gte=F("started_at")),
                    name="a_clock_stops_after_it_starts",
                    violation_error_message="时钟停止的时间不能早于开始的时间。",
                ),
            ],
        },
    ),
    CreateModel(
        name="DueChange",
        fields=columns(
            id=ID,
            run=models.ForeignKey(
                "projects.clockrun", PROTECT, related_name="moves", verbose_name="时钟"
            ),
            old_due_on=models.DateField("原应办日期", null=True),
            new_due_on=models.DateField("新应办日期", null=True),
            reason=models.CharField(
                "原因",
                choices=[
                    ("book", "办理期限改了"),
                    ("calendar", "放假调休日历改了"),
                    ("pause", "暂停的日子不算"),
                    ("agreed", "工期变更"),
                    ("hazard", "按安全隐患的期限算"),
                ],
                max_length=10,
            ),
            basis=models.CharField("依据", max_length=200),
            at=models.DateTimeField("时间"),
        ),
        options={
            "verbose_name": "应办日期变动",
            "verbose_name_plural": "应办日期变动",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(old_due_on=None)
                    | Q(new_due_on=None)
                    | ~Q(old_due_on=F("new_due_on")),
                    name="a_moved_day_is_another_day",
                    violation_error_message="应办日期没有变。",
                )
            ],
        },
    ),
    CreateModel(
        name="Distinction",
        fields=columns(
            id=ID,
            by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="记录人"
            ),
            by_name=models.CharField("记录单位", max_length=120),
            at=models.DateTimeField("时间"),
            recorded_at=models.DateTimeField("记录时间"),
            late_reason=models.CharField("补录原因", blank=True, max_length=200),
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="distinctions", verbose_name="项目"
            ),
            kind=models.CharField(
                "决定",
                choices=[
                    ("recommended", "推荐为精品项目"),
                    ("confirmed", "确认为精品项目"),
                    ("declined", "没有确认"),
                    ("taken_back", "取消精品项目"),
                ],
                max_length=12,
            ),
            reason=models.CharField("理由", max_length=200),
        ),
        options={
            "verbose_name": "精品项目",
            "verbose_name_plural": "精品项目",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(at__lte=F("recorded_at")),
                    name="distinction_not_written_before_it_was_true",
                    violation_error_message="时间不能晚于现在。",
                ),
                models.CheckConstraint(
                    condition=~Q(reason=""),
                    name="a_distinction_has_its_reason",
                    violation_error_message="请写明理由。",
                ),
            ],
        },
    ),
    CreateModel(
        name="DossierNote",
        fields=columns(
            id=ID,
            by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="记录人"
            ),
            by_name=models.CharField("记录单位", max_length=120),
            at=models.DateTimeField("时间"),
            recorded_at=models.DateTimeField("记录时间"),
            late_reason=models.CharField("补录原因", blank=True, max_length=200),
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="dossier_notes", verbose_name="项目"
            ),
            paper=models.CharField("材料", max_length=20),
            kind=models.CharField(
                "情况",
                choices=[
                    ("on_paper", "在纸质档案里"),
                    ("not_needed", "这件事不需要"),
                    ("filed", "终止项目已归档"),
                ],
                max_length=12,
            ),
            words=models.CharField("说明", max_length=120),
        ),
        options={
            "verbose_name": "档案说明",
            "verbose_name_plural": "档案说明",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(at__lte=F("recorded_at")),
                    name="dossiernote_not_written_before_it_was_true",
                    violation_error_message="时间不能晚于现在。",
                ),
                models.UniqueConstraint(
                    fields=("project", "paper"),
                    name="each_paper_said_once",
                    violation_error_message="这一项刚才已经说明过了，请刷新页面。",
                ),
                models.CheckConstraint(
                    condition=~Q(words=""),
                    name="a_missing_paper_has_its_words",
                    violation_error_message="请写明放在哪里，或者为什么不需要。",
                ),
            ],
        },
    ),
    CreateModel(
        name="Sample",
        fields=columns(
            id=ID,
            by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="记录人"
            ),
            by_name=models.CharField("记录单位", max_length=120),
            at=models.DateTimeField("时间"),
            recorded_at=models.DateTimeField("记录时间"),
            late_reason=models.CharField("补录原因", blank=True, max_length=200),
            district=models.ForeignKey(
                "villages.district", PROTECT, related_name="+", verbose_name="区"
            ),
            town=models.ForeignKey(
                "villages.town", PROTECT, null=True, related_name="+", verbose_name="镇"
            ),
            village=models.ForeignKey(
                "villages.village", PROTECT, null=True, related_name="+", verbose_name="村（社区）"
            ),
            states=models.JSONField("环节", default=list),
            since=models.DateField("从哪天起提出的", null=True),
            until=models.DateField("到哪天为止提出的", null=True),
            n=models.PositiveSmallIntegerField("抽几件"),
            seed=models.CharField("种子（十六进制）", max_length=64),
            seed_from=models.CharField("种子从哪里来", blank=True, max_length=120),
            pool=models.JSONField("范围里的查询号", default=list),
            drawn=models.JSONField("抽中的查询号", default=list),
            form_token=models.UUIDField(editable=False),
        ),
        options={
            "verbose_name": "随机抽查",
            "verbose_name_plural": "随机抽查",
            "ordering": ["-pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(at__lte=F("recorded_at")),
                    name="sample_not_written_before_it_was_true",
                    violation_error_message="时间不能晚于现在。",
                ),
                models.UniqueConstraint(
                    fields=("form_token",),
                    name="one_form_one_sample",
                    violation_error_message="这一次已经抽过了，请刷新页面。",
                ),
                models.CheckConstraint(
                    condition=Q(seed__regex="^[0-9a-f]{16,64}$"),
                    name="a_seed_is_hexadecimal",
                    violation_error_message="种子是 16 到 64 位十六进制（0-9、a-f）。",
                ),
                models.CheckConstraint(
                    condition=Q(n__gte=1, n__lte=50),
                    name="a_sample_draws_some",
                    violation_error_message="一次抽 1 到 50 件。",
                ),
                models.CheckConstraint(
                    condition=Q(since__isnull=True)
                    | Q(until__isnull=True)
                    | Q(until__gte=F("since")),
                    name="a_period_of_a_sample_ends_after_it_begins",
                    violation_error_message="结束的日期不能早于开始的日期。",
                ),
            ],
        },
    ),
    CreateModel(
        name="Inspection",
        fields=columns(
            id=ID,
            by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="记录人"
            ),
            by_name=models.CharField("记录单位", max_length=120),
            at=models.DateTimeField("时间"),
            recorded_at=models.DateTimeField("记录时间"),
            late_reason=models.CharField("补录原因", blank=True, max_length=200),
            district=models.ForeignKey(
                "villages.district", PROTECT, related_name="+", verbose_name="区"
            ),
            on=models.DateField("日期"),
            offices=models.CharField("参加的单位", max_length=200),
            about=models.CharField("检查什么", max_length=200),
            sample=models.ForeignKey(
                "projects.sample",
                PROTECT,
                null=True,
                related_name="inspections",
                verbose_name="随机抽查",
            ),
            form_token=models.UUIDField(editable=False),
        ),
        options={
            "verbose_name": "联合监督检查",
            "verbose_name_plural": "联合监督检查",
            "ordering": ["-on", "-pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(at__lte=F("recorded_at")),
                    name="inspection_not_written_before_it_was_true",
                    violation_error_message="时间不能晚于现在。",
                ),
                models.UniqueConstraint(
                    fields=("form_token",),
                    name="one_form_one_inspection",
                    violation_error_message="这一次已经登记过了，请刷新页面。",
                ),
                models.CheckConstraint(
                    condition=Q(~Q(offices=""), ~Q(about="")),
                    name="an_inspection_says_who_and_what",
                    violation_error_message="请写参加的单位和检查什么。",
                ),
            ],
        },
    ),
    CreateModel(
        name="Finding",
        fields=columns(
            id=ID,
            by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="记录人"
            ),
            by_name=models.CharField("记录单位", max_length=120),
            at=models.DateTimeField("时间"),
            recorded_at=models.DateTimeField("记录时间"),
            late_reason=models.CharField("补录原因", blank=True, max_length=200),
            village=models.ForeignKey(
                "villages.village", PROTECT, related_name="findings", verbose_name="村（社区）"
            ),
            project=models.ForeignKey(
                "projects.project", PROTECT, null=True, related_name="findings", verbose_name="项目"
            ),
            inspection=models.ForeignKey(
                "projects.inspection",
                PROTECT,
                null=True,
                related_name="findings",
                verbose_name="联合监督检查",
            ),
            owed_by=models.CharField(
                "请哪里整改答复", choices=[("village", "村（社区）"), ("town", "镇")], max_length=8
            ),
            text=models.CharField("发现的问题", max_length=500),
            basis=models.CharField("依据（法律、文件和条款）", max_length=120),
            within=models.PositiveSmallIntegerField("几个工作日内答复"),
            due_on=models.DateField("答复期限", null=True),
            form_token=models.UUIDField(editable=False),
        ),
        options={
            "verbose_name": "监督发现",
            "verbose_name_plural": "监督发现",
            "ordering": ["-pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(at__lte=F("recorded_at")),
                    name="finding_not_written_before_it_was_true",
                    violation_error_message="时间不能晚于现在。",
                ),
                models.UniqueConstraint(
                    fields=("form_token",),
                    name="one_form_one_finding",
                    violation_error_message="这一张已经登记过了，请刷新页面。",
                ),
                models.CheckConstraint(
                    condition=Q(~Q(text=""), ~Q(basis="")),
                    name="a_finding_says_what_and_on_which_basis",
                    violation_error_message="请写发现的问题和依据。",
                ),
                models.CheckConstraint(
                    condition=Q(within__gte=1, within__lte=60),
                    name="a_finding_leaves_some_days",
                    violation_error_message="请给 1 到 60 个工作日答复。",
                ),
            ],
        },
    ),
    CreateModel(
        name="FindingStep",
        fields=columns(
            id=ID,
            by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="记录人"
            ),
            by_name=models.CharField("记录单位", max_length=120),
            at=models.DateTimeField("时间"),
            recorded_at=models.DateTimeField("记录时间"),
            late_reason=models.CharField("补录原因", blank=True, max_length=200),
            finding=models.ForeignKey(
                "projects.finding", PROTECT, related_name="steps", verbose_name="监督发现"
            ),
            order=models.PositiveSmallIntegerField("第几步"),
            kind=models.CharField(
                "哪一步",
                choices=[
                    ("answer", "整改答复"),
                    ("return", "退回重新整改"),
                    ("close", "认可整改，销号"),
                ],
                max_length=8,
            ),
            text=models.CharField("内容", max_length=500),
            within=models.PositiveSmallIntegerField("退回的，几个工作日内再答复", null=True),
            due_on=models.DateField("新的答复期限", null=True),
        ),
        options={
            "verbose_name": "监督发现的经过",
            "verbose_name_plural": "监督发现的经过",
            "ordering": ["finding", "order"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(at__lte=F("recorded_at")),
                    name="findingstep_not_written_before_it_was_true",
                    violation_error_message="时间不能晚于现在。",
                ),
                models.UniqueConstraint(
                    fields=("finding", "order"),
                    name="one_step_of_a_finding_at_a_time",
                    violation_error_message="刚才有人写过了，请刷新页面再办。",
                ),
                models.UniqueConstraint(
                    condition=Q(kind="close"),
                    fields=("finding",),
                    name="a_finding_is_closed_once",
                    violation_error_message="这一条已经销号。",
                ),
                models.CheckConstraint(
                    condition=~Q(text=""),
                    name="a_step_of_a_finding_has_its_words",
                    violation_error_message="请写明内容。",
                ),
                models.CheckConstraint(
                    condition=Q(kind="return") | Q(due_on__isnull=True),
                    name="only_what_is_sent_back_has_a_new_day",
                    violation_error_message="退回的时候才给新的期限。",
                ),
                models.CheckConstraint(
                    condition=Q(kind="return") | Q(within__isnull=True),
                    name="only_what_is_sent_back_has_new_days",
                    violation_error_message="退回的时候才给新的期限。",
                ),
            ],
        },
    ),
    CreateModel(
        name="Urge",
        fields=columns(
            id=ID,
            by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="记录人"
            ),
            by_name=models.CharField("记录单位", max_length=120),
            at=models.DateTimeField("时间"),
            recorded_at=models.DateTimeField("记录时间"),
            late_reason=models.CharField("补录原因", blank=True, max_length=200),
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="urges", verbose_name="项目"
            ),
            kind=models.CharField(
                "催办还是督办", choices=[("urge", "催办"), ("supervise", "督办")], max_length=10
            ),
            to=models.ForeignKey(
                "villages.post", PROTECT, related_name="+", verbose_name="请谁答复"
            ),
            to_name=models.CharField("请哪里答复", max_length=120),
            text=models.CharField("内容", max_length=500),
            within=models.PositiveSmallIntegerField("几个工作日内答复"),
            due_on=models.DateField("答复期限", null=True),
        ),
        options={
            "verbose_name": "催办和督办",
            "verbose_name_plural": "催办和督办",
            "ordering": ["pk"],
            "indexes": [models.Index(fields=["to", "due_on"], name="urges_to_answer")],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(at__lte=F("recorded_at")),
                    name="urge_not_written_before_it_was_true",
                    violation_error_message="时间不能晚于现在。",
                ),
                models.CheckConstraint(
                    condition=~Q(text=""),
                    name="an_urge_is_said_in_words",
                    violation_error_message="请写明催办什么、要求什么。",
                ),
                models.CheckConstraint(
                    condition=Q(within__gte=1, within__lte=30),
                    name="an_urge_leaves_some_days",
                    violation_error_message="请给 1 到 30 个工作日答复。",
                ),
                models.CheckConstraint(
                    condition=Q(by=None) | ~Q(by=F("to")),
                    name="nobody_urges_herself",
                    violation_error_message="不能催办自己，请另选一个岗位。",
                ),
            ],
        },
    ),
    CreateModel(
        name="DueDay",
        fields=columns(
            id=ID,
            finding=models.OneToOneField(
                "projects.finding",
                PROTECT,
                null=True,
                related_name="worked_out",
                verbose_name="监督发现",
            ),
            step=models.OneToOneField(
                "projects.findingstep",
                PROTECT,
                null=True,
                related_name="worked_out",
                verbose_name="退回重新整改",
            ),
            urge=models.OneToOneField(
                "projects.urge",
                PROTECT,
                null=True,
                related_name="worked_out",
                verbose_name="催办或督办",
            ),
            on=models.DateField("答复期限"),
            at=models.DateTimeField("算出来的时间"),
        ),
        options={
            "verbose_name": "日历公布以后算出的答复期限",
            "verbose_name_plural": "日历公布以后算出的答复期限",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(finding__isnull=False, step__isnull=True, urge__isnull=True)
                    | Q(finding__isnull=True, step__isnull=False, urge__isnull=True)
                    | Q(finding__isnull=True, step__isnull=True, urge__isnull=False),
                    name="a_due_day_is_of_one_thing",
                    violation_error_message="一个答复期限只属于一条。",
                )
            ],
        },
    ),
    CreateModel(
        name="Evaluation",
        fields=columns(
            id=ID,
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="evaluations", verbose_name="项目"
            ),
            round=models.PositiveSmallIntegerField("第几轮"),
            opened_at=models.DateTimeField("开始时间"),
            first_day=models.DateField("第一天"),
            last_day=models.DateField("最少到哪天（含当天）"),
            rule_basis=models.CharField("规则的依据", max_length=120),
            against_members=models.BooleanField("按应评人数算"),
            least_voices=models.PositiveSmallIntegerField("至少几份有效"),
            members=models.PositiveIntegerField("应评人数", null=True),
            closed_at=models.DateTimeField("结束时间", null=True),
            satisfied=models.PositiveIntegerField("满意", null=True),
            basic=models.PositiveIntegerField("基本满意", null=True),
            dissatisfied=models.PositiveIntegerField("不满意", null=True),
            invalid=models.PositiveIntegerField("无效", null=True),
            outcome=models.CharField(
                "结果",
                blank=True,
                choices=[("satisfied", "满意"), ("basic", "基本满意"), ("dissatisfied", "不满意")],
                max_length=12,
            ),
            rectify_by=models.DateField("整改期限", null=True),
        ),
        options={
            "verbose_name": "评议",
            "verbose_name_plural": "评议",
            "ordering": ["project", "round"],
            "constraints": [
                models.UniqueConstraint(fields=("project", "round"), name="each_round_once"),
                models.UniqueConstraint(
                    condition=Q(closed_at__isnull=True),
                    fields=("project",),
                    name="one_round_at_a_time",
                    violation_error_message="这件事正在评议，不用再开一轮。",
                ),
                models.CheckConstraint(
                    condition=Q(last_day__gte=F("first_day")),
                    name="a_round_has_its_days",
                    violation_error_message="评议至少一天。",
                ),
                models.CheckConstraint(
                    condition=Q(
                        basic__isnull=True,
                        closed_at__isnull=True,
                        dissatisfied__isnull=True,
                        invalid__isnull=True,
                        outcome="",
                        satisfied__isnull=True,
                    )
                    | Q(
                        basic__isnull=False,
                        closed_at__isnull=False,
                        dissatisfied__isnull=False,
                        invalid__isnull=False,
                        satisfied__isnull=False,
                    ),
                    name="a_result_is_whole",
                    violation_error_message="评议结果由系统计算，不能只写一部分。",
                ),
                models.CheckConstraint(
                    condition=Q(members__isnull=True)
                    | Q(against_members=False)
                    | Q(satisfied__isnull=True)
                    | Q(
                        members__gte=django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                F("satisfied"), "+", F("basic")
                            ),
                            "+",
                            F("dissatisfied"),
                        )
                    ),
                    name="no_more_voices_than_members",
                    violation_error_message="应评人数不能少于收到的有效评议。",
                ),
            ],
        },
    ),
    CreateModel(
        name="Voice",
        fields=columns(
            id=models.UUIDField(
                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
            ),
            evaluation=models.ForeignKey(
                "projects.evaluation", PROTECT, related_name="voices", verbose_name="评议"
            ),
            way=models.CharField(
                "方式",
                choices=[("site", "现场扫码"), ("link", "消息里的链接"), ("phone", "电话")],
                max_length=8,
            ),
            voter=models.CharField(
                "对象类别",
                choices=[
                    ("user", "用得上的居民"),
                    ("neighbour", "附近的居民"),
                    ("representative", "村（居）民代表"),
                    ("party_member", "党员"),
                    ("other", "其他"),
                ],
                max_length=16,
            ),
            overall=models.CharField(
                "总体",
                choices=[("satisfied", "满意"), ("basic", "基本满意"), ("dissatisfied", "不满意")],
                max_length=12,
            ),
            fits=models.CharField(
                "需求符合",
                blank=True,
                choices=[("satisfied", "满意"), ("basic", "基本满意"), ("dissatisfied", "不满意")],
                max_length=12,
            ),
            quality=models.CharField(
                "质量",
                blank=True,
                choices=[("satisfied", "满意"), ("basic", "基本满意"), ("dissatisfied", "不满意")],
                max_length=12,
            ),
            pace=models.CharField(
                "进度",
                blank=True,
                choices=[("satisfied", "满意"), ("basic", "基本满意"), ("dissatisfied", "不满意")],
                max_length=12,
            ),
            openness=models.CharField(
                "公开",
                blank=True,
                choices=[("satisfied", "满意"), ("basic", "基本满意"), ("dissatisfied", "不满意")],
                max_length=12,
            ),
            service=models.CharField(
                "服务",
                blank=True,
                choices=[("satisfied", "满意"), ("basic", "基本满意"), ("dissatisfied", "不满意")],
                max_length=12,
            ),
            said_on=models.DateField("日期"),
        ),
        options={"verbose_name": "评议意见", "verbose_name_plural": "评议意见", "ordering": ["id"]},
    ),
    CreateModel(
        name="Remark",
        fields=columns(
            key=models.UUIDField(
                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
            ),
            evaluation=models.ForeignKey(
                "projects.evaluation", PROTECT, related_name="remarks", verbose_name="评议"
            ),
            overall=models.CharField(
                "总体",
                choices=[("satisfied", "满意"), ("basic", "基本满意"), ("dissatisfied", "不满意")],
                max_length=12,
            ),
            words=models.TextField("意见"),
        ),
        options={
            "verbose_name": "评议留言",
            "verbose_name_plural": "评议留言",
            "ordering": ["key"],
        },
    ),
    CreateModel(
        name="Spoken",
        fields=columns(
            digest=models.CharField(max_length=64, primary_key=True, serialize=False),
            evaluation=models.ForeignKey("projects.evaluation", PROTECT, related_name="spoken"),
        ),
        options={
            "verbose_name": "已经评过",
            "verbose_name_plural": "已经评过",
            "ordering": ["digest"],
        },
    ),
    CreateModel(
        name="Barred",
        fields=columns(
            id=ID,
            evaluation=models.ForeignKey("projects.evaluation", PROTECT, related_name="barred"),
            phone_index=models.CharField(max_length=64),
        ),
        options={
            "verbose_name": "不能参加评议的手机号",
            "verbose_name_plural": "不能参加评议的手机号",
            "constraints": [
                models.UniqueConstraint(
                    fields=("evaluation", "phone_index"),
                    name="each_phone_barred_once",
                    violation_error_message="这个手机号已经登记过了。",
                )
            ],
        },
    ),
    CreateModel(
        name="BallotSheet",
        fields=columns(
            id=ID,
            by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="记录人"
            ),
            by_name=models.CharField("记录单位", max_length=120),
            at=models.DateTimeField("时间"),
            recorded_at=models.DateTimeField("记录时间"),
            late_reason=models.CharField("补录原因", blank=True, max_length=200),
            evaluation=models.ForeignKey(
                "projects.evaluation", PROTECT, related_name="sheets", verbose_name="评议"
            ),
            where=models.CharField("在哪里收的", max_length=80),
            satisfied=models.PositiveIntegerField("满意"),
            basic=models.PositiveIntegerField("基本满意"),
            dissatisfied=models.PositiveIntegerField("不满意"),
            invalid=models.PositiveIntegerField("无效"),
            parts=models.JSONField("分项份数", db_default={}, default=dict),
            replaces=models.OneToOneField(
                "projects.ballotsheet",
                PROTECT,
                null=True,
                related_name="replaced_by",
                verbose_name="更正哪一份",
            ),
            reason=models.CharField("更正原因", blank=True, max_length=200),
        ),
        options={
            "verbose_name": "纸质测评表汇总",
            "verbose_name_plural": "纸质测评表汇总",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(at__lte=F("recorded_at")),
                    name="ballotsheet_not_written_before_it_was_true",
                    violation_error_message="时间不能晚于现在。",
                ),
                models.CheckConstraint(
                    condition=Q(replaces__isnull=True) | ~Q(reason=""),
                    name="a_corrected_sheet_has_its_reason",
                    violation_error_message="更正要写明原因。",
                ),
                models.CheckConstraint(
                    condition=Q(replaces__isnull=False)
                    | Q(satisfied__gt=0)
                    | Q(basic__gt=0)
                    | Q(dissatisfied__gt=0)
                    | Q(invalid__gt=0),
                    name="a_new_sheet_is_not_empty",
                    violation_error_message="请填收回的份数。",
                ),
            ],
        },
    ),
    CreateModel(
        name="Advice",
        fields=columns(
            id=ID,
            by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="记录人"
            ),
            by_name=models.CharField("记录单位", max_length=120),
            at=models.DateTimeField("时间"),
            recorded_at=models.DateTimeField("记录时间"),
            late_reason=models.CharField("补录原因", blank=True, max_length=200),
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="advice", verbose_name="项目"
            ),
            text=models.CharField("建议", max_length=500),
            asks=models.BooleanField("请村（社区）答复", default=False),
            form_token=models.UUIDField(editable=False),
        ),
        options={
            "verbose_name": "审计建议",
            "verbose_name_plural": "审计建议",
            "ordering": ["-pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(at__lte=F("recorded_at")),
                    name="advice_not_written_before_it_was_true",
                    violation_error_message="时间不能晚于现在。",
                ),
                models.UniqueConstraint(
                    fields=("form_token",),
                    name="one_form_one_advice",
                    violation_error_message="这一张已经登记过了，请刷新页面。",
                ),
                models.CheckConstraint(
                    condition=~Q(text=""),
                    name="advice_is_said_in_words",
                    violation_error_message="请写建议。",
                ),
            ],
        },
    ),
    CreateModel(
        name="AdviceAnswer",
        fields=columns(
            id=ID,
            by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="记录人"
            ),
            by_name=models.CharField("记录单位", max_length=120),
            at=models.DateTimeField("时间"),
            recorded_at=models.DateTimeField("记录时间"),
            late_reason=models.CharField("补录原因", blank=True, max_length=200),
            advice=models.OneToOneField(
                "projects.advice", PROTECT, related_name="answer", verbose_name="审计建议"
            ),
            text=models.CharField("答复", max_length=500),
        ),
        options={
            "verbose_name": "审计建议的答复",
            "verbose_name_plural": "审计建议的答复",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(at__lte=F("recorded_at")),
                    name="adviceanswer_not_written_before_it_was_true",
                    violation_error_message="时间不能晚于现在。",
                ),
                models.CheckConstraint(
                    condition=~Q(text=""),
                    name="who_answers_advice_says_something",
                    violation_error_message="请写答复。",
                ),
            ],
        },
    ),
    CreateModel(
        name="AnomalyLook",
        fields=columns(
            id=ID,
            rule=models.CharField("哪条规则", max_length=16),
            subject=models.CharField("哪一条", max_length=60),
            print=models.CharField("当时的指纹", max_length=64),
            title=models.CharField("标题", blank=True, default="", max_length=200),
            words=models.CharField("当时的情况", blank=True, default="", max_length=500),
            why=models.CharField("看过以后怎么说", max_length=200),
            by=models.ForeignKey("villages.post", PROTECT, related_name="+", verbose_name="职务"),
            by_name=models.CharField("单位", max_length=120),
            at=models.DateTimeField("时间"),
        ),
        options={
            "verbose_name": "异常提示查看记录",
            "verbose_name_plural": "异常提示查看记录",
            "ordering": ["-pk"],
            "indexes": [models.Index(fields=["rule", "subject"], name="anomaly_looked_at")],
            "constraints": [
                models.CheckConstraint(
                    condition=~Q(why=""),
                    name="who_looked_says_why",
                    violation_error_message="请写明看过以后怎么说。",
                )
            ],
        },
    ),
    CreateModel(
        name="Follow",
        fields=columns(
            id=ID,
            person=models.ForeignKey(
                settings.AUTH_USER_MODEL, CASCADE, related_name="follows", verbose_name="居民"
            ),
            project=models.ForeignKey(
                "projects.project", PROTECT, null=True, related_name="follows", verbose_name="项目"
            ),
            address=models.CharField("查找条件", blank=True, max_length=200),
            words=models.CharField("关注的是", max_length=80),
            since=models.DateTimeField("从什么时候起", default=weishishi.kernel.clock.now),
            told_until=models.DateTimeField("告诉到什么时候", default=weishishi.kernel.clock.now),
        ),
        options={
            "verbose_name": "关注",
            "verbose_name_plural": "关注",
            "ordering": ["-since", "-pk"],
            "indexes": [
                models.Index(
                    F("address"), condition=Q(project__isnull=True), name="followed_searches"
                )
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(address="", project__isnull=False)
                    | Q(project__isnull=True) & ~Q(address=""),
                    name="a_matter_or_a_search_is_followed",
                    violation_error_message="请选一个项目，或者一种查找条件。",
                ),
                models.UniqueConstraint(
                    fields=("person", "project"),
                    name="a_matter_is_followed_once",
                    violation_error_message="您已经关注了。",
                ),
                models.UniqueConstraint(
                    condition=Q(project__isnull=True),
                    fields=("person", "address"),
                    name="a_search_is_followed_once",
                    violation_error_message="您已经关注了。",
                ),
            ],
        },
    ),
    CreateModel(
        name="GuidanceVisit",
        fields=columns(
            id=ID,
            village=models.ForeignKey(
                "villages.village", PROTECT, related_name="guidance", verbose_name="村（社区）"
            ),
            on=models.DateField("日期"),
            way=models.CharField(
                "方式",
                choices=[("door", "上门服务"), ("site", "现场指导"), ("phone", "电话")],
                max_length=8,
            ),
            where=models.CharField("地点", max_length=80),
            what=models.CharField("内容", max_length=500),
            by=models.ForeignKey(
                "villages.post", PROTECT, related_name="+", verbose_name="人员（职务）"
            ),
            by_name=models.CharField("单位", max_length=120),
            with_whom=models.CharField("同行人员", blank=True, max_length=120),
            recorded_at=models.DateTimeField("记录时间"),
            form_token=models.UUIDField(editable=False),
        ),
        options={
            "verbose_name": "下沉指导记录",
            "verbose_name_plural": "下沉指导记录",
            "ordering": ["-on", "-pk"],
            "indexes": [models.Index(fields=["village", "-on"], name="guidance_by_day")],
            "constraints": [
                models.UniqueConstraint(fields=("form_token",), name="one_form_one_guidance_visit"),
                models.CheckConstraint(
                    condition=~Q(what=""),
                    name="a_visit_says_what_it_was_about",
                    violation_error_message="请写指导了什么。",
                ),
            ],
        },
    ),
    CreateModel(
        name="GuidanceIssue",
        fields=columns(
            id=ID,
            visit=models.ForeignKey(
                "projects.guidancevisit",
                PROTECT,
                related_name="issues",
                verbose_name="下沉指导记录",
            ),
            found=models.CharField("发现问题", max_length=200),
            advice=models.CharField("建议", blank=True, max_length=200),
            due_on=models.DateField("哪天以前整改好（含当天）"),
            done_on=models.DateField("整改好的日期", editable=False, null=True),
            result=models.CharField("整改结果", blank=True, editable=False, max_length=200),
            done_by=models.CharField("整改单位", blank=True, editable=False, max_length=120),
        ),
        options={
            "verbose_name": "下沉指导发现的问题",
            "verbose_name_plural": "下沉指导发现的问题",
            "ordering": ["due_on", "pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(done_on__isnull=True, result="")
                    | Q(done_on__isnull=False) & ~Q(result=""),
                    name="what_is_put_right_says_how",
                    violation_error_message="请写整改结果。",
                ),
                models.CheckConstraint(
                    condition=~Q(found=""),
                    name="what_was_found_is_named",
                    violation_error_message="请写发现了什么问题。",
                ),
            ],
        },
    ),
    CreateModel(
        name="HandOver",
        fields=columns(
            id=ID,
            left=models.OneToOneField(
                "villages.post", PROTECT, related_name="handed_over", verbose_name="离任的职务"
            ),
            taken=models.ForeignKey(
                "villages.post", PROTECT, related_name="taken_over", verbose_name="接任的职务"
            ),
            on=models.DateField("移交日期", help_text="从这一天起由接任的人办理。"),
            why=models.CharField("事由", max_length=200),
            listed=models.JSONField("移交内容", default=list),
            by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="办理人"
            ),
            by_name=models.CharField("办理单位", max_length=120),
            at=models.DateTimeField("办理时间"),
        ),
        options={
            "verbose_name": "移交",
            "verbose_name_plural": "移交",
            "ordering": ["-pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=~Q(left=F("taken")),
                    name="nobody_hands_over_to_the_same_post",
                    violation_error_message="接任的人不能还是原来这一任，请另选。",
                ),
                models.CheckConstraint(
                    condition=~Q(why=""),
                    name="a_hand_over_says_why",
                    violation_error_message="请写明事由，例如：换届。",
                ),
            ],
        },
    ),
    CreateModel(
        name="Stop",
        fields=columns(
            id=ID,
            inspection=models.ForeignKey(
                "projects.inspection", PROTECT, related_name="stops", verbose_name="联合监督检查"
            ),
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="stops", verbose_name="项目"
            ),
        ),
        options={
            "verbose_name": "检查的项目",
            "verbose_name_plural": "检查的项目",
            "ordering": ["pk"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("inspection", "project"),
                    name="each_matter_is_inspected_once",
                    violation_error_message="同一件事只列一次。",
                )
            ],
        },
    ),
    CreateModel(
        name="Seen",
        fields=columns(
            id=ID,
            by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="记录人"
            ),
            by_name=models.CharField("记录单位", max_length=120),
            at=models.DateTimeField("时间"),
            recorded_at=models.DateTimeField("记录时间"),
            late_reason=models.CharField("补录原因", blank=True, max_length=200),
            stop=models.OneToOneField(
                "projects.stop", PROTECT, related_name="seen", verbose_name="检查的项目"
            ),
            text=models.CharField("现场情况", max_length=500),
        ),
        options={
            "verbose_name": "现场情况",
            "verbose_name_plural": "现场情况",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(at__lte=F("recorded_at")),
                    name="seen_not_written_before_it_was_true",
                    violation_error_message="时间不能晚于现在。",
                ),
                models.CheckConstraint(
                    condition=~Q(text=""),
                    name="what_was_seen_is_told",
                    violation_error_message="请写现场情况。",
                ),
            ],
        },
    ),
    CreateModel(
        name="JointVillage",
        fields=columns(
            id=ID,
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="joint", verbose_name="项目"
            ),
            village=models.ForeignKey(
                "villages.village",
                PROTECT,
                related_name="joint",
                verbose_name="共同实施的村（社区）",
            ),
            added_by=models.CharField("记录单位", max_length=120),
            added_at=models.DateTimeField("记录时间"),
        ),
        options={
            "verbose_name": "共同实施的村（社区）",
            "verbose_name_plural": "共同实施的村（社区）",
            "ordering": ["pk"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("project", "village"),
                    name="a_village_takes_part_once",
                    violation_error_message="这个村（社区）已经在里面了。",
                )
            ],
        },
    ),
    CreateModel(
        name="LibraryEntry",
        fields=columns(
            id=ID,
            district=models.ForeignKey(
                "villages.district", PROTECT, related_name="library", verbose_name="区"
            ),
            title=models.CharField("名称", max_length=40),
            project_class=models.CharField(
                "类别",
                choices=[("works", "工程类"), ("goods", "货物类"), ("services", "服务类")],
                max_length=10,
            ),
            micro_type=models.CharField(
                "微类型",
                choices=[
                    ("wish", "微心愿"),
                    ("renovation", "微改造"),
                    ("facility", "微设施"),
                    ("service", "微服务"),
                ],
                max_length=12,
            ),
            what=models.CharField("做什么", max_length=500),
            days=models.PositiveSmallIntegerField("一般要几天"),
            conditions=models.CharField("要什么条件", max_length=300),
            by=models.ForeignKey("villages.post", PROTECT, null=True, related_name="+"),
            by_name=models.CharField("记录单位", max_length=120),
            at=models.DateTimeField("记录时间"),
        ),
        options={
            "verbose_name": "项目库",
            "verbose_name_plural": "项目库",
            "ordering": ["project_class", "title", "pk"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("district", "title"),
                    name="one_library_entry_of_a_title",
                    violation_error_message="项目库里已经有同名的条目了，请换一个名称，或到那一条里办理。",
                ),
                models.CheckConstraint(
                    condition=Q(days__gte=1),
                    name="a_library_entry_takes_days",
                    violation_error_message="一般要几天，至少 1 天。",
                ),
            ],
        },
    ),
    CreateModel(
        name="LibraryBasis",
        fields=columns(
            id=ID,
            entry=models.ForeignKey("projects.libraryentry", PROTECT, related_name="basis"),
            project=models.ForeignKey("projects.project", PROTECT, related_name="library_basis"),
            by_name=models.CharField("记录单位", max_length=120),
            at=models.DateTimeField("记录时间"),
        ),
        options={
            "verbose_name": "项目库条目依据的项目",
            "verbose_name_plural": "项目库条目依据的项目",
            "ordering": ["pk"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("entry", "project"),
                    name="an_entry_stands_on_a_project_once",
                    violation_error_message="这件项目已经写在这一条里了。",
                )
            ],
        },
    ),
    CreateModel(
        name="LibraryDecision",
        fields=columns(
            id=ID,
            entry=models.ForeignKey("projects.libraryentry", PROTECT, related_name="decisions"),
            kind=models.CharField(
                "决定",
                choices=[("in", "入库"), ("kept", "年审通过，留库"), ("out", "出库")],
                max_length=8,
            ),
            year=models.PositiveSmallIntegerField("年度"),
            reason=models.CharField("理由", max_length=200),
            by=models.ForeignKey("villages.post", PROTECT, null=True, related_name="+"),
            by_name=models.CharField("决定单位", max_length=120),
            at=models.DateTimeField("时间"),
        ),
        options={
            "verbose_name": "项目库年审",
            "verbose_name_plural": "项目库年审",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=~Q(reason=""),
                    name="a_library_decision_has_its_reason",
                    violation_error_message="入库、留库、出库都要写明理由。",
                ),
                models.UniqueConstraint(
                    condition=Q(kind="kept"),
                    fields=("entry", "year"),
                    name="an_entry_is_kept_once_a_year",
                    violation_error_message="这一条今年已经年审过了。",
                ),
            ],
        },
    ),
    CreateModel(
        name="Origin",
        fields=columns(
            id=ID,
            project=models.OneToOneField("projects.project", PROTECT, related_name="origin"),
            entry=models.ForeignKey(
                "projects.libraryentry", PROTECT, null=True, related_name="picks"
            ),
            source=models.ForeignKey(
                "projects.project", PROTECT, null=True, related_name="copies", verbose_name="复制自"
            ),
            by=models.ForeignKey("villages.post", PROTECT, null=True, related_name="+"),
            by_name=models.CharField("记录单位", max_length=120),
            at=models.DateTimeField("时间"),
        ),
        options={
            "verbose_name": "点单和复制",
            "verbose_name_plural": "点单和复制",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(entry__isnull=False, source__isnull=True)
                    | Q(entry__isnull=True, source__isnull=False),
                    name="an_origin_is_an_entry_or_a_project",
                    violation_error_message="来自项目库的一条，或者来自一件项目，二选一。",
                ),
                models.CheckConstraint(
                    condition=Q(source__isnull=True) | ~Q(source=F("project")),
                    name="no_project_is_its_own_origin",
                ),
            ],
        },
    ),
    CreateModel(
        name="LookRound",
        fields=columns(
            id=ID,
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="look_rounds", verbose_name="项目"
            ),
            months=models.PositiveSmallIntegerField(
                "第几个月", choices=[(3, "3 个月"), (12, "12 个月")]
            ),
            opened_on=models.DateField("开始日期"),
            last_day=models.DateField("到哪天为止（含当天）"),
            asked=models.PositiveIntegerField("请了几位"),
        ),
        options={
            "verbose_name": "还好用吗",
            "verbose_name_plural": "还好用吗",
            "ordering": ["project", "months"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("project", "months"), name="residents_are_asked_once_for_each_look"
                ),
                models.CheckConstraint(
                    condition=Q(last_day__gte=F("opened_on")),
                    name="a_look_of_residents_has_its_days",
                    violation_error_message="至少问一天。",
                ),
            ],
        },
    ),
    CreateModel(
        name="LookVoice",
        fields=columns(
            id=models.UUIDField(
                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
            ),
            round=models.ForeignKey(
                "projects.lookround", PROTECT, related_name="voices", verbose_name="还好用吗"
            ),
            is_fine=models.BooleanField("好用"),
            said_on=models.DateField("日期"),
        ),
        options={
            "verbose_name": "还好用吗：居民说的",
            "verbose_name_plural": "还好用吗：居民说的",
            "ordering": ["id"],
        },
    ),
    CreateModel(
        name="LookWords",
        fields=columns(
            key=models.UUIDField(
                default=uuid.uuid4, editable=False, primary_key=True, serialize=False
            ),
            round=models.ForeignKey(
                "projects.lookround", PROTECT, related_name="words", verbose_name="还好用吗"
            ),
            words=models.TextField("哪里不好用"),
        ),
        options={
            "verbose_name": "还好用吗：留言",
            "verbose_name_plural": "还好用吗：留言",
            "ordering": ["key"],
        },
    ),
    CreateModel(
        name="LookSpoken",
        fields=columns(
            digest=models.CharField(max_length=64, primary_key=True, serialize=False),
            round=models.ForeignKey("projects.lookround", PROTECT, related_name="spoken"),
        ),
        options={
            "verbose_name": "还好用吗：已经说过",
            "verbose_name_plural": "还好用吗：已经说过",
            "ordering": ["digest"],
        },
    ),
    CreateModel(
        name="AgendaItem",
        fields=columns(
            id=ID,
            meeting=models.ForeignKey(
                "projects.meeting", PROTECT, related_name="items", verbose_name="会议"
            ),
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="agenda_items", verbose_name="项目"
            ),
            order=models.PositiveSmallIntegerField("第几项"),
            discussion=models.TextField("讨论要点", blank=True, max_length=4000),
            method=models.CharField(
                "表决方式",
                choices=[("show_of_hands", "举手表决"), ("secret_ballot", "无记名投票")],
                default="show_of_hands",
                max_length=14,
            ),
            votes_for=models.PositiveIntegerField("赞成", null=True),
            votes_against=models.PositiveIntegerField("反对", null=True),
            votes_abstain=models.PositiveIntegerField("弃权", null=True),
            excluded=models.PositiveIntegerField("回避", default=0),
            voters=models.PositiveIntegerField("参加表决", editable=False, null=True),
            needed_for=models.PositiveIntegerField("至少赞成", editable=False, null=True),
            area_for=models.DecimalField(
                "赞成的面积", blank=True, decimal_places=2, max_digits=12, null=True
            ),
            result=models.CharField(
                "结果",
                blank=True,
                choices=[
                    ("", "还没有结果"),
                    ("passed", "通过"),
                    ("not_passed", "未通过"),
                    ("postponed", "缓议"),
                ],
                default="",
                max_length=10,
            ),
            decided_fen=models.BigIntegerField("表决时的金额（分）", editable=False, null=True),
        ),
        options={
            "verbose_name": "议题",
            "verbose_name_plural": "议题",
            "ordering": ["meeting", "order"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("meeting", "project"),
                    name="a_project_stands_once_on_an_agenda",
                    violation_error_message="这件事已经在这次会议的议题里了。",
                ),
                models.UniqueConstraint(
                    fields=("meeting", "order"),
                    name="each_item_has_its_place",
                    violation_error_message="两个议题的顺序一样，请刷新页面再试。",
                ),
                models.CheckConstraint(
                    condition=Q(
                        votes_abstain__isnull=True,
                        votes_against__isnull=True,
                        votes_for__isnull=True,
                    )
                    | Q(
                        voters__isnull=False,
                        votes_abstain__isnull=False,
                        votes_against__isnull=False,
                        votes_for__isnull=False,
                    ),
                    name="votes_are_counted_together",
                    violation_error_message="赞成、反对、弃权要一起填，没有的填 0。",
                ),
                models.CheckConstraint(
                    condition=Q(votes_for__isnull=True)
                    | Q(
                        voters__gte=django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                F("votes_for"), "+", F("votes_against")
                            ),
                            "+",
                            F("votes_abstain"),
                        )
                    ),
                    name="not_more_votes_than_voters",
                    violation_error_message="赞成、反对、弃权加起来不能多于参加表决的人数。",
                ),
                models.CheckConstraint(
                    condition=~Q(result="passed")
                    | Q(needed_for__isnull=False, votes_for__gte=F("needed_for")),
                    name="what_passed_had_its_votes",
                    violation_error_message="赞成票不够，不能记为通过。",
                ),
            ],
        },
    ),
    CreateModel(
        name="Minutes",
        fields=columns(
            id=ID,
            meeting=models.ForeignKey(
                "projects.meeting", PROTECT, related_name="minutes", verbose_name="会议"
            ),
            version=models.PositiveSmallIntegerField("版本"),
            record=models.TextField("会议记录", blank=True, max_length=4000),
            resolution=models.TextField("决议", blank=True, max_length=4000),
            arrangement=models.CharField("公示安排", blank=True, max_length=200),
            numbers=models.JSONField("人数和票数"),
            reason=models.CharField("更正原因", blank=True, max_length=200),
            actor_name=models.CharField("记录人", max_length=120),
            post=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="职务"
            ),
            recorded_at=models.DateTimeField("记录时间"),
        ),
        options={
            "verbose_name": "会议纪要",
            "verbose_name_plural": "会议纪要",
            "ordering": ["meeting", "version"],
            "constraints": [
                models.UniqueConstraint(fields=("meeting", "version"), name="a_version_is_once"),
                models.CheckConstraint(
                    condition=Q(version=1) | Q(version__gt=1) & ~Q(reason=""),
                    name="a_correction_says_why",
                    violation_error_message="请写明更正的原因。",
                ),
            ],
        },
    ),
    CreateModel(
        name="FourStep",
        fields=columns(
            id=ID,
            meeting=models.ForeignKey(
                "projects.meeting", PROTECT, related_name="four_steps", verbose_name="会议"
            ),
            step=models.CharField(
                "哪一议",
                choices=[
                    ("branch", "村党组织提议"),
                    ("committees", "村“两委”会商议"),
                    ("members", "党员大会审议"),
                    ("decision", "村民代表会议或村民会议决议"),
                ],
                max_length=10,
            ),
            held_on=models.DateField("日期"),
            words=models.CharField("意见", max_length=200),
        ),
        options={
            "verbose_name": "四议",
            "verbose_name_plural": "四议",
            "ordering": ["held_on", "pk"],
            "constraints": [
                models.UniqueConstraint(fields=("meeting", "step"), name="each_discussion_once")
            ],
        },
    ),
    CreateModel(
        name="Authorisation",
        fields=columns(
            id=ID,
            village=models.ForeignKey(
                "villages.village", PROTECT, related_name="authorisations", verbose_name="村"
            ),
            decided_on=models.DateField("村民会议授权的日期"),
            valid_until=models.DateField(
                "有效期到", blank=True, help_text="这一天还有效；长期有效的留空。", null=True
            ),
            words=models.CharField(
                "授权什么",
                help_text="例如：本届村民代表会议讨论决定公益事业的兴办方案。",
                max_length=200,
            ),
            document_no=models.CharField("决议编号", blank=True, max_length=40),
            recorded_by=models.ForeignKey(
                "villages.post",
                PROTECT,
                editable=False,
                null=True,
                related_name="+",
                verbose_name="登记人",
            ),
            recorded_at=models.DateTimeField("登记时间", editable=False),
        ),
        options={
            "verbose_name": "村民会议授权",
            "verbose_name_plural": "村民会议授权",
            "ordering": ["-decided_on", "-pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("decided_on")),
                    name="an_authorisation_ends_after_it_begins",
                    violation_error_message="有效期不能早于授权的日期。",
                )
            ],
        },
    ),
    CreateModel(
        name="PartyOpinion",
        fields=columns(
            id=ID,
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="party_opinions", verbose_name="项目"
            ),
            stage=models.CharField(
                "阶段",
                choices=[
                    ("collect", "征集"),
                    ("select", "遴选"),
                    ("confirm", "确定"),
                    ("implement", "实施"),
                    ("evaluate", "评议"),
                ],
                max_length=10,
            ),
            opinion=models.CharField(
                "意见",
                choices=[
                    ("agrees", "同意"),
                    ("with_changes", "修改后同意"),
                    ("disagrees", "不同意"),
                ],
                max_length=14,
            ),
            words=models.CharField("说明", blank=True, max_length=200),
            actor_name=models.CharField("谁的意见", max_length=120),
            post=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="职务"
            ),
            happened_at=models.DateTimeField("发表时间"),
            recorded_at=models.DateTimeField("记录时间"),
        ),
        options={
            "verbose_name": "党组织意见",
            "verbose_name_plural": "党组织意见",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(opinion="agrees") | ~Q(words=""),
                    name="who_does_not_agree_says_why",
                    violation_error_message="不是同意的，请写明意见。",
                ),
                models.CheckConstraint(
                    condition=Q(happened_at__lte=F("recorded_at")),
                    name="no_opinion_written_before_it_was_given",
                    violation_error_message="发表时间不能晚于现在。",
                ),
            ],
        },
    ),
    CreateModel(
        name="NoticeItem",
        fields=columns(
            id=ID,
            notice=models.ForeignKey(
                "projects.publicnotice", PROTECT, related_name="items", verbose_name="公示"
            ),
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="notice_items", verbose_name="项目"
            ),
            name=models.CharField("名称", max_length=60),
            content=models.TextField("内容"),
            place=models.CharField("地点", max_length=160),
            spot=models.ForeignKey("villages.place", PROTECT, null=True, related_name="+"),
            amount_fen=models.BigIntegerField("金额（分）"),
            sources=models.JSONField("资金来源"),
            implementer=models.CharField("实施单位", blank=True, max_length=100),
            period=models.CharField("工期", blank=True, max_length=60),
            beneficiaries=models.CharField("受益范围", blank=True, max_length=200),
            withdrawn_at=models.DateTimeField("撤下时间", editable=False, null=True),
        ),
        options={
            "verbose_name": "公示的项目",
            "verbose_name_plural": "公示的项目",
            "ordering": ["pk"],
            "constraints": [
                models.UniqueConstraint(
                    condition=Q(withdrawn_at__isnull=True),
                    fields=("project",),
                    name="a_matter_hangs_on_one_notice",
                    violation_error_message="这件事已经在另一份公示里。",
                )
            ],
        },
    ),
    CreateModel(
        name="Objection",
        fields=columns(
            id=ID,
            number=models.CharField("意见号", editable=False, max_length=11, unique=True),
            item=models.ForeignKey(
                "projects.noticeitem", PROTECT, related_name="objections", verbose_name="公示的项目"
            ),
            words=models.TextField("意见原话", max_length=1000),
            contact=models.ForeignKey(
                "villages.contact", PROTECT, editable=False, null=True, related_name="objections"
            ),
            channel=models.CharField(
                "来自",
                choices=[
                    ("online", "网上"),
                    ("window", "当面"),
                    ("hotline", "电话"),
                    ("letter", "书面"),
                ],
                default="online",
                max_length=10,
            ),
            received_at=models.DateTimeField("收到时间"),
            received_by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="登记人"
            ),
            due_on=models.DateField("应答复日期", null=True),
            answer=models.TextField("书面答复", blank=True, max_length=1000),
            answered_at=models.DateTimeField("答复时间", null=True),
            answered_by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="答复人"
            ),
            is_upheld=models.BooleanField("意见成立", null=True),
            released_words=models.CharField("公开的摘要", blank=True, max_length=200),
            form_token=models.UUIDField(editable=False),
            forgotten_at=models.DateTimeField("个人信息删除时间", editable=False, null=True),
        ),
        options={
            "verbose_name": "公示意见",
            "verbose_name_plural": "公示意见",
            "ordering": ["-received_at", "-pk"],
            "indexes": [
                models.Index(
                    condition=Q(answered_at__isnull=True),
                    fields=["due_on", "id"],
                    name="objections_open",
                )
            ],
            "constraints": [
                models.UniqueConstraint(fields=("form_token",), name="one_form_one_objection"),
                models.CheckConstraint(
                    condition=Q(
                        answer="",
                        answered_at__isnull=True,
                        is_upheld__isnull=True,
                        released_words="",
                    )
                    | Q(answered_at__isnull=False) & Q(is_upheld__isnull=False) & ~Q(answer=""),
                    name="an_answer_is_whole",
                    violation_error_message="答复要写明内容，以及意见是不是成立。",
                ),
                models.CheckConstraint(
                    condition=Q(answered_at__isnull=True) | Q(answered_at__gte=F("received_at")),
                    name="answered_after_it_came",
                    violation_error_message="答复时间不能早于收到意见的时间。",
                ),
            ],
        },
    ),
    CreateModel(
        name="Series",
        fields=columns(
            name=models.CharField(max_length=40, primary_key=True, serialize=False),
            last=models.PositiveIntegerField(),
        ),
    ),
    CreateModel(
        name="Tally",
        fields=columns(
            id=ID,
            scope=models.CharField(
                choices=[
                    ("total", "开始以来"),
                    ("all", "全部"),
                    ("district", "区"),
                    ("town", "镇"),
                    ("village", "村（社区）"),
                ],
                max_length=8,
            ),
            place=models.BigIntegerField(),
            month=models.DateField(),
            channel=models.CharField(blank=True, max_length=10),
            measure=models.CharField(max_length=20),
            bucket=models.IntegerField(default=0),
            amount=models.BigIntegerField(),
            is_fresh=models.BooleanField(default=False),
        ),
        options={
            "verbose_name": "统计汇总",
            "verbose_name_plural": "统计汇总",
            "indexes": [
                models.Index(fields=["scope", "place", "measure", "month"], name="tally_figure"),
                models.Index(condition=Q(is_fresh=True), fields=["id"], name="tally_fresh"),
                models.Index(
                    condition=Q(month=datetime.date(1, 1, 1), scope="all"),
                    fields=["bucket"],
                    name="tally_due",
                ),
            ],
        },
    ),
    CreateModel(
        name="TallyCheck",
        fields=columns(
            id=ID,
            checked_at=models.DateTimeField("核对时间"),
            different=models.PositiveIntegerField("不一致的数"),
        ),
        options={
            "verbose_name": "统计核对",
            "verbose_name_plural": "统计核对",
            "ordering": ["-pk"],
        },
    ),
    CreateModel(
        name="Beneficiaries",
        fields=columns(
            id=ID,
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="beneficiaries", verbose_name="项目"
            ),
            group=models.CharField(
                "受益人群",
                choices=[
                    ("everybody", "全体居民"),
                    ("elderly", "长者"),
                    ("pupils", "小学生"),
                    ("children", "儿童"),
                    ("disabled", "残障人士"),
                    ("low_income", "困难家庭"),
                    ("women", "妇女"),
                    ("migrants", "外来务工人员"),
                    ("other", "其他"),
                ],
                max_length=12,
            ),
            number=models.PositiveIntegerField("人数", blank=True, null=True),
        ),
        options={
            "verbose_name": "受益人群",
            "verbose_name_plural": "受益人群",
            "ordering": ["pk"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("project", "group"),
                    name="each_group_once",
                    violation_error_message="同一受益人群只写一行。",
                )
            ],
        },
    ),
    CreateModel(
        name="WorkItem",
        fields=columns(
            id=ID,
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="work_items", verbose_name="项目"
            ),
            place=models.ForeignKey(
                "villages.place", PROTECT, blank=True, null=True, verbose_name="地点"
            ),
            name=models.CharField("内容", max_length=60),
            quantity=models.DecimalField("数量", decimal_places=2, max_digits=10),
            unit=models.CharField("单位", max_length=10),
            unit_price_fen=models.BigIntegerField("单价（分）", blank=True, null=True),
            actual=models.DecimalField(
                "实际数量", decimal_places=2, editable=False, max_digits=10, null=True
            ),
        ),
        options={
            "verbose_name": "主要内容和数量",
            "verbose_name_plural": "主要内容和数量",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(quantity__gt=0),
                    name="a_quantity_is_more_than_nothing",
                    violation_error_message="数量要大于 0。",
                ),
                models.CheckConstraint(
                    condition=Q(unit_price_fen__isnull=True) | Q(unit_price_fen__gte=0),
                    name="a_price_is_not_negative",
                    violation_error_message="单价不能是负数。",
                ),
                models.CheckConstraint(
                    condition=Q(actual__isnull=True) | Q(actual__gte=0, actual__lte=F("quantity")),
                    name="no_more_is_there_than_was_planned",
                    violation_error_message="实际数量不能比计划的多；确实多做了，请先办变更。",
                ),
            ],
        },
    ),
    CreateModel(
        name="PrivateReading",
        fields=columns(
            id=ID,
            fact=models.CharField(
                "看了谁的",
                choices=[
                    ("proposer", "提出人"),
                    ("objector", "提意见的人"),
                    ("claimer", "心愿认领人"),
                    ("wisher", "心愿给谁"),
                    ("sign_ups", "活动报名名单"),
                    ("package", "审计资料包"),
                ],
                max_length=10,
            ),
            row=models.BigIntegerField("行号"),
            number=models.CharField("编号", max_length=40),
            field=models.CharField("看了什么", max_length=60),
            post=models.ForeignKey("villages.post", PROTECT, related_name="+", verbose_name="职务"),
            person=models.ForeignKey(
                settings.AUTH_USER_MODEL, PROTECT, related_name="+", verbose_name="查看人"
            ),
            office=models.CharField("查看单位", max_length=120),
            at=models.DateTimeField("查看时间"),
        ),
        options={
            "verbose_name": "姓名电话查看记录",
            "verbose_name_plural": "姓名电话查看记录",
            "ordering": ["-at", "-pk"],
            "indexes": [models.Index(fields=["fact", "row"], name="who_read_it")],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(~Q(number=""), ~Q(field="")),
                    name="a_private_reading_says_of_what",
                    violation_error_message="查看记录要写明看了哪一条的什么。",
                )
            ],
        },
    ),
    CreateModel(
        name="ReferralNote",
        fields=columns(
            id=ID,
            by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="记录人"
            ),
            by_name=models.CharField("记录单位", max_length=120),
            at=models.DateTimeField("时间"),
            recorded_at=models.DateTimeField("记录时间"),
            late_reason=models.CharField("补录原因", blank=True, max_length=200),
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="referral_notes", verbose_name="项目"
            ),
            receipt_no=models.CharField("对方收件号", blank=True, max_length=40),
            answer=models.CharField("对方的答复", blank=True, max_length=500),
        ),
        options={
            "verbose_name": "转办回执",
            "verbose_name_plural": "转办回执",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(at__lte=F("recorded_at")),
                    name="referralnote_not_written_before_it_was_true",
                    violation_error_message="时间不能晚于现在。",
                ),
                models.CheckConstraint(
                    condition=~Q(answer="", receipt_no=""),
                    name="a_referral_note_says_something",
                    violation_error_message="收件号和答复至少写一样。",
                ),
            ],
        },
    ),
    CreateModel(
        name="Reserved",
        fields=[],
        options={
            "verbose_name": "项目库储备",
            "verbose_name_plural": "项目库储备",
            "ordering": ["state_since", "pk"],
            "proxy": True,
        },
        bases=("projects.project",),
    ),
    CreateModel(
        name="RosterName",
        fields=columns(
            id=ID,
            meeting=models.ForeignKey(
                "projects.meeting", PROTECT, related_name="roster", verbose_name="会议"
            ),
            order=models.PositiveSmallIntegerField("序号"),
            name=models.CharField("姓名", max_length=40),
            mark=models.CharField("户或代表", blank=True, max_length=40),
            area=models.DecimalField(
                "面积", blank=True, decimal_places=2, max_digits=10, null=True
            ),
            attendance=models.CharField(
                "到会情况",
                choices=[
                    ("due", "还没有登记"),
                    ("present", "到会"),
                    ("on_leave", "请假"),
                    ("absent", "缺席"),
                ],
                default="due",
                max_length=10,
            ),
            reason=models.CharField("请假原因", blank=True, max_length=60),
        ),
        options={
            "verbose_name": "应到名单",
            "verbose_name_plural": "应到名单",
            "ordering": ["meeting", "order"],
            "constraints": [
                models.UniqueConstraint(fields=("meeting", "order"), name="the_roster_is_in_order"),
                models.CheckConstraint(
                    condition=~Q(attendance="on_leave") | ~Q(reason=""),
                    name="leave_has_a_reason",
                    violation_error_message="请假要写原因。",
                ),
            ],
        },
    ),
    CreateModel(
        name="Interest",
        fields=columns(
            id=ID,
            item=models.ForeignKey(
                "projects.agendaitem", PROTECT, related_name="interests", verbose_name="议题"
            ),
            name=models.ForeignKey(
                "projects.rostername", PROTECT, related_name="interests", verbose_name="谁"
            ),
            kind=models.CharField(
                "关系",
                choices=[
                    ("proposer", "提出人"),
                    ("implementer", "实施单位的人"),
                    ("sponsor", "赞助方的人"),
                    ("relative", "以上各方的近亲属"),
                ],
                max_length=12,
            ),
        ),
        options={
            "verbose_name": "利害关系",
            "verbose_name_plural": "利害关系",
            "ordering": ["pk"],
            "constraints": [
                models.UniqueConstraint(fields=("item", "name"), name="one_interest_each")
            ],
        },
    ),
    CreateModel(
        name="ListRule",
        fields=columns(
            id=ID,
            kind=models.CharField(
                "清单", choices=[("positive", "正面清单"), ("negative", "负面清单")], max_length=8
            ),
            number=models.PositiveSmallIntegerField("第几项"),
            words=models.CharField("内容", max_length=120),
            source=models.CharField("依据文件", max_length=80),
            valid_from=models.DateField("从哪天起", help_text="这一天算在内。"),
            valid_to=models.DateField(
                "到哪天止", blank=True, help_text="从这一天起不再适用。", null=True
            ),
        ),
        options={
            "verbose_name": "正面、负面清单",
            "verbose_name_plural": "正面、负面清单",
            "ordering": ["-kind", "number", "valid_from"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("kind", "number", "valid_from"),
                    name="a_line_begins_once",
                    violation_error_message="这一项从这一天起已经有内容了。",
                ),
                models.CheckConstraint(
                    condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                    name="a_line_ends_after_it_began",
                    violation_error_message="结束日期要晚于开始日期。",
                ),
            ],
        },
    ),
    CreateModel(
        name="SelfCheck",
        fields=columns(
            id=ID,
            by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="记录人"
            ),
            by_name=models.CharField("记录单位", max_length=120),
            at=models.DateTimeField("时间"),
            recorded_at=models.DateTimeField("记录时间"),
            late_reason=models.CharField("补录原因", blank=True, max_length=200),
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="self_checks", verbose_name="项目"
            ),
            rule=models.ForeignKey(
                "projects.listrule", PROTECT, related_name="+", verbose_name="清单项"
            ),
            answer=models.BooleanField("属于"),
            words=models.CharField("说明", max_length=200),
        ),
        options={
            "verbose_name": "清单自查",
            "verbose_name_plural": "清单自查",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(at__lte=F("recorded_at")),
                    name="selfcheck_not_written_before_it_was_true",
                    violation_error_message="时间不能晚于现在。",
                ),
                models.CheckConstraint(
                    condition=~Q(words=""),
                    name="an_answer_has_words",
                    violation_error_message="每一项都要写明理由。",
                ),
            ],
        },
    ),
    CreateModel(
        name="Screen",
        fields=columns(
            id=ID,
            name=models.CharField("名称", help_text="例如：区政务服务大厅东墙。", max_length=40),
            town=models.ForeignKey(
                "villages.town",
                PROTECT,
                blank=True,
                help_text="不选就是全区。",
                null=True,
                verbose_name="只看一个镇",
            ),
            token_index=models.CharField("网址指纹", editable=False, max_length=64, unique=True),
            made_by=models.ForeignKey(
                "villages.post", PROTECT, editable=False, related_name="+", verbose_name="开通人"
            ),
            made_at=models.DateTimeField("开通时间", editable=False),
            ended_at=models.DateTimeField("停用时间", editable=False, null=True),
        ),
        options={
            "verbose_name": "大屏",
            "verbose_name_plural": "大屏",
            "ordering": ["-pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("made_at")),
                    name="a_screen_ends_after_it_was_made",
                    violation_error_message="停用时间不能早于开通时间。",
                )
            ],
        },
    ),
    CreateModel(
        name="ServedPerson",
        fields=columns(
            id=ID,
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="served", verbose_name="项目"
            ),
            kind=models.CharField(
                "类别",
                choices=[
                    ("everybody", "全体居民"),
                    ("elderly", "长者"),
                    ("pupils", "小学生"),
                    ("children", "儿童"),
                    ("disabled", "残障人士"),
                    ("low_income", "困难家庭"),
                    ("women", "妇女"),
                    ("migrants", "外来务工人员"),
                    ("other", "其他"),
                ],
                max_length=12,
            ),
            name=models.TextField("姓名", blank=True),
            phone=models.TextField("电话", blank=True),
            since=models.DateField("从哪天起"),
            until=models.DateField("到哪天止（含当天）", null=True),
            is_eligible=models.BooleanField("符合服务约定的条件"),
            is_agreed=models.BooleanField("本人或监护人同意登记"),
            written_by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="登记人"
            ),
            written_at=models.DateTimeField("登记时间"),
            form_token=models.UUIDField(editable=False),
            ended_because=models.CharField("停止原因", blank=True, max_length=60),
            forgotten_at=models.DateTimeField("个人信息删除时间", editable=False, null=True),
        ),
        options={
            "verbose_name": "服务对象（保密）",
            "verbose_name_plural": "服务对象（保密）",
            "ordering": ["pk"],
            "constraints": [
                models.UniqueConstraint(fields=("form_token",), name="one_form_one_served_person"),
                models.CheckConstraint(
                    condition=Q(is_eligible=True),
                    name="who_is_served_fits_the_rule",
                    violation_error_message="先核对条件，符合服务约定的才能登记。",
                ),
                models.CheckConstraint(
                    condition=Q(is_agreed=True),
                    name="nobody_is_served_against_her_will",
                    violation_error_message="要本人或监护人同意才能登记。",
                ),
                models.CheckConstraint(
                    condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                    name="who_is_served_stops_after_she_began",
                    violation_error_message="停止的日期不能早于开始的日期。",
                ),
            ],
        },
    ),
    CreateModel(
        name="ServedReading",
        fields=columns(
            id=ID,
            project=models.ForeignKey(
                "projects.project",
                PROTECT,
                related_name="served_readings",
                verbose_name="查阅哪个项目的名单",
            ),
            person=models.ForeignKey(
                settings.AUTH_USER_MODEL, PROTECT, related_name="+", verbose_name="查阅人"
            ),
            post=models.ForeignKey("villages.post", PROTECT, related_name="+", verbose_name="职务"),
            office=models.CharField("查阅单位", max_length=120),
            why=models.CharField("为什么查阅", max_length=200),
            at=models.DateTimeField("查阅时间"),
        ),
        options={
            "verbose_name": "服务对象名单查阅记录",
            "verbose_name_plural": "服务对象名单查阅记录",
            "ordering": ["-at", "-pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=~Q(why=""),
                    name="a_reading_of_the_served_has_its_reason",
                    violation_error_message="查阅要写明为什么。",
                )
            ],
        },
    ),
    CreateModel(
        name="ServicePlan",
        fields=columns(
            id=ID,
            by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="记录人"
            ),
            by_name=models.CharField("记录单位", max_length=120),
            at=models.DateTimeField("时间"),
            recorded_at=models.DateTimeField("记录时间"),
            late_reason=models.CharField("补录原因", blank=True, max_length=200),
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="service_plans", verbose_name="项目"
            ),
            eligibility=models.CharField("谁可以参加、享受", max_length=200),
            begins_on=models.DateField("服务从哪天起"),
            ends_on=models.DateField("到哪天止（含当天）"),
            frequency=models.CharField("频次", max_length=60),
            venue=models.CharField("地点", max_length=80),
            activities=models.PositiveSmallIntegerField("约定场次", null=True),
            person_times=models.PositiveIntegerField("约定人次"),
            reason=models.CharField("更正原因", blank=True, max_length=200),
        ),
        options={
            "verbose_name": "服务约定",
            "verbose_name_plural": "服务约定",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(at__lte=F("recorded_at")),
                    name="serviceplan_not_written_before_it_was_true",
                    violation_error_message="时间不能晚于现在。",
                ),
                models.CheckConstraint(
                    condition=Q(ends_on__gte=F("begins_on")),
                    name="a_service_ends_after_it_began",
                    violation_error_message="服务结束的日期不能早于开始的日期。",
                ),
                models.CheckConstraint(
                    condition=Q(person_times__gte=1)
                    & (Q(activities__isnull=True) | Q(activities__gte=1)),
                    name="a_service_is_for_somebody",
                    violation_error_message="约定场次和人次至少是 1；不按场次的，场次留空。",
                ),
            ],
        },
    ),
    CreateModel(
        name="Activity",
        fields=columns(
            id=ID,
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="activities", verbose_name="项目"
            ),
            title=models.CharField("活动名称", max_length=60),
            on=models.DateField("日期"),
            starts=models.TimeField("开始时间"),
            ends=models.TimeField("结束时间"),
            venue=models.CharField("地点", max_length=80),
            takes_sign_up=models.BooleanField("要报名", default=True),
            capacity=models.PositiveSmallIntegerField("名额", null=True),
            state=models.CharField(
                "状态",
                choices=[("announced", "已预告"), ("held", "已开展"), ("cancelled", "已取消")],
                default="announced",
                max_length=10,
            ),
            cancel_reason=models.CharField("取消原因", blank=True, max_length=200),
            announced_by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="预告人"
            ),
            announced_by_name=models.CharField("预告单位", max_length=120),
            announced_at=models.DateTimeField("预告时间"),
            ended_at=models.DateTimeField("开展或取消的记录时间", null=True),
        ),
        options={
            "verbose_name": "活动",
            "verbose_name_plural": "活动",
            "ordering": ["on", "starts", "pk"],
            "indexes": [models.Index(fields=["state", "on"], name="activity_by_day")],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(ends__gt=F("starts")),
                    name="an_activity_ends_after_it_starts",
                    violation_error_message="结束时间要晚于开始时间。",
                ),
                models.CheckConstraint(
                    condition=Q(capacity__isnull=True) | Q(capacity__gte=1),
                    name="an_activity_has_room_for_somebody",
                    violation_error_message="名额至少是 1；不限人数的留空。",
                ),
                models.CheckConstraint(
                    condition=Q(state="cancelled") & ~Q(cancel_reason="")
                    | Q(~Q(state="cancelled"), cancel_reason=""),
                    name="what_is_cancelled_says_why",
                    violation_error_message="取消活动要写明原因。",
                ),
                models.CheckConstraint(
                    condition=Q(ended_at__isnull=True, state="announced")
                    | Q(~Q(state="announced"), ended_at__isnull=False),
                    name="an_activity_ends_whole",
                ),
                models.UniqueConstraint(
                    condition=~Q(state="cancelled"),
                    fields=("project", "on", "starts", "title"),
                    name="an_activity_is_announced_once",
                    violation_error_message="这一天这个时间已经有同名的活动了。",
                ),
            ],
        },
    ),
    CreateModel(
        name="ActivityChange",
        fields=columns(
            id=ID,
            by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="记录人"
            ),
            by_name=models.CharField("记录单位", max_length=120),
            at=models.DateTimeField("时间"),
            recorded_at=models.DateTimeField("记录时间"),
            late_reason=models.CharField("补录原因", blank=True, max_length=200),
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="+", verbose_name="项目"
            ),
            activity=models.ForeignKey(
                "projects.activity", PROTECT, related_name="changes", verbose_name="活动"
            ),
            words=models.CharField("改了什么", max_length=400),
            reason=models.CharField("原因", max_length=200),
        ),
        options={
            "verbose_name": "活动变更",
            "verbose_name_plural": "活动变更",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(at__lte=F("recorded_at")),
                    name="activitychange_not_written_before_it_was_true",
                    violation_error_message="时间不能晚于现在。",
                )
            ],
        },
    ),
    CreateModel(
        name="Attendance",
        fields=columns(
            id=ID,
            by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="记录人"
            ),
            by_name=models.CharField("记录单位", max_length=120),
            at=models.DateTimeField("时间"),
            recorded_at=models.DateTimeField("记录时间"),
            late_reason=models.CharField("补录原因", blank=True, max_length=200),
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="attendances", verbose_name="项目"
            ),
            activity=models.ForeignKey(
                "projects.activity", PROTECT, related_name="attendances", verbose_name="活动"
            ),
            way=models.CharField(
                "怎么数的",
                choices=[("sign_in", "按签到表"), ("head_count", "现场点人数")],
                max_length=10,
            ),
            came=models.JSONField("报了名、来了的", default=list),
            others=models.PositiveIntegerField("没报名、来了的人数", default=0),
            person_times=models.PositiveIntegerField("人次"),
            sessions=models.PositiveSmallIntegerField("算几场（次）", default=1),
            volunteers=models.PositiveSmallIntegerField("志愿者人数", default=0),
            half_hours=models.PositiveSmallIntegerField("每人服务多少个半小时", default=0),
            team=models.ForeignKey(
                "villages.organisation",
                PROTECT,
                null=True,
                related_name="+",
                verbose_name="公益服务队",
            ),
            words=models.CharField("活动情况", blank=True, max_length=200),
            reason=models.CharField("更正原因", blank=True, max_length=200),
        ),
        options={
            "verbose_name": "活动到场记录",
            "verbose_name_plural": "活动到场记录",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(at__lte=F("recorded_at")),
                    name="attendance_not_written_before_it_was_true",
                    violation_error_message="时间不能晚于现在。",
                ),
                models.CheckConstraint(
                    condition=Q(person_times__gte=1, sessions__gte=1),
                    name="an_activity_was_held_for_somebody",
                    violation_error_message="至少有 1 人参加才算开展；没有人来的，请取消活动，写明原因。",
                ),
                models.CheckConstraint(
                    condition=Q(half_hours=0, team__isnull=True, volunteers=0)
                    | Q(half_hours__range=(1, 48), volunteers__gte=1),
                    name="volunteers_gave_hours",
                    violation_error_message="志愿者要写人数和每人服务多少小时（半小时为一档，最多 24 小时）。",
                ),
            ],
        },
    ),
    CreateModel(
        name="Shortfall",
        fields=columns(
            id=ID,
            by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="记录人"
            ),
            by_name=models.CharField("记录单位", max_length=120),
            at=models.DateTimeField("时间"),
            recorded_at=models.DateTimeField("记录时间"),
            late_reason=models.CharField("补录原因", blank=True, max_length=200),
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="shortfalls", verbose_name="项目"
            ),
            agreed=models.PositiveIntegerField("约定"),
            given=models.PositiveIntegerField("实际"),
            unit=models.CharField("单位", max_length=10),
            words=models.CharField("为什么", max_length=300),
        ),
        options={
            "verbose_name": "没有做足的说明",
            "verbose_name_plural": "没有做足的说明",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(at__lte=F("recorded_at")),
                    name="shortfall_not_written_before_it_was_true",
                    violation_error_message="时间不能晚于现在。",
                )
            ],
        },
    ),
    CreateModel(
        name="SheetDay",
        fields=columns(
            id=ID,
            day=models.DateField("日期", unique=True),
            started=models.PositiveIntegerField("开始填的", default=0),
            submitted=models.PositiveIntegerField("提交的", default=0),
            easy=models.PositiveIntegerField("好填", default=0),
            fair=models.PositiveIntegerField("一般", default=0),
            hard=models.PositiveIntegerField("难填", default=0),
        ),
        options={
            "verbose_name": "填表情况",
            "verbose_name_plural": "填表情况",
            "ordering": ["-day"],
        },
    ),
    CreateModel(
        name="SignUp",
        fields=columns(
            id=ID,
            activity=models.ForeignKey(
                "projects.activity", PROTECT, related_name="sign_ups", verbose_name="活动"
            ),
            number=models.CharField("报名号", editable=False, max_length=13, unique=True),
            contact=models.ForeignKey(
                "villages.contact", PROTECT, related_name="sign_ups", verbose_name="报名人"
            ),
            phone_index=models.CharField(blank=True, editable=False, max_length=64),
            signed_up_at=models.DateTimeField("报名时间"),
            recorded_by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="登记人"
            ),
            form_token=models.UUIDField(editable=False),
            cancelled_at=models.DateTimeField("取消时间", null=True),
            cancelled_by=models.CharField("谁取消的", blank=True, max_length=120),
        ),
        options={
            "verbose_name": "活动报名",
            "verbose_name_plural": "活动报名",
            "ordering": ["pk"],
            "constraints": [
                models.UniqueConstraint(fields=("form_token",), name="one_form_one_sign_up"),
                models.UniqueConstraint(
                    condition=Q(cancelled_at__isnull=True) & ~Q(phone_index=""),
                    fields=("activity", "phone_index"),
                    name="a_phone_comes_once",
                    violation_error_message="这个手机号已经报过名了，不用再报；要取消，用报名号查一查。",
                ),
                models.CheckConstraint(
                    condition=Q(cancelled_at__isnull=True, cancelled_by="")
                    | Q(cancelled_at__gte=F("signed_up_at")) & ~Q(cancelled_by=""),
                    name="a_sign_up_is_taken_back_whole",
                ),
            ],
        },
    ),
    CreateModel(
        name="SplitAnswer",
        fields=columns(
            id=ID,
            by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="记录人"
            ),
            by_name=models.CharField("记录单位", max_length=120),
            at=models.DateTimeField("时间"),
            recorded_at=models.DateTimeField("记录时间"),
            late_reason=models.CharField("补录原因", blank=True, max_length=200),
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="split_answers", verbose_name="项目"
            ),
            words=models.CharField("说明", max_length=500),
            others=models.ManyToManyField(
                "projects.project",
                related_name="+",
                through="projects.SplitOther",
                verbose_name="比较过的项目",
            ),
        ),
        options={
            "verbose_name": "拆分说明",
            "verbose_name_plural": "拆分说明",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(at__lte=F("recorded_at")),
                    name="splitanswer_not_written_before_it_was_true",
                    violation_error_message="时间不能晚于现在。",
                )
            ],
        },
    ),
    CreateModel(
        name="SplitOther",
        fields=columns(
            id=ID,
            answer=models.ForeignKey("projects.splitanswer", PROTECT, related_name="seen"),
            other=models.ForeignKey("projects.project", PROTECT, related_name="+"),
        ),
        options={
            "constraints": [models.UniqueConstraint(fields=("answer", "other"), name="seen_once")]
        },
    ),
    CreateModel(
        name="Story",
        fields=columns(
            id=ID,
            project=models.OneToOneField(
                "projects.project", PROTECT, related_name="story", verbose_name="项目"
            ),
            words=models.TextField("故事", max_length=600),
            before=models.ForeignKey(
                "projects.photo", SET_NULL, null=True, related_name="+", verbose_name="之前的照片"
            ),
            after=models.ForeignKey(
                "projects.photo", SET_NULL, null=True, related_name="+", verbose_name="之后的照片"
            ),
            figure=models.CharField("数字说的是什么", blank=True, max_length=40),
            figure_unit=models.CharField("单位", blank=True, max_length=10),
            figure_before=models.DecimalField(
                "之前", blank=True, decimal_places=2, max_digits=12, null=True
            ),
            figure_after=models.DecimalField(
                "之后", blank=True, decimal_places=2, max_digits=12, null=True
            ),
            figure_source=models.CharField("数字从哪里来", blank=True, max_length=120),
            quote=models.CharField("居民的一句话", blank=True, max_length=120),
            quote_name=models.CharField("称呼", blank=True, max_length=6),
            consent_on=models.DateField("哪天同意公开的", blank=True, null=True),
            consent=models.CharField("怎么同意的", blank=True, max_length=80),
            edited_by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="编辑"
            ),
            released_by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="发布审核"
            ),
            released_at=models.DateTimeField("发布时间", null=True),
        ),
        options={
            "verbose_name": "项目故事",
            "verbose_name_plural": "项目故事",
            "constraints": [
                models.CheckConstraint(
                    condition=Q(
                        figure="",
                        figure_after__isnull=True,
                        figure_before__isnull=True,
                        figure_source="",
                    )
                    | Q(figure_after__isnull=False)
                    & Q(figure_before__isnull=False)
                    & ~Q(figure="")
                    & ~Q(figure_source=""),
                    name="a_figure_has_its_source",
                    violation_error_message="数字要写明说的是什么、之前、之后，还有从哪里来。",
                ),
                models.CheckConstraint(
                    condition=Q(consent="", consent_on__isnull=True, quote="", quote_name="")
                    | Q(consent_on__isnull=False)
                    & ~Q(quote="")
                    & ~Q(quote_name="")
                    & ~Q(consent=""),
                    name="a_quote_has_its_consent",
                    violation_error_message="引用居民的话要写称呼，以及哪天、怎么同意公开的。",
                ),
                models.CheckConstraint(
                    condition=Q(released_by__isnull=True)
                    | Q(edited_by__isnull=True)
                    | ~Q(released_by=F("edited_by")),
                    name="a_story_is_released_by_a_second_person",
                    violation_error_message="故事要由编辑以外的另一个人审核发布。",
                ),
            ],
        },
    ),
    CreateModel(
        name="Support",
        fields=columns(
            id=ID,
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="supports", verbose_name="项目"
            ),
            person=models.ForeignKey(
                settings.AUTH_USER_MODEL, PROTECT, related_name="supports", verbose_name="居民"
            ),
            since=models.DateTimeField("从什么时候起"),
            brought_by=models.ForeignKey(
                "projects.project",
                PROTECT,
                null=True,
                related_name="+",
                verbose_name="从哪一件并来",
            ),
        ),
        options={
            "verbose_name": "我也需要",
            "verbose_name_plural": "我也需要",
            "ordering": ["-since", "-pk"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("project", "person"),
                    name="one_voice_per_person",
                    violation_error_message="每个人只算一次。",
                )
            ],
        },
    ),
    CreateModel(
        name="ToleranceNote",
        fields=columns(
            id=ID,
            by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="记录人"
            ),
            by_name=models.CharField("记录单位", max_length=120),
            at=models.DateTimeField("时间"),
            recorded_at=models.DateTimeField("记录时间"),
            late_reason=models.CharField("补录原因", blank=True, max_length=200),
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="tolerance_notes", verbose_name="项目"
            ),
            happened_on=models.DateField("哪天发生"),
            deviation=models.TextField("偏差、失误是什么"),
            reason=models.TextField("为什么会这样"),
            basis=models.CharField("依据文件（名称、文号）", max_length=120),
            form_token=models.UUIDField(editable=False),
        ),
        options={
            "verbose_name": "容错免责记录（保密）",
            "verbose_name_plural": "容错免责记录（保密）",
            "ordering": ["-pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(at__lte=F("recorded_at")),
                    name="tolerancenote_not_written_before_it_was_true",
                    violation_error_message="时间不能晚于现在。",
                ),
                models.UniqueConstraint(fields=("form_token",), name="one_form_one_tolerance_note"),
                models.CheckConstraint(
                    condition=~Q(basis=""),
                    name="tolerance_rests_on_a_document",
                    violation_error_message="请写依据文件的名称和文号。",
                ),
                models.CheckConstraint(
                    condition=Q(~Q(deviation=""), ~Q(reason="")),
                    name="what_is_tolerated_has_its_reason",
                    violation_error_message="偏差和原因都要写明。",
                ),
            ],
        },
    ),
    CreateModel(
        name="ToleranceRuling",
        fields=columns(
            id=ID,
            by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="记录人"
            ),
            by_name=models.CharField("记录单位", max_length=120),
            at=models.DateTimeField("时间"),
            recorded_at=models.DateTimeField("记录时间"),
            late_reason=models.CharField("补录原因", blank=True, max_length=200),
            note=models.OneToOneField(
                "projects.tolerancenote",
                PROTECT,
                related_name="ruling",
                verbose_name="容错免责记录",
            ),
            verdict=models.CharField(
                "意见", choices=[("agree", "同意容错免责"), ("refuse", "不同意")], max_length=10
            ),
            words=models.TextField("说明"),
        ),
        options={
            "verbose_name": "容错免责审定",
            "verbose_name_plural": "容错免责审定",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(at__lte=F("recorded_at")),
                    name="toleranceruling_not_written_before_it_was_true",
                    violation_error_message="时间不能晚于现在。",
                ),
                models.CheckConstraint(
                    condition=~Q(words=""),
                    name="a_ruling_has_its_words",
                    violation_error_message="请写明理由。",
                ),
            ],
        },
    ),
    CreateModel(
        name="ToleranceReading",
        fields=columns(
            id=ID,
            note=models.ForeignKey(
                "projects.tolerancenote",
                PROTECT,
                related_name="readings",
                verbose_name="查阅的记录",
            ),
            person=models.ForeignKey(
                settings.AUTH_USER_MODEL, PROTECT, related_name="+", verbose_name="查阅人"
            ),
            post=models.ForeignKey("villages.post", PROTECT, related_name="+", verbose_name="职务"),
            office=models.CharField("查阅单位", max_length=120),
            why=models.CharField("为什么查阅", max_length=200),
            at=models.DateTimeField("查阅时间"),
        ),
        options={
            "verbose_name": "容错免责查阅记录",
            "verbose_name_plural": "容错免责查阅记录",
            "ordering": ["-at", "-pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=~Q(why=""),
                    name="a_tolerance_reading_has_its_reason",
                    violation_error_message="查阅要写明为什么。",
                )
            ],
        },
    ),
    CreateModel(
        name="UrgentRemoval",
        fields=columns(
            id=ID,
            project=models.OneToOneField(
                "projects.project", PROTECT, related_name="urgent", verbose_name="项目"
            ),
            ordered_by=models.ForeignKey(
                "villages.post", PROTECT, related_name="+", verbose_name="谁决定的"
            ),
            ordered_at=models.DateTimeField("什么时候决定的"),
            reason=models.CharField("为什么不能等", max_length=300),
            done_at=models.DateTimeField("什么时候排除的"),
            done=models.CharField("做了什么", max_length=300),
            done_by=models.CharField("谁做的", max_length=80),
            recorded_by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="记录人"
            ),
            recorded_at=models.DateTimeField("记录时间"),
            late_reason=models.CharField("补录原因", blank=True, max_length=200),
            imported=models.BooleanField("导入", default=False),
        ),
        options={
            "verbose_name": "应急先行实施",
            "verbose_name_plural": "应急先行实施",
            "ordering": ["-pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(ordered_at__lte=F("done_at")) & Q(done_at__lte=F("recorded_at")),
                    name="a_hazard_is_removed_after_the_order",
                    violation_error_message="排除的时间不能早于决定的时间，也不能晚于现在。",
                )
            ],
        },
    ),
    CreateModel(
        name="Debt",
        fields=columns(
            id=ID,
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="debts", verbose_name="项目"
            ),
            kind=models.CharField(
                "欠什么",
                choices=[
                    ("decision", "补开会议表决"),
                    ("notice", "补公示"),
                    ("approval", "补审批"),
                    ("papers", "补齐资料（清单、资金、前后照片）"),
                ],
                max_length=10,
            ),
            within=models.PositiveSmallIntegerField("几个工作日内"),
            due_on=models.DateField("哪天以前（含当天）"),
        ),
        options={
            "verbose_name": "应急欠账",
            "verbose_name_plural": "应急欠账",
            "ordering": ["due_on", "pk"],
            "indexes": [models.Index(fields=["due_on", "id"], name="debts_by_date")],
            "constraints": [
                models.UniqueConstraint(fields=("project", "kind"), name="each_debt_once")
            ],
        },
    ),
    CreateModel(
        name="Nudge",
        fields=columns(
            id=ID,
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="nudges", verbose_name="项目"
            ),
            run=models.ForeignKey(
                "projects.clockrun", PROTECT, related_name="nudges", verbose_name="时钟"
            ),
            kind=models.CharField(
                "哪一次",
                choices=[
                    ("half", "期限过半"),
                    ("yellow", "快到期"),
                    ("red", "已超期"),
                    ("long", "超期满 5 个工作日"),
                ],
                max_length=8,
            ),
            role=models.CharField(
                "提醒谁",
                choices=[
                    ("liaison", "联络员"),
                    ("committee_member", "村（居）委会成员"),
                    ("secretary", "党组织书记"),
                    ("supervision_committee", "村（居）务监督委员会"),
                    ("town_officer", "镇经办人"),
                    ("lead_contact", "挂点领导"),
                    ("town_finance", "镇财政"),
                    ("district_officer", "区经办人"),
                    ("supervisor", "督查、人大、政协"),
                    ("auditor", "审计"),
                    ("organisation", "社会组织"),
                    ("third_party", "第三方机构"),
                    ("system", "系统管理员"),
                    ("security", "安全管理员"),
                    ("audit", "审计管理员"),
                ],
                max_length=24,
            ),
            office=models.CharField("提醒哪里", max_length=120),
            due_on=models.DateField("应办日期"),
            at=models.DateTimeField("提醒时间"),
        ),
        options={
            "verbose_name": "到期提醒",
            "verbose_name_plural": "到期提醒",
            "ordering": ["pk"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("project", "run", "kind"),
                    name="nudged_once",
                    violation_error_message="这一次已经提醒过了。",
                )
            ],
        },
    ),
    CreateModel(
        name="UrgeAnswer",
        fields=columns(
            id=ID,
            by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="记录人"
            ),
            by_name=models.CharField("记录单位", max_length=120),
            at=models.DateTimeField("时间"),
            recorded_at=models.DateTimeField("记录时间"),
            late_reason=models.CharField("补录原因", blank=True, max_length=200),
            urge=models.OneToOneField(
                "projects.urge", PROTECT, related_name="answer", verbose_name="催办或督办"
            ),
            text=models.CharField("答复", max_length=500),
        ),
        options={
            "verbose_name": "催办、督办的答复",
            "verbose_name_plural": "催办、督办的答复",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(at__lte=F("recorded_at")),
                    name="urgeanswer_not_written_before_it_was_true",
                    violation_error_message="时间不能晚于现在。",
                ),
                models.CheckConstraint(
                    condition=~Q(text=""),
                    name="an_answer_says_something",
                    violation_error_message="请写答复。",
                ),
            ],
        },
    ),
    CreateModel(
        name="Measure",
        fields=columns(
            id=ID,
            visit=models.ForeignKey("projects.sitevisit", PROTECT, related_name="measures"),
            name=models.CharField("量什么", max_length=30),
            value=models.DecimalField("数值", decimal_places=2, max_digits=10),
            unit=models.CharField("单位", max_length=10),
        ),
        options={"ordering": ["pk"]},
    ),
    CreateModel(
        name="WishStep",
        fields=columns(
            id=ID,
            actor_kind=models.CharField(
                "办理者类别",
                choices=[
                    ("post", "任职人员"),
                    ("resident", "居民"),
                    ("contact", "无账号的居民"),
                    ("system", "系统"),
                ],
                max_length=10,
            ),
            actor_name=models.CharField("办理者", max_length=120),
            person=models.ForeignKey(
                settings.AUTH_USER_MODEL,
                PROTECT,
                null=True,
                related_name="+",
                verbose_name="办理人",
            ),
            post=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="职务"
            ),
            happened_at=models.DateTimeField("发生时间"),
            recorded_at=models.DateTimeField("记录时间"),
            imported=models.BooleanField("导入", default=False),
            verb=models.CharField("步骤", max_length=20),
            first_time=models.BooleanField("第一次到此环节"),
            note=models.TextField("理由、说明", blank=True),
            late_reason=models.TextField("补录原因", blank=True),
            wish=models.ForeignKey(
                "projects.wish", PROTECT, related_name="journal", verbose_name="微心愿"
            ),
            source=models.CharField(
                "原状态",
                choices=[
                    ("draft", "草稿"),
                    ("published", "已公布，待认领"),
                    ("claimed", "已认领，待送达"),
                    ("delivered", "已送达，待致谢"),
                    ("thanked", "已致谢，办结"),
                    ("withdrawn", "已撤下"),
                ],
                max_length=20,
            ),
            target=models.CharField(
                "新状态",
                choices=[
                    ("draft", "草稿"),
                    ("published", "已公布，待认领"),
                    ("claimed", "已认领，待送达"),
                    ("delivered", "已送达，待致谢"),
                    ("thanked", "已致谢，办结"),
                    ("withdrawn", "已撤下"),
                ],
                max_length=20,
            ),
        ),
        options={
            "verbose_name": "微心愿办理记录",
            "verbose_name_plural": "微心愿办理记录",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(happened_at__lte=F("recorded_at")),
                    name="no_wish_step_before_it_happened",
                )
            ],
        },
    ),
    CreateModel(
        name="WishClaim",
        fields=columns(
            id=ID,
            wish=models.ForeignKey(
                "projects.wish", PROTECT, related_name="claims", verbose_name="微心愿"
            ),
            number=models.CharField("认领号", editable=False, max_length=12, unique=True),
            kind=models.CharField(
                "认领人类别",
                choices=[
                    ("enterprise", "爱心企业"),
                    ("organisation", "社会组织、单位"),
                    ("person", "爱心个人"),
                ],
                max_length=12,
            ),
            contact=models.ForeignKey(
                "villages.contact",
                PROTECT,
                editable=False,
                related_name="wish_claims",
                verbose_name="认领人",
            ),
            person=models.ForeignKey(
                settings.AUTH_USER_MODEL,
                PROTECT,
                editable=False,
                null=True,
                related_name="wish_claims",
                verbose_name="认领人的账号",
            ),
            phone_index=models.CharField(blank=True, db_index=True, editable=False, max_length=64),
            may_be_named=models.BooleanField("同意公开感谢", default=False),
            terms_version=models.CharField("承诺书版本", max_length=12),
            is_no_relative=models.BooleanField("声明不是受助人亲属"),
            promised_on=models.DateField("承诺日期"),
            lapses_on=models.DateField("有效到"),
            claimed_at=models.DateTimeField("认领时间"),
            recorded_by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="登记人"
            ),
            ended_as=models.CharField(
                "结果",
                blank=True,
                choices=[
                    ("", "有效"),
                    ("delivered", "已兑现"),
                    ("lapsed", "过期，回到心愿墙"),
                    ("cancelled", "已取消"),
                    ("withdrawn", "心愿撤下"),
                ],
                default="",
                max_length=10,
            ),
            ended_at=models.DateTimeField("结束时间", editable=False, null=True),
            form_token=models.UUIDField(editable=False),
        ),
        options={
            "verbose_name": "微心愿认领",
            "verbose_name_plural": "微心愿认领",
            "ordering": ["-claimed_at", "-pk"],
            "constraints": [
                models.UniqueConstraint(fields=("form_token",), name="one_form_one_claim"),
                models.UniqueConstraint(
                    condition=Q(ended_as__in=["", "delivered"]),
                    fields=("wish",),
                    name="one_promise_for_a_wish",
                    violation_error_message="刚刚有人认领了这个心愿，请看看别的心愿。",
                ),
                models.UniqueConstraint(
                    condition=~Q(phone_index=""),
                    fields=("wish", "phone_index"),
                    name="a_phone_claims_a_wish_once",
                    violation_error_message="这个手机号认领过这个心愿了；要继续，请联系村（社区）办延期。",
                ),
                models.UniqueConstraint(
                    condition=Q(person__isnull=False),
                    fields=("wish", "person"),
                    name="an_account_claims_a_wish_once",
                    violation_error_message="您认领过这个心愿了；要继续，请联系村（社区）办延期。",
                ),
                models.CheckConstraint(
                    condition=Q(is_no_relative=True),
                    name="who_claims_is_no_relative",
                    violation_error_message="受助人的亲属不能认领，请直接帮助。",
                ),
                models.CheckConstraint(
                    condition=Q(lapses_on__gte=F("promised_on")),
                    name="a_promise_lapses_after_its_day",
                    violation_error_message="有效期不能早于承诺日期。",
                ),
                models.CheckConstraint(
                    condition=Q(ended_as="", ended_at__isnull=True)
                    | Q(~Q(ended_as=""), ended_at__isnull=False),
                    name="a_claim_ends_whole",
                    violation_error_message="认领结束要有结果和时间。",
                ),
            ],
        },
    ),
    CreateModel(
        name="WishDelivery",
        fields=columns(
            id=ID,
            claim=models.OneToOneField(
                "projects.wishclaim", PROTECT, related_name="delivery", verbose_name="认领"
            ),
            delivered_on=models.DateField("送达日期"),
            checked=models.JSONField("送达清单"),
            signed_by=models.CharField(
                "谁签收",
                choices=[
                    ("self", "本人"),
                    ("family", "家属"),
                    ("guardian", "监护人"),
                    ("village", "村（社区）代收转交"),
                ],
                max_length=10,
            ),
            receipt_no=models.CharField("捐赠票据号", blank=True, max_length=40),
            by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="记录人"
            ),
            by_name=models.CharField("记录单位", max_length=120),
            recorded_at=models.DateTimeField("记录时间"),
        ),
        options={
            "verbose_name": "微心愿送达",
            "verbose_name_plural": "微心愿送达",
            "ordering": ["pk"],
        },
    ),
    CreateModel(
        name="Party",
        fields=columns(
            id=ID,
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="parties", verbose_name="项目"
            ),
            role=models.CharField(
                "角色",
                choices=[
                    ("lead", "牵头单位"),
                    ("co_operator", "协办单位"),
                    ("sponsor", "赞助方"),
                    ("team", "公益服务队"),
                    ("social_worker", "社工"),
                    ("department", "联系部门"),
                ],
                max_length=16,
            ),
            organisation=models.ForeignKey(
                "villages.organisation",
                PROTECT,
                blank=True,
                null=True,
                related_name="parties",
                verbose_name="登记的组织",
            ),
            office=models.CharField(
                "没有登记的单位",
                blank=True,
                help_text="写单位，不写个人姓名；会公开。",
                max_length=60,
            ),
            does=models.CharField("做什么", blank=True, max_length=100),
            added_by=models.CharField("记录单位", max_length=120),
            added_at=models.DateTimeField("从什么时候起"),
            ended_at=models.DateTimeField("到什么时候止", null=True),
        ),
        options={
            "verbose_name": "参加单位",
            "verbose_name_plural": "参加单位",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(organisation__isnull=True) & ~Q(office="")
                    | Q(office="", organisation__isnull=False),
                    name="a_party_is_an_organisation_or_an_office",
                    violation_error_message="请选一个登记的组织，或者写一个单位，二选一。",
                ),
                models.UniqueConstraint(
                    condition=Q(ended_at__isnull=True),
                    fields=("project", "role", "organisation"),
                    name="a_party_takes_part_once",
                    violation_error_message="它已经是这个角色了。",
                ),
                models.UniqueConstraint(
                    condition=Q(ended_at__isnull=True, organisation__isnull=True),
                    fields=("project", "role", "office"),
                    name="an_office_takes_part_once",
                    violation_error_message="它已经是这个角色了。",
                ),
            ],
        },
    ),
    CreateModel(
        name="Task",
        fields=columns(
            id=ID,
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="tasks", verbose_name="项目"
            ),
            what=models.CharField("做什么", max_length=100),
            post=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="tasks", verbose_name="哪个岗位做"
            ),
            who=models.CharField("谁做", blank=True, max_length=60),
            with_whom=models.CharField("和谁一起", blank=True, max_length=60),
            due_on=models.DateField("哪天以前（含当天）"),
            added_by=models.CharField("记录单位", max_length=120),
            added_at=models.DateTimeField("记录时间"),
            done_at=models.DateTimeField("办完时间", null=True),
            done_by=models.CharField("办完的单位", blank=True, max_length=120),
        ),
        options={
            "verbose_name": "分工",
            "verbose_name_plural": "分工",
            "ordering": ["due_on", "pk"],
        },
    ),
    CreateModel(
        name="Milestone",
        fields=columns(
            id=ID,
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="milestones", verbose_name="项目"
            ),
            what=models.CharField("做到哪一步", max_length=60),
            due_on=models.DateField("计划哪天"),
            done_on=models.DateField("哪天做到", null=True),
            order=models.PositiveSmallIntegerField("第几步"),
            added_by=models.CharField("记录单位", max_length=120),
            added_at=models.DateTimeField("记录时间"),
        ),
        options={
            "verbose_name": "节点",
            "verbose_name_plural": "节点",
            "ordering": ["order", "pk"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("project", "order"),
                    name="each_milestone_has_its_place",
                    violation_error_message="这一步已经有了，请换一个序号。",
                )
            ],
        },
    ),
    CreateModel(
        name="Talk",
        fields=columns(
            id=ID,
            by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="记录人"
            ),
            by_name=models.CharField("记录单位", max_length=120),
            at=models.DateTimeField("时间"),
            recorded_at=models.DateTimeField("记录时间"),
            late_reason=models.CharField("补录原因", blank=True, max_length=200),
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="talks", verbose_name="项目"
            ),
            place=models.ForeignKey(
                "villages.place", PROTECT, null=True, related_name="+", verbose_name="地点"
            ),
            point=models.CharField("哪一处", max_length=80),
            households=models.PositiveSmallIntegerField("和几户商量"),
            agreed=models.CharField("商定了什么", max_length=200),
        ),
        options={
            "verbose_name": "和居民商定的位置",
            "verbose_name_plural": "和居民商定的位置",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(at__lte=F("recorded_at")),
                    name="talk_not_written_before_it_was_true",
                    violation_error_message="时间不能晚于现在。",
                ),
                models.CheckConstraint(
                    condition=Q(households__gte=1),
                    name="one_talks_with_somebody",
                    violation_error_message="至少和 1 户商量过才算。",
                ),
            ],
        },
    ),
    CreateModel(
        name="AssetUse",
        fields=columns(
            id=ID,
            by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="记录人"
            ),
            by_name=models.CharField("记录单位", max_length=120),
            at=models.DateTimeField("时间"),
            recorded_at=models.DateTimeField("记录时间"),
            late_reason=models.CharField("补录原因", blank=True, max_length=200),
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="assets", verbose_name="项目"
            ),
            what=models.CharField("用什么", max_length=80),
            owner=models.CharField("归谁所有", max_length=60),
            basis=models.CharField("凭什么用", max_length=120),
        ),
        options={
            "verbose_name": "利用的资产",
            "verbose_name_plural": "利用的资产",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(at__lte=F("recorded_at")),
                    name="assetuse_not_written_before_it_was_true",
                    violation_error_message="时间不能晚于现在。",
                )
            ],
        },
    ),
    CreateModel(
        name="Compliance",
        fields=columns(
            id=ID,
            by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="记录人"
            ),
            by_name=models.CharField("记录单位", max_length=120),
            at=models.DateTimeField("时间"),
            recorded_at=models.DateTimeField("记录时间"),
            late_reason=models.CharField("补录原因", blank=True, max_length=200),
            project=models.ForeignKey(
                "projects.project", PROTECT, related_name="compliance", verbose_name="项目"
            ),
            line=models.CharField(
                "项目",
                choices=[
                    (
                        "purpose",
                        "只为公共安全，装在公共部位，不对着住户的门窗（个人信息保护法 26）",
                    ),
                    ("sign", "装了显眼的提示标识（个人信息保护法 26）"),
                    ("kept", "图像存多久、谁能看，写在管理制度里，到期删除"),
                    ("filed", "按公安机关的要求备案"),
                    ("no_face", "门禁有刷卡、密码等别的办法，不强制刷脸"),
                ],
                max_length=10,
            ),
            holds=models.BooleanField("做到了"),
            words=models.CharField("说明", blank=True, max_length=120),
        ),
        options={
            "verbose_name": "摄像、门禁合规检查",
            "verbose_name_plural": "摄像、门禁合规检查",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(at__lte=F("recorded_at")),
                    name="compliance_not_written_before_it_was_true",
                    violation_error_message="时间不能晚于现在。",
                ),
                models.CheckConstraint(
                    condition=Q(holds=True) | ~Q(words=""),
                    name="what_does_not_hold_says_why",
                    violation_error_message="没有做到的要写明为什么、什么时候补上。",
                ),
            ],
        },
    ),
]


class Migration(migrations.Migration):
    initial = True
    dependencies = [("funding", "0001_initial"), ("villages", "0001_initial")]
    operations = [Tables(TABLES)]
