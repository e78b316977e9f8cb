"""A published checkpoint's file is opened once, however many there are; a changed one is seen at once."""

import io
import json
import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.factories.desk import text_of
from weishishi.record import outside
from weishishi.record.queries import checkpoints, standing

pytestmark = pytest.mark.django_db
FIRST = date(2021, 1, 1)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.RECORD_FOLDER = str(tmp_path)
    return tmp_path


@pytest.fixture
def opened(monkeypatch, folder):
    """The names of the files of that folder that were opened."""
    names, usual = [], io.open

    def counting(file, *args, **kwargs):
        if Path(str(file)).parent == folder:
            names.append(Path(file).name)
        return usual(file, *args, **kwargs)

    monkeypatch.setattr(io, "open", counting)
    return names


def lay_out(folder, number):
    for day in range(number):
        point = {
            "date": str(FIRST + timedelta(days=day)), "seq": 0, "hash": "0" * 64, "sums": {},
            "key": "k", "signature": "s",
        }  # fmt: skip
        (folder / f"{point['date']}.json").write_text(json.dumps(point))


@pytest.mark.parametrize("number", [3, 300])
def test_a_view_opens_as_many_files_after_a_year_as_on_the_third_day(
    client, folder, opened, number
):
    lay_out(folder, number)
    opened.clear()
    client.get("/transparency/")
    assert len(opened) == number  # whoever comes first reads each once
    opened.clear()
    assert "公布过的存证点都对得上" in text_of(client.get("/transparency/"))
    assert client.get("/transparency/checkpoints.json").json()["checkpoints"]
    assert opened == []
    newest = folder / "2022-12-31.json"
    newest.write_text((folder / "2021-01-01.json").read_text().replace("2021-01-01", "2022-12-31"))
    opened.clear()
    assert len(checkpoints()) == number + 1
    assert opened == [newest.name]


def test_a_changed_file_is_seen_at_once_even_with_its_size_and_time_put_back(client, folder):
    lay_out(folder, 3)
    assert standing().is_whole
    path = folder / "2021-01-02.json"
    was = path.stat()
    path.write_text(path.read_text().replace('"hash": "0', '"hash": "1'))
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (was.st_size, was.st_mtime_ns)
    assert standing().lost["date"] == "2021-01-02"
    assert "公布过的存证点和现在的记录对不上" in text_of(client.get("/transparency/"))


def test_a_file_taken_away_is_forgotten_and_one_that_is_none_is_passed_over(folder):
    lay_out(folder, 2)
    (folder / "broken.json").write_text("{")
    assert len(outside.points()) == 2
    (folder / "2021-01-01.json").unlink()
    assert list(outside.points()) == ["2021-01-02"]
    (folder / "broken.json").write_text(
        (folder / "2021-01-02.json").read_text().replace("02", "09")
    )
    assert len(outside.points()) == 2


def test_what_a_reader_does_with_a_point_changes_nothing_that_is_kept(folder):
    lay_out(folder, 1)
    outside.points()["2021-01-01"]["hash"] = "x"
    assert outside.points()["2021-01-01"]["hash"] == "0" * 64
