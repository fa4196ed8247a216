"""The whole table: every status, every step, every role."""

import itertools

import pytest
from django.db import transaction
from django.utils import timezone

from reform import queues
from reform.cases.desk import MoveRefused, Said, StaleCase, move
from reform.cases.moves import MOVES
from reform.cases.rights import steps_for
from reform.choices import CaseStatus
from reform.models import Case
from reform.roles import STEPS
from tests.factories import FIRST_DAY, make_unit, make_user
from units.choices import EventStatus, MemberRole
from units.models import Membership

from .people import TODAY, WAYS, Office, whatever_is_needed

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return Office()


def test_every_step_belongs_to_exactly_one_role():
    given = sorted(step for steps in STEPS.values() for step in steps)
    assert given == sorted(MOVES)


@pytest.mark.parametrize("status", CaseStatus.values)
def test_status_by_step_by_role(office, status):
    """From each status exactly the steps of the table lead on, and for their own role only."""
    case = office.at(status)
    others = {role: make_user(role=role, province=office.province) for role in MemberRole.values}
    others["appraiser"] = office.people["appraiser"]  # the approver must be another person
    for action, role in itertools.product(MOVES, MemberRole.values):
        step = MOVES[action]
        allowed = status in step.starts and action in STEPS.get(role, ())
        said = whatever_is_needed(action, office)
        outcome = tried(case, action, others[role], said)
        if allowed:
            assert outcome == (step.to or status), (status, action, role)
        else:
            assert isinstance(outcome, MoveRefused), (status, action, role)
            assert len(outcome.sentences) == 1
            assert Case.objects.get(pk=case.pk).version == case.version


def tried(case, action, by, said):
    """The status that a step leads to, or its refusal; afterwards all is as it was."""
    with transaction.atomic():
        try:
            moved = move(
                case, action, by=by, expected_version=case.version, at=timezone.now(),
                today=TODAY, said=Said(**said),
            )  # fmt: skip
        except MoveRefused as refused:
            return refused
        finally:
            transaction.set_rollback(True)
    return moved.status


def test_the_history_tells_each_step_once_and_in_order(office):
    case = office.at("executed")
    steps = list(case.moves.values_list("action", "to_status", "version"))
    assert [action for action, _status, _version in steps] == ["open", *WAYS["executed"]]
    assert [version for _action, _status, version in steps] == list(range(1, len(steps) + 1))
    assert steps[-1][1] == case.status == "executed"


@pytest.mark.parametrize("action", ["accept", "appraise", "request", "conclude"])
def test_who_prepared_a_dossier_does_not_appraise_it(office, action):
    start = {"accept": "submitted", "appraise": "accepted"}.get(action, "appraising")
    case = office.at(start)
    both = office.people["preparer"]
    make_membership(both, "appraiser", office.province)
    with pytest.raises(MoveRefused, match=r"soạn|prepared"):
        office.move(case, action, by=both)


@pytest.mark.parametrize(("action", "status"), [("approve", "appraised"), ("execute", "approved")])
@pytest.mark.parametrize("part", ["preparer", "appraiser"])
def test_who_had_another_part_does_not_decide(office, action, status, part):
    case = office.at(status)
    both = office.people[part]
    make_membership(both, "approver", office.province)
    with pytest.raises(MoveRefused):
        office.move(case, action, by=both)


def make_membership(user, role, province):
    Membership.objects.create(user=user, role=role, province=province, started_on=FIRST_DAY)
    user.__dict__.pop("_roles_held", None)


def test_a_stale_page_is_shown_what_the_other_did(office):
    case = office.at("submitted")
    stale = case.version
    office.move(case, "accept")
    with pytest.raises(StaleCase) as refused:
        move(
            case, "return", by=office.people["appraiser"], expected_version=stale,
            at=case.held_since, today=TODAY,
        )  # fmt: skip
    assert [one.action for one in refused.value.since] == ["accept"]


NEEDED = {
    "return": ("submitted", ["reason", "coded_reason"]),
    "request": ("appraising", ["reason", "coded_reason"]),
    "conclude": ("appraising", ["reason"]),
    "reject": ("appraised", ["reason", "coded_reason"]),
    "reconsider": ("appraised", ["reason"]),
    "approve": ("appraised", ["decision"]),
    "withdraw": ("draft", ["reason"]),
    "extend": ("accepted", ["reason", "days"]),
    "assign": ("submitted", ["officer"]),
    "amend": ("draft", ["title"]),
    "release": ("appraising", ["reason"]),
}


@pytest.mark.parametrize("action", NEEDED)
def test_what_a_step_must_say(office, action):
    status, needed = NEEDED[action]
    case = office.at(status)
    for name in needed:
        empty = "" if name in ("reason", "title") else None
        with pytest.raises(MoveRefused):
            office.move(case, action, **{name: empty})


def test_a_dossier_without_events_is_not_submitted(office):
    case = office.case()
    case.bundle.events.all().delete()
    with pytest.raises(MoveRefused):
        office.move(case, "submit")


def test_events_stay_out_of_the_register_until_execution(office):
    case = office.at("approved")
    event = case.bundle.events.get()
    assert event.status == EventStatus.PROPOSED
    assert event.decision_number == case.decision.number
    office.move(case, "execute")
    event.refresh_from_db()
    assert event.status == EventStatus.IN_EFFECT


def test_two_dossiers_that_close_one_unit_are_not_both_executed(office):
    unit = make_unit(office.province)
    one = office.at("approved", units=[unit])
    other = office.at("approved", units=[unit])
    office.move(one, "execute")
    with pytest.raises(MoveRefused):
        office.move(other, "execute")
    assert Case.objects.get(pk=other.pk).status == "approved"


def test_a_dossier_given_back_to_the_queue_is_nobodys_until_somebody_takes_it(office):
    case = office.at("appraising")
    assert case.officer == office.people["appraiser"]
    released = office.move(case, "release", reason="Nghỉ phép")
    assert (released.status, released.officer) == ("appraising", None)
    assert Case.objects.filter(queues.CASES["nobody"](None, None)).get() == case
    other = make_user(role="appraiser", province=office.province)
    taken = office.move(released, "assign", by=other, officer=other)
    assert taken.officer == other
    told = list(case.moves.order_by("version").values_list("action", "reason")[4:])
    assert told == [("release", "Nghỉ phép"), ("assign", "Lý do của kiểm thử")]


def test_a_dossier_that_is_nobodys_is_not_offered_to_be_given_back(office):
    case, appraiser = office.at("submitted"), office.people["appraiser"]
    offered = {step.name for step in steps_for(appraiser, case)}
    assert "assign" in offered
    assert "release" not in offered
    taken = office.move(case, "assign", officer=appraiser)
    assert "release" in {step.name for step in steps_for(appraiser, taken)}
