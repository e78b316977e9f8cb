"""How the web process listens and how many hands it has, from the environment."""

import gc
import os

# Of the web process only: a statement ends after so long, a wait for a lock after 2 s (settings.py).
os.environ.setdefault("WEISHISHI_STATEMENT_SECONDS", "5")
bind = os.environ.get("WEISHISHI_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEISHISHI_WORKERS", "2"))
threads = int(os.environ.get("WEISHISHI_THREADS", "4"))
worker_class = "gthread"
preload_app = True
max_requests, max_requests_jitter = 5000, 500
timeout, graceful_timeout, keepalive = 60, 5, 5


def when_ready(_server):
    """What is loaded stays for good: never looked through again, and shared by the workers."""
    gc.collect()
    gc.freeze()


on_reload = when_ready
