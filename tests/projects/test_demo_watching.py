"""In the demo a lot was drawn, an inspection was held, one finding is closed, one open, one advice given."""

import pytest

from projects.drawing_lots import draw
from projects.models import Advice, Finding, Inspection, Sample
from projects.queries.findings import State, dressed, standing_of

pytestmark = [pytest.mark.demo, pytest.mark.usefixtures("demo")]


def test_what_was_drawn_is_drawn_again():
    sample = Sample.objects.get()
    assert sample.drawn == draw(sample.seed, sample.pool, 3) and len(sample.drawn) == 3
    assert sample.seed_from


def test_one_is_closed_one_is_open_and_all_was_seen():
    rows = dressed(list(standing_of(Finding.objects.order_by("pk"))))
    assert [one.state for one in rows] == [State.CLOSED, State.OPEN]
    inspection = Inspection.objects.get()
    assert inspection.stops.filter(seen__isnull=False).count() == 3
    assert "人大" in inspection.offices and Advice.objects.get().answer.text
