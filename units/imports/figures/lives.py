"""In which years a unit existed, and in which province it lay then, as far as is known."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import QuerySet

from ...choices import EntryKind
from ...models import UnitVersion


class Stretch(NamedTuple):
    """One version of a unit, as far as its years matter."""

    unit: int
    valid_from: dt.date
    valid_to: dt.date | None
    province: int | None
    opened_by__kind: str
    unit__established_on: dt.date | None


def lives_of(versions: QuerySet[UnitVersion]) -> dict[int, list[Stretch]]:
    """{unit: its stretches in order} of what the register knows now, in one query."""
    lives: dict[int, list[Stretch]] = defaultdict(list)
    rows = versions.order_by("unit_id", "valid_from").values_list(*Stretch._fields)
    for row in rows:
        lives[row[0]].append(Stretch._make(row))
    return lives


def then(life: Sequence[Stretch], year: int) -> Stretch | None:
    """The last stretch of a year. None when the unit did not exist in any part of it.

    Before its first stretch nothing is known of a unit that a list brought in: it may have existed,
    unless its day of establishment or an event tells better.
    """
    begin, end = dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
    first = life[0]
    if first.unit__established_on and first.unit__established_on >= end:
        return None
    found = [one for one in life if one.valid_from < end and (one.valid_to or end) > begin]
    if found:
        return found[-1]
    may_be_older = bool(first.unit__established_on) or first.opened_by__kind != EntryKind.EVENT
    return first if first.valid_from >= end and may_be_older else None


def years_of(life: Iterable[Stretch]) -> str:
    """When a unit existed, as a sentence tells it: "2018-2021, 2023-"."""
    spans: list[list] = []
    for one in life:
        if spans and spans[-1][1] == one.valid_from:
            spans[-1][1] = one.valid_to
        else:
            spans.append([one.valid_from, one.valid_to])
    return ", ".join(f"{start:%d/%m/%Y}–{end:%d/%m/%Y}" if end else f"{start:%d/%m/%Y}–"
                     for start, end in spans)  # fmt: skip
