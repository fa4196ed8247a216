"""Every kind of event by sheet, in codes and in the words of offices."""

import datetime as dt

import openpyxl
import pytest
from django.core.files import File
from django.utils import timezone

from tests.factories import day, make_agency, make_province
from units.choices import EventStatus
from units.imports import desk
from units.imports.plan import as_report
from units.kinds import KINDS
from units.models import Participant, ReorganizationEvent, Succession, UnitVersion

from .event_lists import TODAY, event, imported, part, previewed, units_named

pytestmark = pytest.mark.django_db
ON, DAY = "2021-07-01", day("2021-07-01")

#: Of each kind: its participants, and which codes are in force on the day.
CASES = {
    "establish": ([part("new", "N", "Trường N")], "A B C N"),
    "merge": ([part("closing", "A"), part("surviving", "B")], "B C"),
    "consolidate": ([part("closing", "A"), part("closing", "B"), part("new", "N", "N1")], "C N"),
    "divide": ([part("closing", "A"), part("new", "N", "N1"), part("new", "M", "N2")], "B C M N"),
    "separate": ([part("source", "A"), part("new", "N", "N1")], "A B C N"),
    "dissolve": ([part("closing", "A")], "B C"),
    "transfer": ([part("surviving", "A", agency="Sở Mới")], "A B C"),
    "equitize": ([part("exiting", "A", company_name="Công ty A")], "B C"),
    "convert": ([part("closing", "A"), part("new", "N", "N1")], "B C N"),
    "rename": ([part("surviving", "A", "Tên mới")], "A B C"),
    "reclassify": ([part("surviving", "A", autonomy_group="3")], "A B C"),
    "recode": ([part("surviving", "A", to="A9")], "A9 B C"),
    "create_from_parts": (
        [part("source", "A"), part("source", "B"), part("new", "N", "N1")], "A B C N",
    ),
    "compound": (
        [part("closing", "A"), part("source", "B"), part("new", "N", "N1"), part("new", "M", "N2")],
        "B C M N",
    ),
    "reestablish": ([part("former", "Z"), part("new", "N", "N1")], "A B C N"),
}  # fmt: skip


@pytest.fixture
def province():
    return make_province()


@pytest.fixture(autouse=True)
def units(province):
    make_agency("Sở Mới", province=province)
    units_named(province, "Z", valid_to=day("2018-01-01"))
    return units_named(province, "A", "B", "C")


def codes_on(on) -> str:
    codes = UnitVersion.objects.on(on).values_list("code", flat=True)
    return " ".join(sorted(codes))


def test_every_kind_has_its_case():
    assert set(CASES) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_an_event_of_the_kind_takes_effect(province, kind):
    parts, after = CASES[kind]
    batch = imported(province, event("1", kind, ON, *parts))
    found = ReorganizationEvent.objects.get()
    assert (found.kind, found.status, found.operative_on) == (kind, EventStatus.IN_EFFECT, DAY)
    assert (found.batch, found.source_row, found.decision_number) == (batch, 2, "1/QĐ-MH")
    assert codes_on(day("2021-06-30")) == "A B C"
    assert codes_on(DAY) == after
    assert batch.counts["created"] == len(parts)
    assert as_report(batch)["problems"] == []


WORDS = {
    "thành lập": ("establish", [part("thành lập mới", "N", "N1")]),
    "Sáp nhập": ("merge", [part("bị sáp nhập", "A"), part("nhận sáp nhập", "B")]),
    "SÁP NHẬP": ("merge", [part("chấm dứt", "A"), part("Tiếp tục", "B")]),
    "sap nhap": ("merge", [part("bi sap nhap", "A"), part("Đơn vị nhận sáp nhập", "B")]),
    "hợp nhất": (
        "consolidate", [part("bị hợp nhất", "A"), part("chấm dứt", "B"), part("mới", "N", "N1")],
    ),
    "chia": ("divide", [part("bị chia", "A"), part("mới", "N", "N1"), part("mới", "M", "N2")]),
    "tách": ("separate", [part("bị tách", "A"), part("mới", "N", "N1")]),
    "giải thể": ("dissolve", [part("bị giải thể", "A")]),
    "chuyển giao": ("transfer", [part("", "A", agency="Sở Mới")]),
    "đổi tên": ("rename", [part("", "A", "Tên mới")]),
    "thay đổi mức tự chủ": ("reclassify", [part("", "A", autonomy_group="Nhóm 3")]),
    "đổi mã": ("recode", [part("", "A", to="A9")]),
    "chuyển đổi loại hình": ("convert", [part("bị chuyển đổi", "A"), part("mới", "N", "N1")]),
    "chuyển thành công ty cổ phần": ("equitize", [part("ra khỏi danh mục", "A")]),
    "lập lại": ("reestablish", [part("được lập lại", "Z"), part("mới", "N", "N1")]),
    "thành lập từ một phần các đơn vị": (
        "create_from_parts", [part("gốc", "A"), part("gốc", "B"), part("mới", "N", "N1")],
    ),
    "sắp xếp kết hợp": ("compound", [part("chấm dứt", "A"), part("tiếp tục", "B")]),
}  # fmt: skip
HEADINGS = {
    "event": "Sự kiện",
    "kind": "Hình thức sắp xếp",
    "operative_on": "Ngày có hiệu lực thi hành",
    "legal_effect_on": "Ngày hiệu lực pháp lý",
    "decided_on": "Ngày quyết định",
    "decision_no": "Số quyết định",
    "issuer": "Cơ quan ban hành",
    "sequence": "Thứ tự",
    "role": "Vai trò",
    "unit_code": "Mã đơn vị",
    "unit_name": "Tên đơn vị",
    "agency": "Cơ quan quản lý",
    "sector": "Lĩnh vực",
    "extent": "Mức độ chuyển",
    "to": "Chuyển đến",
    "note": "Ghi chú",
    "autonomy_group": "Nhóm tự chủ",
}


@pytest.mark.parametrize("words", WORDS)
def test_offices_write_their_own_words(province, words):
    kind, parts = WORDS[words]
    rows = event("Đợt 1", words, "1/7/2021", *parts)
    batch = imported(province, rows, headings=HEADINGS)
    assert ReorganizationEvent.objects.get().kind == kind, as_report(batch)
    assert set(HEADINGS.values()) >= set(batch.reading["mapping"].values())


def test_everything_that_a_row_says_is_kept(province):
    rows = event(
        "1", "chia", "tháng 7/2021",
        part("bị chia", "A", extent="một phần", to="N; M", note="trừ phòng khám"),
        part("mới", "N", "Trường N", agency="Sở Mới", sector="education", autonomy_group="3"),
        part("mới", "M", "Trường M"),
        legal_effect_on="20/6/2021", decided_on="15/6/2021", issuer="UBND tỉnh", sequence="2",
    )  # fmt: skip
    imported(province, rows, headings=HEADINGS)
    found = ReorganizationEvent.objects.get()
    assert (found.legal_effect_on, found.decided_on) == (day("2021-06-20"), day("2021-06-15"))
    assert (found.issuer, found.sequence, found.precision) == ("UBND tỉnh", 2, "month")
    closing = Participant.objects.get(role="closing")
    assert (closing.extent, closing.note) == ("partial", "trừ phòng khám")
    assert sorted(closing.goes_to.values_list("code", flat=True)) == ["M", "N"]
    new = UnitVersion.objects.on(DAY).get(code="N")
    facts = (new.name, new.agency.name, new.sector.code, new.autonomy_group)
    assert facts == ("Trường N", "Sở Mới", "education", "3")


def test_the_decision_pairs_units(province):
    parts = (
        part("closing", "A", to="N"), part("closing", "B", to="N, M"),
        part("new", "N", "Trường N"), part("new", "M", "Trường M, cơ sở 2"),
        part("closing", "C", to="Trường M, cơ sở 2"),
    )  # fmt: skip
    imported(province, event("1", "compound", ON, *parts))
    edges = Succession.objects.known().order_by("pk")
    codes = dict(UnitVersion.objects.known().values_list("unit", "code"))
    found = {(codes[e.predecessor_id], codes[e.successor_id], e.extent) for e in edges}
    assert found == {
        ("A", "N", "full"), ("B", "N", "partial"), ("B", "M", "partial"), ("C", "M", "full"),
    }  # fmt: skip


def test_a_planned_event_is_recorded_and_does_not_count_yet(province):
    imported(province, event("1", "dissolve", "2030-01-01", part("closing", "A")))
    assert (codes_on(day("2029-12-31")), codes_on(day("2030-01-01"))) == ("A B C", "B C")


def test_what_an_event_does_not_change_is_only_remarked(province):
    parts = (part("closing", "A", "Trường khác"), part("surviving", "B", "Tên lạ"))
    batch = imported(province, event("1", "merge", ON, *parts))
    assert [one["code"] for one in as_report(batch)["problems"]] == ["name_differs"] * 2
    assert UnitVersion.objects.on(DAY).get(code="B").name == "Trường B"


def test_a_sheet_as_an_office_makes_it(province, tmp_path):
    """Titles above, one merged cell for each event, a column of numbers, signatures below."""
    book = openpyxl.Workbook()
    sheet = book.active
    for line in (
        ["ỦY BAN NHÂN DÂN TỈNH MINH HỌA"], ["DANH SÁCH SẮP XẾP, TỔ CHỨC LẠI ĐƠN VỊ"], [],
        ["STT", "Sự kiện", "Hình thức sắp xếp", "Ngày thực hiện", "Vai trò", "Mã đơn vị"],
        [1, "M-01", "Sáp nhập", dt.date(2021, 7, 1), "bị sáp nhập", "A"],
        [2, None, None, None, "nhận sáp nhập", "B"],
        [3, "Q.02", "Giải thể", "01/07/2021", "chấm dứt", "C"],
        [], ["Người lập biểu"],
    ):  # fmt: skip
        sheet.append(line)
    for column in "BCD":
        sheet.merge_cells(f"{column}5:{column}6")
    path = tmp_path / "danh sách.xlsx"
    book.save(path)
    with path.open("rb") as opened:
        batch = desk.receive(
            File(opened), filename=path.name, as_of=TODAY, province=province, today=TODAY,
            layout="events",
        )  # fmt: skip
    desk.preview(batch)
    desk.apply(batch, by=None, at=timezone.now())
    events = ReorganizationEvent.objects.order_by("source_row")
    assert list(events.values_list("kind", "source_row", "operative_on")) == [
        ("merge", 5, DAY), ("dissolve", 7, DAY),
    ]  # fmt: skip
    assert batch.sheet == sheet.title


def test_a_value_for_all_rows_fills_what_the_sheet_leaves_out(province):
    rows = [{"event": "1", "role": "closing", "unit_code": "A"},
            {"event": "2", "role": "closing", "unit_code": "B"}]  # fmt: skip
    constants = {"kind": "giải thể", "operative_on": ON, "decision_no": "7/QĐ"}
    batch = previewed(province, rows, constants=constants)
    assert (batch.counts["created"], as_report(batch)["problems"]) == (2, [])
