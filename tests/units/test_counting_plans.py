"""Counts of a province are answered from the covering index alone, today and on a past day."""

import pytest
from django.db import connection
from django.db.models import Count

from tests.factories import day, make_province, make_units
from units.counts import versions_counted
from units.models import Unit, UnitVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    provinces = [make_province(f"M{n}", f"Minh Họa {n}") for n in "abcdefghijklmnopqrstuvwxyz"]
    make_units(
        [
            UnitVersion(
                unit=Unit(),
                valid_from=day("2015-12-31"),
                name=f"Trường {n}",
                code=f"{n}",
                province=provinces[n % 26],
            )
            for n in range(3_000)
        ]
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE units_unitversion")
    return provinces[0]


@pytest.mark.parametrize("on", ["2026-11-22", "2017-01-01"])
@pytest.mark.parametrize("column", ["sector", "agency", "autonomy_group"])
def test_the_plan_names_the_counting_index(on, column, province):
    counted = versions_counted(day(on), province=province).order_by()
    plan = counted.values_list(column).annotate(number=Count("*")).explain()
    assert "unitversion_counting" in plan, plan
