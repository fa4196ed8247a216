"""Columns of people and money go to the figures of the list's year, by the same ledger."""

from decimal import Decimal

import pytest

from tests.factories import day, make_province
from units.models import UnitVersion, YearFigures

from .desk_lists import counts, imported, previewed, problems

pytestmark = pytest.mark.django_db

AS_OF = day("2024-12-31")
A = {"code": "A1", "name": "Trường A"}


@pytest.fixture
def province():
    return make_province()


def figures() -> list[tuple]:
    rows = YearFigures.objects.known().order_by("year")
    return list(rows.values_list("year", "headcount_budget", "headcount_present"))


def test_figures_are_of_the_year_of_the_list(province):
    imported(province, AS_OF, [A | {"people": 12, "present": 10}])
    imported(province, day("2025-06-30"), [A | {"people": 11}])
    assert figures() == [(2024, 12, 10), (2025, 11, None)]
    assert UnitVersion.objects.count() == 1, "other figures are no change of the unit"


def test_other_figures_replace_those_known_and_an_empty_cell_leaves_them(province):
    imported(province, AS_OF, [A | {"people": 12, "present": 10}])
    batch = imported(province, AS_OF, [A | {"people": 13, "present": ""}])
    assert counts(batch) == {"changed": 1}
    assert figures() == [(2024, 13, 10)]
    assert YearFigures.objects.count() == 2
    row = YearFigures.objects.known().get()
    assert (row.recorded_by.batch, row.source_row) == (batch, 2)


def test_the_same_figures_change_nothing(province):
    rows = [A | {"people": 12, "spending": "1.234,5"}]
    imported(province, AS_OF, rows)
    assert counts(imported(province, AS_OF, rows)) == {"unchanged": 1}


def test_unknown_is_empty_and_nought_is_nought(province):
    imported(province, AS_OF, [A | {"people": "0", "present": "-"}])
    assert figures() == [(2024, 0, None)]


def test_a_row_without_figures_writes_none(province):
    imported(province, AS_OF, [A | {"people": "", "present": ""}])
    assert figures() == []


def test_money_is_kept_in_dong_whatever_the_unit_of_the_column(province):
    imported(province, AS_OF, [A | {"spending": "1.234,5"}])
    assert YearFigures.objects.get().budget_spending == Decimal(1_234_500_000)


def test_a_fraction_of_a_dong_is_no_amount(province):
    batch = previewed(province, AS_OF, [A | {"spending": "0,1234567"}])
    assert problems(batch) == [(2, "amount_not_in_dong")]


def test_figures_lie_in_the_province_of_the_unit(province):
    imported(province, AS_OF, [A | {"people": 12}])
    assert YearFigures.objects.get().province == province
