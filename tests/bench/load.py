"""How much does a page cost, in this process and through the real web process?"""

import http.client
import os
import socket
import threading
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from statistics import median

from django.db import connection
from django.test.utils import CaptureQueriesContext

from weishishi import children, processes

ROUNDS, SECONDS, VISITORS = 20, 4, 8
TICK = os.sysconf("SC_CLK_TCK")


def cost(client, address):
    """(CPU ms of the application, ms, queries) of one request, by Django's test client."""
    number = queries_of(client, address)
    return *typical(tries(client, address, ROUNDS)), number


def queries_of(client, address):
    """How many queries the second request takes; the first one fills what is kept."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
        return len(queries)  # before the next request empties the log


def tries(client, address, number):
    """(CPU ms of the application, ms) of each of so many requests."""
    found = []
    for _again in range(number):
        cpu, wall = time.process_time(), time.perf_counter()
        client.get(address)
        found.append((1000 * (time.process_time() - cpu), 1000 * (time.perf_counter() - wall)))
    return found


def typical(tries):
    """The medians, so that what disturbed a few of them does not count."""
    return tuple(map(median, zip(*tries, strict=True)))


def show(name, cpu, wall, queries):
    print(f"{name:38} {cpu:7.1f} ms CPU {wall:8.1f} ms {queries:4} queries", flush=True)


@contextmanager
def web(environment, folder):
    """The address and the process of the Procfile's web process on those servers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    more = {
        "WEISHISHI_BIND": f"127.0.0.1:{port}",
        "WEISHISHI_CONN_MAX_AGE": "60",
        "WEISHISHI_API_PER_MINUTE": "1000000",  # one address reads for all
    }
    process = processes.start("web", environment=environment | more, log=folder / "web.log")
    try:
        _wait(port, folder)
        yield port, process
    finally:
        children.stop(process)


def under_load(port, process, address):
    """(requests a second, CPU ms of the web processes for each, MB of the largest of them)."""
    deadline, counts = time.monotonic() + SECONDS, [0] * VISITORS
    cpu, started = _cpu(process.pid), time.monotonic()

    def visit(number):
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as link:
            while time.monotonic() < deadline:
                link.request("GET", address)
                answer = link.getresponse()
                answer.read()
                assert answer.status == 200, answer.status
                counts[number] += 1

    visitors = [threading.Thread(target=visit, args=(number,)) for number in range(VISITORS)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    done = sum(counts)
    seconds = time.monotonic() - started
    return done / seconds, 1000 * (_cpu(process.pid) - cpu) / max(done, 1), _memory(process.pid)


def _wait(port, folder):
    for _ in range(300):
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        with closing(link), suppress(OSError):
            link.request("GET", "/track/")
            assert link.getresponse().status == 200
            return
        time.sleep(0.2)
    raise AssertionError((folder / "web.log").read_text())


def _children(pid):
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _cpu(pid):
    """Seconds of the process and its children, user and system; of a worker that made room, too."""
    used = 0
    for one in (pid, *_children(pid)):
        fields = Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()
        used += sum(map(int, fields[11:15]))
    return used / TICK


def _memory(pid):
    sizes = [0]
    for one in _children(pid):
        for line in Path(f"/proc/{one}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                sizes.append(int(line.split()[1]) / 1024)
    return max(sizes)
