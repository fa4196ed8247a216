"""What no row may say, whoever writes it: the database itself refuses."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from resolutions.choices import IndicatorCode, Relation
from resolutions.models import DocumentRelation, LegalDocument, SourceClaim, Target
from tests.factories import day, make_province
from tests.resolutions.promises import make_document, make_target

pytestmark = pytest.mark.django_db


def refused(act) -> bool:
    try:
        with transaction.atomic():
            act()
    except IntegrityError:
        return True
    return False


RESOLUTION = {"number": "19-NQ/TW", "issuer": "Ban Chấp hành Trung ương Đảng"}
UNNUMBERED = {"number": "", "issuer": "UBND tỉnh Minh Họa", "issued_on": None}


@pytest.mark.parametrize(
    ("first", "second", "one_too_many"),
    [
        (RESOLUTION | {"issued_on": "2017-10-25"}, RESOLUTION | {"issued_on": "2026-07-28"}, False),
        (RESOLUTION | {"issued_on": "2017-10-25"}, RESOLUTION | {"issued_on": "2017-10-25"}, True),
        (RESOLUTION | {"issued_on": None}, RESOLUTION | {"issued_on": None}, True),
        (RESOLUTION | {"issued_on": None}, RESOLUTION | {"issued_on": "2017-10-25"}, False),
        (UNNUMBERED | {"title": "A"}, UNNUMBERED | {"title": "B"}, False),
        (UNNUMBERED | {"title": "A"}, UNNUMBERED | {"title": "A"}, True),
    ],
)
def test_a_document_is_known_by_number_issuer_and_day(first, second, one_too_many):
    def dated(fields):
        issued_on = fields["issued_on"]
        return fields | {"issued_on": issued_on and day(issued_on)}

    made = make_document(**dated(first))
    assert refused(lambda: make_document(**dated(second))) is one_too_many
    assert LegalDocument.objects.get_by_natural_key(*made.natural_key()) == made


def test_the_desk_hears_of_it_before_the_database_does():
    make_document(**UNNUMBERED, title="A")
    with pytest.raises(ValidationError):
        LegalDocument(**UNNUMBERED, title="A", kind="plan").full_clean()


@pytest.mark.parametrize(
    "fields",
    [
        {"baseline_kind": "period"},
        {"baseline_kind": "period", "baseline_on": None},
        {
            "baseline_kind": "period",
            "baseline_on": None,
            "baseline_from": day("2025-12-31"),
            "baseline_to": day("2021-01-01"),
        },
        {"baseline_kind": "date", "baseline_on": None},
        {"baseline_kind": "unknown"},
        {"baseline_from": day("2021-01-01")},
        {"deadline": day("2021-12-31")},
        {
            "baseline_kind": "period",
            "baseline_on": None,
            "baseline_from": day("2021-01-01"),
            "baseline_to": day("2025-12-31"),
        },
        {"value": None},
        {"value": -1},
        {"value": 101},
        {"measure": "units"},
        {"baseline_value": -1},
    ],
    ids=str,
)
def test_a_target_says_one_clear_thing(fields):
    target = make_target(make_province(), IndicatorCode.UNITS_PERCENT)

    assert refused(lambda: Target.objects.filter(pk=target.pk).update(**fields))


def test_a_baseline_year_is_counted_on_its_last_day():
    target = make_target(make_province(), IndicatorCode.UNITS_PERCENT)
    target.baseline_kind, target.baseline_on = "year", day("2021-06-30")
    with pytest.raises(ValidationError) as refusal:
        target.full_clean()

    assert list(refusal.value.message_dict) == ["baseline_on"]


def test_a_document_is_not_related_to_itself_nor_twice_to_another():
    one, other = make_document(), make_document()
    relation = {"from_document": one, "kind": Relation.AMENDS}
    DocumentRelation.objects.create(**relation, to_document=other)

    assert refused(lambda: DocumentRelation.objects.create(**relation, to_document=one))
    assert refused(lambda: DocumentRelation.objects.create(**relation, to_document=other))
    assert not refused(
        lambda: DocumentRelation.objects.create(
            from_document=one, kind=Relation.CITES, to_document=other
        )
    )


def test_a_document_ends_after_it_begins():
    period = {"effective_on": day("2025-01-01"), "expires_on": day("2025-01-01")}

    assert refused(lambda: make_document(**period))


def test_a_quoted_period_may_be_one_day_but_not_run_backwards():
    claim = {"source": "Báo minh họa", "quote": "…", "measure": "none"}
    days = {"period_from": day("2023-12-15"), "period_to": day("2023-12-15")}
    SourceClaim.objects.create(**claim, **days)
    days["period_to"] = day("2023-12-14")

    assert refused(lambda: SourceClaim.objects.create(**claim, **days, position=2))


@pytest.mark.parametrize(
    ("on", "numbers"),
    [
        ("2020-10-06", ["55/2012/NĐ-CP"]),
        ("2020-11-30", ["55/2012/NĐ-CP"]),
        ("2020-12-01", ["120/2020/NĐ-CP"]),
    ],
)
def test_which_text_applied_on_a_day(on, numbers):
    make_document(number="55/2012/NĐ-CP", issued_on=day("2012-06-28"), expires_on=day("2020-12-01"))
    make_document(
        number="120/2020/NĐ-CP", issued_on=day("2020-10-07"), effective_on=day("2020-12-01")
    )

    found = LegalDocument.objects.in_force(day(on))
    assert [document.number for document in found] == numbers
