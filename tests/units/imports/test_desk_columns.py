"""Which column is taken for which field: as asked, and as the headings plainly say for the rest."""

import pytest

from tests.factories import day, make_province
from units.imports import desk
from units.models import UnitVersion

from .desk_lists import counts, imported, previewed, received

pytestmark = pytest.mark.django_db

AS_OF = day("2024-12-31")
A = {"code": "A1", "name": "Trường A", "autonomy": "2", "kind": "1"}


@pytest.fixture
def province():
    return make_province()


def test_the_batch_remembers_the_columns_taken(province):
    batch = previewed(province, AS_OF, [A])
    assert batch.reading["mapping"] == {
        "unit_code": "Mã đơn vị",
        "unit_name": "Tên đơn vị",
        "autonomy_group": "Nhóm tự chủ",
    }


def test_a_field_can_be_left_unread(province):
    imported(province, AS_OF, [A], mapping={"autonomy_group": ""})
    assert UnitVersion.objects.get().autonomy_group == ""


def test_a_field_is_known_by_its_other_names_too(province):
    imported(province, AS_OF, [A], mapping={"autonomy": "Công lập"})
    assert UnitVersion.objects.get().autonomy_group == "1"


def test_of_a_long_list_a_column_that_says_something_else_is_passed_over_and_that_is_said(province):
    rows = [{"code": f"A{n}", "name": f"Trường {n}", "autonomy": f"Tổ {n}"} for n in range(1, 13)]
    batch = imported(province, AS_OF, rows)
    assert counts(batch) == {"created": 12}
    assert any("Nhóm tự chủ" in str(remark) for remark in batch.remarks)


def test_a_few_wrong_cells_do_not_make_it_another_column(province):
    rows = [
        {"code": f"A{n}", "name": f"Trường {n}", "autonomy": "9" if n < 4 else "1"}
        for n in range(1, 13)
    ]
    assert counts(previewed(province, AS_OF, rows)) == {"created": 9, "rejected": 3}


KEPT = {
    "one value": ([("Công lập", "1")], 2),
    "as a number": ([("Công lập", "1.0")], 0),
    "either of two": ([("Công lập", "1"), ("Công lập", "2")], 3),
    "both of two columns": ([("Công lập", "1"), ("Mã đơn vị", "A1")], 1),
    "by a folded heading": ([("cong lap", " 1 ")], 2),
}


@pytest.mark.parametrize("case", KEPT)
def test_only_the_rows_asked_for_are_kept(case, province):
    where, kept = KEPT[case]
    rows = [A, A | {"code": "A2", "name": "B"}, A | {"code": "A3", "name": "C", "kind": "2"}]
    batch = received(province, AS_OF, rows, where=where)
    if not kept:
        with pytest.raises(desk.UNUSABLE, match="1, 2"):
            desk.preview(batch)
        return
    desk.preview(batch)
    assert counts(batch) == {
        key: n for key, n in {"created": kept, "ignored": 3 - kept}.items() if n
    }


WRONG = {
    "no such field": {"mapping": {"colour": "Công lập"}},
    "no such heading": {"mapping": {"sector": "Màu"}},
    "no such column to filter": {"where": [("Màu", "1")]},
    "no name": {"mapping": {"unit_name": ""}},
}


@pytest.mark.parametrize("case", WRONG)
def test_instructions_that_the_file_cannot_follow(case, province):
    batch = received(province, AS_OF, [A], **WRONG[case])
    with pytest.raises(desk.UNUSABLE) as refused:
        desk.preview(batch)
    assert str(refused.value).endswith(".")
    batch.refresh_from_db()
    assert (batch.status, batch.rows.count()) == ("uploaded", 0)


def test_what_was_found_is_remembered_for_the_person_who_maps(province):
    batch = received(province, AS_OF, [A, A | {"code": "A2", "name": "Trường B"}])
    desk.look(batch)
    batch.refresh_from_db()
    assert [column["heading"] for column in batch.reading["columns"]] == [
        "Mã đơn vị", "Tên đơn vị", "Nhóm tự chủ", "Công lập",
    ]  # fmt: skip
    assert batch.reading["columns"][0]["samples"] == ["A1", "A2"]
    assert batch.reading["proposals"]["unit_code"][0] == "Mã đơn vị"
    assert batch.reading["rows"] == 2


DAYS = {"a day to come": day("2027-01-01"), "before the province": day("2014-12-31")}


@pytest.mark.parametrize("case", DAYS)
def test_an_impossible_day(case, province):
    with pytest.raises(desk.UNUSABLE) as refused:
        received(province, DAYS[case], [A])
    assert f"{DAYS[case]:%d/%m/%Y}" in str(refused.value)
