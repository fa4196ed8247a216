"""Where a unit comes from and what became of it, in the order of time, in few queries."""

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.factories import day, make_event, make_province, make_unit
from units.annulment import annul
from units.lineage import lineage_of, names_borne, units_called
from units.models import Unit
from units.reorganization import carry_out

pytestmark = pytest.mark.django_db
TODAY = day("2026-11-22")


@pytest.fixture
def province():
    return make_province()


def happen(province, kind, on, **roles):
    event = make_event(kind, day(on), province=province, **roles)
    carry_out([event], by=None, at=timezone.now())
    return event


def born(event) -> list[Unit]:
    return [one.unit for one in event.participants.filter(role="new")]


def names(bearings):
    return [bearing.name for bearing in bearings]


def test_merger_then_division_leads_to_the_living(province):
    a, b = (make_unit(province, name=name) for name in ("A", "B"))
    c = born(happen(province, "consolidate", "2018-01-01", closing=[a, b], new=[{"name": "C"}]))[0]
    happen(province, "divide", "2020-01-01", closing=[c], new=[{"name": "D"}, {"name": "E"}])
    found = lineage_of(a.pk, on=TODAY)
    assert names(found.descendants) == ["C", "D", "E"]
    assert names(found.current) == ["D", "E"]
    assert found.status == "ceased"
    earlier = lineage_of(a.pk, on=day("2019-01-01"))
    assert names(earlier.current) == ["C"]
    assert lineage_of(a.pk, on=day("2017-12-31")).status == "in_force"
    assert names(lineage_of(found.current[0].unit_id, on=TODAY).ancestors) == ["C", "A", "B"]


def test_what_joins_later_is_no_ancestor_of_what_left_before(province):
    source, later = (make_unit(province, name=name) for name in ("Nguồn", "Đến sau"))
    part = born(happen(province, "separate", "2016-01-01", source=source, new=[{"name": "P"}]))[0]
    happen(province, "merge", "2018-01-01", closing=[later], surviving=source)
    assert names(lineage_of(part.pk, on=TODAY).ancestors) == ["Nguồn"]
    assert names(lineage_of(later.pk, on=TODAY).descendants) == ["Nguồn"]


def test_a_part_that_comes_back_ends_the_walk(province):
    source = make_unit(province, name="Nguồn")
    part = born(happen(province, "separate", "2016-01-01", source=source, new=[{"name": "P"}]))[0]
    happen(province, "merge", "2019-01-01", closing=[part], surviving=source)
    assert names(lineage_of(part.pk, on=TODAY).current) == ["Nguồn"]
    found = lineage_of(source.pk, on=TODAY)
    assert names(found.ancestors) == names(found.descendants) == ["P"]


def test_annulled_and_planned_events_are_no_lineage(province):
    a, b = (make_unit(province, name=name) for name in ("A", "B"))
    annulled = happen(province, "merge", "2018-01-01", closing=[a], surviving=b)
    known_then = timezone.now()
    annul(annulled, by=None, at=timezone.now(), reason="x")
    happen(province, "merge", "2027-01-01", closing=[a], surviving=b)
    assert lineage_of(a.pk, on=TODAY).descendants == []
    assert names(lineage_of(a.pk, on=day("2027-01-01")).current) == ["B"]
    then = lineage_of(a.pk, on=TODAY, known=known_then)
    assert names(then.current) == ["B"], "what was known then can be asked again"


def test_reestablished_unit_is_a_new_identity_linked_to_the_old(province):
    old = make_unit(province, name="Cũ")
    happen(province, "dissolve", "2018-01-01", closing=[old])
    again = born(
        happen(province, "reestablish", "2021-01-01", former=[old], new=[{"name": "Lập lại"}])
    )[0]
    assert again.pk != old.pk
    assert names(lineage_of(old.pk, on=TODAY).current) == ["Lập lại"]
    assert names(lineage_of(again.pk, on=TODAY).ancestors) == ["Cũ"]


def test_a_unit_is_found_by_a_code_or_name_it_bore_in_the_past(province):
    unit = make_unit(province, name="Tên cũ", code="CU1")
    change = {"unit": unit, "name": "Tên mới"}
    happen(province, "rename", "2019-01-01", surviving=[change])
    happen(province, "recode", "2020-01-01", surviving=[{"unit": unit, "code": "MOI1"}])
    for text in ("CU1", "MOI1", "Tên cũ", "ten moi", unit.handle):
        assert units_called(text) == [unit], text
    assert names_borne([unit.pk], on=TODAY) == {unit.pk: ["Tên cũ"]}


def chain(province, depth: int, width: int) -> Unit:
    """``width`` units become one, again and again, ``depth`` times; returns the last."""
    last = make_unit(province, name="0")
    for step in range(depth):
        others = [make_unit(province, name=f"{step}.{n}") for n in range(width - 1)]
        on = dt.date(2016, 1, 1) + dt.timedelta(days=step)
        event = make_event(
            "consolidate", on, province=province, closing=[last, *others], new=[{"name": f"{step}"}]
        )
        carry_out([event], by=None, at=timezone.now())
        last = born(event)[0]
    return last


@pytest.mark.parametrize(("depth", "width"), [(2, 3), (20, 60)])
def test_queries_do_not_grow_with_depth_or_width(depth, width, province, django_assert_num_queries):
    last = chain(province, depth, width)
    with django_assert_num_queries(4):
        found = lineage_of(last.pk, on=TODAY)
    assert len(found.ancestors) == depth * width
    assert max(link.depth for link in found.back) == depth


def printed(*arguments: str) -> dict:
    out = StringIO()
    call_command("lineage", *arguments, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_command_prints_one_object(province):
    a = make_unit(province, name="A", code="A1")
    b = make_unit(province, name="B", code="B1")
    happen(province, "merge", "2018-01-01", closing=[a], surviving=b, decision_number="1/QĐ-MH")
    assert printed("A1", "--on", "2026-11-22") == {
        "code": "A1",
        "status": "ceased",
        "current": ["B1"],
        "ancestors": [],
        "descendants": ["B1"],
        "events": [
            {
                "kind": "merge",
                "operative_on": "2018-01-01",
                "decision_no": "1/QĐ-MH",
                "links": [["A1", "B1", "full"]],
            }
        ],
    }
    assert printed("A1", "--on", "2017-12-31")["status"] == "in_force"


def test_command_says_when_a_code_names_nothing_or_several(province):
    units = [make_unit(one, code="X1") for one in (province, make_province("MX", "Minh Họa khác"))]
    for code, said in (("KHONG", ["KHONG"]), ("X1", [unit.handle for unit in units])):
        with pytest.raises(CommandError) as refused:
            call_command("lineage", code)
        assert all(part in str(refused.value) for part in said)
        assert refused.value.returncode == 2
