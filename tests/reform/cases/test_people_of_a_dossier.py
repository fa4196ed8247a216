"""Whoever had a hand in writing a dossier never appraises it, and whoever appraised it never
decides: also when a colleague has taken that part over since."""

import pytest

from reform.cases import opinions
from reform.cases.checking import HARD, NotOverridable, override
from reform.cases.desk import MoveRefused
from reform.cases.officers import officers
from reform.cases.opinions import OpinionRefused
from reform.models import Check
from tests.factories import FIRST_DAY, day, make_agency, make_event, make_unit, make_user
from units.models import Membership

from .people import TODAY, Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return Office()


def also(user, role, province):
    Membership.objects.create(user=user, role=role, province=province, started_on=FIRST_DAY)
    user.__dict__.pop("_roles_held", None)
    return user


def colleague(office, role):
    return make_user(role=role, province=office.province)


def written_by_two(office, way):
    """A submitted dossier that its first preparer opened and then left to a colleague, who did
    ``way``; and both of them."""
    first, second = office.people["preparer"], colleague(office, "preparer")
    case = office.case()
    if way == "submit":
        case = office.move(case, "submit", by=second)
    elif way == "amend":
        case = office.move(office.move(case, "amend", by=second), "submit", by=first)
    else:
        make_event(
            "dissolve", day("2026-06-01"), province=office.province, bundle=case.bundle,
            closing=make_unit(office.province), created_by=second,
        )  # fmt: skip
        case = office.move(case, "submit", by=first)
    return case, first, second


@pytest.mark.parametrize("way", ["submit", "amend", "draft"])
@pytest.mark.parametrize("who", [0, 1])
def test_nobody_accepts_what_they_helped_to_write(office, way, who):
    case, *writers = written_by_two(office, way)
    writer = also(writers[who], "appraiser", office.province)
    with pytest.raises(MoveRefused, match=r"soạn|prepared"):
        office.move(case, "accept", by=writer)
    assert writer not in officers(case)


def test_who_hands_in_a_supplement_does_not_conclude(office):
    case, helper = office.at("supplement"), colleague(office, "preparer")
    case = office.move(case, "supplement", by=helper)
    with pytest.raises(MoveRefused, match=r"soạn|prepared"):
        office.move(case, "conclude", by=also(helper, "appraiser", office.province))


def test_who_helped_to_write_asks_for_no_opinion(office):
    case, first, _second = written_by_two(office, "submit")
    with pytest.raises(OpinionRefused, match=r"soạn|prepared"):
        opinions.ask(
            case, agency=make_agency(province=office.province), subject="Kinh phí", due_on=TODAY,
            by=also(first, "appraiser", office.province),
            at=case.held_since, today=TODAY,
        )  # fmt: skip


def test_an_appraisal_taken_over_still_keeps_its_first_author_from_deciding(office):
    case = office.at("appraised")
    first, second = office.people["appraiser"], colleague(office, "appraiser")
    case = office.move(case, "reconsider")
    case = office.move(case, "conclude", by=second)
    assert case.appraiser == second
    with pytest.raises(MoveRefused, match=r"thẩm định|appraised"):
        office.move(case, "approve", by=also(first, "approver", office.province))


def test_who_helped_to_write_overrides_no_rule(office):
    case, first, _second = written_by_two(office, "submit")
    also(first, "appraiser", office.province)
    check = case.checks.exclude(rule__in=HARD).first()
    Check.objects.filter(pk=check.pk).update(verdict="broken")
    with pytest.raises(NotOverridable, match=r"soạn|prepared"):
        override(check, by=first, at=case.held_since, today=TODAY, reason="Lý do")


def test_who_had_no_part_before_is_free(office):
    case, *_writers = written_by_two(office, "submit")
    assert office.move(case, "accept", by=colleague(office, "appraiser")).status == "accepted"
