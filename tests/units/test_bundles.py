"""One decision orders several events: in their order, together or not at all."""

import pytest
from django.utils import timezone

from tests.factories import day, make_event, make_province, make_unit
from units.annulment import annul, annul_bundle
from units.choices import EventStatus
from units.counts import count_units
from units.models import Bundle, Participant, ReorganizationEvent, UnitVersion
from units.register import LaterEntries
from units.reorganization import EventRefused, preview_all, put_bundle_into_effect

pytestmark = pytest.mark.django_db
DAY = day("2021-07-01")


@pytest.fixture
def bundle():
    return Bundle.objects.create(title="Quyết định 1/QĐ-MH", province=make_province())


@pytest.fixture
def units(bundle):
    return [make_unit(bundle.province, name=f"Trường {n}") for n in range(1, 5)]


def order(bundle, kind, sequence, on=DAY, **roles):
    return make_event(kind, on, province=bundle.province, bundle=bundle, sequence=sequence, **roles)


def effect(bundle):
    return put_bundle_into_effect(bundle, by=None, at=timezone.now())


def test_several_events_of_one_day_take_effect_in_the_stated_order(bundle, units):
    order(bundle, "rename", 2, surviving=[{"unit": units[1], "name": "Trường chung"}])
    order(bundle, "merge", 1, closing=units[:1], surviving=units[1])
    order(bundle, "merge", 3, closing=[units[1]], surviving=units[2])
    assert [e.after for e in preview_all(bundle.events.all())] == [3, 3, 2]
    effect(bundle)
    assert count_units(day("2021-06-30"), province=bundle.province).total == 4
    assert count_units(DAY, province=bundle.province).total == 2
    names = UnitVersion.objects.filter(unit=units[1]).known().values_list("name", "valid_to")
    assert list(names) == [("Trường 2", DAY)], "a name borne on no day leaves no period"


def test_a_later_event_reaches_a_unit_that_an_earlier_one_sets_up(bundle, units):
    first = order(bundle, "consolidate", 1, closing=units[:2], new=[{"name": "Trường mới"}])
    second = order(bundle, "rename", 2, on=day("2022-01-01"))
    born = first.participants.get(role="new")
    Participant.objects.create(event=second, role="surviving", born_in=born, name="Tên sau")
    effect(bundle)
    unit = Participant.objects.get(pk=born.pk).unit
    names = UnitVersion.objects.known().filter(unit=unit).values_list("name", flat=True)
    assert list(names) == ["Trường mới", "Tên sau"]
    assert second.participants.get().unit == unit, "who asks for the unit's events finds both"


def test_one_breach_refuses_the_whole_decision(bundle, units):
    order(bundle, "merge", 1, closing=units[:1], surviving=units[1])
    bad = order(bundle, "dissolve", 2, closing=units[:1])
    with pytest.raises(EventRefused) as refused:
        effect(bundle)
    assert refused.value.event == bad
    assert count_units(DAY, province=bundle.province).total == 4
    assert not ReorganizationEvent.objects.exclude(status=EventStatus.PROPOSED).exists()


def test_a_decision_is_annulled_from_its_end_and_a_part_of_it_only_in_that_order(bundle, units):
    first = order(bundle, "merge", 1, closing=units[:1], surviving=units[1])
    second = order(bundle, "merge", 2, closing=[units[1]], surviving=units[2])
    effect(bundle)
    with pytest.raises(LaterEntries) as refused:
        annul(first, by=None, at=timezone.now(), reason="x")
    assert [entry.event for entry in refused.value.entries] == [second]
    annul_bundle(bundle, by=None, at=timezone.now(), reason="x")
    assert count_units(DAY, province=bundle.province).total == 4
