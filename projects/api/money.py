"""The money of a project, and what was paid by class, as programs read it: whole fen, as on the page."""

from rest_framework import serializers


class ShareRecord(serializers.Serializer):
    """One source of the cash of a project; a person is named only if she agreed."""

    source = serializers.CharField(help_text="来源代码")
    source_name = serializers.CharField(source="label", help_text="来源的说法")
    giver = serializers.CharField(help_text="出资方；个人没有同意公开的写“爱心人士”")
    rule = serializers.CharField(help_text="按什么算的；固定金额是空的")
    fen = serializers.IntegerField(help_text="确定的金额，单位分")
    received_fen = serializers.IntegerField(help_text="到账，单位分")
    paid_fen = serializers.IntegerField(help_text="已付，单位分")
    retained_fen = serializers.IntegerField(help_text="留作质保金，单位分")


class GiftRecord(serializers.Serializer):
    """What is given in kind: outside every total."""

    source = serializers.CharField(help_text="来源代码")
    source_name = serializers.CharField(source="label", help_text="来源的说法")
    giver = serializers.CharField(help_text="出资方")
    basis = serializers.CharField(help_text="折价依据")
    fen = serializers.IntegerField(help_text="折价，单位分，不计入合计")
    received_fen = serializers.IntegerField(help_text="已接收的折价，单位分")


class PaymentRecord(serializers.Serializer):
    """One payment, or what took one back."""

    on = serializers.DateField(source="iso", help_text="日期")
    kind_name = serializers.CharField(source="name", help_text="预付款、进度款、尾款、退回或更正")
    purpose = serializers.CharField(source="what", help_text="用途或理由")
    payee = serializers.CharField(help_text="收款的单位；个人写“个人”，退回和更正可以是空的")
    fen = serializers.IntegerField(help_text="金额，单位分；退回和更正是负数")
    mark = serializers.ChoiceField(
        choices=[
            ("", "支付"), ("refund", "收款方退回"), ("correct", "更正"), ("void", "后来更正了"),
        ],
        help_text="空的是支付，refund 收款方退回，correct 更正，void 后来更正了",
    )  # fmt: skip


class SettlementRecord(serializers.Serializer):
    """What was really due."""

    settled_on = serializers.DateField(help_text="结算日期")
    contract_fen = serializers.IntegerField(help_text="合同价，单位分")
    claimed_fen = serializers.IntegerField(help_text="送审价，单位分")
    settled_fen = serializers.IntegerField(help_text="审定价，单位分")
    reduced_fen = serializers.IntegerField(help_text="审减，单位分")
    retained_fen = serializers.IntegerField(help_text="质保金，单位分")
    release_on = serializers.DateField(allow_null=True, help_text="质保金到期日；没有是空的")


class MoneyRecord(serializers.Serializer):
    """Cash in `shares`, payments, in kind apart, settlement."""

    fen = serializers.IntegerField(help_text="现金合计，单位分")
    paid_fen = serializers.IntegerField(help_text="已付合计，单位分")
    rule = serializers.CharField(help_text="怎么分摊，一句话；没有规则是空的")
    shares = ShareRecord(source="parts", many=True, help_text="按来源和出资方列的现金")
    in_kind = GiftRecord(source="gifts", many=True, help_text="实物，另列，不计入合计")
    payments = PaymentRecord(many=True, help_text="每一笔支付、退回和更正，先后为序")
    settlement = SettlementRecord(
        source="settlement.row", allow_null=True, default=None, help_text="结算；没有是空的"
    )


class ClassFiguresRecord(serializers.Serializer):
    """Confirmed and paid of the projects of one class."""

    project_class = serializers.CharField(help_text="类别代码；没有写类别的是空的")
    class_name = serializers.CharField(help_text="类别的说法")
    cash_fen = serializers.IntegerField(help_text="涉及资金（现金），单位分")
    paid_fen = serializers.IntegerField(help_text="已支付（现金），单位分")
