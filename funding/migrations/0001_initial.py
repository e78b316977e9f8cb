"""Every table of the money, each after those it points to."""

from django.conf import settings
from django.db import migrations, models
from django.db.migrations import CreateModel
from django.db.models import PROTECT, F, Q

import funding.models.documents
from weishishi.kernel.tables import ID, Tables, columns

TABLES = [
    CreateModel(
        name="AuditRun",
        fields=columns(
            id=ID,
            ran_at=models.DateTimeField("核对时间"),
            found=models.JSONField("发现", default=dict),
        ),
        options={
            "verbose_name": "资金核对",
            "verbose_name_plural": "资金核对",
            "ordering": ["-pk"],
        },
    ),
    CreateModel(
        name="Budget",
        fields=columns(
            id=ID,
            title=models.CharField("名称", max_length=120),
            reference=models.CharField("依据编号", blank=True, max_length=40),
            village=models.ForeignKey(
                "villages.village", PROTECT, null=True, related_name="+", verbose_name="村（社区）"
            ),
            year=models.PositiveSmallIntegerField("年度", null=True),
            approved_fen=models.BigIntegerField("确定的现金（分）", editable=False, null=True),
            accepted_on=models.DateField("验收合格日期", editable=False, null=True),
            closed_on=models.DateField("账目结清日期", editable=False, null=True),
        ),
        options={
            "verbose_name": "预算",
            "verbose_name_plural": "预算",
            "constraints": [
                models.CheckConstraint(
                    condition=Q(approved_fen__isnull=True)
                    | Q(approved_fen__gte=0, village__isnull=False, year__isnull=False),
                    name="a_confirmed_budget_has_its_village_and_year",
                )
            ],
        },
    ),
    CreateModel(
        name="Giver",
        fields=columns(
            id=ID,
            village=models.ForeignKey(
                "villages.village", PROTECT, related_name="givers", verbose_name="登记的村（社区）"
            ),
            name=models.CharField("名称", max_length=60),
            kind=models.CharField(
                "类别",
                choices=[
                    ("enterprise", "企业"),
                    ("social", "社会组织"),
                    ("fund", "社区基金"),
                    ("body", "机关、事业单位"),
                    ("person", "个人"),
                ],
                max_length=12,
            ),
            shows_name=models.BooleanField(
                "愿意公开姓名", default=False, help_text="只对个人：没有同意，公开页写“爱心人士”。"
            ),
            organisation=models.ForeignKey(
                "villages.organisation",
                PROTECT,
                blank=True,
                editable=False,
                null=True,
                related_name="givers",
                verbose_name="登记的组织",
            ),
        ),
        options={
            "verbose_name": "赞助方、捐赠方",
            "verbose_name_plural": "赞助方、捐赠方",
            "ordering": ["name"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("village", "kind", "name"),
                    name="a_giver_of_a_village_once",
                    violation_error_message="这个赞助方已经登记过了，请在列表里选它。",
                ),
                models.CheckConstraint(
                    condition=~Q(kind="person") | Q(organisation__isnull=True),
                    name="a_person_is_no_organisation",
                    violation_error_message="个人不是登记的组织。",
                ),
            ],
        },
    ),
    CreateModel(
        name="Share",
        fields=columns(
            id=ID,
            budget=models.ForeignKey(
                "funding.budget", PROTECT, related_name="shares", verbose_name="预算"
            ),
            source=models.CharField(
                "来源",
                choices=[
                    ("city", "市级财政"),
                    ("district", "区级财政"),
                    ("town", "镇级财政"),
                    ("sponsorship", "企业赞助"),
                    ("donation", "慈善捐赠"),
                    ("community_fund", "社区基金"),
                    ("collective", "村集体资金"),
                    ("self_raised", "居民自筹"),
                ],
                max_length=20,
            ),
            form=models.CharField(
                "形式",
                choices=[("cash", "现金"), ("in_kind", "实物")],
                default="cash",
                max_length=10,
            ),
            giver=models.ForeignKey(
                "funding.giver",
                PROTECT,
                blank=True,
                null=True,
                related_name="shares",
                verbose_name="出资方",
            ),
            kind=models.CharField(
                "算法",
                choices=[
                    ("fixed", "固定金额"),
                    ("per_unit", "按单位补贴"),
                    ("per_cent", "按比例"),
                    ("remainder", "其余部分"),
                ],
                db_default="fixed",
                default="fixed",
                max_length=10,
            ),
            amount_fen=models.BigIntegerField("金额（分）"),
            unit_fen=models.BigIntegerField("每单位（分）", blank=True, null=True),
            units=models.PositiveIntegerField("单位数", blank=True, null=True),
            unit_name=models.CharField("单位名称", blank=True, db_default="", max_length=10),
            basis_points=models.PositiveIntegerField("比例（万分之）", blank=True, null=True),
            cap_fen=models.BigIntegerField("最多（分）", blank=True, null=True),
            note=models.CharField("说明", blank=True, max_length=120),
            decision=models.CharField("依据的会议决定", blank=True, db_default="", max_length=80),
            is_voluntary=models.BooleanField("自愿出资", db_default=False, default=False),
            payers=models.TextField("出资的楼栋或户", blank=True, db_default=""),
        ),
        options={
            "verbose_name": "资金来源",
            "verbose_name_plural": "资金来源",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(amount_fen__gt=0),
                    name="a_share_is_more_than_nothing",
                    violation_error_message="金额要大于 0 元。",
                ),
                models.CheckConstraint(
                    condition=Q(form="cash") | ~Q(note=""),
                    name="in_kind_says_how_it_was_valued",
                    violation_error_message="实物要写明折价依据，例如“材料清单和报价”。",
                ),
                models.CheckConstraint(
                    condition=Q(form="cash") | ~Q(source__in=["city", "district", "town"]),
                    name="fiscal_money_is_cash",
                    violation_error_message="财政资金只能是现金。",
                ),
                models.CheckConstraint(
                    condition=~Q(kind="per_unit")
                    | Q(unit_fen__gt=0, unit_fen__isnull=False, units__gt=0, units__isnull=False),
                    name="a_share_per_unit_says_of_what",
                    violation_error_message="按单位补贴要写每单位多少元和多少个单位，例如每栋 2000 元、24 栋。",
                ),
            ],
        },
    ),
    CreateModel(
        name="Document",
        fields=columns(
            id=ID,
            budget=models.ForeignKey(
                "funding.budget", PROTECT, related_name="documents", verbose_name="预算"
            ),
            sha256=models.CharField("文件指纹", max_length=64),
            file=models.FileField("文件", upload_to=funding.models.documents.private_path),
            name=models.CharField("文件名", max_length=80),
            media_type=models.CharField("类型", max_length=40),
            size=models.PositiveIntegerField("大小（字节）"),
            uploaded_at=models.DateTimeField("上传时间"),
            uploaded_by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="上传人"
            ),
        ),
        options={
            "verbose_name": "票据文件",
            "verbose_name_plural": "票据文件",
            "ordering": ["pk"],
            "constraints": [
                models.UniqueConstraint(fields=("budget", "sha256"), name="a_file_of_a_budget_once")
            ],
        },
    ),
    CreateModel(
        name="Pledge",
        fields=columns(
            id=ID,
            budget=models.ForeignKey("funding.budget", PROTECT, related_name="pledges"),
            giver=models.ForeignKey(
                "funding.giver", PROTECT, related_name="pledges", verbose_name="出资方"
            ),
            source=models.CharField(
                "来源",
                choices=[
                    ("city", "市级财政"),
                    ("district", "区级财政"),
                    ("town", "镇级财政"),
                    ("sponsorship", "企业赞助"),
                    ("donation", "慈善捐赠"),
                    ("community_fund", "社区基金"),
                    ("collective", "村集体资金"),
                    ("self_raised", "居民自筹"),
                ],
                max_length=20,
            ),
            form=models.CharField(
                "形式",
                choices=[("cash", "现金"), ("in_kind", "实物")],
                default="cash",
                max_length=10,
            ),
            amount_fen=models.BigIntegerField("金额（分）"),
            what=models.CharField("认捐内容", max_length=120),
            due_on=models.DateField("承诺日期"),
            terms=models.CharField("看过的条款版本", max_length=12),
            is_voluntary=models.BooleanField("自愿"),
            signed_on=models.DateField("签字日期"),
            evidence=models.CharField("认捐书文件指纹", blank=True, max_length=64),
            written_by=models.ForeignKey(
                "villages.post", PROTECT, null=True, related_name="+", verbose_name="登记人"
            ),
            recorded_at=models.DateTimeField("记录时间"),
            withdrawn_at=models.DateTimeField("撤回时间", editable=False, null=True),
            withdrawn_why=models.CharField("撤回理由", blank=True, editable=False, max_length=200),
        ),
        options={
            "verbose_name": "认捐",
            "verbose_name_plural": "认捐",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(amount_fen__gt=0),
                    name="a_pledge_is_more_than_nothing",
                    violation_error_message="认捐金额要大于 0 元。",
                ),
                models.CheckConstraint(
                    condition=Q(is_voluntary=True),
                    name="nobody_is_made_to_give",
                    violation_error_message="请先确认是自愿出资；不能摊派。",
                ),
                models.CheckConstraint(
                    condition=Q(source__in=["sponsorship", "donation", "community_fund"]),
                    name="only_social_money_is_pledged",
                    violation_error_message="只有企业赞助、慈善捐赠和社区基金要登记认捐。",
                ),
                models.CheckConstraint(
                    condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_why=""),
                    name="a_withdrawn_pledge_says_why",
                    violation_error_message="撤回认捐要写明理由。",
                ),
                models.UniqueConstraint(
                    condition=Q(withdrawn_at__isnull=True),
                    fields=("budget", "giver", "source", "form"),
                    name="one_live_pledge_of_a_giver_for_a_source",
                    violation_error_message="这一方已经有一份有效的认捐，请先撤回再重新登记。",
                ),
            ],
        },
    ),
    CreateModel(
        name="Account",
        fields=columns(
            id=ID,
            code=models.CharField("科目", max_length=60, unique=True),
            kind=models.CharField(
                "类别",
                choices=[
                    ("appropriation", "上级下达"),
                    ("town_quota", "镇年度额度"),
                    ("village_quota", "村（社区）年度额度"),
                    ("pledge", "各方出资承诺"),
                    ("committed", "已确定、未支付"),
                    ("retained", "质保金"),
                    ("spent", "已支付"),
                    ("world", "外部（拨付方、收款方）"),
                    ("cash", "到账未用"),
                ],
                max_length=16,
            ),
            town=models.ForeignKey("villages.town", PROTECT, null=True, related_name="+"),
            village=models.ForeignKey("villages.village", PROTECT, null=True, related_name="+"),
            year=models.PositiveSmallIntegerField("年度", null=True),
            budget=models.ForeignKey(
                "funding.budget", PROTECT, null=True, related_name="accounts", verbose_name="预算"
            ),
            source=models.CharField(
                "来源",
                blank=True,
                choices=[
                    ("city", "市级财政"),
                    ("district", "区级财政"),
                    ("town", "镇级财政"),
                    ("sponsorship", "企业赞助"),
                    ("donation", "慈善捐赠"),
                    ("community_fund", "社区基金"),
                    ("collective", "村集体资金"),
                    ("self_raised", "居民自筹"),
                ],
                max_length=20,
            ),
            giver=models.ForeignKey(
                "funding.giver", PROTECT, null=True, related_name="+", verbose_name="出资方"
            ),
            in_kind=models.BooleanField("实物", default=False),
            balance_fen=models.BigIntegerField("余额（分）", default=0, editable=False),
        ),
        options={
            "verbose_name": "账户",
            "verbose_name_plural": "账户",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(balance_fen__gte=0)
                    | Q(kind__in=("appropriation", "pledge", "world")),
                    name="no_account_below_its_floor",
                    violation_error_message="余额不够，这笔账没有记；请刷新页面看还剩多少。",
                )
            ],
        },
    ),
    CreateModel(
        name="Entry",
        fields=columns(
            id=ID,
            key=models.UUIDField("请求编号", unique=True),
            request=models.CharField("请求指纹", max_length=64),
            kind=models.CharField(
                "事项",
                choices=[
                    ("allot", "下达额度"),
                    ("take_in", "纳入额度"),
                    ("commit", "确定"),
                    ("change", "变更"),
                    ("release", "释放"),
                    ("receive", "到账"),
                    ("receive_in_kind", "接收实物"),
                    ("pay", "支付"),
                    ("hold", "留质保金"),
                    ("refund", "收款方退回"),
                    ("give_back", "退还出资方"),
                    ("correct", "更正"),
                ],
                max_length=16,
            ),
            budget=models.ForeignKey(
                "funding.budget", PROTECT, null=True, related_name="entries", verbose_name="预算"
            ),
            in_kind=models.BooleanField("实物", default=False),
            legs_count=models.PositiveSmallIntegerField("分录数"),
            amount_fen=models.BigIntegerField("金额（分）"),
            happened_on=models.DateField("日期"),
            recorded_at=models.DateTimeField("记录时间"),
            reference=models.CharField("依据编号", max_length=60),
            note=models.CharField("摘要", blank=True, max_length=200),
            corrects=models.OneToOneField(
                "funding.entry",
                PROTECT,
                null=True,
                related_name="corrected_by",
                verbose_name="更正",
            ),
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
            recorder=models.ForeignKey(
                settings.AUTH_USER_MODEL, PROTECT, null=True, related_name="+", verbose_name="经办"
            ),
            approver=models.ForeignKey(
                settings.AUTH_USER_MODEL, PROTECT, null=True, related_name="+", verbose_name="审核"
            ),
            approver_name=models.CharField("审核者", blank=True, max_length=120),
            imported=models.BooleanField("导入", default=False),
            pay_kind=models.CharField(
                "款项",
                blank=True,
                choices=[
                    ("advance", "预付款"),
                    ("stage", "进度款"),
                    ("final", "尾款"),
                    ("retention", "质保金"),
                ],
                max_length=10,
            ),
            payer=models.CharField("付款方", blank=True, max_length=60),
            payee=models.CharField("收款方", blank=True, max_length=60),
            payee_is_firm=models.BooleanField("收款方是单位", default=False),
            document_no=models.CharField("发票或合同号", blank=True, max_length=60),
            evidence=models.CharField("凭证文件指纹", blank=True, max_length=64),
            goods=models.CharField(
                "规格、数量", blank=True, db_default="", default="", max_length=80
            ),
            donation_no=models.CharField(
                "捐赠票据号", blank=True, db_default="", default="", max_length=60
            ),
        ),
        options={
            "verbose_name": "账目",
            "verbose_name_plural": "账目",
            "ordering": ["pk"],
            "indexes": [
                models.Index(fields=["budget", "happened_on", "id"], name="entries_of_a_budget"),
                models.Index(fields=["kind", "happened_on"], name="entries_by_kind"),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(legs_count__gte=2), name="an_entry_has_two_legs_at_least"
                ),
                models.CheckConstraint(
                    condition=Q(amount_fen__gt=0),
                    name="an_entry_moves_something",
                    violation_error_message="金额要大于 0 元。",
                ),
                models.CheckConstraint(
                    condition=Q(~Q(reference=""), ~Q(actor_name="")),
                    name="an_entry_is_justified",
                    violation_error_message="每笔账都要写明依据编号和办理者。",
                ),
                models.CheckConstraint(
                    condition=Q(happened_on__lte=F("recorded_at__date")),
                    name="nothing_is_booked_before_it_happens",
                    violation_error_message="记账日期不能晚于今天。",
                ),
                models.CheckConstraint(
                    condition=Q(corrects__isnull=False, kind="correct")
                    | Q(~Q(kind="correct"), corrects__isnull=True),
                    name="a_correction_names_the_old_entry",
                    violation_error_message="更正要指明更正哪一笔。",
                ),
                models.CheckConstraint(
                    condition=~Q(kind="pay")
                    | ~Q(payer="")
                    & ~Q(payee="")
                    & ~Q(pay_kind="")
                    & ~Q(document_no="")
                    & Q(evidence__regex="^[0-9a-f]{64}$")
                    & Q(approver__isnull=False)
                    & Q(recorder__isnull=False)
                    & ~Q(recorder=F("approver")),
                    name="a_payment_has_payer_payee_evidence_and_two_people",
                    violation_error_message="付款要写明付款方、收款方、票据号和凭证文件，并由两个不同的人经办和审核。",
                ),
            ],
        },
    ),
    CreateModel(
        name="Leg",
        fields=columns(
            id=ID,
            entry=models.ForeignKey(
                "funding.entry", PROTECT, related_name="legs", verbose_name="账目"
            ),
            account=models.ForeignKey(
                "funding.account", PROTECT, related_name="legs", verbose_name="账户"
            ),
            fen=models.BigIntegerField("金额（分）"),
        ),
        options={
            "verbose_name": "分录",
            "verbose_name_plural": "分录",
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(condition=~Q(fen=0), name="a_leg_moves_something"),
                models.UniqueConstraint(
                    fields=("entry", "account"), name="an_account_once_in_an_entry"
                ),
            ],
        },
    ),
    CreateModel(
        name="PaymentRequest",
        fields=columns(
            id=ID,
            key=models.UUIDField("请求编号", unique=True),
            budget=models.ForeignKey(
                "funding.budget", PROTECT, related_name="requests", verbose_name="预算"
            ),
            state=models.CharField(
                "状态",
                choices=[
                    ("waiting", "待审核"),
                    ("paid", "已支付"),
                    ("refused", "已退回"),
                    ("withdrawn", "已撤回"),
                ],
                default="waiting",
                max_length=10,
            ),
            pay_kind=models.CharField(
                "款项",
                choices=[
                    ("advance", "预付款"),
                    ("stage", "进度款"),
                    ("final", "尾款"),
                    ("retention", "质保金"),
                ],
                max_length=10,
            ),
            amount_fen=models.BigIntegerField("金额（分）"),
            purpose=models.CharField("用途", max_length=120),
            payer=models.CharField("付款方", max_length=60),
            payee=models.CharField("收款方", max_length=60),
            payee_is_firm=models.BooleanField("收款方是单位", default=True),
            document_no=models.CharField("发票或合同号", max_length=60),
            evidence=models.CharField("凭证文件指纹", max_length=64),
            recorder=models.ForeignKey(
                settings.AUTH_USER_MODEL, PROTECT, related_name="+", verbose_name="经办"
            ),
            recorder_name=models.CharField("经办者", max_length=120),
            requested_on=models.DateField("申请日期"),
            recorded_at=models.DateTimeField("记录时间"),
            decided_by=models.ForeignKey(
                settings.AUTH_USER_MODEL,
                PROTECT,
                blank=True,
                null=True,
                related_name="+",
                verbose_name="审核",
            ),
            decided_name=models.CharField("审核者", blank=True, max_length=120),
            decided_at=models.DateTimeField("审核时间", blank=True, null=True),
            answer=models.CharField("审核意见", blank=True, max_length=200),
            entry=models.OneToOneField(
                "funding.entry",
                PROTECT,
                blank=True,
                null=True,
                related_name="asked_by",
                verbose_name="账目",
            ),
        ),
        options={
            "verbose_name": "付款申请",
            "verbose_name_plural": "付款申请",
            "ordering": ["-pk"],
            "indexes": [models.Index(fields=["state", "budget"], name="requests_waiting")],
            "constraints": [
                models.CheckConstraint(
                    condition=Q(amount_fen__gt=0),
                    name="a_request_is_more_than_nothing",
                    violation_error_message="付款金额要大于 0 元。",
                ),
                models.CheckConstraint(
                    condition=Q(evidence__regex="^[0-9a-f]{64}$"),
                    name="a_request_has_its_evidence",
                    violation_error_message="请附上发票或合同的照片、扫描件。",
                ),
                models.CheckConstraint(
                    condition=Q(decided_by__isnull=True)
                    | Q(state="withdrawn")
                    | ~Q(decided_by=F("recorder")),
                    name="who_asks_does_not_decide",
                    violation_error_message="经办和审核要是两个不同的人，请换一位同事审核。",
                ),
                models.CheckConstraint(
                    condition=Q(decided_by__isnull=False, entry__isnull=False, state="paid")
                    | Q(~Q(state="paid"), entry__isnull=True),
                    name="paid_means_booked",
                ),
            ],
        },
    ),
    CreateModel(
        name="Settlement",
        fields=columns(
            id=ID,
            budget=models.OneToOneField(
                "funding.budget", PROTECT, related_name="settlement", verbose_name="预算"
            ),
            contract_no=models.CharField("合同号", max_length=60),
            contract_fen=models.BigIntegerField("合同价（分）"),
            claimed_fen=models.BigIntegerField("送审价（分）"),
            settled_fen=models.BigIntegerField("审定价（分）"),
            retained_basis_points=models.PositiveIntegerField("质保金比例（万分之）", default=0),
            retained_fen=models.BigIntegerField("质保金（分）", default=0),
            release_on=models.DateField("质保金到期日", blank=True, null=True),
            settled_on=models.DateField("结算日期"),
            recorded_at=models.DateTimeField("记录时间"),
            actor_name=models.CharField("办理者", max_length=120),
            evidence=models.CharField("审定文件指纹", blank=True, max_length=64),
        ),
        options={
            "verbose_name": "结算",
            "verbose_name_plural": "结算",
            "constraints": [
                models.CheckConstraint(
                    condition=Q(settled_fen__gte=0, settled_fen__lte=F("claimed_fen")),
                    name="an_audit_only_reduces",
                    violation_error_message="审定价不能高于送审价。",
                ),
                models.CheckConstraint(
                    condition=Q(release_on__isnull=True, retained_fen=0)
                    | Q(
                        release_on__isnull=False,
                        retained_fen__gt=0,
                        retained_fen__lte=F("settled_fen"),
                    ),
                    name="what_is_kept_back_has_its_day",
                    violation_error_message="留质保金要写到期日，并且不能超过审定价。",
                ),
            ],
        },
    ),
    CreateModel(
        name="BankStatement",
        fields=columns(
            id=ID,
            town=models.ForeignKey("villages.town", PROTECT, related_name="+", verbose_name="镇"),
            village=models.ForeignKey(
                "villages.village",
                PROTECT,
                blank=True,
                null=True,
                related_name="+",
                verbose_name="村（社区）",
            ),
            month=models.DateField("月份"),
            has_fiscal=models.BooleanField("财政资金也经过这个账户", default=False),
            name=models.CharField("文件名", max_length=80),
            sha256=models.CharField("文件指纹", max_length=64),
            broken_at=models.PositiveIntegerField("余额接不上的行", null=True),
            uploaded_by=models.ForeignKey(
                settings.AUTH_USER_MODEL, PROTECT, related_name="+", verbose_name="上传人"
            ),
            uploaded_name=models.CharField("上传者", max_length=120),
            uploaded_at=models.DateTimeField("上传时间"),
            closed_by=models.ForeignKey(
                settings.AUTH_USER_MODEL,
                PROTECT,
                blank=True,
                null=True,
                related_name="+",
                verbose_name="复核人",
            ),
            closed_name=models.CharField("复核者", blank=True, max_length=120),
            closed_at=models.DateTimeField("复核时间", blank=True, null=True),
            ledger_in_fen=models.BigIntegerField("关账时账上收入（分）", null=True),
            ledger_out_fen=models.BigIntegerField("关账时账上支出（分）", null=True),
            discarded_at=models.DateTimeField("作废时间", null=True),
        ),
        options={
            "verbose_name": "银行对账",
            "verbose_name_plural": "银行对账",
            "ordering": ["-month", "-pk"],
            "constraints": [
                models.CheckConstraint(condition=Q(month__day=1), name="a_statement_is_of_a_month"),
                models.UniqueConstraint(
                    condition=Q(discarded_at__isnull=True, village__isnull=True),
                    fields=("town", "month"),
                    name="a_month_of_a_town_once",
                    violation_error_message="这个月已经有一份流水了；传错了就先作废那一份，再传新的。",
                ),
                models.UniqueConstraint(
                    condition=Q(discarded_at__isnull=True, village__isnull=False),
                    fields=("village", "month"),
                    name="a_month_of_a_village_once",
                    violation_error_message="这个月已经有一份流水了；传错了就先作废那一份，再传新的。",
                ),
                models.CheckConstraint(
                    condition=Q(closed_by__isnull=True) | ~Q(closed_by=F("uploaded_by")),
                    name="who_uploads_does_not_close",
                    violation_error_message="上传和复核要是两个不同的人，请换一位同事复核。",
                ),
                models.CheckConstraint(
                    condition=Q(closed_at__isnull=True)
                    | Q(
                        closed_by__isnull=False,
                        ledger_in_fen__isnull=False,
                        ledger_out_fen__isnull=False,
                    ),
                    name="a_closed_month_knows_its_ledger",
                ),
                models.CheckConstraint(
                    condition=Q(closed_at__isnull=True) | Q(discarded_at__isnull=True),
                    name="a_closed_month_is_not_thrown_away",
                ),
            ],
        },
    ),
    CreateModel(
        name="BankRow",
        fields=columns(
            id=ID,
            statement=models.ForeignKey("funding.bankstatement", PROTECT, related_name="rows"),
            at=models.PositiveIntegerField("行号"),
            day=models.DateField("日期"),
            fen=models.BigIntegerField("金额（分）"),
            who=models.TextField("对方", blank=True),
            words=models.TextField("摘要", blank=True),
            number=models.CharField("流水号", blank=True, max_length=40),
            entry=models.OneToOneField(
                "funding.entry", PROTECT, blank=True, null=True, related_name="bank_row"
            ),
            found=models.CharField(
                "怎么配上的",
                blank=True,
                choices=[
                    ("exact", "机器配上：同一天"),
                    ("near", "机器配上：相差几天"),
                    ("by_hand", "人工配上"),
                ],
                max_length=8,
            ),
            explanation=models.CharField("说明", blank=True, max_length=200),
            explained_by=models.CharField("说明人", blank=True, max_length=120),
        ),
        options={
            "verbose_name": "银行流水",
            "verbose_name_plural": "银行流水",
            "ordering": ["at"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("statement", "at"), name="a_row_of_a_statement_once"
                ),
                models.CheckConstraint(condition=~Q(fen=0), name="a_bank_row_moves_something"),
                models.CheckConstraint(
                    condition=Q(entry__isnull=True, found="")
                    | Q(entry__isnull=False) & Q(explanation="") & ~Q(found=""),
                    name="matched_or_explained",
                ),
            ],
        },
    ),
    CreateModel(
        name="LedgerNote",
        fields=columns(
            id=ID,
            statement=models.ForeignKey("funding.bankstatement", PROTECT, related_name="notes"),
            entry=models.ForeignKey("funding.entry", PROTECT, related_name="+"),
            words=models.CharField("说明", max_length=200),
            written_by=models.CharField("说明人", blank=True, max_length=120),
        ),
        options={
            "verbose_name": "对账说明",
            "verbose_name_plural": "对账说明",
            "constraints": [
                models.UniqueConstraint(
                    fields=("statement", "entry"), name="an_entry_is_explained_once"
                )
            ],
        },
    ),
    CreateModel(
        name="StatementStep",
        fields=columns(
            id=ID,
            statement=models.ForeignKey("funding.bankstatement", PROTECT, related_name="steps"),
            kind=models.CharField(
                "事项",
                choices=[
                    ("upload", "上传"),
                    ("close", "复核关账"),
                    ("reopen", "重新打开"),
                    ("discard", "作废"),
                ],
                max_length=8,
            ),
            at=models.DateTimeField("时间"),
            actor_name=models.CharField("办理者", max_length=120),
            words=models.CharField("说明", blank=True, max_length=200),
        ),
        options={"verbose_name": "对账记录", "verbose_name_plural": "对账记录", "ordering": ["pk"]},
    ),
]


class Migration(migrations.Migration):
    initial = True
    dependencies = [("villages", "0001_initial")]
    operations = [Tables(TABLES)]
