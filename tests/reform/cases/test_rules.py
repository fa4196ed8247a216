"""Each rule of the desk: when it is met, when not, when it can't be told, when it is overridden."""

import pytest
from django.utils import timezone, translation

from reform.cases import checking
from reform.cases.desk import MoveRefused
from reform.cases.results import sentences_of
from reform.models import CaseRule, PlannedFigures, Procedure
from tests.factories import day, make_agency, make_event, make_figures, make_unit

from .people import TODAY, Office, make_decision

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return Office()


@pytest.fixture
def merger(office):
    """A dossier in which one school absorbs another, both in group 4."""
    units = [make_unit(office.province, autonomy_group="4") for _number in range(2)]
    case = office.case(procedure=Procedure.objects.get(code="to-chuc-lai-cap-tinh"))
    case.bundle.events.all().delete()
    event = make_event(
        "merge", day("2026-06-01"), province=office.province, bundle=case.bundle,
        closing=units[0], surviving=units[1],
    )  # fmt: skip
    case.units, case.event = units, event
    case.receiver = event.participants.get(role="surviving")
    return case


def said_by(rule, case):
    found = {one.rule: one for one in checking.check(case, at=timezone.now(), today=TODAY)}
    return found[rule].verdict


def plan(case, **figures):
    PlannedFigures.objects.update_or_create(participant=case.receiver, defaults=figures)


@pytest.mark.parametrize(
    ("employees", "verdict"), [(None, "unknown"), (14, "broken"), (15, "kept"), (0, "broken")]
)
def test_at_least_15_employees(merger, employees, verdict):
    plan(merger, employees=employees)
    assert said_by("employees", merger) == verdict


@pytest.mark.parametrize("group", ["1", "2"])
def test_units_that_pay_their_own_way_follow_their_scheme(office, group):
    case = office.case()
    case.bundle.events.all().delete()
    make_event(
        "merge", day("2026-06-01"), province=office.province, bundle=case.bundle,
        closing=make_unit(office.province),
        surviving=make_unit(office.province, autonomy_group=group),
    )  # fmt: skip
    assert said_by("employees", case) == "kept"


def test_the_least_number_of_employees_is_a_row_of_law(merger):
    CaseRule.objects.filter(code="employees").update(value=20)
    plan(merger, employees=15)
    assert said_by("employees", merger) == "broken"
    CaseRule.objects.filter(code="employees").update(valid_to=day("2021-01-01"))
    with pytest.raises(KeyError):
        said_by("employees", merger)


@pytest.mark.parametrize(("group", "verdict"), [("", "kept"), ("3", "kept"), ("4", "kept")])
def test_autonomy_may_stay_or_rise(merger, group, verdict):
    merger.receiver.autonomy_group = group
    merger.receiver.save()
    assert said_by("autonomy", merger) == verdict


def test_autonomy_is_not_lowered(office):
    units = [make_unit(office.province, autonomy_group="2") for _number in range(2)]
    case = office.case()
    case.bundle.events.all().delete()
    make_event(
        "merge", day("2026-06-01"), province=office.province, bundle=case.bundle,
        closing=units[0], surviving={"unit": units[1], "autonomy_group": "4"},
    )  # fmt: skip
    assert said_by("autonomy", case) == "broken"


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [((10, 12), 22, "kept"), ((10, 12), 23, "broken"), ((10, None), 22, "unknown"),
     ((10, 12), None, "unknown")],
)  # fmt: skip
def test_headcount_is_not_raised(merger, before, after, verdict):
    for unit, headcount in zip(merger.units, before, strict=True):
        make_figures(unit, 2025, headcount_budget=headcount)
    plan(merger, headcount_budget=after)
    assert said_by("headcount", merger) == verdict


@pytest.mark.parametrize(("deputies", "verdict"), [(None, "kept"), (2, "kept"), (3, "broken")])
def test_deputies_of_a_new_unit_keep_the_quota(office, deputies, verdict):
    case = office.case()
    case.bundle.events.all().delete()
    event = make_event(
        "establish", day("2026-06-01"), province=office.province, bundle=case.bundle,
        new={"name": "Trường Minh Họa mới", "autonomy_group": "4",
             "agency": make_agency(province=office.province)},
    )  # fmt: skip
    case.receiver = event.participants.get()
    plan(case, deputies=deputies, employees=30)
    assert said_by("deputies", case) == verdict


def test_a_surplus_of_deputies_counts_down_five_years(merger):
    plan(merger, deputies=4, employees=30)
    checks = checking.check(merger, at=timezone.now(), today=TODAY)
    (found,) = [one for one in checks if one.rule == "surplus_deputies"]
    assert found.severity == "warning"
    for today in (TODAY, day("2028-06-01"), day("2031-05-31")):
        days = (day("2031-06-01") - today).days
        with translation.override("en"):
            assert f"({days} days left)" in sentences_of(found, today)[0]


def test_agencies_must_exist_on_the_day(office, merger):
    merger.receiver.agency = make_agency(province=office.province, valid_to=day("2026-05-01"))
    merger.receiver.save()
    assert said_by("agencies", merger) == "broken"


def test_the_operative_day_does_not_come_before_the_decision(merger):
    merger.decision = make_decision(day("2026-07-01"))
    assert said_by("planned_day", merger) == "broken"


def test_the_register_has_its_say(merger):
    assert said_by("register", merger) == "kept"
    merger.event.participants.filter(role="closing").delete()
    assert said_by("register", merger) == "broken"


def test_an_unmet_rule_stops_the_appraisal_until_it_is_overridden(office, merger):
    for unit in merger.units:
        make_figures(unit, 2025, headcount_budget=10)
    plan(merger, employees=12, headcount_budget=20)
    case = merger
    for action in ("submit", "accept", "appraise"):
        case = office.move(case, action)
    with pytest.raises(MoveRefused) as refused:
        office.move(case, "conclude")
    assert len(refused.value.sentences) == 1
    checks = {one.rule: one for one in checking.check(case, at=timezone.now(), today=TODAY)}
    override(office, checks["employees"])
    with translation.override("en"):  # an override holds in whatever language it was read
        assert office.move(case, "conclude").status == "appraised"


def test_an_override_goes_stale_when_the_dossier_changes(office, merger):
    plan(merger, employees=12)
    checks = {one.rule: one for one in checking.check(merger, at=timezone.now(), today=TODAY)}
    override(office, checks["employees"])
    plan(merger, employees=11)
    with pytest.raises(checking.NotOverridable):  # and it can't be given for what nobody has seen
        override(office, checks["employees"])
    (again,) = [
        one
        for one in checking.check(merger, at=timezone.now(), today=TODAY)
        if one.rule == "employees"
    ]
    assert again.overridden_at is None


@pytest.mark.parametrize("rule", checking.HARD)
def test_hard_rules_are_not_overridden(office, merger, rule):
    checks = {one.rule: one for one in checking.check(merger, at=timezone.now(), today=TODAY)}
    with pytest.raises(checking.NotOverridable):
        override(office, checks[rule])


def override(office, check):
    return checking.override(
        check,
        by=office.people["appraiser"],
        at=timezone.now(),
        today=TODAY,
        reason="Dịch vụ thiết yếu",
    )
