"""The district's unified sign-in (OpenID Connect) lets in who is registered here, and nobody else."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.contrib.auth import SESSION_KEY
from django.core.checks import run_checks

from tests.factories.desk import text_of
from tests.factories.people import appoint, make_person
from villages.models import Person
from villages.roles import Role

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
pytestmark = pytest.mark.django_db


class Provider(BaseHTTPRequestHandler):
    """Discovery, keys, token and userinfo of a small provider; `server` holds what it says."""

    def do_GET(self):
        here, path = self.server.url, urlsplit(self.path).path
        self._say({
            "/.well-known/openid-configuration": {
                "issuer": here, "authorization_endpoint": f"{here}/authorize",
                "token_endpoint": f"{here}/token", "userinfo_endpoint": f"{here}/userinfo",
                "jwks_uri": f"{here}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            },
            "/keys": {"keys": [json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key())) | {"kid": "one"}]},
            "/userinfo": self.server.person,
        }[path])  # fmt: skip

    def do_POST(self):
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.asked.append({name: values[0] for name, values in form.items()})
        claims = {
            "iss": self.server.url, "aud": "weishishi", "exp": time.time() + 60,
            **self.server.person, **self.server.claims,
        }  # fmt: skip
        token = jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "one"})
        self._say({"access_token": "once", "token_type": "Bearer", "id_token": token})

    def _say(self, words):
        body = json.dumps(words).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        """Silence."""


@pytest.fixture
def provider(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    server.url = f"http://127.0.0.1:{server.server_port}"
    server.asked, server.claims = [], {}
    server.person = {"sub": "42", "preferred_username": "chen"}
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.OIDC_URL = server.url
    app = {
        "provider_id": "unified", "name": settings.OIDC_NAME, "client_id": "weishishi",
        "secret": "ours", "settings": {"server_url": server.url},
    }  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    }
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def chen(village):
    person = make_person("chen")
    appoint(Role.SECRETARY, village, person=person)
    return person


def come_back(client, **changes):
    """Press the button, agree over there, come back with the code."""
    start = client.get("/admin/unified/unified/", {"next": "/admin/"})
    sent = {name: values[0] for name, values in parse_qs(urlsplit(start.url).query).items()}
    given = {"code": "once", "state": sent["state"], **changes}
    return sent, client.get("/admin/unified/unified/back/", given)


def test_who_is_registered_comes_in_under_her_own_name(client, provider, chen):
    assert "统一身份认证登录" in text_of(client.get("/admin/login/"))
    sent, answer = come_back(client)
    assert (sent["client_id"], sent["code_challenge_method"]) == ("weishishi", "S256")
    assert "openid" in sent["scope"]
    assert (answer.status_code, answer.url) == (302, "/admin/")
    assert client.session[SESSION_KEY] == str(chen.pk)
    assert client.get("/admin/").status_code == 200
    assert provider.asked[0]["code_verifier"]


def test_the_second_factor_is_asked_here_as_well(client, provider, chen, settings):
    settings.SECOND_FACTOR = True
    come_back(client)
    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == "/admin/factors/"


@pytest.mark.parametrize("name", ["nobody", "", None])
def test_nobody_is_registered_by_it(client, provider, chen, name):
    provider.person = {"sub": "43", "preferred_username": name}
    _sent, answer = come_back(client)
    assert (answer.status_code, SESSION_KEY in client.session) == (403, False)
    assert "没有在本系统登记，请联系系统管理员" in text_of(answer)
    assert Person.objects.count() == 1


def test_who_is_switched_off_here_stays_out(client, provider, chen):
    Person.objects.update(is_active=False)
    _sent, answer = come_back(client)
    assert (answer.status_code, SESSION_KEY in client.session) == (403, False)


@pytest.mark.parametrize(
    "claims", [{"aud": "another"}, {"iss": "https://another.example"}, {"exp": 1}]
)
def test_a_word_that_is_not_meant_for_us_is_refused(client, provider, chen, claims):
    provider.claims = claims
    _sent, answer = come_back(client)
    assert (answer.status_code, SESSION_KEY in client.session) == (403, False)
    assert "统一身份认证没有成功" in text_of(answer)


def test_an_answer_nobody_asked_for_is_refused(client, provider, chen):
    _sent, answer = come_back(client, state="forged")
    assert (answer.status_code, SESSION_KEY in client.session) == (403, False)


def test_without_the_setting_there_is_no_button_and_no_address(client, settings):
    settings.OIDC_URL = ""
    assert "统一身份认证登录" not in text_of(client.get("/admin/login/"))
    assert client.get("/admin/unified/unified/").status_code == 404


def test_a_provider_without_tls_is_refused(settings):
    settings.OIDC_URL = "http://id.example/"
    assert "weishishi.E005" in {found.id for found in run_checks()}
    settings.OIDC_URL = "https://id.example/"
    assert "weishishi.E005" not in {found.id for found in run_checks()}
