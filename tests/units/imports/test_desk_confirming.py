"""Previewing writes nothing to the register; confirming writes all or nothing; undoing restores."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import day, make_agency, make_event, make_province, make_unit
from units import register
from units.imports import desk
from units.models import ImportRow, RegisterEntry, Unit, UnitVersion, YearFigures
from units.reorganization import put_into_effect

from .desk_lists import counts, imported, previewed, state

pytestmark = pytest.mark.django_db

AS_OF = day("2024-12-31")
A = {"code": "A1", "name": "Trường A", "agency": "Sở Minh Họa"}
B = {"code": "B1", "name": "Trường B", "agency": "Sở Minh Họa"}


@pytest.fixture
def province():
    return make_province()


def confirm(batch, **options):
    return desk.apply(batch, by=None, at=timezone.now(), **options)


def test_a_preview_writes_nothing_to_the_register(province):
    make_unit(province, code="A1", name="Trường Cũ")
    before, entries = state(), RegisterEntry.objects.count()
    batch = previewed(province, AS_OF, [A | {"people": 3}, B])
    assert batch.status == "previewed"
    assert (state(), RegisterEntry.objects.count()) == (before, entries)
    assert YearFigures.objects.count() == Unit.objects.count() - 1 == 0


def test_one_entry_for_all_that_a_list_writes(province):
    batch = imported(province, AS_OF, [A | {"people": 3}, B])
    entry = batch.entries.get()
    assert entry.kind == "import"
    assert set(UnitVersion.objects.values_list("recorded_by", flat=True)) == {entry.pk}
    assert YearFigures.objects.get().recorded_by == entry
    assert (batch.status, batch.applied_at) == ("applied", entry.recorded_at)


def test_rejected_rows_stop_the_whole_list(province):
    batch = previewed(province, AS_OF, [A, B | {"people": "nhiều"}])
    with pytest.raises(desk.RowsRejected, match="1"):
        confirm(batch)
    assert (state(), RegisterEntry.objects.count()) == ([], 0)
    confirm(batch, accept_good_rows=True)
    assert len(state()) == 1


def test_a_list_is_written_once(province):
    batch = imported(province, AS_OF, [A])
    with pytest.raises(desk.NotOpen):
        confirm(batch)
    assert UnitVersion.objects.count() == 1


def test_a_list_put_aside_is_not_written(province):
    batch = previewed(province, AS_OF, [A])
    desk.cancel(batch)
    with pytest.raises(desk.NotOpen):
        confirm(batch)
    assert state() == []


def dissolved(province, unit):
    put_into_effect(
        make_event("dissolve", AS_OF, province=province, closing=unit), by=None, at=timezone.now()
    )


MOVES = {
    "one of its units ended": lambda province, unit: dissolved(province, unit),
    "another list came first": lambda province, unit: imported(province, AS_OF, [B]),
    "figures came in": lambda province, unit: imported(
        province, AS_OF, [{"code": "A1", "name": "Trường Cũ", "people": 5}]
    ),
    "a unit of the same province was entered": lambda province, unit: make_unit(province),
    "an agency ended": lambda province, unit: make_agency("Sở Khác", province=province),
}


@pytest.mark.parametrize("move", MOVES)
def test_when_something_moved_since_it_is_previewed_anew_and_not_written(move, province):
    unit = make_unit(province, code="A1", name="Trường Cũ")
    batch = previewed(province, AS_OF, [A, B])
    MOVES[move](province, unit)
    before, entries = state(), RegisterEntry.objects.count()
    with pytest.raises(register.RegisterMoved):
        confirm(batch)
    assert (state(), RegisterEntry.objects.count()) == (before, entries)
    batch.refresh_from_db()
    assert batch.status == "previewed"
    assert str(batch.problem) == str(register.RegisterMoved())
    if not batch.counts["rejected"]:
        confirm(batch)
        assert batch.status == "applied"


def test_what_happens_elsewhere_does_not_matter(province):
    batch = previewed(province, AS_OF, [A])
    make_unit(make_province(code="MX", name="Minh Xuân"))
    confirm(batch)
    assert batch.status == "applied"


def test_two_previews_of_one_new_list_do_not_make_its_units_twice(province):
    first, second = previewed(province, AS_OF, [A]), previewed(province, AS_OF, [A])
    confirm(first)
    with pytest.raises(register.RegisterMoved):
        confirm(second)
    second.refresh_from_db()
    assert counts(second) == {"unchanged": 1}
    assert Unit.objects.count() == 1


def test_undoing_restores_what_was(province):
    make_unit(province, code="A1", name="Trường Cũ")
    before = state()
    rows = [A | {"people": 3, "founded": "1/2/2003"}, B | {"people": 4}]
    batch = imported(province, AS_OF, rows)
    desk.undo(batch, by=None, at=timezone.now(), reason="wrong file")
    assert state() == before
    assert YearFigures.objects.known().count() == 0
    assert batch.status == "undone"
    assert counts(imported(province, AS_OF, rows)) == {"created": 1, "changed": 1}


def test_undoing_is_refused_while_later_work_builds_on_it(province):
    batch = imported(province, AS_OF, [A])
    later = imported(province, day("2025-12-31"), [A | {"name": "Trường Khác"}])
    before = state()
    with pytest.raises(register.LaterEntries) as refused:
        desk.undo(batch, by=None, at=timezone.now(), reason="wrong file")
    assert [entry.batch for entry in refused.value.entries] == [later]
    assert state() == before


def test_a_file_that_never_reached_the_register_leaves_nothing(province, files):
    batch = previewed(province, AS_OF, [A])
    assert [path.read_bytes() for path in files.rglob("*.csv")]
    desk.discard(batch)
    assert list(files.rglob("*.csv")) == []
    assert ImportRow.objects.count() == 0


def queries_of(act) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def numbered(rows: int, **fields) -> list[dict]:
    return [A | {"code": f"N{n}", "name": f"Trường {n}", "people": n} | fields for n in range(rows)]


def test_the_number_of_queries_grows_only_by_chunks(province):
    """A preview of unchanged rows asks the same few questions, however long the list."""
    asked = {}
    for rows in (50, 500):
        area = make_province(code=f"M{rows % 7}", name=f"Minh Họa {rows}")
        new = previewed(area, AS_OF, numbered(rows))
        asked["new", rows] = queries_of(lambda new=new: confirm(new))
        again = previewed(area, AS_OF, numbered(rows))
        asked["same", rows] = queries_of(lambda again=again: desk.preview(again))
        changed = previewed(area, day("2025-06-30"), numbered(rows, autonomy="4"))
        asked["changed", rows] = queries_of(lambda changed=changed: confirm(changed))
    assert asked["same", 500] == asked["same", 50]
    per_chunk = 60 if connection.vendor == "sqlite" else 10  # SQLite takes 999 values a query
    assert asked["new", 500] - asked["new", 50] <= per_chunk
    assert asked["changed", 500] - asked["changed", 50] <= per_chunk
