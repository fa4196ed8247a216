"""Events and successions that can't be: each is found, once, and under one code only."""

import pytest
from django.utils import timezone
from django.utils.translation import override

from tests.factories import day, make_agency, make_event, make_province, make_unit
from tests.units.quality.world import DAY, close, happen, link, pretend, problems, told
from units.models import Bundle, Participant, Province, ReorganizationEvent, Succession, Unit
from units.reorganization import carry_out

pytestmark = pytest.mark.django_db
LATER = day("2021-03-01")


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def units(province):
    agency = make_agency(province=province)
    return [make_unit(province, name=f"Trường Minh Họa {n}", agency=agency) for n in range(1, 6)]


def new(name):
    return [{"name": name}]


IN_ORDER = {
    "establish": lambda u: {"new": new("A")},
    "merge": lambda u: {"closing": u[:2], "surviving": u[2]},
    "consolidate": lambda u: {"closing": u[:3], "new": new("A")},
    "divide": lambda u: {"closing": u[0], "new": new("A") + new("B")},
    "separate": lambda u: {"source": u[0], "new": new("A")},
    "dissolve": lambda u: {"closing": u[0]},
    "equitize": lambda u: {"exiting": u[0]},
    "convert": lambda u: {"closing": u[0], "new": new("A")},
    "rename": lambda u: {"surviving": [{"unit": u[0], "name": "Tên mới của Trường"}]},
    "create_from_parts": lambda u: {"source": u[:2], "new": new("A")},
    "compound": lambda u: {"closing": u[:2], "source": u[2], "new": new("A") + new("B")},
}


@pytest.mark.parametrize("kind", IN_ORDER)
def test_what_the_register_itself_writes_is_in_order(kind, province, units):
    happen(province, kind, DAY, **IN_ORDER[kind](units))
    found = problems()
    found.pop("units_without_agency", None)  # of new units, of which the decision names none
    assert found == {}


def test_several_events_of_one_day_and_units_born_in_their_bundle_are_in_order(province, units):
    bundle = Bundle.objects.create(
        title="Quyết định", decision_number="2/QĐ", issuer="UBND", decided_on=day("2020-01-01")
    )
    first = make_event(
        "merge", DAY, province=province, bundle=bundle, closing=units[0], surviving=units[1]
    )
    second = make_event(
        "merge", DAY, province=province, bundle=bundle, sequence=2,
        closing=units[1], surviving=units[2],
    )  # fmt: skip
    third = make_event(
        "separate", DAY, province=province, bundle=bundle, sequence=3,
        source=units[2], new=[{"name": "A", "agency": units_agency(units)}],
    )  # fmt: skip
    fourth = make_event("merge", LATER, province=province, bundle=bundle, surviving=units[3])
    born = third.participants.get(role="new")
    Participant.objects.create(event=fourth, role="closing", born_in=born)
    carry_out([first, second, third, fourth], by=None, at=timezone.now())
    assert problems() == {}


def units_agency(units):
    return units[0].versions.first().agency


def test_reestablishment_is_in_order(province, units):
    happen(province, "dissolve", DAY, closing=units[0])
    former = [{"name": "Trường lập lại", "agency": units_agency(units)}]
    happen(province, "reestablish", LATER, former=units[0], new=former)
    assert problems() == {}


def test_an_event_in_effect_without_decision(province, units):
    event = happen(province, "dissolve", DAY, closing=units[0], decision_number="", issuer="")
    assert problems() == {"events_without_decision": 1}
    with override("en"):
        (finding,) = told("events_without_decision")
    assert finding.address == event.get_absolute_url()
    assert finding.note == "Missing: decision number, issued by."


def test_an_event_may_leave_the_decision_to_its_bundle(province, units):
    bundle = Bundle.objects.create(
        title="Quyết định", decision_number="2/QĐ", issuer="UBND", decided_on=day("2020-01-01")
    )
    uncited = {"decision_number": "", "issuer": "", "decided_on": None}
    happen(province, "dissolve", DAY, closing=units[0], bundle=bundle, **uncited)
    assert problems() == {}
    Bundle.objects.update(decided_on=None)
    assert problems() == {"events_without_decision": 1}


def test_proposed_and_annulled_events_are_nobodys_problem(province, units):
    make_event("merge", DAY, province=province, closing=units[0])
    event = make_event("divide", DAY, province=province, closing=units[1], new=new("A"))
    ReorganizationEvent.objects.filter(pk=event.pk).update(status="annulled")
    assert problems() == {}


def test_an_event_in_a_province_that_was_no_more(province, units):
    event = happen(province, "dissolve", LATER, closing=units[0])
    Province.objects.filter(pk=province.pk).update(valid_to=DAY)
    assert problems() == {"events_outside_their_province": 1}
    assert told("events_outside_their_province")[0].address == event.get_absolute_url()


def test_a_unit_closed_by_a_merger_without_receiver(province, units):
    event = pretend(province, "merge", DAY, closing=units[0])
    close(units[0], DAY)
    assert problems() == {"one_sided_events": 1}
    assert told("one_sided_events")[0].address == event.get_absolute_url()


def test_a_compound_event_in_which_nobody_receives(province, units):
    pretend(province, "compound", DAY, closing=units[0])
    close(units[0], DAY)
    assert problems() == {"one_sided_events": 1}


def test_a_division_into_one_unit(province, units):
    event = happen(province, "divide", DAY, closing=units[0], new=new("A") + new("B"))
    gone = event.participants.filter(role="new").last()
    Succession.objects.filter(successor=gone.unit).delete()
    gone.delete()
    assert problems() == {"one_sided_events": 1}
    with override("en"):
        (finding,) = told("one_sided_events")
    assert finding.note == "new unit: 1, must be ≥ 2."


def test_a_one_sided_event_is_not_told_again_by_its_successions(province, units):
    event = happen(province, "merge", DAY, closing=units[0], surviving=units[1])
    event.participants.get(role="surviving").delete()
    assert problems() == {"one_sided_events": 1}


def test_a_successor_that_did_not_live_on_the_day(province, units):
    close(units[1], day("2018-01-01"))
    event = pretend(province, "merge", DAY, closing=units[0], surviving=units[1])
    close(units[0], DAY)
    link(event, units[0], units[1])
    assert problems() == {"absent_participants": 1, "units_closed_without_reason": 1}
    (finding,) = told("absent_participants")
    assert (finding.subject, finding.address) == ("Trường Minh Họa 2", event.get_absolute_url())


def test_a_participant_that_names_no_unit(province, units):
    event = happen(province, "merge", DAY, closing=units[:1], surviving=units[1])
    Participant.objects.create(event=event, role="closing")
    assert problems() == {"absent_participants": 1}


def test_a_unit_that_closed_and_lives_on(province, units):
    event = pretend(province, "dissolve", DAY, closing=units[0])
    assert problems() == {"outliving_participants": 1}
    assert told("outliving_participants")[0].address == event.get_absolute_url()


def test_a_unit_that_closed_and_ended_on_another_day(province, units):
    pretend(province, "dissolve", DAY, closing=units[0])
    close(units[0], LATER)
    assert problems() == {"outliving_participants": 1}


def test_a_new_unit_that_was_there_before(province, units):
    pretend(province, "establish", DAY, new=[{"unit": units[0]}])
    assert problems() == {"outliving_participants": 1}


def test_participants_in_effect_without_the_succession_between_them(province, units):
    event = happen(province, "merge", DAY, closing=units[:2], surviving=units[2])
    Succession.objects.filter(predecessor=units[0]).delete()
    assert problems() == {"missing_successions": 1}
    (finding,) = told("missing_successions")
    assert finding.subject == "Trường Minh Họa 1 → Trường Minh Họa 3"
    assert finding.address == event.get_absolute_url()


def test_only_the_pairs_of_the_decision_need_a_succession(province, units):
    event = make_event(
        "compound", DAY, province=province, closing=units[:2], surviving=units[2:4],
        decision_number="1", issuer="UBND", decided_on=DAY,
    )  # fmt: skip
    closing = event.participants.filter(role="closing").order_by("pk")
    surviving = event.participants.filter(role="surviving").order_by("pk")
    for one, target in zip(closing, surviving, strict=True):
        one.goes_to.add(target)
    carry_out([event], by=None, at=timezone.now())
    assert problems() == {}
    Succession.objects.filter(successor=units[3]).delete()
    assert problems() == {"missing_successions": 1}


def test_a_succession_without_participants(province, units):
    event = happen(province, "merge", DAY, closing=units[0], surviving=units[1])
    link(event, units[2], units[3])
    assert problems() == {"unexplained_successions": 1}
    assert told("unexplained_successions")[0].subject == "Trường Minh Họa 3 → Trường Minh Họa 4"


def test_a_succession_of_an_annulled_event(province, units):
    event = happen(province, "separate", DAY, source=units[0], new=new("A"))
    ReorganizationEvent.objects.filter(pk=event.pk).update(status="annulled")
    assert problems()["unexplained_successions"] == 1


def test_a_unit_that_goes_in_full_to_several_is_told_once(province, units):
    roles = {"new": [{"name": name, "agency": units_agency(units)} for name in "ABC"]}
    happen(province, "divide", DAY, closing=units[0], **roles)
    Succession.objects.update(extent="full")
    assert problems() == {"full_successions_to_several": 1}


def test_a_unit_closed_without_successor_or_reason(province, units):
    close(units[0], DAY)
    assert problems() == {"units_closed_without_reason": 1}
    assert problems(on=day("2020-02-29")) == {}
    (finding,) = told("units_closed_without_reason")
    assert finding.subject.startswith("Trường Minh Họa 1 (MH")
    assert finding.address == units[0].get_absolute_url()


def test_an_earlier_succession_is_no_reason_for_a_later_end(province, units):
    roles = {"new": [{"name": "A", "agency": units_agency(units)}]}
    happen(province, "separate", DAY, source=units[0], **roles)
    close(units[0], LATER)
    assert problems() == {"units_closed_without_reason": 1}


def test_every_problem_here_is_limited_to_the_provinces_looked_at(province, units):
    elsewhere = make_province("MX", "Minh Họa Khác")
    close(units[0], DAY)
    pretend(province, "merge", DAY, closing=units[1])
    pretend(province, "dissolve", DAY, closing=units[2], issuer="")
    assert len(problems(provinces=frozenset([province.pk]))) == 4
    assert problems(provinces=frozenset([elsewhere.pk])) == {}
    assert Unit.objects.count() == 5
