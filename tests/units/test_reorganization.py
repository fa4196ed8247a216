"""Every kind of event that changes the number of units does exactly that, and can be taken back."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.factories import day, make_agency, make_event, make_province, make_unit
from units.annulment import annul
from units.choices import EventStatus
from units.counts import count_units
from units.models import Succession, Unit, UnitVersion
from units.register import LaterEntries
from units.reorganization import EventRefused, preview, put_into_effect

pytestmark = pytest.mark.django_db
DAY = day("2020-03-01")
EVE = day("2020-02-29")


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def units(province):
    agency = make_agency(province=province)
    return [
        make_unit(province, name=f"Trường Minh Họa {n}", agency=agency, sector="education")
        for n in range(1, 7)
    ]


def effect(event):
    return put_into_effect(event, by=None, at=timezone.now())


def take_back(event):
    return annul(event, by=None, at=timezone.now(), reason="typed by mistake")


def state():
    """All that the register holds now, without its clocks and keys."""
    rows = UnitVersion.objects.known().order_by("unit_id", "valid_from")
    return list(rows.values_list("unit_id", "valid_from", "valid_to", "name", "agency", "code"))


def new(name, **described):
    return {"name": name, **described}


KINDS = {
    "establish": (lambda u: {"new": [new("Trung tâm Minh Họa mới")]}, +1, 0),
    "merge": (lambda u: {"closing": u[:2], "surviving": u[2]}, -2, 2),
    "merge_one": (lambda u: {"closing": u[:1], "surviving": u[2]}, -1, 1),
    "consolidate": (lambda u: {"closing": u[:3], "new": [new("Trường Minh Họa A")]}, -2, 3),
    "divide": (lambda u: {"closing": u[:1], "new": [new("A"), new("B"), new("C")]}, +2, 3),
    "separate": (lambda u: {"source": u[0], "new": [new("A"), new("B")]}, +2, 2),
    "dissolve": (lambda u: {"closing": u[:1]}, -1, 0),
}


@pytest.mark.parametrize("case", KINDS)
def test_count_changes_on_the_operative_day_and_not_before(case, province, units):
    roles, change, edges = KINDS[case]
    event = make_event(case.removesuffix("_one"), DAY, province=province, **roles(units))
    seen = preview(event)
    before = state()
    assert seen.allowed, seen.breaches
    assert (seen.before, seen.change, seen.after) == (6, change, 6 + change)
    assert state() == before, "a preview writes nothing"

    effect(event)

    event.refresh_from_db()
    assert event.status == EventStatus.IN_EFFECT
    assert count_units(EVE, province=province).total == 6
    assert count_units(DAY, province=province).total == 6 + change
    assert count_units(dt.date(2026, 1, 1), province=province).total == 6 + change
    assert Succession.objects.known().filter(event=event).count() == edges


@pytest.mark.parametrize("case", KINDS)
def test_annulling_restores_what_was(case, province, units):
    roles, _change, _edges = KINDS[case]
    before = state()
    event = make_event(case.removesuffix("_one"), DAY, province=province, **roles(units))
    effect(event)
    take_back(event)
    event.refresh_from_db()
    assert event.status == EventStatus.ANNULLED
    assert state() == before
    assert count_units(DAY, province=province).total == 6
    assert not Succession.objects.known().exists()
    assert set(Unit.objects.on(DAY)) == set(units)
    assert Unit.objects.filter(ceased_on__isnull=False).count() == 0


def test_receiver_keeps_its_identity_and_may_take_a_new_name(province, units):
    event = make_event("merge", DAY, province=province, closing=units[:1])
    event.participants.create(role="surviving", unit=units[1], name="Trường Minh Họa 1 và 2")
    effect(event)
    names = units[1].versions.known().order_by("valid_from").values_list("name", "valid_from")
    assert list(names) == [
        ("Trường Minh Họa 2", day("2015-12-31")),
        ("Trường Minh Họa 1 và 2", DAY),
    ]
    units[0].refresh_from_db()
    assert units[0].ceased_on == DAY


def test_new_unit_takes_what_all_its_predecessors_share(province, units):
    event = make_event("consolidate", DAY, province=province, closing=units[:2], new=[new("A")])
    effect(event)
    version = UnitVersion.objects.known().get(name="A")
    origin = units[0].versions.first()
    assert (version.agency, version.sector) == (origin.agency, origin.sector)
    assert version.unit.established_on == DAY
    assert version.opened_by.event == event


def test_event_with_later_events_can_be_annulled_only_after_them(province, units):
    first = make_event("merge", DAY, province=province, closing=units[:1], surviving=units[1])
    effect(first)
    second = make_event(
        "separate", day("2021-01-01"), province=province, source=units[1], new=[new("A")]
    )
    effect(second)
    with pytest.raises(LaterEntries) as refused:
        take_back(first)
    assert [entry.event for entry in refused.value.entries] == [second]
    take_back(second)
    take_back(first)
    assert count_units(day("2021-06-01"), province=province).total == 6


def test_an_annulled_event_can_be_entered_again(province, units):
    for _attempt in range(2):
        event = make_event("dissolve", DAY, province=province, closing=units[:1])
        effect(event)
        assert count_units(DAY, province=province).total == 5
        take_back(event)
    assert count_units(DAY, province=province).total == 6


def test_future_event_is_planned_and_does_not_count_today(province, units):
    event = make_event("dissolve", day("2030-01-01"), province=province, closing=units[:1])
    effect(event)
    assert count_units(day("2026-11-22"), province=province).total == 6
    event.refresh_from_db()
    assert event.is_planned(day("2026-11-22"))


REFUSALS = {
    "cardinality": lambda p, u: {"kind": "consolidate", "closing": u[:1], "new": [new("A")]},
    "existed_the_day_before": lambda p, u: {
        "kind": "dissolve",
        "closing": [make_unit(p, valid_from=DAY)],
    },
    "unit_or_description": lambda p, u: {"kind": "establish", "new": [new(" ")]},
    "in_the_area": lambda p, u: {
        "kind": "dissolve",
        "closing": [make_unit(make_province("MX", "Minh Họa khác"))],
    },
    "agency_alive": lambda p, u: {
        "kind": "establish",
        "new": [new("A", agency=make_agency(valid_to=day("2019-01-01")))],
    },
    "code_never_reused": lambda p, u: {
        "kind": "establish",
        "new": [new("A", code=u[0].versions.first().code)],
    },
    "dates_in_order": lambda p, u: {
        "kind": "dissolve",
        "closing": u[:1],
        "decided_on": day("2021-01-01"),
    },
}


@pytest.mark.parametrize("rule", REFUSALS)
def test_a_breach_refuses_the_event_and_writes_nothing(rule, province, units):
    values = REFUSALS[rule](province, units)
    before = state()
    event = make_event(values.pop("kind"), DAY, province=province, **values)
    assert rule in [breach.code for breach in preview(event).breaches]
    with pytest.raises(EventRefused) as refused:
        effect(event)
    assert rule in [breach.code for breach in refused.value.breaches]
    assert state() == before
    event.refresh_from_db()
    assert event.status == EventStatus.PROPOSED


def test_a_unit_closes_only_once(province, units):
    first = make_event("dissolve", DAY, province=province, closing=units[:1])
    second = make_event("dissolve", DAY, province=province, closing=units[:1])
    effect(first)
    with pytest.raises(EventRefused) as refused:
        effect(second)
    assert {b.code for b in refused.value.breaches} == {"in_force_on_the_day"}


def test_a_unit_known_later_cannot_close_earlier(province, units):
    later = make_event("merge", day("2022-01-01"), province=province, closing=units[:1])
    later.participants.create(role="surviving", unit=units[1], name="Tên mới")
    effect(later)
    event = make_event("dissolve", DAY, province=province, closing=[units[1]])
    with pytest.raises(EventRefused) as refused:
        effect(event)
    assert [b.code for b in refused.value.breaches] == ["nothing_known_later"]
