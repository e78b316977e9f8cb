"""PDFs are made beside the portal: from what is in the document alone, and the press ends with it."""

import base64
import subprocess
import sys

import pytest

from tests.factories import pictures as made
from weishishi.kernel import press

LONG = "<p>" + "灯" * 200_000


@pytest.fixture(autouse=True)
def nobody_waits():
    press.send_home()
    yield
    press.send_home()


def test_nothing_is_fetched_for_a_pdf(tmp_path):
    """A file and an address in the document are left out; a control shows that the file would do."""
    dot = tmp_path / "dot.jpg"
    dot.write_bytes(made.jpeg())
    for address in (dot.as_uri(), "http://127.0.0.1:9/x.png"):
        assert b"/Subtype /Image" not in press.pdf(f'<p>无图</p><img src="{address}">')
    inside = base64.b64encode(dot.read_bytes()).decode()
    assert b"/Subtype /Image" in press.pdf(f'<img src="data:image/jpeg;base64,{inside}">')


def test_one_waits_once_somebody_said_so_prints_one_document_and_ends():
    press.get_ready()
    waiting = press._PRESSES.waiting
    press.get_ready()
    assert press._PRESSES.waiting is waiting
    assert press.pdf("<p>档").startswith(b"%PDF")
    assert waiting.returncode == 0 and press._PRESSES.waiting is None


def test_one_that_died_while_it_waited_is_replaced():
    press.get_ready()
    for again in (press.get_ready, lambda: press.pdf("<p>档")):
        died = press._PRESSES.waiting
        died.kill()
        died.wait()
        again()
        assert died.stdout.closed and died.stdin.closed and press._PRESSES.waiting is not died


def test_it_leaves_when_whoever_wanted_a_document_is_gone():
    """The web process may be killed; its press reads the end of the pipe."""
    portal = (
        "import subprocess, sys;"
        f"press = subprocess.Popen({press.COMMAND!r}, stdin=subprocess.PIPE);"
        "print(press.pid); sys.stdout.flush(); import os; os._exit(1)"
    )
    gone = subprocess.run(
        [sys.executable, "-c", portal], check=False, capture_output=True, timeout=60
    )
    # The output is closed by the last who held it: by the press, which nobody waits for any more.
    assert gone.returncode == 1 and int(gone.stdout) > 1


def test_without_weasyprint_it_is_said_what_to_install(no_weasyprint):
    press.get_ready()
    with pytest.raises(press.NoPdf, match="安装 weasyprint"):
        press.pdf("<p>档")


def test_too_long_a_document_is_given_up_and_the_press_with_it(monkeypatch):
    monkeypatch.setattr(press, "PATIENCE", 0.05)
    with pytest.raises(press.NoPdf, match="浏览器打印"):
        press.pdf(LONG)


def test_a_press_that_fails_is_told_to_the_administrator_and_not_to_the_user(monkeypatch, caplog):
    fails = "import sys; sys.stdin.read(); raise MemoryError('no more')"
    monkeypatch.setattr(press, "COMMAND", [sys.executable, "-c", fails])
    with pytest.raises(press.NoPdf, match="告诉管理员"):
        press.pdf("<p>档")
    assert "no more" in caplog.text
