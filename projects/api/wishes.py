"""The wall of wishes for programs: the cards of /wishes/, and its counters with every page."""

from rest_framework import serializers
from rest_framework.generics import ListAPIView

from projects.api import described
from projects.api.base import ForEverybody, Pages, understood
from projects.api.records_of_wishes import WishRecord
from projects.forms.wishes import WishFilterForm
from projects.queries import wishes


class WishCountsRecord(serializers.Serializer):
    """The wall's own counters; none of them is a project's."""

    collected = serializers.IntegerField(help_text="上过心愿墙的件数")
    claimed = serializers.IntegerField(help_text="认领有效或者已经送达的件数")
    delivered = serializers.IntegerField(help_text="已经送达的件数")


COUNTS = {"collected": 40, "claimed": 35, "delivered": 28}  # the example of the description


class NewestWishes(Pages):
    """The newest first; beside the page, the counters of the place that was asked for."""

    page_size = 50
    ordering = ("-published_at", "-pk")

    def paginate_queryset(self, queryset, request, view=None):
        self.counts = view.counts()
        return super().paginate_queryset(queryset, request, view)

    def get_paginated_response(self, data):
        answer = super().get_paginated_response(data)
        answer.data["counts"] = WishCountsRecord(self.counts).data
        return answer

    def get_paginated_response_schema(self, schema):
        told = super().get_paginated_response_schema(schema)
        number = {"type": "integer"}
        fields = WishCountsRecord().fields
        told["properties"]["counts"] = {
            "type": "object", "required": list(fields),
            "properties": {
                name: number | {"description": str(field.help_text), "example": COUNTS[name]}
                for name, field in fields.items()
            },
        }  # fmt: skip
        told["required"] = [*told.get("required", []), "counts"]
        return told


@described.wishes
class Wishes(ForEverybody, ListAPIView):
    """Every wish on the wall; the filters are those of /wishes/."""

    serializer_class = WishRecord
    pagination_class = NewestWishes
    filter_backends = ()

    def asked(self):
        return understood(WishFilterForm.of(self.request.GET)).asked()

    def counts(self):
        place = self.asked()
        return wishes.counts(village=place.village, town=place.town)

    def get_queryset(self):
        return wishes.listed(wishes.matching(self.asked()))
