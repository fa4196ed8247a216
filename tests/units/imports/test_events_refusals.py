"""Each way in which a row or an event is refused: row, column, code, and a sentence."""

import pytest

from tests.factories import day, make_agency, make_province, make_unit
from units.imports.headings import NotAList
from units.imports.instructions import ColumnMissing
from units.imports.plan import as_report

from .event_lists import event, imported, part, previewed, units_named

pytestmark = pytest.mark.django_db
ON = "2021-07-01"
AB = (part("closing", "A"), part("surviving", "B"))

#: {what is wrong: (rows, [(row, column, code) of the reason])}
CASES = {
    "kind": (event("1", "gộp", ON, *AB), (2, "kind", "kind_unknown")),
    "no kind": (event("1", "", ON, *AB), (2, "kind", "kind_missing")),
    "role": (event("1", "merge", ON, part("chủ trì", "A"), AB[1]), (2, "role", "role_unknown")),
    "no role": (event("1", "merge", ON, AB[0], part("", "B")), (3, "role", "role_missing")),
    "day": (event("1", "merge", "hôm qua", *AB), (2, "operative_on", "not_a_date")),
    "no day": (event("1", "merge", "", *AB), (2, "operative_on", "operative_on_missing")),
    "no event": (
        [*event("1", "merge", ON, *AB), {"role": "closing", "unit_code": "C"}],
        (4, "event", "event_missing"),
    ),
    "extent": (
        event("1", "merge", ON, part("closing", "A", extent="nửa"), AB[1]),
        (2, "extent", "extent_unknown"),
    ),
    "sequence": (
        event("1", "merge", ON, *AB, sequence="0"), (2, "sequence", "sequence_out_of_range"),
    ),
    "two days in one event": (
        [*event("1", "merge", ON, AB[0]), *event("1", "merge", "2021-08-01", AB[1])],
        (3, "operative_on", "contradiction"),
    ),
    "two kinds in one event": (
        [*event("1", "merge", ON, AB[0]), *event("1", "divide", ON, AB[1])],
        (3, "kind", "contradiction"),
    ),
    "code": (
        event("1", "merge", ON, part("closing", "X9"), AB[1]), (2, "unit_code", "unit_unknown"),
    ),
    "name": (
        event("1", "merge", ON, part("closing", "", "Trường a b"), AB[1]),
        (2, "unit_name", "unit_unknown"),
    ),
    "no unit": (event("1", "merge", ON, part("closing"), AB[1]), (2, "unit_code", "unit_missing")),
    "agency": (
        event("1", "transfer", ON, part("surviving", "A", agency="Sở Lạ")),
        (2, "agency", "agency_unknown"),
    ),
    "sector": (
        event("1", "establish", ON, part("new", "N", "Mới", sector="hàng hải vũ trụ")),
        (2, "sector", "sector_unknown"),
    ),
    "to": (
        event("1", "divide", ON, part("closing", "A", to="M; P"), part("new", "M", "M1"),
              part("new", "O", "O1")),
        (2, "to", "to_unknown"),
    ),
    "twice the same name": (
        event("1", "merge", ON, part("closing", "", "Trường Đôi"), AB[1]),
        (2, "unit_name", "ambiguous_name"),
    ),
    # Rules of the register
    "cardinality": (event("1", "merge", ON, AB[0]), (2, "role", "cardinality")),
    "dates_in_order": (
        event("1", "merge", ON, *AB, decided_on="2021-08-01"),
        (2, "operative_on", "dates_in_order"),
    ),
    "province_in_force": (
        event("1", "merge", "1999-01-01", *AB), (2, "operative_on", "province_in_force"),
    ),
    "unit_or_description": (
        event("1", "consolidate", ON, AB[0], part("closing", "B"), part("new", "N")),
        (4, "unit_name", "unit_or_description"),
    ),
    "participant_once": (
        event("1", "merge", ON, *AB, part("closing", "B")), (4, "unit_code", "participant_once"),
    ),
    "existed_the_day_before": (
        event("1", "merge", ON, AB[0], part("surviving", "Z")),
        (3, "unit_code", "existed_the_day_before"),
    ),
    "in_force_on_the_day": (
        [*event("1", "dissolve", ON, AB[0]), *event("2", "merge", ON, *AB, sequence="2")],
        (3, "unit_code", "in_force_on_the_day"),
    ),
    "former_has_ended": (
        event("1", "reestablish", ON, part("former", "A"), part("new", "N", "Mới")),
        (2, "unit_code", "former_has_ended"),
    ),
    "code_never_reused": (
        event("1", "establish", ON, part("new", "Z", "Mới")), (2, "unit_code", "code_never_reused"),
    ),
    "code_never_reused in the file": (
        [*event("1", "establish", ON, part("new", "N", "Mới")),
         *event("2", "establish", "2022-01-01", part("new", "N", "Mới nữa"))],
        (3, "unit_code", "code_never_reused"),
    ),
    "changes_what_it_says": (
        event("1", "rename", ON, part("surviving", "A", "Trường A")),
        (2, "unit_name", "changes_what_it_says"),
    ),
    "full_edge_has_one_successor": (
        event("1", "compound", ON, part("closing", "A", extent="toàn bộ"), part("new", "M", "M1"),
              part("new", "O", "O1")),
        (2, "extent", "full_edge_has_one_successor"),
    ),
}  # fmt: skip


@pytest.fixture
def province():
    return make_province()


@pytest.fixture(autouse=True)
def units(province):
    units_named(province, "Z", valid_to=day("2018-01-01"))
    for code in ("E1", "E2"):
        make_unit(province, code=code, name="Trường Đôi")
    return units_named(province, "A", "B", "C")


@pytest.mark.parametrize("case", CASES)
def test_it_is_refused_in_its_row_and_column(province, case):
    rows, wanted = CASES[case]
    batch = previewed(province, rows)
    found = {(one["row"], one["column"], one["code"]): one for one in as_report(batch)["problems"]}
    assert wanted in found, found
    message = found[wanted]["message"]
    assert "%(" not in message
    assert message.endswith(".")
    refused = {row.number for row in batch.rows.filter(outcome="rejected")}
    label = rows[wanted[0] - 2].get("event", "1")
    whole = {number for number, row in enumerate(rows, 2) if row.get("event", label) == label}
    assert refused == whole, "the whole event and nothing else"


def test_a_unit_can_not_close_before_what_is_known_of_it(province):
    known = event("1", "rename", "2023-01-01", part("surviving", "A", "Tên sau"))
    imported(province, known)
    (said,) = as_report(previewed(province, event("2", "dissolve", ON, AB[0])))["problems"]
    assert (said["row"], said["column"], said["code"]) == (2, "unit_code", "nothing_known_later")


def test_an_agency_that_had_ended_is_no_governing_agency(province):
    make_agency("Phòng Cũ", province=province, valid_to=day("2020-01-01"))
    rows = event("1", "transfer", ON, part("surviving", "A", agency="Phòng Cũ"))
    (said,) = as_report(previewed(province, rows))["problems"]
    assert (said["row"], said["column"], said["code"]) == (2, "agency", "agency_not_alive")


def test_a_unit_of_another_province_is_unknown_here(province):
    units_named(make_province("XX", "Khác"), "Q")
    batch = previewed(province, event("1", "dissolve", ON, part("closing", "Q")))
    assert [one["code"] for one in as_report(batch)["problems"]] == ["unit_unknown"]


def test_an_event_without_a_decision_is_good_and_remarked(province):
    batch = previewed(province, event("1", "merge", ON, *AB, decision_no=""))
    assert [one["code"] for one in as_report(batch)["problems"]] == ["no_decision"]
    assert (batch.counts["created"], batch.counts["rejected"]) == (2, 0)


@pytest.mark.parametrize("missing", ["kind", "role", "operative_on"])
def test_a_sheet_without_a_needed_column_is_refused_at_once(province, missing):
    rows = [{name: text for name, text in row.items() if name != missing}
            for row in event("1", "merge", ON, *AB)]  # fmt: skip
    with pytest.raises(ColumnMissing):
        previewed(province, rows)


def test_a_list_of_units_is_no_list_of_events(province):
    rows = [{"unit_code": "A", "unit_name": "Trường A"}]
    with pytest.raises(NotAList) as refused:
        previewed(province, rows)
    assert refused.value.code == "no_events"
    assert "Sự kiện" in str(refused.value)
