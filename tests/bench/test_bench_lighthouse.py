"""What does Lighthouse say of the five pages residents see first, on a phone? Written to docs/.

LIGHTHOUSE names its program; without it npm fetches 12.8.2, the newest for Node 20. The pages come
from the real web process on the demo district, the browser is the tests' own.
"""

import json
import os
import subprocess
import tempfile
import urllib.request
from pathlib import Path

import pytest

from tests import database, tools
from tests.bench.load import web
from weishishi import processes

PAGES = {
    "home": "/",
    "list": "/projects/",
    "project": "/projects/2021000316/",
    "propose": "/propose/",
    "progress": "/progress/",
}
RUNS = 5
KINDS = ("performance", "accessibility", "best-practices")
ASKED = dict(zip(KINDS, (95, 100, 100), strict=True))
TIMES = {
    "LCP": "largest-contentful-paint", "TBT": "total-blocking-time", "CLS": "cumulative-layout-shift",
}  # fmt: skip
PAGE = processes.ROOT / "docs" / "lighthouse.md"
HEAD = """# Lighthouse

Lighthouse {version}, mobile, Chromium {browser}, through the real web process on the demo district, without a proxy
in front; of {runs} looks at each page the one in the middle by performance, and the worst performance seen. Asked
for: performance at least 95, accessibility and best practices 100. Nothing else ran on the machine (load {load:.1f}
before). Written {day} by

    make bench ARGS=tests/bench/test_bench_lighthouse.py

| page | performance | worst | accessibility | best practices | LCP, ms | TBT, ms | CLS | KB | missed |
|---|---|---|---|---|---|---|---|---|---|
"""


@pytest.fixture(scope="module")
def lighthouse(tmp_path_factory):
    if given := os.environ.get("LIGHTHOUSE"):
        return Path(given)
    folder = tmp_path_factory.mktemp("lighthouse")
    install = ["npm", "install", "--silent", "--no-save", "lighthouse@12.8.2"]
    subprocess.run(install, cwd=folder, check=True)
    return folder / "node_modules" / ".bin" / "lighthouse"


def looked_at(lighthouse, address):
    """The report in the middle of RUNS looks, and the worst performance among them."""
    reports = sorted((look(lighthouse, address) for _run in range(RUNS)), key=performance)
    return reports[RUNS // 2], performance(reports[0])


def look(lighthouse, address):
    """One report; where Lighthouse lost its own trace or page it is asked again, at most twice."""
    environment = os.environ | {"CHROME_PATH": tools.chromium()}
    for _try in range(3):
        # Into a file: a pipe is cut off where the program ends before all of it was read.
        with tempfile.NamedTemporaryFile(suffix=".json") as file:
            command = [
                lighthouse, address, "--output=json", f"--output-path={file.name}", "--quiet",
                f"--only-categories={','.join(KINDS)}",
                "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
            ]  # fmt: skip
            done = subprocess.run(
                command, check=False, env=environment, capture_output=True, text=True
            )
            told = file.read()
        report = json.loads(told) if told else {"runtimeError": done.stderr}
        if not report.get("runtimeError"):
            return report
    raise AssertionError(report["runtimeError"])


def performance(report):
    return scores(report)["performance"]


def scores(report):
    return {kind: round(100 * report["categories"][kind]["score"]) for kind in KINDS}


def missed(report):
    """The audits that cost points, by name."""
    names = [
        reference["id"]
        for kind in KINDS
        for reference in report["categories"][kind]["auditRefs"]
        if reference["weight"] and (report["audits"][reference["id"]]["score"] or 0) < 0.9
        and report["audits"][reference["id"]]["scoreDisplayMode"] not in ("notApplicable", "manual")
    ]  # fmt: skip
    return "、".join(names)


def line(page, report, worst):
    first, *others = scores(report).values()
    points = " | ".join(map(str, (first, worst, *others)))
    audits = report["audits"]
    lcp, tbt, cls = (audits[name]["numericValue"] for name in TIMES.values())
    weight = audits["total-byte-weight"]["numericValue"] / 1024
    return f"| {page} | {points} | {lcp:.0f} | {tbt:.0f} | {cls:.3f} | {weight:.0f} | {missed(report)} |"


def test_the_pages_residents_see_first(lighthouse, demo_database, django_db_blocker, tmp_path):
    with django_db_blocker.unblock():
        environment = database.processes_environment(demo_database) | {
            "WEISHISHI_DEMO": "1",
            "WEISHISHI_PAGE_SECONDS": "60",
        }
    reports, load = {}, os.getloadavg()[0]
    with web(environment, tmp_path) as (port, _process):
        for page, path in PAGES.items():
            address = f"http://localhost:{port}{path}"
            urllib.request.urlopen(address).close()  # not the first visitor of this process
            reports[page] = looked_at(lighthouse, address)
            print(line(page, *reports[page]), flush=True)
    first, _worst = reports["home"]
    browser = first["environment"]["hostUserAgent"].split("Chrome/")[1].split(".")[0]
    head = HEAD.format(
        version=first["lighthouseVersion"], browser=browser, runs=RUNS, load=load,
        day=first["fetchTime"][:10],
    )  # fmt: skip
    PAGE.write_text(head + "".join(f"{line(page, *pair)}\n" for page, pair in reports.items()))
    below = {
        page: scores(report)
        for page, (report, _worst) in reports.items()
        if any(scores(report)[kind] < ASKED[kind] for kind in KINDS[1:])
    }
    assert below == {}  # performance is a figure of the machine, not a verdict
