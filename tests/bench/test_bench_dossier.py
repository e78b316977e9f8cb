"""How long does the whole file of a matter take, as one PDF and as one ZIP? Figures only."""

import io
import time
import zipfile

import pytest
from django.test import Client

from projects.models import Project
from villages.models import Person

pytestmark = [pytest.mark.demo, pytest.mark.usefixtures("demo")]
LAMPS = "2021000316"


@pytest.mark.parametrize("kind", ["dossier_pdf", "dossier_zip"])
def test_dossier(kind):
    project = Project.objects.get(query_no=LAMPS)
    client = Client()
    client.force_login(Person.objects.get(username="nanshui-jingban"))
    for which in ("first", "again"):
        wall, cpu = time.perf_counter(), time.process_time()
        answer = client.get(f"/admin/projects/project/{project.pk}/{kind}/")
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        assert answer.status_code == 200
        what = f"{len(answer.content) / 1024:,.0f} kB"
        if kind == "dossier_zip":
            what += f", {len(zipfile.ZipFile(io.BytesIO(answer.content)).namelist())} files"
        print(f"\n  {kind} of {LAMPS}, {which}: {wall:.2f} s ({cpu:.2f} s CPU), {what}")


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
