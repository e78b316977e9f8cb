"""Do pages cost the same with a thousand and with a million projects in the country's villages?

WEISHISHI_BENCH_PROJECTS sets another number than a million. Figures, never a verdict on time; that
the queries are as many is asserted.
"""

import os
import subprocess
import sys
import time
from collections import defaultdict
from contextlib import closing
from datetime import date

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client
from psycopg2 import sql

from projects.models import Project
from projects.states import State
from tests import database
from tests.bench.bare import Bare
from tests.bench.load import queries_of, show, tries, typical, under_load, web
from tests.bench.test_bench_import_places import country  # noqa: F401  the fixture
from tests.demo import pointed_at
from tests.factories.people import appoint
from villages.models import District, Village
from villages.roles import Role

FEW, MANY = 1000, int(os.environ.get("WEISHISHI_BENCH_PROJECTS", "1000000"))
TURNS, EACH = 7, 3  # in each turn every page is asked for so often on either database
NOTHING = "a page that does nothing"
BARE, BARE_API = "Django alone, list of 30", "DRF alone, list of 50"
PUBLIC = {
    NOTHING: "/robots.txt",
    BARE: "/bare/",
    BARE_API: "/bare/api/",
    "home": "/",
    "list": "/projects/",
    "list, one town": "/projects/?town={town}",
    "list, one village": "/projects/?village={village}",
    "list, one stage": "/projects/?stage=implement",
    "list, a rare state": "/projects/?state=suspended",
    "list behind a figure": "/projects/?counted=confirmed",
    "one project": "/projects/{number}/",
    "village": "/villages/{village}/",
    "town": "/towns/{town}/",
    "progress": "/progress/",
    "progress of a year": "/progress/?period=2016",
    "API list of 50": "/api/v1/projects/",
    "API figures": "/api/v1/figures/",
}
SEARCH = {
    "search, 1 character, common": "灯",
    "search, 2 characters, common": "路灯",
    "search, 3 characters, common": "健身器",
    "search, 4 characters, common": "健身器材",
    "search, rare": "饕餮",
    "search, absent": "龘",
}
FULL = 60  # more than a page of the desk shows
TODO, DECISION = "我的待办, district", "decision"
DESK = {
    TODO: "/admin/",
    "desk list of 50, district": "/admin/projects/project/",
    DECISION: "/admin/projects/project/{pk}/change/",
}
LOADED = (NOTHING, "home", "list", "one project", "progress", "API list of 50")
KEPT = ("home", "list", "one project", "progress")  # made once, until a step changes them


def manage(name, *words):
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "manage.py", *words], cwd=settings.BASE_DIR, check=True, text=True,
        env=database.processes_environment(name), stdout=subprocess.PIPE,
    )  # fmt: skip
    return f"{done.stdout.strip()} ({time.perf_counter() - started:.0f} s)"


def say(sentence, *names):
    with closing(database.as_owner()) as owner, owner.cursor() as cursor:
        cursor.execute(sql.SQL(sentence).format(*map(sql.Identifier, names)))


@pytest.fixture(scope="module")
def benches(country, django_db_setup, django_db_blocker):  # noqa: F811
    """{number of projects: name of its database}, both with all villages of the country."""
    with django_db_blocker.unblock():
        usual = connections["owner"].settings_dict["NAME"]
        names = {number: f"{usual}_flood_{number}" for number in (FEW, MANY)}
        places = f"{usual}_places"
        say("CREATE DATABASE {} TEMPLATE template0", places)
        manage(places, "migrate", "-v0")
        print(f"\n{manage(places, 'import_places', '--source', str(country), '--strict')}")
        for number, name in names.items():
            say("CREATE DATABASE {} TEMPLATE {}", name, places)
            flood = ("flood", "--projects", str(number), "--yes-this-is-a-bench", "-v0")
            print(manage(name, *flood), flush=True)
        yield names
        for name in (places, *names.values()):
            say("DROP DATABASE {} WITH (FORCE)", name)


def known():
    """What the addresses name: a released matter that waits for a decision, where there is one in
    the site's own district."""
    waiting = Project.objects.filter(state=State.DELIBERATING, released_at__isnull=False)
    here = waiting.filter(village__town__district__code=settings.DISTRICT_CODE)
    one = here.order_by("pk").first() or waiting.order_by("pk").first()
    return one, {
        "number": one.query_no, "pk": one.pk,
        "village": one.village_id, "town": one.village.town_id,
    }  # fmt: skip


def fill_a_page(district, village):
    """A list of three rows is no measure for a list of fifty: the district gets as many matters."""
    missing = FULL - Project.objects.filter(village__town__district=district).count()
    if missing > 0:
        elsewhere = Project.objects.exclude(village__town__district=district).order_by("pk")
        moved = list(elsewhere.values_list("pk", flat=True)[:missing])
        Project.objects.filter(pk__in=moved).update(village=village)


def visits(name):
    """{page: (who asks, the address)} of that database."""
    with pointed_at(name):
        project, words = known()
        district = District.objects.get(pk=project.village.town.district_id)
        supervisor = appoint(Role.SUPERVISOR, district, since=date(2021, 1, 1))
        secretary = appoint(Role.SECRETARY, project.village, since=date(2006, 1, 1))
        assert Village.objects.count() > 600_000
        fill_a_page(district, project.village)
        asked = PUBLIC | {page: f"/projects/?text={text}" for page, text in SEARCH.items()}
        found = {page: (Client(), path.format(**words)) for page, path in asked.items()}
        found |= {page: (Bare(), PUBLIC[page]) for page in (BARE, BARE_API)}
        for page, path in DESK.items():
            client = Client()
            client.force_login((secretary if page == DECISION else supervisor).person)
            found[page] = client, path.format(**words)
    return found


def measure(names):
    """{number of projects: {page: (CPU ms, ms, queries)}}, the databases in turn: what the machine
    does meanwhile slows both of a pair."""
    asked = {number: visits(name) for number, name in names.items()}
    tried = {number: defaultdict(list) for number in names}
    queries = {number: {} for number in names}
    for _turn in range(TURNS):
        for number, name in names.items():
            with pointed_at(name):
                for page, visit in asked[number].items():
                    queries[number][page] = queries_of(*visit)
                    tried[number][page] += tries(*visit, EACH)
    return {
        number: {page: (*typical(some), queries[number][page]) for page, some in pages.items()}
        for number, pages in tried.items()
    }


def test_a_million_costs_what_a_thousand_does(benches, django_db_blocker):
    with django_db_blocker.unblock():
        few, many = measure(benches).values()
        with pointed_at(benches[MANY]), connection.cursor() as cursor:
            cursor.execute("SELECT pg_size_pretty(pg_database_size(current_database()))")
            print(f"\nDatabase of {MANY:,}: {cursor.fetchone()[0]}")
    for page, figures in few.items():
        show(f"{page}, {FEW:,}", *figures)
        show(f"{page}, {MANY:,}", *many[page])
        print(f"{'':38} ×{many[page][1] / figures[1]:.2f}")
    more = {page: many[page][2] - few[page][2] for page in few if many[page][2] != few[page][2]}
    # Whose opinion is next is asked only where a matter on the page is before the town; what a matter
    # does not have is not asked for, and the two are not the same matter.
    one_apart = (TODO, "one project")
    assert {page: by for page, by in more.items() if page not in one_apart or abs(by) > 1} == {}


def test_requests_a_second_through_the_web_process(benches, django_db_blocker, tmp_path):
    with django_db_blocker.unblock(), pointed_at(benches[MANY]):
        _project, words = known()
        environment = database.processes_environment(benches[MANY])
    print()
    for pages, seconds, said in ((LOADED, "0", ""), (KEPT, "60", ", kept")):
        environment["WEISHISHI_PAGE_SECONDS"] = seconds
        with web(environment, tmp_path) as (port, process):
            for page in pages:
                rate, cpu, memory = under_load(port, process, PUBLIC[page].format(**words))
                line = f"{page + said:38} {rate:7.0f} a second {cpu:7.1f} ms CPU {memory:5.0f} MB"
                print(line, flush=True)
