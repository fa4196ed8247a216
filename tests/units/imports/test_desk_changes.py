"""A list says what was so on its day: what it opens, closes, replaces, and leaves alone."""

import pytest

from tests.factories import day, make_province, make_unit
from units.imports.raw_cells import texts_of
from units.models import Unit, UnitVersion

from .desk_lists import counts, imported, state, versions

pytestmark = pytest.mark.django_db

AS_OF = day("2024-12-31")
SCHOOL = {"code": "A1", "name": "Trường Minh Họa", "agency": "Sở Minh Họa"}


@pytest.fixture
def province():
    return make_province()


def test_a_new_unit_begins_on_the_day_of_the_list(province):
    batch = imported(province, AS_OF, [SCHOOL])
    assert counts(batch) == {"created": 1}
    assert versions() == [(AS_OF, None, "Trường Minh Họa", "A1", "Sở Minh Họa")]
    assert Unit.objects.get().established_on is None


def test_when_it_was_established_is_taken_from_the_list(province):
    imported(province, AS_OF, [SCHOOL | {"founded": "25/10/2017"}])
    assert Unit.objects.get().established_on == day("2017-10-25")
    assert versions()[0][0] == AS_OF


def test_the_same_list_again_changes_nothing_also_under_another_name(province):
    rows = [SCHOOL | {"people": 12, "sector": "education", "founded": "25/10/2017"}]
    imported(province, AS_OF, rows)
    before = state()
    again = imported(province, AS_OF, rows, filename="copy.csv")
    assert counts(again) == {"unchanged": 1}
    assert again.entries.count() == 0
    assert state() == before


NAMES = {
    "trường minh họa": "unchanged",
    "Trường  Minh Hoạ": "unchanged",
    "Trường Minh Hoá": "changed",
    "Trường Minh Họa 2": "changed",
}


@pytest.mark.parametrize("name", NAMES)
def test_another_spelling_is_no_other_name(name, province):
    imported(province, AS_OF, [SCHOOL])
    again = imported(province, day("2025-12-31"), [SCHOOL | {"name": name}])
    assert counts(again) == {NAMES[name]: 1}


def test_a_change_closes_the_version_in_force_and_opens_another(province):
    imported(province, day("2023-12-31"), [SCHOOL])
    batch = imported(province, AS_OF, [SCHOOL | {"agency": "Sở Khác"}])
    assert counts(batch) == {"changed": 1}
    assert versions() == [
        (day("2023-12-31"), AS_OF, "Trường Minh Họa", "A1", "Sở Minh Họa"),
        (AS_OF, None, "Trường Minh Họa", "A1", "Sở Khác"),
    ]
    closed, opened = UnitVersion.objects.known().order_by("valid_from")
    assert closed.closed_by == opened.opened_by == batch.entries.get()


def test_a_change_on_the_day_a_version_begins_replaces_it(province):
    imported(province, AS_OF, [SCHOOL])
    imported(province, AS_OF, [SCHOOL | {"name": "Trường Đúng Tên"}])
    assert versions() == [(AS_OF, None, "Trường Đúng Tên", "A1", "Sở Minh Họa")]
    assert UnitVersion.objects.count() == 2


def test_what_is_known_to_come_later_stays(province):
    unit = make_unit(province, code="A1", name="Trường Minh Họa", valid_to=day("2025-07-01"))
    batch = imported(province, AS_OF, [{"code": "A1", "name": "Trường Khác"}])
    assert counts(batch) == {"changed": 1}
    assert [row[:3] for row in versions()] == [
        (day("2015-12-31"), AS_OF, "Trường Minh Họa"),
        (AS_OF, day("2025-07-01"), "Trường Khác"),
    ]
    unit.refresh_from_db()
    assert unit.ceased_on == day("2025-07-01")


def test_an_older_list_adds_what_was_so_before(province):
    imported(province, AS_OF, [SCHOOL | {"autonomy": "4"}])
    batch = imported(province, day("2020-12-31"), [SCHOOL | {"name": "Trường Tên Cũ"}])
    assert counts(batch) == {"changed": 1}
    assert versions() == [
        (day("2020-12-31"), AS_OF, "Trường Tên Cũ", "A1", "Sở Minh Họa"),
        (AS_OF, None, "Trường Minh Họa", "A1", "Sở Minh Họa"),
    ]
    older = UnitVersion.objects.known().get(valid_from=day("2020-12-31"))
    assert older.autonomy_group == "", "what a list doesn't say is not known of its day"


def test_an_empty_cell_never_erases(province):
    full = SCHOOL | {"sector": "education", "autonomy": "4", "founded": "1/2/2003"}
    imported(province, AS_OF, [full])
    empty = dict.fromkeys(full, "") | {"code": "A1", "name": "Trường Minh Họa"}
    batch = imported(province, day("2025-12-31"), [empty])
    assert counts(batch) == {"unchanged": 1}


def test_a_day_of_establishment_is_learned_once(province):
    imported(province, AS_OF, [SCHOOL])
    learned = imported(province, AS_OF, [SCHOOL | {"founded": "1/2/2003"}])
    assert counts(learned) == {"changed": 1}
    assert Unit.objects.get().established_on == day("2003-02-01")
    assert UnitVersion.objects.count() == 1
    other = imported(province, AS_OF, [SCHOOL | {"founded": "5/6/2007"}])
    assert counts(other) == {"unchanged": 1}
    assert Unit.objects.get().established_on == day("2003-02-01")
    assert other.rows.get().problems[0]["code"] == "established_differs"


def test_units_of_ministries_have_no_province(province):
    imported(province, AS_OF, [SCHOOL])
    imported(None, AS_OF, [SCHOOL])
    assert sorted(UnitVersion.objects.values_list("province__code", flat=True), key=str) == [
        "MH",
        None,
    ]


def test_every_version_remembers_file_sheet_and_row(province):
    batch = imported(province, AS_OF, [SCHOOL, SCHOOL | {"code": "A2", "name": "Trường Khác"}])
    first, second = UnitVersion.objects.order_by("source_row")
    assert (first.source_row, second.source_row) == (2, 3)
    assert first.source_sheet == batch.sheet != ""
    assert first.recorded_by.batch.sha256 == batch.sha256
    assert texts_of(batch.rows.get(number=2), batch)["Mã đơn vị"] == "A1"


def test_rows_above_the_list_and_sections_count_towards_the_right_row(province):
    """A unit under a section heading belongs to the agency named there."""
    batch = imported(
        province,
        AS_OF,
        [{"name": "I. Sở Y tế Minh Họa"}, {"code": "Y1", "name": "Bệnh viện Minh Họa"}],
    )
    assert versions()[-1][2:] == ("Bệnh viện Minh Họa", "Y1", "Sở Y tế Minh Họa")
    assert batch.rows.get(label="Bệnh viện Minh Họa").number == 3
