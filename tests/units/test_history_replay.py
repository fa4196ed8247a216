"""A long generated history, put into effect, gives on any day what a plain replay gives."""

import datetime as dt
import os
import random

import pytest
from django.utils import timezone

from tests.factories import make_province, make_units
from tests.units.history_generator import generate
from units.counts import count_units
from units.models import Participant, ReorganizationEvent, Unit, UnitVersion
from units.reorganization import carry_out

pytestmark = pytest.mark.django_db
FIRST, LAST = dt.date(1976, 1, 1), dt.date(2025, 12, 31)
STEP = 5_000
#: CI asks for 100,000; the README's test line is content with fewer.
HISTORY_SIZE = int(os.environ.get("HISTORY_SIZE", "5000"))


def test_register_replays_to_the_right_state_on_any_day():
    province = make_province(valid_from=FIRST)
    replay = generate(
        HISTORY_SIZE, seed=19, units=max(100, HISTORY_SIZE // 5), first=FIRST, last=LAST
    )
    units = born_at_the_start(province, replay)
    for start in range(0, len(replay.events), STEP):
        put_down(province, replay.events[start : start + STEP], units)
    chance = random.Random(62)
    for day in [
        FIRST,
        LAST,
        *(FIRST + dt.timedelta(days=chance.randint(0, 18_000)) for _ in range(20)),
    ]:
        versions = UnitVersion.objects.on(day).filter(province=province)
        names = {pk: birth for birth, pk in units.items()}
        found = {names[pk]: name for pk, name in versions.values_list("unit_id", "name")}
        assert found == replay.state(day), day
        assert count_units(day, province=province).total == len(found)


def born_at_the_start(province, replay) -> dict[str, int]:
    names = [name for name, life in replay.lives.items() if life.begins == FIRST]
    rows = [
        UnitVersion(unit=Unit(), valid_from=FIRST, name=name, code=name, province=province)
        for name in names
    ]
    return {name: unit.pk for name, unit in zip(names, make_units(rows), strict=True)}


def put_down(province, told_events, units: dict[str, int]) -> None:
    """Write events and participants, put them into effect, and remember who was born.

    A unit born in this step has no key yet: later events of the step reach it by its birth row.
    """
    events = ReorganizationEvent.objects.bulk_create(
        ReorganizationEvent(kind=told.kind, operative_on=told.day, province=province)
        for told in told_events
    )
    births, others = {}, []
    for event, told in zip(events, told_events, strict=True):
        for role, name, changes in told.roles:
            one = Participant(event=event, role=role, **changes)
            if role == "new":
                one.name = one.code = name
                births[name] = one
            elif name in units:
                one.unit_id = units[name]
            else:
                one.born_in = births[name]
            if role != "new":
                others.append(one)
    Participant.objects.bulk_create(births.values())
    Participant.objects.bulk_create(others)
    carry_out(events, by=None, at=timezone.now())
    born = Participant.objects.filter(event__in=[event.pk for event in events], role="new")
    units.update(born.values_list("code", "unit_id"))
