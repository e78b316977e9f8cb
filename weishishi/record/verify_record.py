#!/usr/bin/env python3
"""Checks the public record of a weishishi site without trusting the site.

    python3 verify_record.py record.csv checkpoints.json [--key PUBLIC_KEY]

record.csv and checkpoints.json come from the site's page /transparency/. A checkpoint you kept from
before (a file, a mail, a line on a printed notice) is worth more than one you fetch today: put its
file in place of, or beside, checkpoints.json. Without --key it believes the keys it finds and says
which. Needs nothing but Python 3.8 or newer.

Says what it checked, or names the row where the record was bent; exit code 1 then, 2 for files that
cannot be read.
"""

import argparse
import csv
import hashlib
import json
import sys

COLUMNS = ["seq", "at", "fact", "row", "digest", "prev", "hash"]
BEGIN = "0" * 64


# ── Ed25519, RFC 8032, only what verifying needs ─────────────────────────────────────────────────
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def add(a, b):
    x1, y1, z1, t1 = a
    x2, y2, z2, t2 = b
    m, n = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    c, d = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    e, f, g, h = n - m, d - c, d + c, n + m
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number, point):
    result = (0, 1, 1, 0)
    while number:
        if number & 1:
            result = add(result, point)
        point = add(point, point)
        number >>= 1
    return result


def same(a, b):
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def point_of(data):
    """The point 32 bytes stand for, or None."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(key, text, signature):
    try:
        key, signature = bytes.fromhex(key), bytes.fromhex(signature)
    except ValueError:
        return False
    if len(key) != 32 or len(signature) != 64:
        return False
    a, r, s = point_of(key), point_of(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    hashed = hashlib.sha512(signature[:32] + key + text.encode()).digest()
    return same(times(s, BASE), add(r, times(int.from_bytes(hashed, "little") % L, a)))


# ── The chain ────────────────────────────────────────────────────────────────────────────────────
def read_chain(path, wanted):
    """({seq: hash} of the wanted numbers, how many rows, what is wrong)."""
    found, wrong, rows = {0: BEGIN}, [], 0
    before, clock = BEGIN, ""
    with open(path, newline="", encoding="utf-8-sig") as file:
        reader = csv.reader(file)
        if next(reader, None) != COLUMNS:
            raise ValueError("{}: the first line is not {}".format(path, ",".join(COLUMNS)))
        for row in reader:
            rows += 1
            if len(row) != len(COLUMNS):
                wrong.append(f"row {rows} of the file is not whole")
                continue
            seq, at, fact, number, digest, prev, told = row
            name = f"row {seq} ({fact} {number})"
            if seq != str(rows):
                wrong.append(f"{name} stands where row {rows} should be")
            if prev != before:
                wrong.append(f"{name} does not follow the row before it")
            if at < clock:
                wrong.append(f"{name} is of {at}, before the row before it")
            line = f"{prev}|{seq}|{at}|{fact}|{number}|{digest}"
            if hashlib.sha256(line.encode()).hexdigest() != told:
                wrong.append(f"{name} does not have the hash of what it says")
            before, clock = told, max(at, clock)
            if rows in wanted:
                found[rows] = told
            if len(wrong) >= 20:
                break
    return found, rows, wrong


def check_points(points, gaps, found, rows, key):
    """What is wrong with the checkpoints, and what of it the operators explained."""
    wrong, explained = [], []
    told = {(gap["seq"], gap["hash"]): gap for gap in gaps if gap_is_signed(gap, key)}
    for point in points:
        name = "checkpoint of {}".format(point["date"])
        text = json.dumps(
            {
                "date": point["date"],
                "hash": point["hash"],
                "seq": point["seq"],
                "sums": point["sums"],
            },
            sort_keys=True,
            separators=(",", ":"),
        )
        if key and point["key"] != key:
            wrong.append(f"{name} is signed with another key")
        if not is_signed(point["key"], text, point["signature"]):
            wrong.append(f"{name} does not carry a true signature")
        elif found.get(point["seq"]) != point["hash"]:
            gap = told.get((point["seq"], point["hash"]))
            if gap:
                explained.append("{}: {}".format(name, gap["why"]))
            elif point["seq"] > rows:
                wrong.append(
                    f"{name} is newer than the record: that ended at row {point['seq']}, this at {rows}"
                )
            else:
                wrong.append(f"{name} does not fit: row {point['seq']} was another one")
    return wrong, explained


def gap_is_signed(gap, key):
    text = "|".join(str(gap[name]) for name in ("date", "seq", "hash", "found", "why"))
    return (not key or gap["key"] == key) and is_signed(gap["key"], text, gap["signature"])


def read_points(paths):
    points, gaps = {}, []
    for path in paths:
        with open(path, encoding="utf-8") as file:
            told = json.load(file)
        gaps += told.get("gaps", [])
        for point in told.get("checkpoints", [told]):
            points[point["date"], point["hash"]] = point
    return [points[name] for name in sorted(points)], gaps


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Check the public record of a weishishi site.")
    parser.add_argument("record", help="record.csv")
    parser.add_argument("checkpoints", nargs="+", help="checkpoints.json, and those you kept")
    parser.add_argument("--key", default="", help="the site's public key, as you know it")
    asked = parser.parse_args(arguments)
    try:
        points, gaps = read_points(asked.checkpoints)
        found, rows, wrong = read_chain(asked.record, {point["seq"] for point in points})
        more, explained = check_points(points, gaps, found, rows, asked.key)
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"cannot be read: {error}", file=sys.stderr)
        return 2
    wrong += more
    for line in explained:
        print(f"explained gap, {line}")
    for line in wrong:
        print(f"WRONG: {line}")
    if wrong:
        return 1
    print(f"{rows} rows and {len(points)} checkpoints: nothing was changed.")
    if not asked.key:
        for key in sorted({point["key"] for point in [*points, *gaps]}):
            print(
                f"This trusts the key {key}. Whoever holds the server could have signed all of it"
            )
            print("again with a new one: compare it with a checkpoint you kept, or give --key.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
