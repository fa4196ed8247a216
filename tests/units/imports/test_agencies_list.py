"""A list of governing agencies: matched by code, then by name; links in any order; no circles."""

import datetime as dt

import pytest
from django.utils import timezone

from tests.factories import day, make_agency, make_province, make_unit
from units.imports import desk
from units.imports.raw_cells import texts_of
from units.models import Agency, RegisterEntry
from units.register import LaterEntries, RegisterMoved

from .desk_lists import counts, problems
from .figure_lists import imported, previewed

pytestmark = pytest.mark.django_db

AS_OF = day("2026-06-30")
HEADINGS = {
    "code": "Mã cơ quan",
    "name": "Tên cơ quan",
    "level": "Cấp",
    "bloc": "Khối",
    "parent": "Cơ quan cấp trên",
    "start": "Hoạt động từ ngày",
    "last": "Hoạt động đến hết ngày",
    "end": "Chấm dứt hoạt động từ ngày",
    "heir": "Cơ quan kế thừa",
}
S = {"name": "Sở Minh Họa", "code": "S1", "level": "Sở", "bloc": "Khối chính quyền"}
C = {"name": "Chi cục Minh Họa", "level": "Chi cục", "parent": "Sở Minh Họa"}


@pytest.fixture
def province():
    return make_province()


def listed(*rows: dict) -> list[list[object]]:
    keys = [key for key in HEADINGS if any(key in row for row in rows)]
    if len(keys) == 1:
        keys.append("bloc")
    head = ["STT", *(HEADINGS[key] for key in keys)]
    return [head, *([n, *(row.get(key) for key in keys)] for n, row in enumerate(rows, 1))]


def held(*names: str, **wanted) -> list[tuple]:
    return list(Agency.objects.filter(**wanted).order_by("name", "pk").values_list(*names))


def test_agencies_are_created_with_all_that_is_said(province):
    start, last = dt.date(2016, 3, 1), "29/2/2024"
    rows = listed(C | {"start": start, "last": last, "heir": "S1"}, S)
    batch = imported("agencies", province, AS_OF, rows)
    assert counts(batch) == {"created": 2}
    assert held("name", "code", "level__code", "bloc", "parent__name", "valid_from", "valid_to",
                "succeeded_by__name", "province") == [
        ("Chi cục Minh Họa", None, "sub_department", "", "Sở Minh Họa", start,
         day("2024-03-01"), "Sở Minh Họa", province.pk),
        ("Sở Minh Họa", "S1", "department", "government", None, None, None, None, province.pk),
    ]  # fmt: skip
    assert Agency.objects.filter(search_key="so minh hoa").exclude(sort_key="").exists()
    row = batch.rows.get(number=2)
    assert row.agency.name == "Chi cục Minh Họa"
    assert row.changes["parent"] == [None, {"row": 3, "sheet": "", "name": "Sở Minh Họa"}]
    assert texts_of(row, batch)["Cơ quan cấp trên"] == "Sở Minh Họa"
    assert batch.entries.get().kind == "import"


def test_the_same_file_twice_changes_nothing(province):
    ended = {"name": "Sở Cũ", "last": "28/2/2025", "level": "Sở", "heir": "S1"}
    again = {"name": "Sở Cũ", "start": "1/1/2026", "level": "Sở"}
    rows = listed(S, C, ended, again)
    imported("agencies", province, AS_OF, rows)
    batch = imported("agencies", province, AS_OF, rows)
    assert counts(batch) == {"unchanged": 4}
    assert (Agency.objects.count(), batch.entries.count()) == (4, 0)


MATCHED = {
    "by code, whatever the name": {"code": "S1", "name": "Sở Khác"},
    "by name": {"name": "Sở Minh Họa"},
    "by folded name": {"name": "SỞ  MINH HOẠ"},
}


@pytest.mark.parametrize("row", MATCHED.values(), ids=MATCHED)
def test_a_known_agency_is_found(row, province):
    known = make_agency("Sở Minh Họa", code="S1", province=province, bloc="")
    batch = imported("agencies", province, AS_OF, listed(row | {"bloc": "Khối Đảng"}))
    assert counts(batch) == {"changed": 1}
    known.refresh_from_db()
    assert (known.bloc, known.level.code) == ("party", "department")
    changes = batch.rows.get().changes
    assert changes["bloc"] == ["", "party"]
    assert ("name" in changes) == (row["name"] == "Sở Khác")


def test_an_agency_without_a_code_gets_it(province):
    known = make_agency("Sở Minh Họa", province=province)
    batch = imported("agencies", province, AS_OF, listed(S))
    assert batch.rows.get().changes == {"code": [None, "S1"]}
    known.refresh_from_db()
    assert known.code == "S1"


def test_a_namesake_elsewhere_or_before_is_another(province):
    make_agency("Sở Minh Họa", province=None)
    make_agency("Sở Minh Họa", province=province, valid_to=day("2020-01-01"))
    batch = imported("agencies", province, AS_OF, listed({"name": "Sở Minh Họa"}))
    assert counts(batch) == {"created": 1}
    assert problems(batch) == [(2, "possible_duplicate")]


def world(province):
    other = make_province(code="MX", name="Minh Xuân")
    make_agency("Sở Khác", code="K1", province=other)
    make_agency("Sở Minh Họa", code="S1", province=province)
    make_agency("Huyện Cũ", code="H1", province=province, level="district",
                valid_to=day("2025-07-01"))  # fmt: skip
    top = make_agency("Ban Trên", code="T1", province=province)
    make_agency("Ban Dưới", code="D1", province=province, parent=top)


REFUSED = {
    "agency_elsewhere": [{"code": "K1", "name": "Sở Khác"}],
    "other_code": [{"code": "S9", "name": "Sở Minh Họa"}],
    "level_unknown": [{"name": "Sở A", "level": "Cấp trời"}],
    "bloc_unknown": [{"name": "Sở A", "bloc": "Khối vuông"}],
    "agency_unknown": [{"name": "Sở A", "parent": "Sở Lạ"}],
    "agency_not_alive": [{"name": "Sở A", "parent": "Huyện Cũ"}],
    "link_to_itself": [{"name": "Sở A", "parent": "Sở A"}],
    "not_a_date": [{"name": "Sở A", "end": "hôm qua"}],
    "two_ends": [{"name": "Sở A", "last": "1/1/2020", "end": "1/1/2021"}],
    "backward_period": [{"name": "Sở A", "start": "1/1/2020", "end": "1/1/2020"}],
    "outlives_its_level": [{"name": "Huyện A", "level": "Huyện"}],
    "circle": [{"code": "T1", "name": "Ban Trên", "parent": "D1"}],
    "unit_name_missing": [{"code": "Z1", "bloc": "Khối Đảng"}],
}


@pytest.mark.parametrize("code", REFUSED)
def test_a_row_is_rejected_with(code, province):
    world(province)
    before = held("pk", "name", "parent", "code")
    batch = previewed("agencies", province, AS_OF, listed(*REFUSED[code], {"name": "Sở Tốt"}))
    assert (2, code) in problems(batch)
    assert (batch.counts["rejected"], batch.counts["created"]) == (1, 1)
    assert held("pk", "name", "parent", "code") == before


TWO_ROWS = {
    "the same row twice": ([S, S], [(3, "duplicate_row")]),
    "one code, two agencies": (
        [S, S | {"name": "Sở Khác"}], [(2, "same_agency"), (3, "same_agency")]
    ),
    "one name in one period": (
        [{"name": "Sở A", "bloc": "Đảng"}, {"name": "Sở A", "level": "Sở"}],
        [(2, "same_agency"), (3, "same_agency")],
    ),
    "a circle within the file": (
        [{"name": "Sở A", "parent": "Sở B"}, {"name": "Sở B", "parent": "Sở A"}],
        [(2, "circle"), (3, "circle")],
    ),
    "a parent that is rejected": (
        [{"name": "Sở A", "parent": "Sở B"}, {"name": "Sở B", "level": "?!"}],
        [(2, "link_to_rejected"), (3, "level_unknown")],
    ),
    "a successor that is rejected": (
        [{"name": "Sở A", "heir": "Sở B"}, {"name": "Sở B", "level": "?!"}],
        [(2, "link_to_rejected"), (3, "level_unknown")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "said"), TWO_ROWS.values(), ids=TWO_ROWS)
def test_two_rows(rows, said, province):
    assert problems(previewed("agencies", province, AS_OF, listed(*rows))) == said


def test_a_circle_that_opens_elsewhere_in_the_file_is_none(province):
    top = make_agency("Ban Trên", code="T1", province=province)
    below = make_agency("Ban Dưới", code="D1", province=province, parent=top)
    rows = listed({"code": "T1", "name": "Ban Trên", "parent": "D1"},
                  {"code": "D1", "name": "Ban Dưới", "parent": "Sở Mới"},
                  {"name": "Sở Mới"})  # fmt: skip
    imported("agencies", province, AS_OF, rows)
    top.refresh_from_db()
    below.refresh_from_db()
    assert (top.parent, below.parent.name) == (below, "Sở Mới")


def test_an_ended_agency_names_the_parent_of_its_time(province):
    make_agency("Huyện Cũ", province=province, level="district", valid_to=day("2025-07-01"))
    row = {"name": "Phòng Cũ", "parent": "Huyện Cũ", "last": "30/6/2025"}
    assert counts(imported("agencies", province, AS_OF, listed(row))) == {
        "created": 1,
    }


def test_a_list_without_a_province_is_of_central_agencies(province):
    imported("agencies", None, AS_OF, listed({"name": "Bộ Minh Họa", "level": "Bộ"}))
    assert held("name", "province") == [("Bộ Minh Họa", None)]
    imported("agencies", province, AS_OF, listed({"name": "Cục A", "parent": "Bộ Minh Họa"}))
    assert held("name", "parent__name", province=province) == [("Cục A", "Bộ Minh Họa")]


def test_the_section_above_tells_the_bloc(province):
    rows = [
        ["STT", "Tên cơ quan", "Mã cơ quan"],
        ["I", "Khối Đảng", None], [1, "Ban Một", "M1"], [2, "Ban Hai", "M2"],
        ["II", "Khối chính quyền", None], [1, "Sở Ba", "M3"],
    ]  # fmt: skip
    batch = imported("agencies", province, AS_OF, rows)
    assert counts(batch) == {"created": 3, "ignored": 2}
    assert held("name", "bloc") == [
        ("Ban Hai", "party"), ("Ban Một", "party"), ("Sở Ba", "government"),
    ]  # fmt: skip


def test_agencies_that_the_list_leaves_out_are_named(province):
    left = make_agency("Sở Thiếu", province=province)
    make_agency("Sở Cũ", province=province, valid_to=day("2020-01-01"))
    batch = previewed("agencies", province, AS_OF, listed(S))
    assert [row.agency for row in batch.rows.filter(outcome="missing")] == [left]
    assert batch.counts["missing_from_list"] == 1


ALL = ("pk", "code", "name", "level", "bloc", "parent", "valid_from", "valid_to", "succeeded_by",
       "search_key", "sort_key")  # fmt: skip


def test_undoing_restores_exactly_what_was(province):
    make_agency("Sở Minh Họa", code="S1", province=province, valid_from=day("2010-01-01"))
    make_agency("Ban Trên", province=province, bloc="")
    before = held(*ALL)
    rows = listed(S | {"name": "Sở Đổi Tên", "parent": "Ban Mới", "start": "1/1/2011"},
                  {"name": "Ban Mới", "parent": "Ban Trên"}, C | {"parent": "Ban Mới"})  # fmt: skip
    batch = imported("agencies", province, AS_OF, rows)
    assert held(*ALL) != before
    desk.undo(batch, by=None, at=timezone.now(), reason="sai")
    assert held(*ALL) == before
    assert RegisterEntry.objects.get(reverses__batch=batch).reason == "sai"


def unit_under_it(province, new):
    make_unit(province, agency=new)


def child_of_it(province, new):
    make_agency("Chi cục Sau", province=province, parent=new)


def edited_by_hand(province, new):
    Agency.objects.filter(pk=new.pk).update(bloc="front")


def changed_by_a_later_list(province, new):
    imported("agencies", province, AS_OF, listed(S | {"name": "Sở Sau Nữa"}))


@pytest.mark.parametrize(
    "later", [unit_under_it, child_of_it, edited_by_hand, changed_by_a_later_list]
)
def test_undoing_is_refused_where_later_work_builds_on_it(later, province):
    batch = imported("agencies", province, AS_OF, listed(S))
    later(province, Agency.objects.get(code="S1"))
    before = held(*ALL)
    with pytest.raises(LaterEntries, match=r"\d|Sở"):
        desk.undo(batch, by=None, at=timezone.now(), reason="sai")
    batch.refresh_from_db()
    assert (batch.status, held(*ALL)) == ("applied", before)


def test_what_was_edited_meanwhile_is_shown_anew_before_anything_is_written(province):
    known = make_agency("Sở Minh Họa", code="S1", province=province, bloc="")
    batch = previewed("agencies", province, AS_OF, listed(S))
    Agency.objects.filter(pk=known.pk).update(bloc="government")
    with pytest.raises(RegisterMoved):
        desk.apply(batch, by=None, at=timezone.now())
    batch.refresh_from_db()
    assert (batch.status, batch.counts["unchanged"]) == ("previewed", 1)


def test_a_long_list_asks_the_same_few_questions(province, django_assert_max_num_queries):
    make_agency("Sở Minh Họa", province=province)
    rows = listed(*({"name": f"Chi cục {n}", "parent": "Sở Minh Họa", "code": f"C{n}"}
                    for n in range(80)))  # fmt: skip
    batch = previewed("agencies", province, AS_OF, rows)
    with django_assert_max_num_queries(20):
        desk.preview(batch)
    with django_assert_max_num_queries(24):
        desk.apply(batch, by=None, at=timezone.now())
    assert Agency.objects.count() == 81
    with django_assert_max_num_queries(60):
        desk.undo(batch, by=None, at=timezone.now(), reason="sai")
    assert Agency.objects.count() == 1
