"""How long does the whole file of a matter take, as one PDF and as one ZIP, for who opens the page it
is fetched from first? Figures only, beside what a page that does nothing takes in the same minute."""

import io
import os
import time
import zipfile

import pytest
from django.test import Client

from projects.models import Project
from villages.models import Person

pytestmark = [pytest.mark.demo, pytest.mark.usefixtures("demo")]
LAMPS = "2021000316"


def cpu():
    """Seconds of this process and of the presses that have ended."""
    return sum(os.times()[:4])


def nothing(client):
    started = time.process_time()
    for _again in range(50):
        client.get("/robots.txt")
    return 1000 * (time.process_time() - started) / 50


@pytest.mark.parametrize("kind", ["dossier_pdf", "dossier_zip"])
def test_dossier(kind):
    project = Project.objects.get(query_no=LAMPS)
    client = Client()
    client.force_login(Person.objects.get(username="nanshui-jingban"))
    page = f"/admin/projects/project/{project.pk}"
    for which in ("first", "again", "once more"):
        assert client.get(f"{page}/dossier/").status_code == 200
        time.sleep(3)  # she reads what is in it
        wall, used = time.perf_counter(), cpu()
        answer = client.get(f"{page}/{kind}/")
        wall, used = time.perf_counter() - wall, cpu() - used
        assert answer.status_code == 200
        what = f"{len(answer.content) / 1024:,.0f} kB"
        if kind == "dossier_zip":
            what += f", {len(zipfile.ZipFile(io.BytesIO(answer.content)).namelist())} files"
        print(
            f"\n  {kind} of {LAMPS}, {which}: {wall:.2f} s ({used:.2f} s CPU), {what};"
            f" a page that does nothing {nothing(client):.2f} ms CPU"
        )


def test_package():
    """The public's: made the first time, kept afterwards."""
    for which in ("made", "kept"):
        wall = time.perf_counter()
        answer = Client().get(f"/projects/{LAMPS}/package.zip")
        wall = time.perf_counter() - wall
        assert answer.status_code == 200
        print(
            f"\n  package of {LAMPS}, {which}: {wall:.2f} s, {len(answer.content) / 1024:,.0f} kB"
        )
