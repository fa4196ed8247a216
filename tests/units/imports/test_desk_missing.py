"""Units that a list ought to name and doesn't are listed, and never closed."""

import pytest

from tests.factories import day, make_agency, make_province, make_unit
from units.models import Province

from .desk_lists import counts, imported, previewed, state

pytestmark = pytest.mark.django_db

AS_OF = day("2024-12-31")


@pytest.fixture
def province():
    return make_province()


def missing(batch) -> list[str]:
    return list(
        batch.rows.filter(outcome="missing").order_by("label").values_list("label", flat=True)
    )


def test_missing_units_are_listed_and_stay(province):
    make_unit(province, code="A1", name="Trường A")
    make_unit(province, code="B1", name="Trường B")
    make_unit(province, name="Trường đã hết", valid_to=day("2020-01-01"))
    make_unit(province, name="Trường chưa có", valid_from=day("2025-01-01"))
    before = state()
    batch = imported(province, AS_OF, [{"code": "A1", "name": "Trường A"}])
    assert missing(batch) == ["Trường B"]
    assert state() == before


def test_a_rejected_row_still_names_its_unit(province):
    make_unit(province, code="A1", name="Trường A")
    batch = previewed(province, AS_OF, [{"code": "A1", "name": "Trường A", "people": "nhiều"}])
    assert counts(batch) == {"rejected": 1}


def test_the_territory_is_what_counts():
    make_unit(Province.objects.bearing("06", AS_OF), name="Trường Bắc Kạn")
    after = day("2025-12-31")
    row = {"code": "X", "name": "Trường X"}
    assert missing(previewed(Province.objects.bearing("19", after), after, [row])) == [
        "Trường Bắc Kạn"
    ]
    assert missing(previewed(Province.objects.bearing("19", AS_OF), AS_OF, [row])) == []


@pytest.fixture
def held(province):
    """Three units: two sectors, two agencies."""
    first, second = (make_agency(f"Sở {n}", province=province) for n in (1, 2))
    make_unit(province, name="Trường 1", sector="education", agency=first)
    make_unit(province, name="Bệnh viện 1", sector="health", agency=first)
    make_unit(province, name="Trường 2", sector="education", agency=second)


ROW = {"code": "X", "name": "Trường X", "agency": "Sở 1", "kind": "1"}
BARE = {"code": "X", "name": "Trường X", "kind": "1"}
PUBLIC = [("Công lập", "1")]
COVERED = {
    "the whole province": (ROW, {}, ["Bệnh viện 1", "Trường 1", "Trường 2"]),
    "a filter: the agencies named": (ROW, {"where": PUBLIC}, ["Bệnh viện 1", "Trường 1"]),
    "one sector set": (
        ROW,
        {"where": PUBLIC, "constants": {"sector": "education"}},
        ["Trường 1", "Trường 2"],
    ),
    "one agency set": (BARE, {"constants": {"agency": "Sở 2"}}, ["Trường 2"]),
    "a filter and nothing else: can't be told": (BARE, {"where": PUBLIC}, []),
}


@pytest.mark.parametrize("case", COVERED)
def test_a_narrowed_list_covers_only_what_it_speaks_of(case, province, held):
    row, options, expected = COVERED[case]
    batch = previewed(province, AS_OF, [row], **options)
    assert missing(batch) == expected
    assert batch.counts["missing_from_list"] == len(expected)
    assert str(batch.remarks[0]).endswith(".")
