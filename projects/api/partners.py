"""The public record of an organisation that takes part, field by field."""

from rest_framework import serializers

from projects.rating import Rating
from villages.models import Organisation


class PartnerRecord(serializers.Serializer):
    """Who it is and how what it carried out went; the same numbers as its page."""

    id = serializers.IntegerField(
        source="organisation.pk", help_text="编号，网页是 /partners/编号/"
    )
    name = serializers.CharField(source="organisation.name", help_text="名称")
    kind = serializers.ChoiceField(
        source="organisation.kind", choices=Organisation.Kind.choices, help_text="类型"
    )
    village = serializers.IntegerField(
        source="organisation.village_id", allow_null=True,
        help_text="自组织、服务队所在的村（社区）的编号；其他组织是空的",
    )  # fmt: skip
    fields_of_work = serializers.CharField(
        source="organisation.fields_of_work", help_text="服务领域"
    )
    awarded = serializers.IntegerField(source="record.awarded", help_text="承办的项目数")
    delivered = serializers.IntegerField(source="record.delivered", help_text="其中验收合格过的")
    on_time = serializers.IntegerField(source="record.on_time", help_text="其中按合同期做完的")
    evaluated = serializers.IntegerField(
        source="record.evaluated", help_text="其中公布过评议结果的"
    )
    sponsored = serializers.IntegerField(source="record.sponsored", help_text="赞助的项目数")
    cash_fen = serializers.IntegerField(source="record.cash_fen", help_text="赞助的现金，单位分")
    in_kind_fen = serializers.IntegerField(
        source="record.in_kind_fen", help_text="赞助的实物折价，单位分"
    )
    liked_rate = serializers.IntegerField(
        source="record.liked", allow_null=True, help_text="居民的满意率（%）；不满 5 份评议的是空的"
    )
    rating = serializers.ChoiceField(
        source="record.rating", choices=Rating.choices, allow_null=True,
        help_text="由上面的数算出的等次；不够算的是空的",
    )  # fmt: skip
