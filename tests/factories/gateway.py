"""A small gateway of the suite's own, on a port of its own: it answers as it is told to and keeps what
it was given."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        server = self.server
        server.got.append((self.path, self.headers["Authorization"], json.loads(body)))
        time.sleep(server.thinks)
        self.send_response(server.answers)
        self.end_headers()
        self.wfile.write(json.dumps(server.says).encode())

    def log_message(self, *words):
        """Silence."""


@pytest.fixture
def gateway():
    """`answers` is the status it gives, `says` the document, `thinks` the seconds before it does;
    `got` is what it received: (path, authorisation, document)."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.got, server.answers, server.says, server.thinks = [], 200, {}, 0
    server.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def sms_gateway(gateway, settings):
    settings.SMS = "weishishi.outbox.channels.sms.Gateway"
    settings.SMS_URL = f"{gateway.url}/send"
    settings.SMS_SIGNATURE, settings.SMS_TEMPLATE, settings.SMS_KEY = "青溪微实事", "T01", "secret"
    settings.SMS_TEMPLATES = {"confirmed": "T07", "*": "T99"}
    settings.CHANNELS = {"sms": "weishishi.outbox.channels.sms.deliver"}
    return gateway
