"""Which text applied on a day: what had begun, not expired, and been replaced by nothing begun."""

import pytest

from resolutions.choices import Relation
from resolutions.models import DocumentRelation, LegalDocument
from resolutions.text_in_force import Force, text_on
from tests.factories import day
from tests.resolutions.promises import make_document

pytestmark = pytest.mark.django_db


def dated(**days):
    return {name: value and day(value) for name, value in days.items()}


def relate(document, kind, other, note="") -> DocumentRelation:
    return DocumentRelation.objects.create(
        from_document=document, kind=kind, to_document=other, note=note
    )


def read(document, on: str):
    relations = document.relations_to.select_related("from_document").order_by("pk")
    return text_on(document, day(on), list(relations))


def applies(document, on: str) -> bool:
    """Asked both ways, of the database and of one document: they must agree."""
    listed = LegalDocument.objects.in_force(day(on)).filter(pk=document.pk).exists()
    assert listed == (read(document, on).force == Force.IN_FORCE)
    return listed


@pytest.mark.parametrize(
    ("days", "on", "in_force"),
    [
        ({"issued_on": "2020-10-07", "effective_on": "2020-12-01"}, "2020-11-30", False),
        ({"issued_on": "2020-10-07", "effective_on": "2020-12-01"}, "2020-12-01", True),
        ({"issued_on": "2020-10-07"}, "2020-10-06", False),
        ({"issued_on": "2020-10-07"}, "2020-10-07", True),
        ({"issued_on": None, "effective_on": "2026-07-01"}, "2026-07-01", True),
        ({"issued_on": None}, "2026-07-01", False),
        ({"issued_on": "2020-10-07", "expires_on": "2021-01-01"}, "2020-12-31", True),
        ({"issued_on": "2020-10-07", "expires_on": "2021-01-01"}, "2021-01-01", False),
    ],
    ids=str,
)
def test_by_its_own_days(days, on, in_force):
    assert applies(make_document(**dated(**days)), on) is in_force


@pytest.mark.parametrize("kind", [Relation.REPLACES, Relation.REPEALS])
@pytest.mark.parametrize(
    ("days", "on", "in_force"),
    [
        ({"issued_on": "2020-10-07", "effective_on": "2020-12-01"}, "2020-11-30", True),
        ({"issued_on": "2020-10-07", "effective_on": "2020-12-01"}, "2020-12-01", False),
        ({"issued_on": "2020-10-07"}, "2020-10-07", False),
        ({"issued_on": None}, "2026-01-01", True),  # not known to have begun
        ({"issued_on": "2020-10-07", "status": "draft"}, "2026-01-01", True),
        ({"issued_on": "2020-10-07", "status": "withdrawn"}, "2026-01-01", True),
    ],
    ids=str,
)
def test_until_another_that_ends_it_has_begun(kind, days, on, in_force):
    status = days.get("status", "issued")
    old = make_document(issued_on=day("2012-06-28"))
    new = make_document(
        **dated(**{name: one for name, one in days.items() if name != "status"}), status=status
    )
    relate(new, kind, old)

    assert applies(old, on) is in_force


def test_what_ended_a_text_and_when_is_said():
    old, new = (
        make_document(issued_on=day("2012-06-28")),
        make_document(issued_on=day("2020-10-07"), effective_on=day("2020-12-01")),
    )
    relate(new, Relation.REPLACES, old)

    before, after = read(old, "2020-11-30"), read(old, "2020-12-01")
    assert (before.force, before.last_day, before.ended_by) == (Force.IN_FORCE, None, None)
    assert (after.force, after.last_day, after.ended_by) == (Force.ENDED, day("2020-11-30"), new)


def test_to_be_replaced_in_its_turn_revives_nothing():
    first, second, third = (
        make_document(issued_on=day(text)) for text in ("2010-01-01", "2015-01-01", "2020-01-01")
    )
    relate(second, Relation.REPLACES, first)
    relate(third, Relation.REPEALS, second)

    assert [applies(one, "2021-01-01") for one in (first, second, third)] == [False, False, True]


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_a_draft_applies_on_no_day(status):
    document = make_document(issued_on=day("2020-01-01"), status=status)

    assert not applies(document, "2021-01-01")
    assert read(document, "2021-01-01").force == Force.NEVER


def test_one_withdrawn_on_a_day_applied_until_then():
    document = make_document(**dated(issued_on="2020-01-01", expires_on="2021-01-01"),
                             status="withdrawn")  # fmt: skip

    assert applies(document, "2020-12-31")
    assert not applies(document, "2021-01-01")
    assert read(document, "2021-01-01").force == Force.ENDED


@pytest.mark.parametrize(
    ("on", "amended_by", "to_come"),
    [
        ("2020-12-01", [], ["2024-09-01", "2025-11-01"]),
        ("2024-08-31", [], ["2024-09-01", "2025-11-01"]),
        ("2024-09-01", ["2024-09-01"], ["2025-11-01"]),
        ("2025-11-01", ["2024-09-01", "2025-11-01"], []),
    ],
)
def test_a_text_is_read_with_the_amendments_of_the_day(on, amended_by, to_come):
    """Decree 120/2020 with 83/2024 and 283/2025, written down in the other order."""
    decree = make_document(issued_on=day("2020-10-07"), effective_on=day("2020-12-01"))
    for issued, effective in (("2025-10-31", "2025-11-01"), ("2024-07-10", "2024-09-01")):
        amending = make_document(issued_on=day(issued), effective_on=day(effective))
        relate(amending, Relation.AMENDS, decree, note="Điều 6")
    relate(make_document(issued_on=None), Relation.AMENDS, decree)
    relate(make_document(issued_on=day("2021-01-01"), status="draft"), Relation.AMENDS, decree)
    relate(make_document(issued_on=day("2022-01-01")), Relation.GUIDES, decree)

    text = read(decree, on)
    assert [one.begins for one in text.amendments] == [day(one) for one in amended_by]
    assert [one.begins for one in text.to_come] == [day(one) for one in to_come]
    assert {one.what for one in (*text.amendments, *text.to_come)} == {"Điều 6"}
    assert len(text.undated) == 1
