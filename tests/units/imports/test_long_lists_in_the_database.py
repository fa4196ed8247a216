"""What a long list asks of the database does not grow row by row: it is taken back in as many
statements as a short one, and PostgreSQL is told of the rows that have come."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import day, make_province
from units.imports import desk
from units.imports.drawing import draw_up
from units.models import ImportRow, RegisterEntry, UnitVersion, YearFigures

from .desk_lists import imported, state

pytestmark = pytest.mark.django_db


def schools(number: int, people: int) -> list[dict[str, object]]:
    return [
        {"code": f"S{place}", "name": f"Trường {place}", "agency": "Sở Minh Họa", "people": people}
        for place in range(number)
    ]


def statements_to_undo(code: str, rows: int) -> int:
    """Of a list that changed so many units; afterwards all is as it was before that list."""
    province = make_province(code=code, name=f"Minh Họa {code}")
    imported(province, day("2024-06-30"), schools(rows, people=10))
    before = state()
    batch = imported(province, day("2024-12-31"), [
        school | {"name": f"{school['name']} mới"} for school in schools(rows, people=20)
    ])  # fmt: skip
    assert state() != before
    with CaptureQueriesContext(
        connection,
    ) as asked:
        desk.undo(batch, by=None, at=timezone.now(), reason="nhầm tệp")
    assert state() == before
    return len(asked)


def test_a_long_list_is_taken_back_in_as_many_statements_as_a_short_one():
    assert statements_to_undo("M1", rows=4) == statements_to_undo("M2", rows=60)


def test_what_is_restored_stays_in_the_name_of_who_wrote_it():
    province = make_province()
    first = imported(province, day("2024-06-30"), schools(3, people=10))
    again = imported(province, day("2024-12-31"), [
        school | {"name": f"{school['name']} mới"} for school in schools(3, people=20)
    ])  # fmt: skip
    reversal = desk.undo(again, by=None, at=timezone.now(), reason="nhầm tệp")
    entry = RegisterEntry.objects.get(batch=first)
    for ledger in (UnitVersion, YearFigures):
        standing = ledger.objects.known()
        assert set(standing.values_list("recorded_by", flat=True)) == {entry.pk}
        assert standing.filter(recorded_at=reversal.recorded_at).exists()


def test_a_plan_is_read_by_its_index_and_not_through_the_plans_of_all_lists():
    """Asked for in the order of the index; SQLite then takes it also where a batch has a large
    share of all rows, which is when looking through all of them seems cheap."""
    province = make_province()
    imported(province, day("2024-06-30"), schools(60, people=10))
    batch = imported(province, day("2024-12-31"), schools(60, people=20))
    asked = []

    def note(execute, sql, params, many, context):
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        draw_up(batch)
    plans = [one for one in asked if "ORDER BY" in one[0].rpartition(")")[2]
             and f'FROM "{ImportRow._meta.db_table}"' in one[0]]  # fmt: skip
    assert len(plans) == 3
    for sql, params in plans:
        assert '"outcome" ASC' in sql.rpartition("ORDER BY")[2]
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
                cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
                assert "importrow_listing" in str(cursor.fetchall())


@pytest.mark.postgres
def test_postgresql_is_told_of_the_rows_of_a_long_list(settings):
    settings.IMPORT_INLINE_ROWS = 10
    table = UnitVersion._meta.db_table
    imported(make_province(), day("2024-06-30"), schools(10, people=1))
    counted = rows_planned_for(table)
    imported(make_province(code="M2", name="Minh Xuân"), day("2024-06-30"), schools(11, people=1))
    assert counted < rows_planned_for(table) == UnitVersion.objects.count()


def rows_planned_for(table: str) -> float:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [table])
        return cursor.fetchone()[0]
