"""The public record of a project, a village and a figure, field by field."""

from rest_framework import serializers

from projects.queries.public import public_fen, title_of
from projects.states import State
from villages.models import Village


class ProjectRecord(serializers.Serializer):
    """One project as everybody may see it; money is cash in fen, once it is public."""

    number = serializers.CharField(source="query_no")
    title = serializers.SerializerMethodField()
    released = serializers.SerializerMethodField()
    village = serializers.IntegerField(source="village_id")
    village_name = serializers.CharField(source="village.name")
    town = serializers.IntegerField(source="village.town_id")
    town_name = serializers.CharField(source="village.town.name")
    state = serializers.CharField()
    stage = serializers.SerializerMethodField()
    state_name = serializers.SerializerMethodField()
    project_class = serializers.CharField()
    micro_type = serializers.CharField()
    channel = serializers.CharField()
    submitted_at = serializers.DateTimeField()
    state_since = serializers.DateTimeField()
    due_on = serializers.DateField()
    cash_fen = serializers.SerializerMethodField()

    def get_title(self, row) -> str:
        return str(title_of(row))

    def get_released(self, row) -> bool:
        return row.released_at is not None

    def get_stage(self, row) -> str:
        return State(row.state).stage.value

    def get_state_name(self, row) -> str:
        return str(State(row.state).public_name)

    def get_cash_fen(self, row) -> int | None:
        return public_fen(row)


class VillageRecord(serializers.ModelSerializer):
    town_name = serializers.CharField(source="town.name")

    class Meta:
        model = Village
        fields = (
            "id", "code", "name", "full_name", "kind", "town", "town_name",
            "households", "houses", "population", "valid_from", "valid_to",
        )  # fmt: skip
