"""What a list says differently from the province's list before it: told by the two files."""

import csv
import io

import openpyxl
import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import day, make_agency, make_province, make_unit, make_user
from units.imports import desk
from units.imports.list_difference import Listed, difference_of
from units.imports.previous import difference_between, previous_list

from .desk_lists import imported, previewed

pytestmark = pytest.mark.django_db

EARLIER, LATER = day("2023-12-31"), day("2024-12-31")
A = {"code": "A1", "name": "Trường A", "agency": "Sở Minh Họa", "autonomy": "4", "people": 10}
B = {"code": "B1", "name": "Trường B", "agency": "Sở Minh Họa", "autonomy": "4", "people": 20}


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def province():
    return make_province()


def compared(province, before: list[dict], after: list[dict], **options):
    old = imported(province, EARLIER, before, **options)
    return difference_between(old, previewed(province, LATER, after, **options))


#: What happens to the first of two units, and how that is told.
CHANGES = {
    "nothing": ([A, B], set()),
    "another spelling of the name": ([A | {"name": "TRƯỜNG A"}, B], set()),
    "an agency given by its code": ([A | {"agency": "SMH"}, B], set()),
    "an empty cell says nothing": ([A | {"autonomy": "", "people": ""}, B], set()),
    "a new unit": ([A, B, A | {"code": "C1", "name": "Trường C"}], {"added"}),
    "one left out": ([B], {"gone"}),
    "another name": ([A | {"name": "Trường Mới"}, B], {"renamed"}),
    "another agency": ([A | {"agency": "Sở Khác"}, B], {"moved"}),
    "another group": ([A | {"autonomy": "3"}, B], {"regrouped"}),
    "other figures": ([A | {"people": 9}, B], {"figures"}),
    "another code": ([A | {"code": "A9"}, B], {"otherwise"}),
    "name and group": ([A | {"name": "Trường Mới", "autonomy": "3"}, B], {"renamed", "regrouped"}),
    "name and code": ([A | {"name": "Trường Mới", "code": "A9"}, B], {"added", "gone"}),
    "same name, other agency and code": ([A | {"code": "A9", "agency": "Sở X"}, B],
                                         {"added", "gone"}),
}  # fmt: skip


@pytest.mark.parametrize("case", CHANGES)
def test_each_difference_is_told_by_its_kind(case, province):
    make_agency(name="Sở Minh Họa", code="SMH", province=province)
    after, kinds = CHANGES[case]
    difference = compared(province, [A, B], after)
    assert {kind for line in difference.lines for kind in line.kinds} == kinds


def test_units_without_codes_are_paired_by_name_and_agency(province):
    before = [{"name": "Trường A", "agency": agency} for agency in ("Sở Một", "Sở Hai")]
    after = [{"name": "Trường A", "agency": agency} for agency in ("Sở Hai", "Sở Ba")]
    difference = compared(province, before, after)
    assert difference.same == 1
    assert [line.changes for line in difference.lines] == [{"agency": ("Sở Một", "Sở Ba")}]


def test_the_register_is_no_witness(province):
    """A unit that was renamed between the lists, and spelt the old way in both, is no difference;
    one that only the register knows is in neither."""
    old = imported(province, EARLIER, [A, B])
    make_unit(province, name="Chỉ có trong sổ")
    imported(province, day("2024-06-30"), [A | {"name": "Trường Tạm"}], filename="giữa.csv")
    difference = difference_between(old, previewed(province, LATER, [A, B]))
    assert (difference.lines, difference.same) == ([], 2)


def test_each_list_is_read_as_its_own_batch_says(province):
    old = imported(province, EARLIER, [A | {"kind": "1"}, B | {"kind": "2"}],
                   where=[("Công lập", "1")])  # fmt: skip
    difference = difference_between(old, previewed(province, LATER, [A, B]))
    assert [line.kinds for line in difference.lines] == [{"added"}]


def test_the_previous_list_is_the_last_one_written_before(province):
    first = imported(province, EARLIER, [A])
    second = imported(province, day("2024-06-30"), [A | {"name": "Trường Hai"}])
    same_day = imported(province, LATER, [A | {"name": "Trường Ba"}])
    later = imported(province, day("2025-06-30"), [A | {"name": "Trường Bốn"}])
    other = make_province(code="MX", name="Minh Xuân")
    imported(other, LATER, [A])
    aside = previewed(province, LATER, [A])
    desk.cancel(aside)
    batch = previewed(province, LATER, [A])
    assert previous_list(batch) == same_day
    assert previous_list(same_day) == second
    assert previous_list(second) == first
    assert previous_list(first) is None
    assert previous_list(later) == same_day
    assert previous_list(previewed(other, EARLIER, [A])) is None


rows = st.lists(
    st.builds(
        lambda code, name, agency: Listed(
            "", 0, {"code": code, "name": name, "agency": agency} if code else {"name": name}
        ),
        st.sampled_from(["", "1", "2", "3"]),
        st.sampled_from("abc"),
        st.sampled_from("xy"),
    ),
    max_size=6,
)


@given(rows, rows)
def test_every_row_is_accounted_for_once(before, after):
    difference = difference_of(before, after)
    olds = [line.before for line in difference.lines if line.before]
    news = [line.after for line in difference.lines if line.after]
    assert len(olds) + difference.same == len(before)
    assert len(news) + difference.same == len(after)
    assert len({id(one) for one in (*olds, *news)}) == len(olds) + len(news)


@given(rows)
def test_a_list_does_not_differ_from_itself_where_rows_can_be_told_apart(some):
    unlike = list({(one.code or "", one.name, one.values.get("agency")): one for one in some
                   if one.code}.values())  # fmt: skip
    apart = list({one.code: one for one in unlike}.values())
    assert difference_of(apart, [Listed("", 9, dict(one.values)) for one in apart]).lines == []


def address(batch) -> str:
    return reverse("admin:units_importbatch_difference", args=[batch.pk])


def test_the_page_shows_counts_rows_and_why(client, province):
    client.force_login(make_user(role="reader", province=province))
    imported(province, EARLIER, [A, B], filename="năm trước.csv")
    batch = previewed(province, LATER, [A | {"name": "Trường Mới"}])
    assert address(batch) in client.get(batch.get_absolute_url()).content.decode()
    shown = client.get(address(batch))
    assert {value: number for value, _label, number in shown.context["tabs"]} == {
        "": 2, "renamed": 1, "gone": 1,
    }  # fmt: skip
    text = shown.content.decode()
    assert "năm trước.csv" in text
    assert "<strong>Trường Mới</strong>" in text
    only = client.get(address(batch), {"kind": "gone"}).context["page"].shown
    assert [one["line"].shown.values["name"] for one in only] == ["Trường B"]


def test_without_a_previous_list_the_page_says_so(client, province):
    client.force_login(make_user(role="reader", province=province))
    text = client.get(address(previewed(province, LATER, [A]))).content.decode()
    assert "There is no previous list" in text


def test_a_file_that_can_no_longer_be_read_is_said(client, province):
    client.force_login(make_user(role="reader", province=province))
    old = imported(province, EARLIER, [A])
    old.file.delete(save=False)
    old.file.name = "imports/gone.csv"
    old.save()
    batch = previewed(province, LATER, [A])
    assert client.get(address(batch)).url == batch.get_absolute_url()


def test_the_difference_can_be_taken_along_and_holds_no_formula(client, province):
    client.force_login(make_user(role="reader", province=province))
    imported(province, EARLIER, [A, B])
    batch = previewed(province, LATER, [A | {"name": "=HYPERLINK(1) A"}])
    response = client.get(address(batch), {"format": "csv"})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text)))
    assert [line[2] for line in lines[1:]] == ["'=HYPERLINK(1) A", "Trường B"]
    response = client.get(address(batch), {"format": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    assert [row[2].value for row in sheet.iter_rows(min_row=3)] == ["'=HYPERLINK(1) A", "Trường B"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert response.headers["Content-Disposition"].startswith("attachment")


def test_it_is_for_those_who_may_see_the_batch(client, province):
    batch = previewed(province, LATER, [A])
    client.force_login(make_user(role="preparer", province=make_province(code="MX", name="Xa")))
    assert client.get(address(batch)).status_code == 404
    client.logout()
    assert "login" in client.get(address(batch)).url
