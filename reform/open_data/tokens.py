"""Keys with which programs read: made once, shown once, ended at any time."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from ..models import ApiToken

SCHEME = "Bearer"
BYTES = 32


def make_token(
    *, owner, purpose: str, expires_on: dt.date, at: dt.datetime
) -> tuple[ApiToken, str]:
    """The row, and the key itself, which nobody can read out of the row again."""
    key = secrets.token_urlsafe(BYTES)
    row = ApiToken.objects.create(
        owner=owner, purpose=purpose, digest=digest(key), expires_on=expires_on, made_at=at
    )
    return row, key


def end_token(token: ApiToken, *, at: dt.datetime) -> None:
    """From now on it opens nothing; ended is ended."""
    ApiToken.objects.filter(pk=token.pk, ended_at=None).update(ended_at=at)


def owner_of(header: str, *, today: dt.date):
    """Whose key an ``Authorization`` header bears; None for none that holds today."""
    scheme, _space, key = header.partition(" ")
    if scheme.lower() != SCHEME.lower() or not key:
        return None
    standing = ApiToken.objects.filter(
        digest=digest(key.strip()), ended_at=None, expires_on__gte=today, owner__is_active=True
    )
    token = standing.select_related("owner").first()
    return token and token.owner


def digest(key: str) -> str:
    """A key is random and long: it needs no slow hash."""
    return hashlib.sha256(key.encode()).hexdigest()
