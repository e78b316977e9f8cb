"""What does a page cost on the demo district, and how many steps go through in a second?

CPU milliseconds of the application per request, beside a page that does nothing, in the same run.
"""

import time
from uuid import uuid4

import pytest
from django.test import Client

from projects.lifecycle import ProjectLife
from projects.models import Project
from tests.bench.load import cost, show
from tests.factories.projects import propose
from villages.models import Person, Village
from weishishi.kernel.actor import Actor

pytestmark = [pytest.mark.demo, pytest.mark.usefixtures("demo")]
PAGES = {
    "a page that does nothing (robots.txt)": "/robots.txt",
    "home": "/",
    "list": "/projects/",
    "list behind a figure": "/projects/?counted=confirmed",
    "search": "/projects/?text=路灯",
    "one project": "/projects/2021000316/",
    "progress": "/progress/",
    "API list of 50": "/api/v1/projects/",
    "API figures": "/api/v1/figures/",
}
DESK = {
    "我的待办": "/admin/",
    "desk list of 50": "/admin/projects/project/",
    "decision": "{}change/",
}


def test_public_pages():
    print()
    for name, address in PAGES.items():
        show(name, *cost(Client(), address))


def test_desk_pages():
    print()
    client = Client()
    client.force_login(Person.objects.get(username="nanshui-jingban"))
    project = Project.objects.get(query_no="2021000316")
    for name, address in DESK.items():
        show(name, *cost(client, address.format(f"/admin/projects/project/{project.pk}/")))


def test_steps():
    """Submit, accept, screen: locked, journalled, the message written."""
    by = Actor.system("bench")
    village = Village.objects.get(code="440404101202")
    started, cpu = time.perf_counter(), time.process_time()
    steps = 0
    for _round in range(60):
        project = propose(village, by, form_token=uuid4())
        ProjectLife.screen(ProjectLife.accept(project, by=by), by=by)
        steps += 3
    wall, cpu = time.perf_counter() - started, time.process_time() - cpu
    print(f"\n{steps} steps: {steps / wall:.0f} a second, {1000 * cpu / steps:.1f} ms CPU each")
