"""Documents as PDF, made by a process of its own that ends with the document.

WeasyPrint keeps what it ever needed: a web worker that made one long file held 308 MB for the rest of
its days, and its other visitors waited for the same interpreter. One press stands ready once somebody
`get_ready`s it, so that nobody waits for libraries and fonts.
"""

import atexit
import logging
import subprocess
import sys
from pathlib import Path
from threading import Lock

from weishishi.kernel.press.ends import MISSING

COMMAND = [sys.executable, "-I", str(Path(__file__).parent)]
PATIENCE = 55  # seconds for one document; the web process gives a request 60
_log = logging.getLogger(__name__)


class NoPdf(Exception):
    """No PDF can be made; the message says, in Chinese, what to do about it."""


def pdf(html):
    """The bytes of that document as PDF. It has everything in it: nothing on the network and no file
    is ever read for it. Raises NoPdf: without WeasyPrint, after 55 seconds, or when it fails."""
    press = _PRESSES.take()
    with press:
        try:
            made, complaint = press.communicate(html.encode(), timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            press.kill()
            raise NoPdf("文件太长，一分钟内生成不完：请用浏览器打印网页。") from None
    if press.returncode == MISSING:
        raise NoPdf(
            "这台服务器不能生成 PDF：请安装 weasyprint 和 libpango-1.0-0、libpangoft2-1.0-0。"
        )
    if press.returncode:
        _log.error("no PDF (%s): %s", press.returncode, complaint.decode(errors="replace"))
        raise NoPdf("这份文件没有生成 PDF：请用浏览器打印网页，并告诉管理员看日志。")
    return made


def get_ready():
    """Whoever asks for a PDF in the next minutes does not wait for libraries and fonts."""
    _PRESSES.get_ready()


def send_home():
    """The press that waits for a document ends without one."""
    _PRESSES.send_home()


class _Presses:
    """At most one process that has everything at hand and waits for a document."""

    def __init__(self):
        self.waiting, self.lock = None, Lock()

    def get_ready(self):
        with self.lock:
            if not self._one_waits():
                self.waiting = _begin()

    def take(self):
        with self.lock:
            press = self.waiting if self._one_waits() else _begin()
            self.waiting = None
        return press

    def _one_waits(self):
        if self.waiting is not None and self.waiting.poll() is not None:  # it died meanwhile
            with self.waiting:  # closes its pipes
                self.waiting = None
        return self.waiting is not None

    def send_home(self):
        with self.lock:
            press, self.waiting = self.waiting, None
        if press:
            press.communicate(b"")  # nothing to print


def _begin():
    pipe = subprocess.PIPE
    return subprocess.Popen(COMMAND, stdin=pipe, stdout=pipe, stderr=pipe)


_PRESSES = _Presses()
atexit.register(send_home)
