"""A chain made and bent without a database, to see what the stand-alone verifier says about it."""

import csv
import hashlib
import json

from weishishi.kernel import signatures
from weishishi.record.verify_record import BEGIN, COLUMNS

SECRET = "17" * 32
KEY = signatures.public_key(SECRET)


def linked(seq, prev, at, fact="projects_journalentry", row=None, digest=None):
    row, digest = row or seq, digest or hashlib.sha256(f"fact {seq}".encode()).hexdigest()
    told = hashlib.sha256(f"{prev}|{seq}|{at}|{fact}|{row}|{digest}".encode()).hexdigest()
    return [str(seq), at, fact, str(row), digest, prev, told]


def moment(second):
    return f"2021-06-{1 + second // 86400:02}T{second // 3600 % 24:02}:{second // 60 % 60:02}:{second % 60:02}.000000Z"


def chain(number, begin=0):
    rows, prev = [], BEGIN
    for seq in range(1, number + 1):
        rows.append(linked(seq, prev, moment(begin + seq)))
        prev = rows[-1][-1]
    return rows


def linked_again(rows):
    """The same rows with numbers and hashes made anew: what a forger with the whole database does."""
    told, prev = [], BEGIN
    for seq, (_seq, at, fact, row, digest, _prev, _hash) in enumerate(rows, 1):
        told.append(linked(seq, prev, at, fact, row, digest))
        prev = told[-1][-1]
    return told


def checkpoint(rows, seq, date="2021-06-02", secret=SECRET):
    point = {
        "date": date,
        "seq": seq,
        "hash": rows[seq - 1][-1] if seq else BEGIN,
        "sums": {"legs": 3},
    }
    text = json.dumps(point, sort_keys=True, separators=(",", ":"))
    return point | {
        "key": signatures.public_key(secret), "signature": signatures.sign(secret, text),
    }  # fmt: skip


def write(folder, rows, points=(), gaps=()):
    """The two files, as the site gives them."""
    with (folder / "record.csv").open("w", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    told = {"checkpoints": list(points), "gaps": list(gaps)}
    (folder / "checkpoints.json").write_text(json.dumps(told))
    return [str(folder / "record.csv"), str(folder / "checkpoints.json")]
