"""Does the stand-alone verifier find every way of bending the record, and name the row?"""

import ast
import inspect
import sys
from pathlib import Path

import pytest

from tests.record.forging import (
    KEY,
    SECRET,
    chain,
    checkpoint,
    linked,
    linked_again,
    moment,
    write,
)
from weishishi.kernel import signatures
from weishishi.record import verify_record


def answer(capsys, files, *more):
    code = verify_record.main([*files, *more])
    told = capsys.readouterr()
    return code, told.out + told.err


def test_a_whole_record_is_found_whole(tmp_path, capsys):
    rows = chain(50)
    files = write(tmp_path, rows, [checkpoint(rows, 20), checkpoint(rows, 50, "2021-06-03")])
    assert answer(capsys, files, "--key", KEY) == (
        0, "50 rows and 2 checkpoints: nothing was changed.\n",
    )  # fmt: skip


def test_a_record_that_has_not_begun_is_whole(tmp_path, capsys):
    files = write(tmp_path, [], [checkpoint([], 0)])
    assert answer(capsys, files)[0] == 0


def edited(rows):
    rows[19][4] = "0" * 64


def deleted(rows):
    del rows[19]


def inserted(rows):
    rows.insert(19, linked(20, rows[18][-1], moment(19), row=999))


def swapped(rows):
    rows[19], rows[20] = rows[20], rows[19]


def doubled(rows):
    rows.insert(19, list(rows[18]))


def clock_set_back(rows):
    rows[19][1] = moment(0)
    rows[:] = linked_again(rows)


@pytest.mark.parametrize(
    ("bend", "named"),
    [
        (edited, "row 20 (projects_journalentry 20) does not have the hash of what it says"),
        (deleted, "row 21 (projects_journalentry 21) stands where row 20 should be"),
        (inserted, "row 20 (projects_journalentry 20) stands where row 21 should be"),
        (swapped, "row 21 (projects_journalentry 21) stands where row 20 should be"),
        (doubled, "row 19 (projects_journalentry 19) stands where row 20 should be"),
        (clock_set_back, f"row 20 (projects_journalentry 20) is of {moment(0)}, before"),
    ],
)
def test_what_was_bent_is_named(tmp_path, capsys, bend, named):
    rows = chain(50)
    bend(rows)
    code, told = answer(capsys, write(tmp_path, rows))
    assert code == 1
    assert f"WRONG: {named}" in told


def test_a_tail_cut_off_is_found_by_the_checkpoint(tmp_path, capsys):
    rows = chain(50)
    points = [checkpoint(rows, 50)]
    assert answer(capsys, write(tmp_path, rows[:49], points)) == (
        1,
        "WRONG: checkpoint of 2021-06-02 is newer than the record: that ended at row 50, this at 49\n",
    )
    assert answer(capsys, write(tmp_path, rows[:49]))[0] == 0  # only the checkpoint can know


def test_everything_rewritten_with_new_hashes_is_found_by_the_checkpoint(tmp_path, capsys):
    rows = chain(50)
    points = [checkpoint(rows, 40)]
    rows[19][4] = "0" * 64
    forged = linked_again(rows)
    assert answer(capsys, write(tmp_path, forged))[0] == 0  # only the checkpoint can know
    assert answer(capsys, write(tmp_path, forged, points)) == (
        1, "WRONG: checkpoint of 2021-06-02 does not fit: row 40 was another one\n",
    )  # fmt: skip


def test_a_checkpoint_somebody_else_signed(tmp_path, capsys):
    rows = chain(5)
    files = write(tmp_path, rows, [checkpoint(rows, 5, secret="18" * 32)])
    code, told = answer(capsys, files)
    other = signatures.public_key("18" * 32)
    assert code == 0 and f"This trusts the key {other}" in told and "give --key" in told
    code, told = answer(capsys, files, "--key", KEY)
    assert (code, told) == (1, "WRONG: checkpoint of 2021-06-02 is signed with another key\n")


def test_a_checkpoint_changed_after_it_was_signed(tmp_path, capsys):
    rows = chain(5)
    point = checkpoint(rows, 5) | {"sums": {"legs": 4}}
    code, told = answer(capsys, write(tmp_path, rows, [point]))
    assert (code, told) == (1, "WRONG: checkpoint of 2021-06-02 does not carry a true signature\n")


def test_a_gap_that_was_explained_is_told_and_an_unsigned_one_is_not_believed(tmp_path, capsys):
    rows = chain(50)
    point = checkpoint(rows, 50)
    gap = {"date": point["date"], "seq": 50, "hash": point["hash"], "found": 30, "why": "硬盘损坏"}
    text = "|".join(str(gap[name]) for name in ("date", "seq", "hash", "found", "why"))
    signed = gap | {"key": KEY, "signature": signatures.sign(SECRET, text)}
    code, told = answer(capsys, write(tmp_path, rows[:30], [point], [signed]))
    assert code == 0
    assert "explained gap, checkpoint of 2021-06-02: 硬盘损坏" in told
    forged = signed | {"why": "例行维护"}
    assert answer(capsys, write(tmp_path, rows[:30], [point], [forged]))[0] == 1


def test_a_file_that_is_no_record(tmp_path, capsys):
    files = write(tmp_path, [])
    Path(files[0]).write_text("<html>")
    code, told = answer(capsys, files)
    assert code == 2
    assert told.startswith("cannot be read: ")


@pytest.mark.parametrize("text", ["", "a", "存证", "x" * 1000])
def test_its_signatures_are_those_of_the_library(text):
    signature = signatures.sign(SECRET, text)
    assert verify_record.is_signed(KEY, text, signature)
    assert signatures.is_signed(KEY, text, signature)
    bent = f"{int(signature[0], 16) ^ 1:x}{signature[1:]}"
    for key, said, signed in [
        (KEY, text + "!", signature), (KEY, text, bent), (KEY, text, ""), (KEY, text, "zz"),
        ("00" * 31, text, signature), ("ff" * 32, text, signature),
    ]:  # fmt: skip
        assert not verify_record.is_signed(key, said, signed)
        assert not signatures.is_signed(key, said, signed)


def test_it_needs_nothing_but_python_and_can_be_read_in_one_go():
    source = inspect.getsource(verify_record)
    assert len(source.splitlines()) <= 250
    imported = {
        name.name.split(".")[0]
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import)
        for name in node.names
    }
    assert not any(isinstance(node, ast.ImportFrom) for node in ast.walk(ast.parse(source)))
    assert imported == {"argparse", "csv", "hashlib", "json", "sys"} <= sys.stdlib_module_names
