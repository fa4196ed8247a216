"""Who may settle what does not add up, and how; nobody changes what was found."""

import pytest
from django.utils import timezone

from reform.roles import table
from resolutions.reconciliation.handling import (
    HANDLE,
    HANDLERS,
    FindingRefused,
    StaleFinding,
    assign,
    handlers,
    reopen,
    resolve,
)
from tests.factories import make_province, make_user
from tests.resolutions.reconciliation.claims import TODAY, checked, finding
from units.choices import MemberRole

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def open_one(province):
    return finding(province)


def do(act, one, by, **said):
    return act(one, by=by, at=timezone.now(), **{"seen": one.fingerprint, **said})


def test_the_roles_are_those_of_the_table():
    assert set(HANDLERS) == {role for role, rights in table().items() if HANDLE in rights}


@pytest.mark.parametrize("role", MemberRole)
def test_appraisers_and_administrators_settle(open_one, province, role):
    national = role in ("administrator", "ministry_reader", "inspector")
    by = make_user(role=role, province=None if national else province)
    if role in HANDLERS:
        settled = do(resolve, open_one, by, note="Sở đã đính chính.")
        assert (settled.status, settled.resolved_by) == ("resolved", by)
    else:
        with pytest.raises(FindingRefused):
            do(resolve, open_one, by, note="Sở đã đính chính.")


def test_an_appraiser_of_another_province_does_not(open_one):
    by = make_user(role="appraiser", province=make_province("XL", "Xa Lạ"))
    with pytest.raises(FindingRefused):
        do(resolve, open_one, by, note="không phải việc của tôi")


def test_the_way_of_a_finding(open_one, province):
    by = make_user(role="appraiser", province=province)
    other = make_user(role="administrator")
    one = do(assign, open_one, other, to=by)
    assert (one.status, one.assigned_to) == ("assigned", by)
    one = do(resolve, one, by, note="  Công văn đính chính ngày 1/3.  ")
    assert (one.status, one.note) == ("resolved", "Công văn đính chính ngày 1/3.")
    one = do(reopen, one, other, reason="Công văn nói về năm khác")
    assert (one.status, one.note, one.resolved_by) == ("assigned", "", None)

    past = list(one.history.order_by("history_date", "history_id"))
    assert [state.history_user for state in past] == [None, other, by, other]
    assert past[2].note == "Công văn đính chính ngày 1/3."


@pytest.mark.parametrize(
    ("act", "said"),
    [(resolve, {"note": " "}), (reopen, {"reason": "vì sao"})],
)
def test_what_is_refused_of_an_open_one(open_one, province, act, said):
    by = make_user(role="appraiser", province=province)
    with pytest.raises(FindingRefused):
        do(act, open_one, by, **said)


def test_what_is_settled_is_not_settled_twice(open_one, province):
    by = make_user(role="appraiser", province=province)
    one = do(resolve, open_one, by, note="đã rõ")
    for act, said in ((resolve, {"note": "khác"}), (assign, {"to": by}), (reopen, {"reason": ""})):
        with pytest.raises(FindingRefused):
            do(act, one, by, **said)


def test_nobody_is_asked_who_may_not_handle_it(open_one, province):
    by = make_user(role="appraiser", province=province)
    with pytest.raises(FindingRefused):
        do(assign, open_one, by, to=make_user(role="reader", province=province))


def test_who_is_offered_may_handle_it(open_one, province):
    offered = {make_user(role=role, province=place)
               for role, place in (("appraiser", province), ("administrator", None))}  # fmt: skip
    make_user(role="reader", province=province)
    make_user(role="appraiser", province=make_province("XL", "Xa Lạ"))

    assert set(handlers(open_one, today=TODAY)) == offered
    assert all(one.has_perm(HANDLE, open_one) for one in offered)


def test_figures_that_changed_meanwhile_refuse_the_step(open_one, province):
    by = make_user(role="appraiser", province=province)
    open_one.claims.update(stated_delta=36)
    checked()
    with pytest.raises(StaleFinding):
        do(resolve, open_one, by, note="đã rõ")
