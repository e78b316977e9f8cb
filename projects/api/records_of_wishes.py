"""The public record of a wish: what its card on the wall says, and nothing else."""

from rest_framework import serializers

from projects.queries.wishes import card_of
from projects.wishes.states import Claimer, Whose, WishState

STATES = [
    (state.value, state.public_name)
    for state in WishState
    if state not in (WishState.DRAFT, WishState.WITHDRAWN)
]


class WishRecord(serializers.Serializer):
    """One wish as everybody may see it; whose it is and who claimed it are categories, never names."""

    number = serializers.CharField(help_text="编号")
    title = serializers.CharField(help_text="心愿")
    words = serializers.CharField(help_text="说明")
    whose = serializers.ChoiceField(choices=Whose.choices, help_text="对象类别")
    value_fen = serializers.IntegerField(help_text="预估价值，单位分")
    village = serializers.IntegerField(source="village_id", help_text="村（社区）的编号")
    village_name = serializers.CharField(source="village.name", help_text="村（社区）的名称")
    town = serializers.IntegerField(source="village.town_id", help_text="镇的编号")
    town_name = serializers.CharField(source="village.town.name", help_text="镇的名称")
    state = serializers.ChoiceField(
        source="status", choices=STATES, help_text="现在的状态；认领过了期的是还没有人认领"
    )
    state_name = serializers.SerializerMethodField(help_text="状态的说法")
    published_at = serializers.DateTimeField(help_text="上墙的时间")
    lapses_on = serializers.SerializerMethodField(
        help_text="认领有效到哪天，含当天；没有认领是空的"
    )
    claimer = serializers.SerializerMethodField(help_text="认领人的类别；没有认领是空的")
    thanks = serializers.SerializerMethodField(help_text="感谢的话")
    thanked = serializers.SerializerMethodField(help_text="公开感谢的名称，只有同意公开的才有")

    def get_state_name(self, row) -> str:
        return card_of(row).state_name

    def get_lapses_on(self, row) -> str | None:
        held = row.status == WishState.CLAIMED
        return row.lapses_on.isoformat() if held else None

    def get_claimer(self, row) -> str:
        kind = row.kept_by or (row.promised_by if row.status == WishState.CLAIMED else "")
        return Claimer(kind).value if kind else ""

    def get_thanks(self, row) -> str:
        return card_of(row).thanks

    def get_thanked(self, row) -> str:
        return card_of(row).thanked
