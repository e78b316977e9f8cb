"""What does a gateway that hangs add to the step that owes a message? (50 ms asked.)"""

import statistics
import time

import pytest

from projects.lifecycle import ProjectLife
from tests.factories.projects import REASON, propose
from weishishi.outbox.models import Delivery

TIMES = 40


@pytest.mark.django_db(transaction=True)
def test_a_step_beside_a_gateway_that_hangs(sms_gateway, village, programme, clerk, liaison):
    took = {}
    for thinks in (0, 30, 0, 30):
        sms_gateway.thinks = thinks
        took.setdefault(thinks, []).extend(_one(village, clerk, liaison) for _ in range(TIMES))
    well, hanging = (statistics.median(took[thinks]) for thinks in (0, 30))
    assert Delivery.objects.filter(channel="sms", state="waiting").count() == 4 * TIMES
    print(
        f"a step with a text message: {well:.1f} ms; beside a gateway that hangs {hanging:.1f} ms"
        f" ({hanging - well:+.1f}), slowest {max(took[30]):.1f} ms"
    )


def _one(village, clerk, liaison):
    """Milliseconds of one step that owes a text message."""
    project = propose(village, by=clerk, phone="13800001234")
    started = time.perf_counter()
    ProjectLife.decline(project, by=liaison, note=REASON)
    return (time.perf_counter() - started) * 1000
