"""Two people put events into effect at the same moment: what excludes each other happens once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from tests.factories import day, make_event, make_province, make_unit
from units.choices import EventStatus
from units.counts import count_units
from units.models import ReorganizationEvent
from units.reorganization import EventRefused, put_into_effect

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
DAY = day("2020-01-01")


def at_once(events: list[ReorganizationEvent]) -> list[str]:
    start = Barrier(len(events))

    def confirm(event: ReorganizationEvent) -> str:
        start.wait()
        try:
            put_into_effect(event, by=None, at=timezone.now())
        except EventRefused as refused:
            return refused.breaches[0].code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(events)) as people:
        return sorted(people.map(confirm, events))


def test_a_unit_closes_once():
    province = make_province()
    unit, receivers = make_unit(province), [make_unit(province) for _ in range(8)]
    events = [
        make_event("merge", DAY, province=province, closing=[unit], surviving=receiver)
        for receiver in receivers
    ]
    assert at_once(events) == ["done"] + ["in_force_on_the_day"] * 7
    assert count_units(DAY, province=province).total == 8
    assert ReorganizationEvent.objects.filter(status=EventStatus.IN_EFFECT).count() == 1


def test_one_event_takes_effect_once():
    province = make_province()
    event = make_event("dissolve", DAY, province=province, closing=[make_unit(province)])
    assert at_once([event] * 6) == ["done"] + ["only_proposed_events"] * 5


def test_a_code_is_given_once():
    province = make_province()
    new = {"name": "Trường mới", "code": "TRUNG"}
    events = [make_event("establish", DAY, province=province, new=[new]) for _ in range(6)]
    assert at_once(events) == ["code_never_reused"] * 5 + ["done"]
    assert count_units(DAY, province=province).total == 1
