"""What the database refuses is said in the rule's own sentence, and nothing else is hidden."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from projects.actions import facts
from projects.models import Project, WorkItem
from weishishi.kernel.constraints import in_words


def test_a_broken_rule_speaks(lamps, liaison):
    with pytest.raises(ValidationError) as refusal:
        facts.list_work(lamps, by=liaison, work=[("照明灯", 0, "盏", None)])
    assert refusal.value.messages == ["数量要大于 0。"]

    with pytest.raises(ValidationError) as refusal:
        facts.count_beneficiaries(lamps, by=liaison, groups=[("pupils", 1), ("pupils", 2)])
    assert refusal.value.messages == ["同一受益人群只写一行。"]


def test_another_models_refusal_is_not_put_into_words(lamps):
    with pytest.raises(IntegrityError), in_words(WorkItem):
        Project.objects.filter(pk=lamps.pk).update(latitude=22.0)


@pytest.mark.parametrize(
    "point",
    [{"latitude": 22.0}, {"longitude": 113.0}, {"latitude": 99.0, "longitude": 113.0},
     {"latitude": 22.0, "longitude": 13.0}],
)  # fmt: skip
def test_half_a_point_or_one_outside_the_country_is_refused(lamps, liaison, point):
    with pytest.raises(ValidationError, match="坐标要同时填纬度和经度，并且在中国境内"):
        facts.edit(lamps, by=liaison, **point)
    with pytest.raises(IntegrityError):
        Project.objects.filter(pk=lamps.pk).update(**point)
