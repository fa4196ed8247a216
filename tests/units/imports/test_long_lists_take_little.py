"""A longer list takes more memory only for what must be known of all its rows at once, and tells
how far it is while its rows are compared."""

import tracemalloc

import pytest
from django.utils import timezone

from tests.factories import day, make_province
from units.imports import comparison, desk, unit_list
from units.imports.claims import AtHand
from units.imports.laid_aside import LaidAside
from units.imports.preview import table_of

from .desk_lists import imported, received

pytestmark = pytest.mark.django_db

SHORTEST, FEW, MANY = 50, 300, 1_500
#: Bytes a row at the peak of planning, beside the file as it was read. One dictionary of the
#: values of a row alone would take more than half of it.
BOUNDS = {"new": 1_200, "changed": 1_700, "unchanged": 1_200}


def school(number: int, people: int = 10) -> dict[str, object]:
    return {
        "code": f"S{number}",
        "name": f"Trường Minh Họa số {number}",
        "agency": f"Sở {number % 40}",
        "sector": "education",
        "autonomy": "1",
        "founded": f"{number % 28 + 1}/2/2003",
        "people": people,
        "present": 7 + number,
        "spending": 700 + number,
    }


def peak_of_planning(what: str, rows: int) -> int:
    code = f"M{(SHORTEST, FEW, MANY).index(rows)}"
    province = make_province(code=code, name=f"Minh Họa {what} {rows}")
    as_before = [school(number) for number in range(rows)]
    if what != "new":
        imported(province, day("2024-06-30"), as_before)
    now = [school(number, people=20) for number in range(rows)] if what == "changed" else as_before
    batch = received(province, day("2024-12-31"), now)
    table = table_of(batch)
    tracemalloc.start()
    try:
        plan = unit_list.plan(batch, table)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        assert plan.counts["created" if what == "new" else what] == rows


@pytest.mark.parametrize("what", BOUNDS)
def test_each_further_row_takes_little(what, monkeypatch):
    monkeypatch.setattr(comparison, "AT_ONCE", 100)
    monkeypatch.setattr("units.imports.laid_aside.KEPT", 100)  # these lists stand for long ones
    monkeypatch.setattr("units.imports.laid_aside.AT_ONCE", 100)
    peak_of_planning(what, SHORTEST)  # what is made once, whatever the list
    few, many = (peak_of_planning(what, rows) for rows in (FEW, MANY))
    assert (many - few) / (MANY - FEW) < BOUNDS[what]


def test_the_bar_moves_while_rows_are_compared(monkeypatch):
    monkeypatch.setattr(comparison, "AT_ONCE", 2)
    told = []
    batch = received(make_province(), day("2024-12-31"), [school(number) for number in range(5)])
    desk.preview(batch, work=AtHand(lambda done, total: told.append((done, total))))
    assert told == [(2, 5), (4, 5), (5, 5)]
    desk.apply(batch, by=None, at=timezone.now())
    assert batch.counts["created"] == 5


@pytest.mark.parametrize("in_memory", [1, 4, 60_000])
def test_rows_laid_aside_come_back_in_order_as_often_as_asked(monkeypatch, in_memory):
    monkeypatch.setattr("units.imports.laid_aside.KEPT", in_memory)
    monkeypatch.setattr("units.imports.laid_aside.AT_ONCE", 3)
    aside = LaidAside()
    rows = [(number, f"Trường {number}", None) for number in range(8)]
    for number, row in enumerate(rows, start=1):
        aside.append(row)
        assert (len(aside), list(aside)) == (number, rows[:number])
    assert list(aside) == rows
