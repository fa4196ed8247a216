"""A long list is written as one long entry: the same ledger as row by row, in a number of queries
that doesn't grow with the list, and not at all when something moved."""

import contextlib
import datetime as dt

import pytest
from django.db import connection, models, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import day, make_agency, make_figures, make_province, make_unit, make_units
from units import register
from units.choices import EntryKind
from units.corrections import correct
from units.imports import desk
from units.imports.drawing import draw_up
from units.imports.writing import write_plan
from units.models import Agency, ImportBatch, Unit, UnitVersion, YearFigures
from units.tally_keeping import all_areas, amiss

from .desk_lists import imported, previewed, received
from .plain_writing import write_plainly

pytestmark = pytest.mark.django_db

AS_OF = day("2024-12-31")
#: What a key that writing makes belongs to; a key of an entry stays as it is.
NEW = {"unit_id": "unit", "id": "unit", "agency_id": "agency"}
CODES = [f"A{number}" for number in range(6)]


class Undone(Exception):
    """Takes a transaction back."""


@st.composite
def rows(draw):
    """Rows of a short list, each with a code of its own; an empty cell says nothing."""
    return [
        {
            "code": code,
            "name": draw(st.sampled_from([f"Trường {code}", f"Trường Đổi Tên {code}"])),
            "agency": draw(st.sampled_from(["", "Sở Minh Họa", "Sở Khác", "Sở Chưa Có"])),
            "sector": draw(st.sampled_from(["", "education", "health"])),
            "autonomy": draw(st.sampled_from(["", "1", "4"])),
            "founded": draw(st.sampled_from(["", "1/2/2003"])),
            "people": draw(st.sampled_from(["", 0, 12])),
            "spending": draw(st.sampled_from(["", "1,5", 700])),
        }
        for code in draw(st.lists(st.sampled_from(CODES), unique=True, min_size=1))
    ]


def ground():
    """Units of every kind a list can meet: begun before, on and after its day, ended, with figures
    and without, moved to another period by then."""
    province = make_province()
    agency = make_agency("Sở Minh Họa", province=province)
    begins = (day("2020-01-01"), AS_OF, day("2025-06-01"), day("2019-01-01"), day("2018-01-01"))
    for code, begun in zip(CODES, begins, strict=False):
        ends = day("2025-03-01") if code == "A3" else None
        unit = make_unit(
            province, code=code, name=f"Trường {code}", valid_from=begun, valid_to=ends,
            agency=agency,
        )  # fmt: skip
        if code in ("A0", "A1", "A3"):
            make_figures(unit, 2024, headcount_budget=12, contracts=3)
    return province


def content(model: type[models.Model], firsts: dict[str, int]) -> list[tuple]:
    """All rows, without their own keys; keys of what is newly made are counted from the first."""
    names = [field.attname for field in model._meta.concrete_fields]
    found = []
    for row in model.objects.order_by("pk").values(*names):
        if model is not Unit:
            row.pop("id")
        for name, first in firsts.items():
            if row.get(name) and row[name] > first:
                row[name] = (NEW.get(name, "entry"), row[name] - first)
        found.append(tuple(sorted(row.items())))
    return sorted(found, key=repr)


def last(model: type[models.Model]) -> int:
    return model.objects.aggregate(last=models.Max("pk"))["last"] or 0


def ledger_after(batch: ImportBatch, write) -> dict[str, list]:
    """What the register holds after ``write``, which is then taken back."""
    firsts = {"unit_id": last(Unit), "id": last(Unit), "agency_id": last(Agency)}
    found: dict[str, list] = {}
    with contextlib.suppress(Undone), transaction.atomic():
        entry = register.enter(EntryKind.IMPORT, at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC))
        entries = {"recorded_by_id": 0, "superseded_by_id": 0, "opened_by_id": 0, "closed_by_id": 0}
        write(batch, entry)
        for model in (Unit, UnitVersion, YearFigures):
            newest = dict.fromkeys(entries, entry.pk - 1)
            found[model.__name__] = content(model, firsts | newest)
        raise Undone
    return numbered(found)


def numbered(found: dict[str, list]) -> dict[str, list]:
    """A sequence goes on although a transaction was taken back: name new units by their place."""
    keys = sorted(
        {value for rows in found.values() for row in rows for name, value in row
         if name in NEW and isinstance(value, tuple)}
    )  # fmt: skip
    places = {key: (key[0], place) for place, key in enumerate(keys)}
    return {
        name: sorted(
            (
                tuple((column, places.get(value, value) if isinstance(value, tuple) else value)
                      for column, value in row)
                for row in rows
            ),
            key=repr,
        )
        for name, rows in found.items()
    }  # fmt: skip


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(list_=rows())
def test_the_long_entry_writes_what_row_by_row_would(db, list_):
    with contextlib.suppress(Undone), transaction.atomic():
        batch = previewed(ground(), AS_OF, list_)
        plainly = ledger_after(batch, write_plainly)
        at_length = ledger_after(
            batch, lambda batch, entry: write_plan(batch, entry, draw_up(batch))
        )
        for name, held in plainly.items():
            assert at_length[name] == held
        raise Undone


@pytest.mark.parametrize(
    ("changed", "by_the_database"),
    [
        ({"autonomy": "4"}, (1, 0)),
        ({"agency": "Sở Khác", "sector": "health"}, (1, 0)),
        ({"people": 30, "spending": "1,5"}, (0, 1)),
        ({"people": 30, "autonomy": "4"}, (1, 1)),
        ({"name": "Trường Đổi Tên", "people": 30}, (0, 0)),
        ({"agency": "Sở Chưa Có", "people": 30}, (0, 0)),
        ({"founded": "1/2/2003", "people": 30}, (0, 0)),
        ({"code": "A2", "name": "Trường A2", "autonomy": "4"}, (0, 0)),
    ],
    ids=["group", "known agency", "figures", "both", "name", "new agency", "founding", "later"],
)
@pytest.mark.parametrize("strayed", [False, True], ids=["at home", "once elsewhere"])
def test_the_database_draws_up_what_only_changes_columns(changed, by_the_database, strayed):
    """All else is drawn up row by row; either way the counts are those of a recount."""
    province = ground()
    make_agency("Sở Khác", province=province)
    if strayed:
        away = make_province(code="MX", name="Minh Xuân")
        unit = Unit.objects.get(versions__code="A0")
        make_units([
            UnitVersion(unit=unit, province=away, name="Trường A0", code="A0",
                        valid_from=day("2015-01-01"), valid_to=day("2020-01-01"))
        ])  # fmt: skip
    row = {"code": "A0", "name": "Trường A0", "agency": "Sở Minh Họa"} | changed
    batch = previewed(province, AS_OF, [row])
    drawn = draw_up(batch)
    assert (len(drawn.moving), len(drawn.counting)) == by_the_database
    assert bool(drawn.differences.others) == (strayed or changed.get("code") == "A2")
    desk.apply(batch, by=None, at=timezone.now())
    assert amiss(all_areas()) == {}


def school(number: int, **changed: object) -> dict[str, object]:
    return {"code": f"S{number}", "name": f"Trường {number}", "people": number % 9 + 1} | changed


def register_edit(unit: Unit) -> None:
    """Somebody corrects the unit's name, now."""
    correct(unit.versions.known().get(), {"name": "Trường Được Sửa"}, by=None,
            at=timezone.now(), reason="test")  # fmt: skip


def queries(batch: ImportBatch, act) -> list[str]:
    asked: list[str] = []

    def note(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        act(batch)
    return asked


def test_a_longer_list_asks_no_more_of_the_database():
    """Half of each list is changed, half is new; nothing of it goes in pieces."""
    asked = {}
    for code, number in (("M1", 500), ("M2", 5_000)):
        province = make_province(code=code, name=f"Minh Họa {number}")
        imported(province, day("2024-06-30"), [school(n) for n in range(number)])
        rows = [school(n, autonomy="4", people=20) for n in range(number // 2, number * 3 // 2)]
        batch = received(province, AS_OF, rows)
        preview = queries(batch, desk.preview)
        applying = queries(batch, lambda batch: desk.apply(batch, by=None, at=timezone.now()))
        assert (batch.counts["changed"], batch.counts["created"]) == (number // 2, number // 2)
        asked[number] = len(preview), len(applying)
    assert asked[500] == asked[5_000]


@pytest.mark.parametrize("where", ["elsewhere", "in the province"])
def test_who_edits_meanwhile_makes_a_list_be_counted_twice_only_in_its_province(where):
    """What was recorded after the list began to be written stands in the way of its differences
    where it is of the same units; of other provinces it is no reason to count a province anew."""
    province = make_province()
    imported(province, day("2024-06-30"), [school(n) for n in range(600)])
    rows = [school(n, autonomy="4", people=20) for n in range(600)]
    counted = {}
    for at_rest in (True, False):
        batch = previewed(province, AS_OF, rows)
        with contextlib.suppress(Undone), transaction.atomic():
            drawn, begun = draw_up(batch), timezone.now()
            if not at_rest:
                edited = province if where == "in the province" else None
                unit = make_unit(edited or make_province(code="MX", name="Minh Xuân"))
                register_edit(unit)
            entry = register.enter(EntryKind.IMPORT, at=begun, batch=batch)
            asked = queries(batch, lambda batch: write_plan(batch, entry, drawn))  # noqa: B023
            counted[at_rest] = sum("min(" in sql.lower() for sql in asked)
            assert amiss(all_areas()) == {}
            raise Undone
    assert (counted[False] > counted[True]) == (where == "in the province")


def test_nothing_is_written_when_the_plan_was_made_anew_meanwhile():
    province = make_province()
    batch = previewed(province, AS_OF, [school(1)])
    drawn = draw_up(batch)
    desk.preview(batch)
    entry = register.enter(EntryKind.IMPORT, at=timezone.now(), batch=batch)
    with pytest.raises(register.RegisterMoved):
        write_plan(batch, entry, drawn)
    assert not Unit.objects.exists()


def test_nothing_is_written_when_a_row_was_retired_meanwhile():
    province = make_province()
    unit = make_unit(province, code="S1", name="Trường 1")
    batch = previewed(province, AS_OF, [school(1, name="Trường Khác")])
    drawn = draw_up(batch)
    other = register.enter(EntryKind.CORRECTION, at=timezone.now(), reason="test")
    register.write(other, retired=list(unit.versions.known()))
    entry = register.enter(EntryKind.IMPORT, at=timezone.now(), batch=batch)
    with pytest.raises(register.RegisterMoved), transaction.atomic():
        write_plan(batch, entry, drawn)
