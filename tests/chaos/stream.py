"""A stream of real steps: somebody proposes, the village answers. `python tests/chaos/stream.py`.

Each line it says is a step that was acknowledged: committed, and known to be. What was interrupted
before is nobody's promise. It ends when the file named as its argument is there.
"""

import os
import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weishishi.settings")

import django

django.setup()

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection

from projects.lifecycle import ProjectLife
from projects.models import Programme
from tests.factories.people import appoint, make_resident, make_village
from tests.factories.projects import REASON, propose
from villages.models import District, Town
from villages.roles import Role
from weishishi.kernel.actor import Actor
from weishishi.outbox.actions import choose, reach_by


def main(stop):
    village = _a_place()
    liaison = Actor.at(appoint(Role.LIAISON, village, "lianluo"))
    number = 0
    while not Path(stop).exists():
        number += 1
        try:
            _one(village, liaison, number)
        except (DatabaseError, InterfaceError):  # libpq does not name every lost connection
            if connection.is_usable():
                raise
            connection.close()


def _a_place():
    district = District.objects.create(code=settings.DISTRICT_CODE, name="青溪区")
    town = Town.objects.create(district=district, code="990001100", name="青溪镇")
    Programme.objects.create(year=2021, name="民生微实事", begins_on=date(2021, 2, 1))
    return make_village(town, "石桥村", "990001100200")


def _one(village, liaison, number):
    person = make_resident(number)
    recipient = ("person", person.pk)
    reach_by(recipient=recipient, channel="email", value=f"{number}@example.com")
    for subject in ("decided", "moving"):
        choose(recipient=recipient, subject=subject, channel="email", wanted=True)
    project = propose(village, Actor.resident(person))
    _acknowledge(project, "submitted")
    ProjectLife.decline(project, by=liaison, note=REASON)
    _acknowledge(project, "declined")


def _acknowledge(project, topic):
    print(f"{project.query_no} {topic}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
