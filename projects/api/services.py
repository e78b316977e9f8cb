"""A service and its activities, field by field: public fields only."""

from rest_framework import serializers

from projects.models import Activity


class ActivityRecord(serializers.Serializer):
    """One activity of a service, as everybody may read it."""

    id = serializers.IntegerField(source="pk", help_text="活动的编号，网页是 /activities/编号/")
    title = serializers.CharField(help_text="活动名称")
    starts_at = serializers.DateTimeField(source="iso", help_text="开始的时间")
    ends_at = serializers.DateTimeField(source="ends_iso", help_text="结束的时间")
    venue = serializers.CharField(help_text="地点")
    state = serializers.ChoiceField(choices=Activity.State.choices, help_text="状态")
    reason = serializers.CharField(help_text="取消的原因")
    takes_sign_up = serializers.BooleanField(help_text="要不要报名")
    capacity = serializers.IntegerField(allow_null=True, help_text="名额；不限人数是空的")
    left = serializers.IntegerField(allow_null=True, help_text="还有几个名额")
    person_times = serializers.IntegerField(
        allow_null=True, help_text="参加人次；还没开展、人太少不公开的是空的"
    )
    sessions = serializers.IntegerField(help_text="算几场（次）")


class ServiceRecord(serializers.Serializer):
    """What was agreed of a service, and what was given; whom it serves is a number of at least five."""

    eligibility = serializers.CharField(help_text="谁可以参加、享受")
    period = serializers.CharField(help_text="服务期")
    frequency = serializers.CharField(help_text="频次")
    venue = serializers.CharField(help_text="地点")
    agreed_activities = serializers.IntegerField(
        allow_null=True, help_text="约定场次；不按场次的是空的"
    )
    agreed_person_times = serializers.IntegerField(help_text="约定人次")
    held = serializers.IntegerField(help_text="已开展的场（次）")
    served = serializers.CharField(help_text="正在服务多少人；少于 5 人只说少于 5 人")
    shortfall = serializers.CharField(help_text="没有做足的说明")
    next = ActivityRecord(many=True, help_text="接下来的活动，最近的在前")
    past = ActivityRecord(many=True, help_text="已开展和取消的，新的在前")
