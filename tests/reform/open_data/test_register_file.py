"""The whole register in one file: every unit that ever was, its heirs and its predecessors, as the
lineage of each tells them."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import day, make_province, make_unit, make_user
from units.kinship import Kinship
from units.lineage import lineage_of
from units.models import Unit

from .world import happen, lived

pytestmark = pytest.mark.django_db
ON = "2026-01-01"


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def reader(client, province):
    client.force_login(make_user(role="reader", province=province))
    return client


def rows(client, on: str = ON) -> dict[str, dict[str, str]]:
    answer = client.get(f"/api/v1/register.csv?on={on}")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return {row["handle"]: row for row in csv.DictReader(io.StringIO(text))}


def test_every_unit_with_its_heirs_and_predecessors(reader, province):
    lived(province)
    told = rows(reader)
    assert len(told) == Unit.objects.count() == 9
    for unit in Unit.objects.all():
        lineage, row = lineage_of(unit.pk, on=day(ON)), told[unit.handle]
        lives = lineage.status == "in_force"
        heirs = set() if lives else {f"DV{one.unit_id:07d}" for one in lineage.current}
        assert row["in_force"] == str(int(lives))
        assert set(row["current_successors"].split()) == heirs
        ancestors = {f"DV{one.unit_id:07d}" for one in lineage.ancestors}
        assert set(row["all_predecessors"].split()) == ancestors


def test_a_past_day_knows_nothing_of_what_came_later(reader, province):
    units = lived(province)
    told = rows(reader, "2016-01-01")
    assert len(told) == 8
    assert {row["in_force"] for row in told.values()} == {"1"}
    assert told[units[1].handle]["all_predecessors"] == ""


def test_what_left_before_hands_on_nothing_that_came_later(province):
    """A gives a part to B in 2016 and takes in C in 2018: C did not become B."""
    a, b, c = (make_unit(province) for _number in range(3))
    happen("separate", "2016-07-01", province, source=a, new={"name": "Trường mới"})
    happen("merge", "2018-07-01", province, closing=c, surviving=a)
    kinship = Kinship(on=day(ON))
    new = Unit.objects.order_by("pk").last()
    assert kinship.descendants(c.pk) == [a.pk]
    assert kinship.ancestors(a.pk) == [c.pk]
    assert kinship.ancestors(new.pk) == [a.pk]
    assert kinship.descendants(b.pk) == []


def test_the_queries_do_not_grow(reader, province):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            rows(reader)
        return len(queries)

    lived(province)
    before = asked()
    lived(province)
    assert asked() == before
