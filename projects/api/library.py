"""The public record of an entry of the library, field by field."""

from rest_framework import serializers

from projects.choices import MicroType, ProjectClass


class LibraryRecord(serializers.Serializer):
    """What a village may order, what it cost and took where it was done, and who did it."""

    id = serializers.IntegerField(source="entry.pk", help_text="编号，网页是 /library/编号/")
    title = serializers.CharField(source="entry.title", help_text="名称")
    project_class = serializers.ChoiceField(
        source="entry.project_class", choices=ProjectClass.choices, help_text="类别"
    )
    micro_type = serializers.ChoiceField(
        source="entry.micro_type", choices=MicroType.choices, help_text="微类型"
    )
    what = serializers.CharField(source="entry.what", help_text="做什么")
    days = serializers.IntegerField(source="entry.days", help_text="一般要几天")
    conditions = serializers.CharField(source="entry.conditions", help_text="要什么条件")
    reviewed = serializers.BooleanField(source="is_reviewed", help_text="今年是不是已经年审")
    least_fen = serializers.IntegerField(
        allow_null=True, help_text="依据的项目里最少花多少，单位分；没有现金的是空的"
    )
    most_fen = serializers.IntegerField(allow_null=True, help_text="最多花多少，单位分")
    counted = serializers.SerializerMethodField(help_text="金额从几件项目里来")
    implementers = serializers.SerializerMethodField(help_text="做过的组织的名称")
    projects = serializers.SerializerMethodField(help_text="依据的项目的查询号")

    def get_counted(self, dish) -> int:
        return len(dish.fens)

    def get_implementers(self, dish) -> list[str]:
        return [name for name, _pk in dish.doers]

    def get_projects(self, dish) -> list[str]:
        return [one.number for one in dish.done]
