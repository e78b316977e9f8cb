"""How does the whole portal come up on one machine, and go down again? `python -m weishishi.up`.

Servers, tables, static files, the demo when there is nothing yet, then the processes of
deploy/Procfile, until Ctrl-C.
"""

import hashlib
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from pathlib import Path

from weishishi import children, embedded, processes, running
from weishishi.embedded.place import Unavailable

FIRST_PORT, PORTS = 8000, 50
PATIENCE = 60  # seconds for the first page


def main():
    started = time.monotonic()
    os.environ.setdefault("WEISHISHI_DEMO", "1")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weishishi.settings")
    for how in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(how, _as_ctrl_c)
    try:
        with ExitStack() as stack:
            try:
                _come_up(stack, started)
            finally:
                _ignore_signals()
    except KeyboardInterrupt:
        print("\n已全部停下，数据都在。再次 make run 即可继续。", flush=True)
    except Unavailable as refusal:
        sys.exit(str(refusal))


def _come_up(stack, started):
    var = Path(os.environ.setdefault("WEISHISHI_VAR", str(processes.ROOT / "var")))
    missing = {
        "database": "DATABASE_URL" not in os.environ,
        "redis": "REDIS_URL" not in os.environ,
    }
    os.environ.update(stack.enter_context(embedded.kept(var, **missing)))
    address = os.environ.get("WEISHISHI_BIND")
    if not address:
        address = f"127.0.0.1:{_free_port()}"
        # Links in messages are whole addresses on this machine, too.
        os.environ.setdefault("WEISHISHI_ADDRESS", f"http://{address}")
    _prepare(var)
    stack.enter_context(running.told_to_manage_py(var))
    environment = os.environ | {"WEISHISHI_BIND": address}
    logs = var / "logs"
    logs.mkdir(exist_ok=True)
    started_ones = {}
    stack.callback(lambda: children.stop_all(started_ones.values()))
    for name in processes.definitions():
        started_ones[name] = processes.start(
            name, environment=environment, log=logs / f"{name}.log"
        )
    _wait_for_the_first_page(f"http://{address}/", started_ones, logs)
    _welcome(f"http://{address}", time.monotonic() - started)
    _watch(started_ones, logs)


def _prepare(var):
    """Tables, static files, and the demo in an empty database."""
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    django.setup()
    call_command("migrate", verbosity=0)
    _collect_static(var)
    if settings.DEMO:
        _load_the_demo()
    connections.close_all()


def _collect_static(var):
    """Only when a file changed: compressing takes seconds."""
    from django.contrib.staticfiles import finders
    from django.core.management import call_command

    state = hashlib.sha256()
    for finder in finders.get_finders():
        for path, storage in finder.list([]):
            state.update(f"{path} {os.stat(storage.path(path)).st_mtime_ns}\n".encode())
    stamp = var / "static.stamp"
    if stamp.exists() and stamp.read_text() == state.hexdigest():
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(state.hexdigest())


def _load_the_demo():
    from django.apps import apps
    from django.core.management import call_command, get_commands

    if "demo" in get_commands() and not apps.get_model("projects.Project").objects.exists():
        print("数据库是空的，正在装入金湾演示数据…", flush=True)
        started = time.monotonic()
        call_command("demo")
        print(f"演示数据已装入，用时 {time.monotonic() - started:.0f} 秒。", flush=True)


def _free_port():
    wanted = int(os.environ.get("PORT", FIRST_PORT))
    for port in range(wanted, wanted + PORTS):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        if port != wanted:
            print(f"端口 {wanted} 已被占用，改用 {port}。", flush=True)
        return port
    raise Unavailable(
        f"端口 {wanted} 至 {wanted + PORTS - 1} 都被占用，请用 PORT=… 指定一个空闲端口。"
    )


def _wait_for_the_first_page(url, running, logs):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        _all_alive(running, logs)
        try:
            with urllib.request.urlopen(url, timeout=10):
                return
        except urllib.error.HTTPError as answer:
            print(f"首页回答了 {answer.code}，详情见 {logs / 'web.log'}。", flush=True)
            return
        except OSError:
            time.sleep(0.1)
    raise Unavailable(f"网页 {PATIENCE} 秒内没有回答，详情见 {logs / 'web.log'}。")


def _all_alive(running, logs):
    for name, process in running.items():
        if process.poll() is not None:
            log = logs / f"{name}.log"
            tail = "\n".join(log.read_text(errors="replace").splitlines()[-20:])
            raise Unavailable(
                f"进程 {name} 停了（{process.returncode}），它最后说（{log}）：\n{tail}"
            )


def _welcome(site, seconds):
    print(f"\n民生微实事已就绪，用时 {seconds:.1f} 秒：{site}/", flush=True)
    if logins := _logins():
        print(f"\n后台：{site}/admin/　演示账号（只用于演示）：")
        for role, username, password in logins:
            print(f"  {role}　{username} / {password}")
        print(
            f"\n居民：{site}/me/sign-in/　手机号 {_resident()}（提过村道路灯；验证码显示在页面上）"
        )
    if path := _screen():
        print(f"\n大屏：{site}{path}", flush=True)
    print("\n按 Ctrl-C 停止。", flush=True)


def _logins():
    if os.environ["WEISHISHI_DEMO"] not in ("1", "true", "True", "yes", "on"):
        return []
    try:
        from projects.demo.people import LOGINS
    except ImportError:
        return []
    return LOGINS


def _resident():
    from projects.demo.article.south import LAMP_PHONE

    return LAMP_PHONE


def _screen():
    """The path of the demo's wall screen while it is open."""
    if not _logins():
        return ""
    from django.db import connections
    from django.urls import reverse

    from projects.demo.screen import TOKEN
    from projects.queries.screens import open_at

    found = open_at(TOKEN)
    connections.close_all()
    return reverse("screen", args=[TOKEN]) if found else ""


def _watch(running, logs):
    while True:
        _all_alive(running, logs)
        time.sleep(0.5)


def _as_ctrl_c(*_):
    raise KeyboardInterrupt


def _ignore_signals():
    """A second Ctrl-C must not leave half of the children running."""
    for how in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(how, signal.SIG_IGN)


if __name__ == "__main__":
    main()
