"""Somebody at the login page, with a device that shows codes."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time

from allauth.mfa.models import Authenticator
from django.test import Client

PASSWORD = "a long test password"
DESK = "/admin/"
SET_UP = "/account/second-factor/on/"
CODES = "/account/recovery-codes/"


def log_in(client: Client, user, password: str = PASSWORD, **form):
    return client.post("/login/", {"username": user.username, "password": password, **form})


def is_in(client: Client) -> bool:
    return client.get(DESK).status_code == 200


def code_of(secret: str, ago: int = 0) -> str:
    """What a device shows now, or showed ``ago`` half minutes ago (RFC 6238)."""
    moment = (int(time.time()) // 30 - ago).to_bytes(8, "big")
    digest = hmac.new(base64.b32decode(secret), moment, hashlib.sha1).digest()
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def set_up_second_factor(client: Client) -> str:
    """Through the pages, as people do; gives the key that the device now holds."""
    secret = client.get(SET_UP).context["form"].secret
    answer = client.post(SET_UP, {"code": code_of(secret)})
    assert answer.url == CODES
    return secret


def factors(user) -> set[str]:
    return set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
