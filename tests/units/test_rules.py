"""Every rule of the register refuses what it names, with a sentence, and nothing is written."""

import pytest
from django.utils import timezone

from tests.factories import day, make_agency, make_event, make_province, make_unit
from units.choices import EventStatus
from units.extract import Extract
from units.models import Participant, ReorganizationEvent, UnitVersion
from units.reorganization import EventRefused, put_into_effect
from units.rules import RULES, breaches
from units.scene import Scene

pytestmark = pytest.mark.django_db
DAY, BEFORE, AFTER = day("2020-03-01"), day("2019-01-01"), day("2021-01-01")


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def units(province):
    return [make_unit(province, name=f"Trường {n}") for n in range(4)]


def event(province, kind, **roles):
    return make_event(kind, roles.pop("on", DAY), province=province, **roles)


def in_effect(province, kind, **roles) -> ReorganizationEvent:
    found = event(province, kind, **roles)
    put_into_effect(found, by=None, at=timezone.now())
    found.refresh_from_db()
    return found


def paired_backwards(province, units):
    merger = event(province, "merge", closing=units[:2], surviving=units[2])
    first, second = merger.participants.filter(role="closing")
    first.goes_to.add(second)
    return merger


def full_to_several(province, units):
    found = event(province, "divide", new=[{"name": "A"}, {"name": "B"}])
    Participant.objects.create(event=found, role="closing", unit=units[0], extent="full")
    return found


def born_twice_named(province, units):
    """The database keeps a saved unit from taking part twice; a unit yet to be born can't."""
    found = event(province, "merge", surviving=units[0])
    birth = event(province, "establish", on=BEFORE, new=[{"name": "A"}])
    born = birth.participants.get()
    put_into_effect(birth, by=None, at=timezone.now())
    Participant.objects.create(event=found, role="closing", born_in=born)
    Participant.objects.create(event=found, role="closing", born_in=born)
    return found


def known_later(province, units):
    in_effect(province, "rename", on=AFTER, surviving=[{"unit": units[0], "name": "Tên mới"}])
    return event(province, "dissolve", closing=units[:1])


def already_ends(province, units):
    in_effect(province, "dissolve", closing=units[:1])
    return event(province, "merge", closing=units[:1], surviving=units[1])


#: Rule: an event that breaks it.
BREAKING = {
    "only_proposed_events": lambda p, u: in_effect(p, "dissolve", closing=u[:1]),
    "cardinality": lambda p, u: event(p, "merge", closing=u[:1], surviving=u[1:3]),
    "dates_in_order": lambda p, u: event(p, "dissolve", closing=u[:1], legal_effect_on=AFTER),
    "province_in_force": lambda p, u: event(
        make_province("MX", "Minh Họa cũ", valid_to=BEFORE), "establish", new=[{"name": "A"}]
    ),
    "unit_or_description": lambda p, u: event(p, "establish", new=[{"name": "A", "unit": u[0]}]),
    "participant_once": born_twice_named,
    "existed_the_day_before": lambda p, u: event(
        p, "dissolve", closing=[make_unit(p, valid_from=DAY)]
    ),
    "in_force_on_the_day": already_ends,
    "former_has_ended": lambda p, u: event(
        p, "reestablish", former=u[:1], new=[{"name": "Lập lại"}]
    ),
    "nothing_known_later": known_later,
    "in_the_area": lambda p, u: event(
        p, "dissolve", closing=[make_unit(make_province("MX", "Minh Họa khác"))]
    ),
    "code_never_reused": lambda p, u: event(
        p, "recode", surviving=[{"unit": u[0], "code": u[1].versions.get().code}]
    ),
    "agency_alive": lambda p, u: event(
        p, "transfer", surviving=[{"unit": u[0], "agency": make_agency(valid_to=BEFORE)}]
    ),
    "changes_what_it_says": lambda p, u: event(
        p, "rename", surviving=[{"unit": u[0], "name": "Trường 0"}]
    ),
    "full_edge_has_one_successor": full_to_several,
    "pairs_within_the_event": paired_backwards,
}


def test_every_rule_has_its_case():
    assert set(BREAKING) == {rule.__name__ for rule in RULES}


@pytest.mark.parametrize("rule", BREAKING)
def test_rule_refuses(rule, province, units):
    breaking = BREAKING[rule](province, units)
    before = list(UnitVersion.objects.order_by("pk").values())
    found = [one for one in breaches(Scene(breaking, Extract([breaking]))) if one.code == rule]
    assert found, "the rule has nothing to say"
    assert all(one.message.strip().endswith((".", "!")) for one in found)
    with pytest.raises(EventRefused):
        put_into_effect(breaking, by=None, at=timezone.now())
    assert list(UnitVersion.objects.order_by("pk").values()) == before


def test_a_code_stays_taken_after_its_unit_closed(province, units):
    code = units[0].versions.get().code
    in_effect(province, "dissolve", closing=units[:1])
    again = event(province, "establish", on=AFTER, new=[{"name": "A", "code": code}])
    with pytest.raises(EventRefused) as refused:
        put_into_effect(again, by=None, at=timezone.now())
    assert [one.code for one in refused.value.breaches] == ["code_never_reused"]


def test_no_event_after_closing_but_re_establishment(province, units):
    in_effect(province, "dissolve", closing=units[:1])
    for kind, roles in {
        "rename": {"surviving": [{"unit": units[0], "name": "X"}]},
        "merge": {"closing": units[:1], "surviving": units[1]},
        "separate": {"source": units[0], "new": [{"name": "A"}]},
    }.items():
        with pytest.raises(EventRefused):
            put_into_effect(event(province, kind, on=AFTER, **roles), by=None, at=timezone.now())
    again = event(province, "reestablish", on=AFTER, former=units[:1], new=[{"name": "Lập lại"}])
    put_into_effect(again, by=None, at=timezone.now())
    again.refresh_from_db()
    assert again.status == EventStatus.IN_EFFECT


def test_no_unit_becomes_its_own_successor_on_a_day(province, units):
    """No cycles: each way of making one is refused by a rule that looks at the day before."""
    separation = event(province, "separate", source=units[0], new=[{"name": "Phần"}])
    put_into_effect(separation, by=None, at=timezone.now())
    part = separation.participants.get(role="new").unit
    back = event(province, "merge", closing=[part], surviving=units[0], sequence=2)
    merger = event(province, "merge", closing=units[1:2], surviving=units[2])
    put_into_effect(merger, by=None, at=timezone.now())
    turned = event(province, "merge", closing=units[2:3], surviving=units[1], sequence=2)
    refusing = [
        [one.code for one in breaches(Scene(again, Extract([again])))] for again in (back, turned)
    ]
    assert refusing == [["existed_the_day_before"], ["in_force_on_the_day"]]
