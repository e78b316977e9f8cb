"""人大, 政协 and 督查 draw matters by lot, look at them on the spot, find one thing, and close it when it
is put right. Anybody draws the lot again; the public reads the days; nobody moved a matter."""

import hashlib

import pytest

from projects.models import Finding, Inspection, JournalEntry, Sample
from tests.factories.desk import sign_in, text_of
from tests.factories.projects import bring, furnish, propose
from tests.factories.watching import ANSWER, BASIS, CLOSED, SEED, SEED_FROM, SEEN, TEXT
from weishishi.kernel import clock

pytestmark = pytest.mark.django_db
DESK = "/admin/projects"


def test_it(
    village, neighbour, programme, clerk, supervisor, secretary, neighbour_secretary, client
):
    from datetime import timedelta

    at = clock.now() - timedelta(days=30)
    projects = [furnish(propose(one, by=clerk, at=at)) for one in (village, village, neighbour)]
    projects = [bring(one, "start") for one in projects]
    steps = JournalEntry.objects.count()

    # They draw: two of the three, with the numbers of a public draw.
    watch = sign_in(supervisor)
    form = {"form_token": "1" * 32, "n": "2", "states": ["in_progress"], "seed": SEED, "seed_from": SEED_FROM}  # fmt: skip
    assert watch.post(f"{DESK}/sample/add/", form).status_code == 302
    sample = Sample.objects.get()

    # Somebody at home draws again from the public page and gets the same.
    numbers = client.get(f"/samples/{sample.pk}/numbers.txt").content.decode().split()
    again = sorted(numbers, key=lambda one: hashlib.sha256((SEED + one).encode()).hexdigest())[:2]
    page = client.get(f"/samples/{sample.pk}/").content.decode()
    assert again == sample.drawn and all(f"/projects/{one}/" in page for one in again)

    # They go there together and write down what they saw.
    form = {
        "form_token": "2" * 32, "on": clock.today().isoformat(), "offices": "区人大、区政协、区督查室",
        "about": "现场、台账、公示", "sample": sample.pk,
    }  # fmt: skip
    at = watch.post(f"{DESK}/inspection/add/", form)["Location"]
    inspection = Inspection.objects.get()
    for stop in inspection.stops.all():
        assert watch.post(at, {"stop": stop.pk, "text": SEEN}).status_code == 302

    # One thing is found.
    number = sample.drawn[0]
    form = {"form_token": "3" * 32, "number": number, "text": TEXT, "basis": BASIS, "owed_by": "village", "within": "5"}  # fmt: skip
    add = f"{DESK}/finding/add/?number={number}&inspection={inspection.pk}"
    one = watch.post(add, form)["Location"]
    finding = Finding.objects.get()
    here = village.pk == finding.village_id
    hers, other = (secretary, neighbour_secretary) if here else (neighbour_secretary, secretary)
    assert sign_in(other).get(one).status_code == 404

    # The village puts it right; they look again, and close it.
    desk = sign_in(hers)
    assert "监督发现，等您整改答复" in text_of(desk.get("/admin/"))
    assert desk.post(one, {"text": ANSWER}).status_code == 302
    assert watch.post(one, {"verdict": "close", "text": CLOSED, "within": "5"}).status_code == 302
    assert "等您整改答复" not in text_of(desk.get("/admin/"))

    # Everybody reads that it was found, answered and closed, and not a word of it.
    day = "2026年6月10日"
    public = text_of(client.get(f"/projects/{number}/"))
    assert f"监督单位 {day} 提出一个问题，{day} 已整改答复，{day} 已销号" in public
    assert not [words for words in (TEXT, ANSWER, CLOSED, SEEN) if words in public]
    assert JournalEntry.objects.count() == steps
