"""Annulling many events in one pass leaves the ledger that annulling them one by one leaves."""

import contextlib

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import day, make_agency, make_event, make_figures, make_province, make_unit
from tests.units.test_bundles_property import SOME_DAYS, order, ordered_events
from units.annulment import annul, annul_all
from units.choices import EventStatus
from units.models import Bundle, Participant, RegisterEntry, ReorganizationEvent, Unit, UnitVersion
from units.register import LEDGERS, LaterEntries
from units.reorganization import carry_out, in_order, put_into_effect

pytestmark = pytest.mark.django_db


def ledger() -> dict[str, list]:
    """All rows and entries without their keys. What came and went in one moment held at none."""
    named = {
        entry.pk: (entry.kind, entry.event_id, entry.reverses_id and entry.reverses.event_id)
        for entry in RegisterEntry.objects.select_related("reverses")
    }
    found = {"entries": sorted(named.values(), key=str)}
    for model in LEDGERS:
        names = [field.attname for field in model._meta.concrete_fields if field.name != "id"]
        rows = [dict(zip(names, row, strict=True)) for row in model.objects.values_list(*names)]
        links = [name for name in names if name.endswith("_by_id")]
        found[model.__name__] = sorted(
            (
                [row | {link: named.get(row[link]) for link in links}]
                for row in rows
                if row["recorded_at"] != row["superseded_at"]
            ),
            key=str,
        )
    found["ends"] = sorted(Unit.objects.values_list("pk", "ceased_on"), key=str)
    found["statuses"] = sorted(ReorganizationEvent.objects.values_list("pk", "status"))
    return found


def outcome_of(act) -> tuple:
    """What the act leaves behind, or that it was refused; the register is then as before."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                act()
            left = ledger()
        except LaterEntries as refused:
            left = f"refused: {len(refused.entries) > 0}"
        transaction.set_rollback(True)
    return left


def one_by_one(events, at) -> None:
    for event in reversed(in_order(events.filter(status=EventStatus.IN_EFFECT))):
        annul(event, by=None, at=at, reason="test")


def annulled_alone(event) -> None:
    with contextlib.suppress(LaterEntries):
        annul(event, by=None, at=timezone.now(), reason="test")


@given(orders=ordered_events, split=st.integers(0, 6), annulled=st.booleans())
@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_together_or_one_by_one_the_ledger_is_the_same(orders, split, annulled):
    """The first events are the list's, the others came beside it, before and after in time."""
    with transaction.atomic():
        province, agency = make_province(), make_agency()
        units = [make_unit(province) for _ in range(8)]
        make_figures(units[0], 2020, headcount_present=3)
        bundles = [Bundle.objects.create(title=title, province=province) for title in "ab"]
        for number, ordered in enumerate(orders, 1):
            order(bundles[number > split], units, agency, number, *ordered)
        for bundle in bundles:
            carry_out(bundle.events.all(), by=None, at=timezone.now(), skip_refused=True)
        own = bundles[0].events.all()
        if annulled and (last := in_order(own.filter(status=EventStatus.IN_EFFECT))[-1:]):
            annulled_alone(last[0])
        at = timezone.now()
        together = outcome_of(lambda: annul_all(own, by=None, at=at, reason="test"))
        assert together == outcome_of(lambda: one_by_one(own, at))
        transaction.set_rollback(True)


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def units(province):
    return [make_unit(province) for _ in range(3)]


def merged(province, units, on, **fields):
    event = make_event(
        "merge", day(on), province=province, closing=units[0], surviving=units[1], **fields
    )
    put_into_effect(event, by=None, at=timezone.now())
    return event


def only(event):
    return ReorganizationEvent.objects.filter(pk=event.pk)


def refusal(events) -> list[RegisterEntry]:
    before = ledger()
    with pytest.raises(LaterEntries) as refused:
        annul_all(events, by=None, at=timezone.now(), reason="test")
    assert ledger() == before
    return refused.value.entries


def test_a_later_event_of_the_same_unit_stands_in_the_way(province, units):
    first = merged(province, units[:2], "2020-01-01")
    later = merged(province, units[1:], "2021-01-01")
    assert [entry.event for entry in refusal(only(first))] == [later]
    annul_all(only(later), by=None, at=timezone.now(), reason="test")
    annul_all(only(first), by=None, at=timezone.now(), reason="test")
    assert UnitVersion.objects.known().filter(valid_to=None).count() == 3


def test_figures_of_a_unit_that_an_event_set_up_stand_in_the_way(province):
    event = make_event("establish", day("2020-01-01"), province=province, new={"name": "Mới"})
    put_into_effect(event, by=None, at=timezone.now())
    make_figures(Participant.objects.get(event=event).unit, 2021, headcount_present=3)
    assert len(refusal(only(event))) == 1


def test_events_of_a_day_stand_in_the_way_by_their_order(province, units):
    first = merged(province, units[:2], SOME_DAYS[0].isoformat(), sequence=1)
    second = merged(province, units[1:], SOME_DAYS[0].isoformat(), sequence=2)
    assert [entry.event for entry in refusal(only(first))] == [second]


def test_nothing_in_effect_is_nothing_to_take_back(province, units):
    event = merged(province, units, "2020-01-01")
    annul(event, by=None, at=timezone.now(), reason="test")
    before = ledger()
    annul_all(only(event), by=None, at=timezone.now(), reason="test")
    assert ledger() == before


def test_the_number_of_queries_does_not_grow_with_the_events(province):
    asked = []
    for number in (10, 400):
        events = [
            make_event(
                "dissolve", day("2020-01-01"), province=province, closing=make_unit(province)
            )
            for _ in range(number)
        ]
        carry_out(events, by=None, at=timezone.now())
        chosen = ReorganizationEvent.objects.filter(pk__in=[event.pk for event in events])
        with CaptureQueriesContext(connection) as queries:
            annul_all(chosen, by=None, at=timezone.now(), reason="test")
        asked.append(len(queries))
    assert asked[0] == asked[1]
