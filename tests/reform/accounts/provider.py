"""A small provider of OpenID Connect that answers on this machine: real requests, a real token."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt

CLIENT = "register"
PERSON = {"sub": "42", "email": "soan.thao@example.vn", "email_verified": True}


class Provider(ThreadingHTTPServer):
    """Vouches for ``person`` whoever asks; remembers what the token was asked for with."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.person = dict(PERSON)
        self.asked: dict[str, list[str]] = {}
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def settings(self) -> dict[str, object]:
        from reform import environment

        given = {"OIDC_SERVER": self.address, "OIDC_CLIENT_ID": CLIENT, "OIDC_SECRET": "x" * 40}
        return environment.sign_on(given)

    def endpoints(self) -> dict[str, str]:
        names = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
        return {"issuer": self.address, **{name: f"{self.address}/{name}" for name in names}}

    def token(self) -> dict[str, object]:
        claims = {**self.person, "iss": self.address, "aud": CLIENT, "exp": time.time() + 60}
        signed = jwt.encode({**claims, "iat": time.time()}, "k" * 32, algorithm="HS256")
        return {"access_token": "a", "token_type": "Bearer", "id_token": signed}


class Answer(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        known = "openid-configuration" in self.path
        self.tell(self.server.endpoints() if known else self.server.person)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.asked = parse_qs(body)
        self.tell(self.server.token())

    def tell(self, found: dict[str, object]) -> None:
        body = json.dumps(found).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *said) -> None:
        pass


def state_of(address: str) -> str:
    return parse_qs(urlsplit(address).query)["state"][0]
