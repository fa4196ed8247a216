"""The house convention of time: a period is half-open, [valid_from, valid_to).

An empty ``valid_to`` means "still so"; an empty ``valid_from`` (agencies only) means "since when is
not known". Nobody else in the house writes these comparisons.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q

ONE_DAY = dt.timedelta(days=1)


def in_force(day: dt.date, prefix: str = "") -> Q:
    """Rows whose period holds ``day``; ``prefix`` is a lookup path such as ``"versions__"``."""
    return Q(**{f"{prefix}valid_from__lte": day}) & not_ended(day, prefix)


def not_ended(day: dt.date, prefix: str = "") -> Q:
    """Rows whose period has not ended by ``day`` (their start is not looked at)."""
    return Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": day})


def as_known(moment: dt.datetime | None, prefix: str = "") -> Q:
    """Ledger rows that the register held to be true at ``moment`` (None: what it holds now)."""
    if moment is None:
        return Q(**{f"{prefix}superseded_at__isnull": True})
    return Q(**{f"{prefix}recorded_at__lte": moment}) & (
        Q(**{f"{prefix}superseded_at__isnull": True}) | Q(**{f"{prefix}superseded_at__gt": moment})
    )


def end_of(day: dt.date, zone: ZoneInfo) -> dt.datetime:
    """The last moment of ``day`` in ``zone``: what was recorded on that day was known on it."""
    return dt.datetime.combine(day, dt.time.max, tzinfo=zone)


def holds(valid_from: dt.date | None, valid_to: dt.date | None, day: dt.date) -> bool:
    """The same question as :func:`in_force`, asked of values already in memory."""
    return (valid_from is None or valid_from <= day) and (valid_to is None or day < valid_to)


def day_before(day: dt.date) -> dt.date:
    return day - ONE_DAY


def last_day(valid_to: dt.date | None) -> dt.date | None:
    """The last day on which a period that ends at ``valid_to`` still held; None when it is open."""
    return None if valid_to is None else valid_to - ONE_DAY


def ends_after_it_begins(name: str) -> models.CheckConstraint:
    """Constraint for every model with a period: no empty and no backward period."""
    return models.CheckConstraint(
        condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name=name
    )
