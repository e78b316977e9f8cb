"""How the web process listens and how many hands it has, from the environment."""

import os
from threading import Timer

# Of the web process only: a statement ends after so long, a wait for a lock after 2 s (settings.py).
os.environ.setdefault("WEISHISHI_STATEMENT_SECONDS", "5")
bind = os.environ.get("WEISHISHI_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEISHISHI_WORKERS", "2"))
threads = int(os.environ.get("WEISHISHI_THREADS", "4"))
worker_class = "gthread"
preload_app = True
max_requests, max_requests_jitter = 5000, 500
timeout, graceful_timeout, keepalive = 60, 5, 5


def post_worker_init(worker):
    """Ready for the first PDF before anybody asks for one: the libraries and fonts took 2.4 s of a busy
    machine and 30 to 50 MB. In the master it would be before the first page of `make run`; here it is beside
    the pages, some seconds later, one worker after the other. Worker and beat make no PDF and stay as they are.
    """
    from projects.actions import packing

    soon = Timer(3 + 3 * (worker.age % workers), packing.get_ready)
    soon.daemon = True
    soon.start()
