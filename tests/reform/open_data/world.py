"""A small register with a past, and somebody with a key, for the tests of open data."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from reform.open_data.tokens import make_token
from tests.factories import day, make_event, make_unit, make_user
from units.reorganization import put_into_effect

EXPIRES = dt.date(2100, 1, 1)


def make_key(*, role: str = "reader", province=None, **fields) -> str:
    owner = make_user(role=role, province=province)
    values = {"purpose": "kiểm thử", "expires_on": EXPIRES, "at": timezone.now(), **fields}
    return make_token(owner=owner, **values)[1]


def bearing(key: str) -> dict[str, str]:
    """What a test client sends to bear the key."""
    return {"headers": {"Authorization": f"Bearer {key}"}}


def lived(province) -> list:
    """Eight units; two merge in 2018, the receiver and another consolidate in 2020, one is
    dissolved in 2021."""
    sectors = ("education", "education", "health", "culture") * 2
    units = [make_unit(province, sector=sector) for sector in sectors]
    for kind, on, parts in (
        ("merge", "2018-07-01", {"closing": units[0], "surviving": units[1]}),
        ("consolidate", "2020-07-01", {
            "closing": [units[1], units[4]], "new": {"name": "Trường Minh Họa Mới"},
        }),
        ("dissolve", "2021-07-01", {"closing": units[3]}),
    ):  # fmt: skip
        happen(kind, on, province, **parts)
    return units


def happen(kind: str, on: str, province, **parts):
    event = make_event(kind, day(on), province=province, **parts)
    put_into_effect(event, by=None, at=timezone.now())
    return event
