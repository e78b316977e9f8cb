"""Every table of places, people and rules, each after those it points to."""

import django.contrib.auth.models
import django.contrib.auth.validators
import django.core.validators
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.migrations import CreateModel
from django.db.models import PROTECT, F, Q

from weishishi.kernel.tables import ID, Tables, columns

TABLES = [
    CreateModel(
        name="CalendarDay",
        fields=columns(
            day=models.DateField("日期", primary_key=True, serialize=False),
            is_working=models.BooleanField("上班"),
            name=models.CharField("名称", blank=True, max_length=80),
        ),
        options={
            "verbose_name": "放假调休日历",
            "verbose_name_plural": "放假调休日历",
            "ordering": ["day"],
        },
    ),
    CreateModel(
        name="Person",
        fields=columns(
            id=ID,
            password=models.CharField("password", max_length=128),
            last_login=models.DateTimeField("last login", blank=True, null=True),
            is_superuser=models.BooleanField(
                "superuser status",
                default=False,
                help_text="Designates that this user has all permissions without explicitly assigning them.",
            ),
            username=models.CharField(
                "username",
                error_messages={"unique": "A user with that username already exists."},
                help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                max_length=150,
                unique=True,
                validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
            ),
            first_name=models.CharField("first name", blank=True, max_length=150),
            last_name=models.CharField("last name", blank=True, max_length=150),
            email=models.EmailField("email address", blank=True, max_length=254),
            is_staff=models.BooleanField(
                "staff status",
                default=False,
                help_text="Designates whether the user can log into this admin site.",
            ),
            is_active=models.BooleanField(
                "active",
                default=True,
                help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
            ),
            date_joined=models.DateTimeField("date joined", default=django.utils.timezone.now),
            display_name=models.CharField("姓名", blank=True, max_length=40),
            phone=models.TextField("手机号", blank=True),
            phone_index=models.CharField(editable=False, max_length=64, null=True, unique=True),
            phone_verified_at=models.DateTimeField("手机号核实时间", editable=False, null=True),
            closed_at=models.DateTimeField("注销时间", editable=False, null=True),
            groups=models.ManyToManyField(
                "auth.group",
                blank=True,
                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                related_name="user_set",
                related_query_name="user",
                verbose_name="groups",
            ),
            user_permissions=models.ManyToManyField(
                "auth.permission",
                blank=True,
                help_text="Specific permissions for this user.",
                related_name="user_set",
                related_query_name="user",
                verbose_name="user permissions",
            ),
        ),
        options={"verbose_name": "人员账号", "verbose_name_plural": "人员账号"},
        managers=[("objects", django.contrib.auth.models.UserManager())],
    ),
    CreateModel(
        name="Contact",
        fields=columns(
            id=ID,
            name=models.TextField("姓名", blank=True),
            phone=models.TextField("电话", blank=True),
            phone_index=models.CharField(blank=True, db_index=True, editable=False, max_length=64),
            forgotten_at=models.DateTimeField("个人信息删除时间", editable=False, null=True),
        ),
        options={"verbose_name": "无账号的居民", "verbose_name_plural": "无账号的居民"},
    ),
    CreateModel(
        name="District",
        fields=columns(
            id=ID,
            valid_from=models.DateField("起始日期", blank=True, null=True),
            valid_to=models.DateField("截止日期", blank=True, null=True),
            code=models.CharField(
                "代码",
                max_length=6,
                unique=True,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[0-9]{6}$", "代码是 6 位数字，请核对后再填。"
                    )
                ],
            ),
            name=models.CharField("名称", max_length=60),
            city_name=models.CharField("市", blank=True, max_length=60),
            province_name=models.CharField("省", blank=True, max_length=60),
        ),
        options={
            "verbose_name": "区",
            "verbose_name_plural": "区",
            "ordering": ["code"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(valid_from__isnull=True)
                    | Q(valid_to__isnull=True)
                    | Q(valid_from__lte=F("valid_to")),
                    name="district_ends_after_it_begins",
                    violation_error_message="截止日期不能早于起始日期。",
                )
            ],
        },
    ),
    CreateModel(
        name="Town",
        fields=columns(
            id=ID,
            valid_from=models.DateField("起始日期", blank=True, null=True),
            valid_to=models.DateField("截止日期", blank=True, null=True),
            district=models.ForeignKey(
                "villages.district", PROTECT, related_name="towns", verbose_name="区"
            ),
            code=models.CharField(
                "代码",
                max_length=9,
                unique=True,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[0-9]{9}$", "代码是 9 位数字，请核对后再填。"
                    )
                ],
            ),
            name=models.CharField("名称", max_length=80),
        ),
        options={
            "verbose_name": "镇",
            "verbose_name_plural": "镇",
            "ordering": ["code"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(valid_from__isnull=True)
                    | Q(valid_to__isnull=True)
                    | Q(valid_from__lte=F("valid_to")),
                    name="town_ends_after_it_begins",
                    violation_error_message="截止日期不能早于起始日期。",
                )
            ],
        },
    ),
    CreateModel(
        name="Village",
        fields=columns(
            id=ID,
            valid_from=models.DateField("起始日期", blank=True, null=True),
            valid_to=models.DateField("截止日期", blank=True, null=True),
            town=models.ForeignKey(
                "villages.town", PROTECT, related_name="villages", verbose_name="镇"
            ),
            code=models.CharField(
                "统计用区划代码",
                blank=True,
                help_text="12 位数字；新设的村（社区）还没有代码时留空。",
                max_length=12,
                null=True,
                unique=True,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[0-9]{12}$", "代码是 12 位数字，请核对后再填。"
                    )
                ],
            ),
            name=models.CharField("简称", help_text="例如：沙白石村、草堂湾社区。", max_length=80),
            full_name=models.CharField(
                "全称", help_text="例如：沙白石村村民委员会。", max_length=100
            ),
            kind=models.CharField(
                "类型", choices=[("village", "村"), ("community", "社区")], max_length=10
            ),
            is_virtual=models.BooleanField(
                "虚拟单位", default=False, help_text="只在统计上存在，没有居民。"
            ),
            households=models.PositiveIntegerField("户数", blank=True, null=True),
            houses=models.PositiveIntegerField("房屋数", blank=True, null=True),
            population=models.PositiveIntegerField("人口", blank=True, null=True),
            source_note=models.CharField("数据说明", blank=True, max_length=200),
        ),
        options={
            "verbose_name": "村（社区）",
            "verbose_name_plural": "村（社区）",
            "ordering": ["code", "pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(valid_from__isnull=True)
                    | Q(valid_to__isnull=True)
                    | Q(valid_from__lte=F("valid_to")),
                    name="village_ends_after_it_begins",
                    violation_error_message="截止日期不能早于起始日期。",
                )
            ],
        },
    ),
    CreateModel(
        name="Organisation",
        fields=columns(
            id=ID,
            district=models.ForeignKey(
                "villages.district",
                PROTECT,
                editable=False,
                related_name="organisations",
                verbose_name="区",
            ),
            village=models.ForeignKey(
                "villages.village",
                PROTECT,
                blank=True,
                help_text="只对社区自组织和公益服务队填写。",
                null=True,
                related_name="organisations",
                verbose_name="村（社区）",
            ),
            kind=models.CharField(
                "类型",
                choices=[
                    ("social", "社会组织"),
                    ("enterprise", "企业"),
                    ("property", "物业公司"),
                    ("public", "机关、事业单位"),
                    ("informal", "社区自组织"),
                    ("team", "公益服务队"),
                ],
                max_length=12,
            ),
            category=models.CharField(
                "服务队类别",
                blank=True,
                choices=[
                    ("culture", "文化文艺"),
                    ("care", "恒常服务、关爱探访"),
                    ("environment", "环境卫生"),
                    ("safety", "平安巡逻"),
                    ("mediation", "邻里调解"),
                    ("children", "儿童陪伴"),
                    ("other", "其他服务"),
                ],
                help_text="只对公益服务队填写。",
                max_length=12,
            ),
            name=models.CharField("名称", max_length=60),
            credit_code=models.CharField(
                "统一社会信用代码",
                blank=True,
                help_text="18 位，照证书填写；社区自组织和公益服务队没有代码，留空。",
                max_length=18,
            ),
            registered_on=models.DateField(
                "登记日期", blank=True, help_text="依法登记的日期；自组织写成立日期。", null=True
            ),
            rating=models.CharField(
                "评估等级",
                blank=True,
                choices=[("1A", "1A"), ("2A", "2A"), ("3A", "3A"), ("4A", "4A"), ("5A", "5A")],
                help_text="只对社会组织填写。",
                max_length=2,
            ),
            fields_of_work=models.CharField(
                "服务领域",
                blank=True,
                help_text="会公开。例如：长者服务、水电安装。",
                max_length=120,
            ),
            contact_name=models.TextField("负责人", blank=True, help_text="只给工作人员看。"),
            contact_phone=models.TextField("电话", blank=True, help_text="只给工作人员看。"),
            entered_by=models.ForeignKey(
                "villages.post",
                PROTECT,
                editable=False,
                null=True,
                related_name="+",
                verbose_name="登记人",
            ),
            entered_at=models.DateTimeField("登记时间", editable=False),
            retired_at=models.DateTimeField("停用时间", editable=False, null=True),
        ),
        options={
            "verbose_name": "承办和伙伴组织",
            "verbose_name_plural": "承办和伙伴组织",
            "ordering": ["kind", "name", "pk"],
            "constraints": [
                models.UniqueConstraint(
                    condition=~Q(credit_code=""),
                    fields=("credit_code",),
                    name="one_organisation_of_a_code",
                    violation_error_message="这个统一社会信用代码已经登记过了，请在列表里找它。",
                ),
                models.UniqueConstraint(
                    fields=("village", "kind", "name"),
                    name="a_group_of_a_village_once",
                    violation_error_message="这个村（社区）已经登记过同名的组织了。",
                ),
                models.CheckConstraint(
                    condition=Q(credit_code="", kind__in=["informal", "team"])
                    | Q(~Q(kind__in=["informal", "team"]), ~Q(credit_code="")),
                    name="a_registered_organisation_has_its_code",
                    violation_error_message="依法登记的组织要填统一社会信用代码；社区自组织和公益服务队没有代码，留空。",
                ),
                models.CheckConstraint(
                    condition=Q(kind__in=["informal", "team"], village__isnull=False)
                    | Q(~Q(kind__in=["informal", "team"]), village__isnull=True),
                    name="a_group_of_residents_belongs_to_a_village",
                    violation_error_message="社区自组织和公益服务队要选所在的村（社区），其他组织不选。",
                ),
                models.CheckConstraint(
                    condition=Q(kind="team") & ~Q(category="") | Q(~Q(kind="team"), category=""),
                    name="a_team_has_its_category",
                    violation_error_message="公益服务队要选类别，其他组织不选。",
                ),
                models.CheckConstraint(
                    condition=Q(kind="social") | Q(rating=""),
                    name="only_a_social_organisation_is_rated",
                    violation_error_message="只有社会组织有评估等级，其他组织请留空。",
                ),
            ],
        },
    ),
    CreateModel(
        name="Post",
        fields=columns(
            id=ID,
            person=models.ForeignKey(
                settings.AUTH_USER_MODEL, PROTECT, related_name="posts", verbose_name="人员"
            ),
            role=models.CharField(
                "角色",
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
            body=models.CharField(
                "哪个监督机构",
                blank=True,
                choices=[("congress", "人大"), ("consultative", "政协"), ("inspection", "督查")],
                help_text="只对督查、人大、政协填写。",
                max_length=16,
            ),
            village=models.ForeignKey(
                "villages.village", PROTECT, blank=True, null=True, verbose_name="村（社区）"
            ),
            town=models.ForeignKey(
                "villages.town", PROTECT, blank=True, null=True, verbose_name="镇"
            ),
            district=models.ForeignKey(
                "villages.district", PROTECT, blank=True, null=True, verbose_name="区"
            ),
            organisation=models.ForeignKey(
                "villages.organisation",
                PROTECT,
                blank=True,
                editable=False,
                null=True,
                related_name="posts",
                verbose_name="代表的组织",
            ),
            since=models.DateField("任职日期"),
            until=models.DateField(
                "离任日期", blank=True, help_text="从这一天起不再任职。", null=True
            ),
            assigned=models.ManyToManyField(
                "villages.village",
                blank=True,
                help_text="只对挂点领导填写。",
                related_name="lead_contacts",
                verbose_name="挂点的村（社区）",
            ),
        ),
        options={
            "verbose_name": "任职",
            "verbose_name_plural": "任职",
            "ordering": ["person", "since", "pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(
                        district__isnull=True,
                        role__in=[
                            "liaison",
                            "committee_member",
                            "secretary",
                            "supervision_committee",
                        ],
                        town__isnull=True,
                        village__isnull=False,
                    )
                    | Q(
                        district__isnull=True,
                        role__in=["town_officer", "lead_contact", "town_finance"],
                        town__isnull=False,
                        village__isnull=True,
                    )
                    | Q(
                        district__isnull=False,
                        role__in=[
                            "district_officer",
                            "supervisor",
                            "auditor",
                            "organisation",
                            "third_party",
                            "system",
                            "security",
                            "audit",
                        ],
                        town__isnull=True,
                        village__isnull=True,
                    ),
                    name="a_post_is_held_at_its_level",
                    violation_error_message="请按角色填写任职的地方：村里的角色选村，镇里的选镇，区里的选区，且只选一个。",
                ),
                models.CheckConstraint(
                    condition=Q(body="") | Q(role="supervisor"),
                    name="only_a_supervisor_names_a_body",
                    violation_error_message="监督机构只对督查、人大、政协填写，别的角色请留空。",
                ),
                models.CheckConstraint(
                    condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                    name="a_post_ends_after_it_begins",
                    violation_error_message="离任日期不能早于任职日期。",
                ),
                models.CheckConstraint(
                    condition=Q(
                        organisation__isnull=False, role="organisation", until__isnull=False
                    )
                    | Q(~Q(role="organisation"), organisation__isnull=True),
                    name="who_speaks_for_an_organisation_names_it",
                    violation_error_message="组织的账号由登记它的单位在组织的页面开通，要写到哪天为止。",
                ),
            ],
        },
    ),
    CreateModel(
        name="Consent",
        fields=columns(
            id=ID,
            person=models.ForeignKey(
                settings.AUTH_USER_MODEL,
                PROTECT,
                null=True,
                related_name="consents",
                verbose_name="本人",
            ),
            contact=models.ForeignKey(
                "villages.contact",
                PROTECT,
                null=True,
                related_name="consents",
                verbose_name="无账号的居民",
            ),
            topic=models.CharField(
                "事项",
                choices=[("privacy", "个人信息保护告知书"), ("show_name", "公开我的称呼")],
                max_length=12,
            ),
            version=models.CharField("版本", max_length=12),
            how=models.CharField(
                "方式",
                choices=[
                    ("ticked", "本人勾选"),
                    ("told", "工作人员已口头告知"),
                    ("imported", "历史资料"),
                ],
                max_length=10,
            ),
            query_no=models.CharField("随哪件事", blank=True, max_length=10),
            recorded_by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="登记人"
            ),
            given_at=models.DateTimeField("同意时间"),
            withdrawn_at=models.DateTimeField("撤回时间", null=True),
        ),
        options={
            "verbose_name": "同意记录",
            "verbose_name_plural": "同意记录",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(contact__isnull=True, person__isnull=False)
                    | Q(contact__isnull=False, person__isnull=True),
                    name="a_consent_is_somebodys",
                ),
                models.CheckConstraint(
                    condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")),
                    name="withdrawn_after_it_was_given",
                ),
            ],
        },
    ),
    CreateModel(
        name="Place",
        fields=columns(
            id=ID,
            village=models.ForeignKey(
                "villages.village", PROTECT, related_name="places", verbose_name="村（社区）"
            ),
            parent=models.ForeignKey(
                "villages.place",
                PROTECT,
                blank=True,
                null=True,
                related_name="parts",
                verbose_name="所在小区",
            ),
            kind=models.CharField(
                "类型",
                choices=[
                    ("hamlet", "自然村"),
                    ("estate", "小区"),
                    ("building", "楼栋"),
                    ("spot", "其他地点"),
                ],
                max_length=10,
            ),
            name=models.CharField("名称", max_length=60),
            households=models.PositiveIntegerField("户数", blank=True, null=True),
            has_property_management=models.BooleanField("有物业管理", blank=True, null=True),
            has_owners_committee=models.BooleanField("有业委会", blank=True, null=True),
            is_old_estate=models.BooleanField("老旧小区", blank=True, null=True),
            is_open_estate=models.BooleanField("开放式小区", blank=True, null=True),
            source_note=models.CharField("数据说明", blank=True, max_length=200),
        ),
        options={
            "verbose_name": "村内地点",
            "verbose_name_plural": "村内地点",
            "ordering": ["village", "kind", "name"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("village", "parent", "name"),
                    name="one_place_of_a_name",
                    nulls_distinct=False,
                    violation_error_message="这个村（社区）里已经有同名的地点。",
                ),
                models.CheckConstraint(
                    condition=Q(parent__isnull=True) | Q(kind="building"),
                    name="only_buildings_stand_in_an_estate",
                    violation_error_message="只有楼栋可以选所在小区。",
                ),
            ],
        },
    ),
    CreateModel(
        name="ServicePoint",
        fields=columns(
            id=ID,
            village=models.OneToOneField(
                "villages.village", PROTECT, related_name="service_point", verbose_name="村（社区）"
            ),
            name=models.CharField("名称", max_length=80),
            address=models.CharField("地址", blank=True, max_length=120),
            window=models.CharField("窗口", blank=True, default="民微VIP专窗", max_length=40),
            hotline=models.CharField(
                "热线",
                blank=True,
                max_length=25,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[0-9][0-9 -]{2,24}$",
                        "电话只写数字，可以带区号和短横线，例如 0756-1234567。",
                    )
                ],
            ),
            hours=models.CharField("开放时间", blank=True, max_length=80),
            liaison=models.ForeignKey(
                "villages.post",
                PROTECT,
                blank=True,
                null=True,
                related_name="+",
                verbose_name="联络员",
            ),
            deputy=models.ForeignKey(
                "villages.post",
                PROTECT,
                blank=True,
                null=True,
                related_name="+",
                verbose_name="副联络员",
            ),
        ),
        options={"verbose_name": "联络点", "verbose_name_plural": "联络点"},
    ),
    CreateModel(
        name="PolicyDocument",
        fields=columns(
            id=ID,
            kind=models.CharField(
                "级别",
                choices=[
                    ("law", "法律法规"),
                    ("city", "市级文件"),
                    ("district", "区级文件"),
                    ("town", "镇级文件"),
                ],
                max_length=10,
            ),
            title=models.CharField("标题", max_length=120),
            number=models.CharField(
                "文号", blank=True, help_text="没有文号的留空。", max_length=60
            ),
            issued_by=models.CharField("发文单位", max_length=80),
            issued_on=models.DateField("发文日期", blank=True, null=True),
            valid_from=models.DateField("从哪天起有效", blank=True, null=True),
            valid_to=models.DateField(
                "有效到哪天", blank=True, help_text="含这一天；长期有效的留空。", null=True
            ),
            note=models.CharField("说明", blank=True, max_length=200),
            replaces=models.ForeignKey(
                "villages.policydocument",
                PROTECT,
                blank=True,
                null=True,
                related_name="replaced_by",
                verbose_name="代替哪个文件",
            ),
            district=models.ForeignKey(
                "villages.district",
                PROTECT,
                blank=True,
                null=True,
                related_name="+",
                verbose_name="区",
            ),
            town=models.ForeignKey(
                "villages.town", PROTECT, blank=True, null=True, related_name="+", verbose_name="镇"
            ),
        ),
        options={
            "verbose_name": "政策文件",
            "verbose_name_plural": "政策文件",
            "ordering": ["-issued_on", "title", "pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(valid_from__isnull=True)
                    | Q(valid_to__isnull=True)
                    | Q(valid_from__lte=F("valid_to")),
                    name="a_document_ends_after_it_begins",
                    violation_error_message="“有效到哪天”不能早于“从哪天起有效”。",
                ),
                models.UniqueConstraint(
                    condition=~Q(number=""),
                    fields=("number",),
                    name="one_document_of_a_number",
                    violation_error_message="这个文号已经有一个文件了，请在那个文件里换新的版本。",
                ),
            ],
        },
    ),
    CreateModel(
        name="DocumentFile",
        fields=columns(
            id=ID,
            document=models.ForeignKey(
                "villages.policydocument", PROTECT, related_name="files", verbose_name="文件"
            ),
            version=models.PositiveSmallIntegerField("版本"),
            key=models.UUIDField("文件名", editable=False, unique=True),
            size=models.PositiveIntegerField("大小（字节）"),
            sha256=models.CharField("指纹（SHA-256）", max_length=64),
            uploaded_by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="上传人"
            ),
            uploaded_at=models.DateTimeField("上传时间"),
        ),
        options={
            "verbose_name": "文件版本",
            "verbose_name_plural": "文件版本",
            "ordering": ["-version"],
            "constraints": [
                models.UniqueConstraint(fields=("document", "version"), name="each_version_once")
            ],
        },
    ),
    CreateModel(
        name="RuleDecision",
        fields=columns(
            id=ID,
            level=models.CharField(
                "哪一级",
                choices=[("law", "法律规定的数"), ("district", "区"), ("town", "镇")],
                max_length=10,
            ),
            district=models.ForeignKey(
                "villages.district", PROTECT, related_name="+", verbose_name="区"
            ),
            town=models.ForeignKey(
                "villages.town",
                PROTECT,
                null=True,
                related_name="rule_decisions",
                verbose_name="镇",
            ),
            rule=models.CharField("规则", max_length=60),
            value=models.JSONField("值", null=True),
            valid_from=models.DateField("从哪天起"),
            valid_to=models.DateField("到哪天（含）", null=True),
            document=models.ForeignKey(
                "villages.policydocument",
                PROTECT,
                related_name="decisions",
                verbose_name="依据的文件",
            ),
            recorded_by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="登记人"
            ),
            recorded_at=models.DateTimeField("登记时间"),
            imported=models.BooleanField("历史资料", default=False),
        ),
        options={
            "verbose_name": "规则决定",
            "verbose_name_plural": "规则决定",
            "ordering": ["-valid_from", "-pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(level="town", town__isnull=False)
                    | Q(~Q(level="town"), town__isnull=True),
                    name="a_towns_decision_names_the_town",
                ),
                models.CheckConstraint(
                    condition=Q(valid_to__isnull=True) | Q(valid_from__lte=F("valid_to")),
                    name="a_decision_ends_after_it_begins",
                ),
            ],
        },
    ),
    CreateModel(
        name="Delegation",
        fields=columns(
            id=ID,
            post=models.ForeignKey(
                "villages.post", PROTECT, related_name="delegations", verbose_name="哪个职务请人代"
            ),
            to=models.ForeignKey(
                "villages.post", PROTECT, related_name="stands_in", verbose_name="请谁代"
            ),
            since=models.DateField("从哪天起"),
            until=models.DateField("到哪天", help_text="这一天仍由对方代，第二天起自动结束。"),
            reason=models.CharField("事由", max_length=200),
            at=models.DateTimeField("登记时间"),
        ),
        options={
            "verbose_name": "代理",
            "verbose_name_plural": "代理",
            "ordering": ["-pk"],
            "indexes": [models.Index(fields=["until", "to"], name="delegations_of_now")],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(until__gte=F("since")),
                    name="a_delegation_ends_after_it_begins",
                    violation_error_message="结束的日期不能早于开始的日期。",
                ),
                models.CheckConstraint(
                    condition=~Q(post=F("to")),
                    name="nobody_stands_in_for_herself",
                    violation_error_message="不能请自己代，请另选一位同事。",
                ),
                models.CheckConstraint(
                    condition=~Q(reason=""),
                    name="a_delegation_says_why",
                    violation_error_message="请写明事由，例如：外出培训。",
                ),
            ],
        },
    ),
    CreateModel(
        name="DelegationEnd",
        fields=columns(
            id=ID,
            delegation=models.OneToOneField(
                "villages.delegation", PROTECT, related_name="end", verbose_name="代理"
            ),
            post=models.ForeignKey(
                "villages.post", PROTECT, related_name="+", verbose_name="谁结束的"
            ),
            at=models.DateTimeField("结束时间"),
        ),
        options={
            "verbose_name": "代理提前结束",
            "verbose_name_plural": "代理提前结束",
            "ordering": ["pk"],
        },
    ),
    CreateModel(
        name="Invitation",
        fields=columns(
            id=ID,
            person=models.ForeignKey(
                settings.AUTH_USER_MODEL, PROTECT, related_name="invitations", verbose_name="人员"
            ),
            fingerprint=models.CharField(editable=False, max_length=64, unique=True),
            invited_by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="邀请人的任职"
            ),
            expires_at=models.DateTimeField("到期时间"),
            used_at=models.DateTimeField("使用时间", null=True),
        ),
        options={
            "verbose_name": "邀请",
            "verbose_name_plural": "邀请",
            "ordering": ["-expires_at", "-pk"],
        },
    ),
    CreateModel(
        name="OrganisationNote",
        fields=columns(
            id=ID,
            organisation=models.ForeignKey(
                "villages.organisation", PROTECT, related_name="notes", verbose_name="组织"
            ),
            kind=models.CharField(
                "做了什么",
                choices=[
                    ("registered", "登记"),
                    ("corrected", "更正"),
                    ("retired", "停用"),
                    ("resumed", "恢复"),
                    ("opened", "开通账号"),
                    ("closed", "停用账号"),
                ],
                max_length=12,
            ),
            changes=models.JSONField("改了什么", default=list),
            reason=models.CharField("原因", blank=True, max_length=200),
            by=models.ForeignKey("villages.post", PROTECT, null=True, related_name="+"),
            by_name=models.CharField("记录单位", max_length=120),
            at=models.DateTimeField("时间"),
        ),
        options={
            "verbose_name": "组织登记记录",
            "verbose_name_plural": "组织登记记录",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(kind="registered") | ~Q(reason=""),
                    name="what_is_corrected_or_retired_says_why",
                    violation_error_message="更正、停用、恢复、开通和停用账号都要写明原因。",
                )
            ],
        },
    ),
]


class Migration(migrations.Migration):
    initial = True
    dependencies = [("auth", "0012_alter_user_first_name_max_length")]
    operations = [Tables(TABLES)]
