"""The same again writes nothing; other data opens again; what no longer holds lapses."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from resolutions.models import Finding, Meeting, Target
from resolutions.reconciliation.handling import resolve
from tests.factories import day, make_province, make_user
from tests.resolutions.promises import make_many, make_target
from tests.resolutions.reconciliation.claims import checked, finding, make_claim, slip

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    return make_province()


def settled(province) -> Finding:
    one = finding(province)
    by = make_user(role="appraiser", province=province)
    return resolve(one, note="Số in nhầm.", by=by, at=timezone.now(), seen=one.fingerprint)


def test_a_second_check_writes_nothing(province):
    slip(province)
    first, second = checked(), checked()
    one = Finding.objects.get()

    assert (dict(first.written), dict(second.written)) == ({"new": 1}, {})
    assert one.history.count() == 1
    assert second.findings == [one]


def test_a_resolved_one_stays_resolved_while_nothing_changes(province):
    one = settled(province)
    checked()
    one.refresh_from_db()
    assert one.status == "resolved"


def test_other_figures_open_it_again_and_the_note_stays_in_its_history(province):
    one = settled(province)
    one.claims.update(stated_delta=36)
    outcome = checked()
    one.refresh_from_db()

    assert dict(outcome.written) == {"reopened": 1}
    assert (one.status, one.note, one.values["stated"]) == ("open", "", "36")
    assert one.reopened_at
    assert "Số in nhầm." in one.history.values_list("note", flat=True)


def test_another_target_changes_what_hangs_on_it_and_opens_it_again(province):
    one = settled(province)
    assert one.severity == "medium"
    make_target(province, "units_reduction_percent", baseline_on=day("2015-12-31"),
                deadline=day("2021-12-31"))  # fmt: skip
    checked()
    one.refresh_from_db()

    assert (one.status, one.severity) == ("open", "high")
    Target.objects.all().delete()
    checked()
    one.refresh_from_db()
    assert one.severity == "medium"


def test_what_no_longer_holds_lapses_and_comes_back_open(province):
    one = settled(province)
    one.claims.update(stated_delta=64)
    assert dict(checked().written) == {"lapsed": 1}
    assert dict(checked().written) == {}
    one.refresh_from_db()
    assert one.status == "lapsed"
    one.claims.update(stated_delta=46)
    assert dict(checked().written) == {"reopened": 1}
    one.refresh_from_db()
    assert (one.status, one.lapsed_at) == ("open", None)


def test_a_check_of_one_province_leaves_the_others_alone(province):
    other = make_province("XL", "Xa Lạ")
    slip(other)
    checked()
    slip(province)
    Finding.objects.get().claims.update(stated_delta=64)
    outcome = checked(provinces=[province.pk])

    assert dict(outcome.written) == {"new": 1}
    assert Finding.objects.get(province=other).status == "open"


@pytest.mark.parametrize(("stated", "is_found"), [(4, False), (5, True)])
def test_the_register_is_asked_where_it_knows(province, stated, is_found):
    make_many(province, 4, since="2015-12-31")
    claim = {"indicator": "units", "value": stated}
    make_claim(province, as_of=day("2021-12-31"), **claim)
    make_claim(province, as_of=day("2015-01-31"), **claim)  # before its first list
    make_claim(province, as_of=day("2015-02-28"), is_promise=True, **claim)
    checked()

    found = Finding.objects.filter(rule="register_counts_otherwise")
    assert [one.values["counted"] for one in found] == ["4"] * is_found


def test_many_claims_ask_the_database_no_more_often(province, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked() -> int:
        checked()
        with CaptureQueriesContext(connection) as queries:
            assert not checked().written
        return len(queries)

    slip(province)
    first = asked()
    for _number in range(20):
        slip(province)
    assert asked() == first


def test_a_resolution_has_somebody_and_a_note(province):
    one = finding(province)
    for fields in ({"note": "vì sao"}, {"resolved_at": timezone.now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Finding.objects.filter(pk=one.pk).update(**fields)


def test_what_is_said_of_a_meeting_is_held_against_what_is_said_of_the_same_province(province):
    """A finding is read where its claims are, so none may speak of two provinces."""
    meeting = Meeting.objects.create(title="Hội nghị minh họa", kind="conference")
    other = make_province("XL", "Xa Lạ")
    for place, held_by in (
        (None, "Ban A"), (None, "Ban B"), (province, "Ban A"), (province, "Ban C"),
        (other, "Ban D"), (other, "Ban D"),
    ):  # fmt: skip
        make_claim(place, indicator="meeting", measure="none", meeting=meeting, organiser=held_by,
                   day=day("2022-12-15"), day_precision="day")  # fmt: skip
    checked()

    found = Finding.objects.filter(rule="sources_disagree_on_meeting")
    assert {
        one.province_id: {claim.organiser for claim in one.claims.all()} for one in found
    } == {None: {"Ban A", "Ban B"}, province.pk: {"Ban A", "Ban C"}}  # fmt: skip
    assert all(
        {claim.province_id for claim in one.claims.all()} == {one.province_id} for one in found
    )
    assert not checked().written
