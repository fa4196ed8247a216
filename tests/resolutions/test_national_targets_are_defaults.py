"""A national target binds every province that has no own one for the same thing and period."""

import datetime as dt

import pytest
from django.utils import timezone, translation

from resolutions.cascade import bindings
from resolutions.choices import IndicatorCode, Measure
from resolutions.models import LegalDocument, Target
from resolutions.progress import progress_of_province
from tests.factories import day, make_province
from tests.resolutions.promises import make_document, make_many, make_target

pytestmark = pytest.mark.django_db
ON = day("2024-12-31")
UNITS, IN_UNITS, AUTONOMY = (
    IndicatorCode.UNITS_PERCENT,
    IndicatorCode.UNITS_ABSOLUTE,
    IndicatorCode.AUTONOMY,
)


def binding(province, on=ON, known=None) -> list[tuple]:
    found = bindings([province], on, known)[province.pk]
    return [(one.target.pk, one.is_default) for one in found]


@pytest.fixture
def national():
    return make_target(None, UNITS, document=make_document(issued_on=day("2021-12-01")))


@pytest.mark.parametrize(
    ("own", "overrides"),
    [
        ({"indicator": UNITS}, True),
        ({"indicator": UNITS, "value": "5"}, True),  # lower than the nation's: still its own word
        ({"indicator": UNITS, "deadline": day("2025-06-30")}, True),  # the same year
        ({"indicator": IN_UNITS, "value": "39"}, True),  # fewer units, said in units
        ({"indicator": UNITS, "deadline": day("2027-12-31")}, False),
        ({"indicator": UNITS, "bloc": "party"}, False),
        ({"indicator": UNITS, "deadline": None}, False),
        ({"indicator": AUTONOMY}, False),
    ],
    ids=str,
)
def test_an_own_target_takes_the_place_of_the_nations(national, own, overrides):
    province = make_province()
    target = make_target(province, **own)

    expected = [(target.pk, False)] + ([] if overrides else [(national.pk, True)])
    assert binding(province) == expected


def test_the_neighbours_own_target_changes_nothing_here(national):
    province, neighbour = make_province(), make_province("MK", "Minh Khác")
    make_target(neighbour, UNITS)

    assert binding(province) == [(national.pk, True)]


def test_of_two_national_words_the_last_one_holds(national):
    province = make_province()
    again = make_target(None, UNITS, "12", document=make_document(issued_on=day("2023-05-01")))
    make_target(None, UNITS, "15", document=make_document(issued_on=None))

    assert binding(province) == [(again.pk, True)]
    assert binding(province, day("2023-04-30")) == [(national.pk, True)]


def test_one_document_may_ask_for_one_thing_twice():
    """A share of all units, and a share to be added (31/2021/QH15 is read both ways)."""
    province = make_province()
    document = make_document(issued_on=day("2021-11-12"))
    whole, added = (
        make_target(None, AUTONOMY, "20", document=document, definition=said)
        for said in ("trên tổng số", "có thêm")
    )
    assert binding(province) == [(whole.pk, True), (added.pk, True)]

    again = make_target(None, AUTONOMY, "25", document=make_document(issued_on=day("2023-05-01")))
    assert binding(province) == [(again.pk, True)]
    own = make_target(province, AUTONOMY, "30")
    assert binding(province) == [(own.pk, False)]


def replaced_by(kind: str, **fields):
    """Ends a document from 1/7/2023 on."""

    def end(document) -> None:
        by = make_document(**{"issued_on": day("2023-05-01"), "effective_on": day("2023-07-01")}
                           | fields)  # fmt: skip
        by.relations.create(kind=kind, to_document=document)

    return end


def with_fields(**fields):
    def end(document) -> None:
        LegalDocument.objects.filter(pk=document.pk).update(**fields)

    return end


LAST = {"expires_on": day("2023-07-01")}


@pytest.mark.parametrize("is_own", [True, False])
@pytest.mark.parametrize(
    ("end", "before", "after"),
    [
        (with_fields(), True, True),
        (with_fields(**LAST), True, False),
        (with_fields(**LAST, status="withdrawn"), True, False),
        (with_fields(status="withdrawn"), False, False),  # nobody says until when it was in force
        (with_fields(status="draft"), False, False),
        (replaced_by("replaces"), True, False),
        (replaced_by("repeals"), True, False),
        (replaced_by("amends"), True, True),
        (replaced_by("repeals", status="draft"), True, True),
        (replaced_by("repeals", issued_on=None, effective_on=None), True, True),
    ],
)
def test_a_target_binds_while_its_document_is_in_force(is_own, end, before, after):
    province = make_province()
    target = make_target(province if is_own else None, UNITS)
    written = timezone.now()
    end(target.document)

    for on, binds in ((day("2023-06-30"), before), (day("2023-07-01"), after), (ON, after)):
        expected = [(target.pk, not is_own)] if binds else []
        assert binding(province, on) == binding(province, on, written) == expected


def test_what_fell_due_before_its_document_ended_keeps_its_verdict():
    province = make_province()
    target = make_target(province, UNITS, deadline=day("2023-06-30"))
    with_fields(**LAST)(target.document)

    assert binding(province) == [(target.pk, False)]


def test_the_nations_target_holds_again_once_the_plan_of_the_province_has_ended(national):
    province = make_province()
    own = make_target(province, UNITS)
    with_fields(**LAST)(own.document)

    assert binding(province, day("2023-06-30")) == [(own.pk, False)]
    assert binding(province, day("2023-07-01")) == [(national.pk, True)]


@pytest.mark.parametrize(
    ("number", "issued_on", "first_day"),
    [
        ("19-NQ/TW", "2017-10-25", "2017-10-25"),
        ("31/2021/QH15", None, "2021-01-01"),  # the day is not known, the year is in the number
        ("38/NQ-CP", None, None),
    ],
)
def test_a_target_binds_once_its_document_is_issued(number, issued_on, first_day):
    province = make_province()
    document = make_document(number=number, issued_on=issued_on and day(issued_on))
    target = make_target(None, UNITS, document=document)

    if first_day:
        eve = day(first_day) - dt.timedelta(days=1)
        assert binding(province, eve) == []
        assert binding(province, day(first_day)) == [(target.pk, True)]
    else:
        assert binding(province, day("2015-01-01")) == [(target.pk, True)]


def test_the_register_of_an_earlier_day_knows_the_targets_of_then():
    province = make_province()
    document = make_document(issued_on=day("2021-12-01"))
    from_a_file = Target.objects.bulk_create(
        [
            Target(
                document=document, position=1, indicator=AUTONOMY, value=20,
                measure=Measure.PERCENT, deadline=day("2025-12-31"),
            )
        ]
    )[0]  # fmt: skip
    kept = make_target(None, UNITS, document=document)
    struck = make_target(province, IndicatorCode.CONVERSION, "100", document=document)
    gone = struck.pk
    then = timezone.now()
    kept.value = 12
    kept.save()
    struck.delete()
    later = make_target(province, UNITS, document=document)

    assert binding(province, known=then) == [
        (gone, False),
        (from_a_file.pk, True),
        (kept.pk, True),
    ]
    values = {
        one.target.pk: one.target.value for one in bindings([province], ON, then)[province.pk]
    }
    assert values[kept.pk] == 10
    assert binding(province) == [(later.pk, False), (from_a_file.pk, True)]


def test_a_target_put_under_another_province_is_the_first_ones_no_more():
    here, there = make_province(), make_province("MK", "Minh Khác")
    target = make_target(here, UNITS)
    before = timezone.now()
    target.province = there
    target.save()
    moved = timezone.now()
    pk = target.pk
    target.delete()

    of_it = [(pk, False)]
    assert (binding(here, known=before), binding(there, known=before)) == (of_it, [])
    assert (binding(here, known=moved), binding(there, known=moved)) == ([], of_it)
    assert binding(here, known=timezone.now()) == binding(there, known=timezone.now()) == []


@pytest.mark.parametrize(
    ("known", "asked"), [(None, 1), (dt.datetime(2100, 1, 1, tzinfo=dt.UTC), 3)]
)
def test_it_asks_as_often_for_many_provinces_as_for_one(
    national, known, asked, django_assert_num_queries
):
    provinces = [make_province(f"M{number}", f"Minh {number}") for number in range(5)]
    for province in provinces[1:]:
        make_target(province, AUTONOMY)

    with django_assert_num_queries(asked):
        found = bindings(provinces, ON, known)
        assert [[str(one.target.province) for one in found[place.pk]] for place in provinces]
    assert [len(found[place.pk]) for place in provinces] == [1, 2, 2, 2, 2]


def test_a_default_is_judged_on_the_provinces_own_units(national):
    province = make_province()
    make_many(province, 8)
    make_many(province, 2, until="2024-01-01")
    own = make_target(province, AUTONOMY)

    with translation.override("en"):
        found = {one.target: one for one in progress_of_province(province, ON)}
    assert (found[national].is_default, found[own].is_default) == (True, False)
    assert (found[national].measured.baseline, found[national].measured.now) == (10, 8)
    assert found[national].status == "met"
    assert "National default" in found[national].measured.remarks[0]
