"""Whoever sent a list, its reader sees the same: every sentence in the language of the page."""

import html
import io
import json
import re

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import override

from tests.factories import day, make_agency, make_event, make_province, make_unit, make_user
from units.imports import desk, revival, tasks
from units.imports.instructions import Instructions
from units.imports.marked import marked_file
from units.imports.plan import as_report
from units.models import ImportBatch, ImportRow, Unit
from units.register import RegisterMoved
from units.reorganization import put_into_effect

from .event_lists import FIELDS, units_named
from .event_lists import event as rows_of_event
from .event_lists import part as row_of
from .test_events_refusals import CASES as REFUSED_EVENTS
from .test_worker_claims import LONG_AGO, waiting

pytestmark = pytest.mark.django_db

AS_OF, TODAY = day("2024-12-31"), day("2026-12-31")
READERS = ("vi", "en")

UNITS = [
    ["Mã đơn vị", "Tên đơn vị", "Cơ quan quản lý trực tiếp", "Lĩnh vực", "Nhóm tự chủ",
     "Ngày thành lập", "Số biên chế", "Kinh phí NSNN cấp (triệu đồng)", "Loại dịch vụ"],
    ["G1", "Trường Tốt", "Sở Minh Họa", None, "4", "01/02/2003", 10, "1,5", None],
    ["D1", "Trường Hai", None, None, "1", None, 1, None, None],
    ["D1", "Trường Khác", None, None, "1", None, 1, None, None],
    ["G1", "Trường Tốt", "Sở Minh Họa", None, "4", "01/02/2003", 10, "1,5", None],
    [None, "Trường Ba", None, None, "1", None, 1, None, None],
    [None, "Trường Ba", None, None, "2", None, 1, None, None],
    ["N1", None, None, None, "9", None, "nhiều", "x1", "tự do"],
    ["N2", None, None, None, "4", None, None, None, None],
    ["N3", 12, None, None, "4", None, 5, "5 triệu", None],
    ["N4", "Trường " + "a" * 300, None, "Vũ trụ", "4", "xyz", 1.097, "1,234", None],
    [1.5, "Trường Bốn", "Sở Minh Họ", None, "4", "2017", "khoảng 3", 0.0000001, None],
    ["N5", "Trường Năm % 100%(value)s", "Sở Cũ", None, "4", "1/1/2025", -3, -3, "#REF!"],
    ["N6", "Trường Sáu", "Sở Đôi", None, "4", True, 3.25, None, None],
    ["C1", "Trường Chấm Dứt", None, None, "4", None, 1, None, None],
    ["L1", "Trường Về Sau", None, None, "4", None, 1, None, None],
    ["E1", "Trường Nơi Khác", None, None, "4", None, 1, None, None],
    ["K1", "Bệnh viện Đa khoa Phương Đông", None, None, "4", "03/03/1999", 1, None, None],
    [None, "Trường Biết", None, None, "3", None, 1, None, None],
    [None, "Trường Trùng Tên", None, None, "3", None, 1, None, None],
    ["P1", "Trường Mầm non Hoa Sen", "Sở Minh Họa", None, "4", None, 1, None, None],
    ["P2", "Trường Mầm non Hoa Sên", "Sở Minh Họa", None, "4", None, 1, None, None],
    ["P3", "Trường Tiểu học Nguyễn Văn Trổi", "Sở Minh Họa", None, "4", None, 1, None, None],
    [None, "Tổng cộng", None, None, None, None, 99, None, None],
]  # fmt: skip
FIGURES = [
    ["Mã đơn vị", "Tên đơn vị", "Cơ quan chủ quản", "Năm", "Số biên chế", "Năm 2015"],
    ["Z9", "Trường Lạ", None, 2021, 1, 1],
    [None, None, None, 2021, 5, 5],
    [None, "Trường Biết", "Sở Khác Hẳn", 2021, 12, 10],
    ["K1", None, None, "hôm nào", 3, 3],
    ["K1", None, None, None, 3, 3],
    ["K1", None, None, 2099, 3, 3],
    ["K1", None, None, 2023, 3, 3],
    ["K1", None, None, 2023, 4, 3],
    ["B1", None, None, 1980, -4, 3],
]
AGENCIES = [
    ["Mã cơ quan", "Tên cơ quan", "Cấp", "Khối", "Cơ quan cấp trên", "Hoạt động từ ngày",
     "Hoạt động đến hết ngày", "Chấm dứt hoạt động từ ngày", "Cơ quan kế thừa"],
    ["S1", "Sở Một", "Sở", "Khối trời", "Sở Một", None, None, None, None],
    ["S2", "Sở Hai", "cấp trời", None, "Sở Lạ", None, "1/1/2020", "1/3/2020", None],
    ["S3", "Sở Ba", "Sở", None, None, "1/1/2022", None, "1/1/2021", None],
    ["S4", "Phòng Bốn", "Huyện", None, None, "1/1/2016", None, "1/1/2026", None],
    ["S5", "Sở Năm", "Sở", None, "S6", None, None, None, None],
    ["S6", "Sở Sáu", "Sở", None, "S5", None, None, None, None],
    ["S7", "Sở Bảy", "Sở", None, "S1", None, None, None, None],
    [None, "Sở Đôi", "Sở", None, None, None, None, None, None],
    ["XA", "Sở Nơi Khác", "Sở", None, None, None, None, None, None],
    ["S8", "Sở Có Mã", "Sở", None, None, None, None, None, None],
    ["S9", "Sở Tám", "Sở", None, None, None, None, None, None],
    ["S9", "Sở Chín", "Sở", None, None, None, None, None, None],
]  # fmt: skip


def events() -> list[list[object]]:
    """Each way in which an event is refused, each an event of its own, and one good one."""
    rows = rows_of_event("tốt", "establish", "2021-01-01", row_of("new", "T1", "Trường Mới"))
    for place, (refused, _reason) in enumerate(REFUSED_EVENTS.values()):
        named = [f"{place}/{row['event']}" if "event" in row else None for row in refused]
        rows += [row | {"event": name} for row, name in zip(refused, named, strict=True)]
    return [list(FIELDS), *([row.get(name) for name in FIELDS] for row in rows)]


#: {layout: (rows, at least so many kinds of problems)}
LISTS = {
    "units": (UNITS, 30),
    "figures": (FIGURES, 8),
    "agencies": (AGENCIES, 11),
    "events": (events(), 26),
}


@pytest.fixture
def province():
    return make_province()


@pytest.fixture
def register(province):
    """What the lists contradict."""
    elsewhere = make_province(code="ML", name="Minh Long")
    known = make_agency("Sở Minh Họa", province=province)
    make_agency("Sở Cũ", province=province, valid_to=day("2020-01-01"))
    for _twice in range(2):
        make_agency("Sở Đôi", province=province)
    make_agency("Sở Nơi Khác", code="XA", province=elsewhere)
    make_agency("Sở Có Mã", code="X8", province=province)
    for code, name, founded in (("K1", "Trường Biết", 2000), ("B1", "Trường Bảy", 1990)):
        unit = make_unit(province, code=code, name=name)
        Unit.objects.filter(pk=unit.pk).update(established_on=day(f"{founded}-01-01"))
    make_unit(province, name="Trường Trùng Tên", code="T8")
    make_unit(province, name="Trường Trùng Tên", code="T9")
    make_unit(province, code="W1", name="Trường Tiểu học Nguyễn Văn Trỗi", agency=known)
    ended = make_unit(province, code="C1", name="Trường Chấm Dứt")
    put(make_event("dissolve", day("2020-07-01"), province=province, closing=ended))
    new = {"name": "Trường Về Sau", "code": "L1"}
    put(make_event("establish", day("2026-01-01"), province=province, new=[new]))
    units_named(province, "Z", valid_to=day("2018-01-01"))
    for code in ("E1", "E2"):
        make_unit(province, code=code, name="Trường Đôi")
    units_named(province, "A", "B", "C")


def put(event) -> None:
    put_into_effect(event, by=None, at=timezone.now())


def workbook(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Biểu"
    for row in rows:
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def sent(layout: str, province, language: str, rows=None, **instructions) -> ImportBatch:
    with override(language):
        batch = desk.receive(
            ContentFile(workbook(rows or LISTS[layout][0])), filename="list.xlsx",
            as_of=TODAY if layout == "events" else AS_OF, province=province, today=TODAY,
            layout=layout, instructions=Instructions(**instructions),
        )  # fmt: skip
        desk.look(batch)
        desk.preview(batch)
    return ImportBatch.objects.get(pk=batch.pk)


@pytest.fixture
def by_both(request, province, register):
    """The same list, sent by a reader of each language."""
    mapping = {"autonomy_group": UNITS[0][4], "service_class": UNITS[0][8]}
    mapping["budget_spending"] = UNITS[0][7]
    said = {"mapping": mapping} if request.param == "units" else {}
    return [sent(request.param, province, language, **said) for language in READERS]


def told(batch: ImportBatch) -> list[object]:
    """All that a program, a terminal or the next step is told."""
    batch = ImportBatch.objects.get(pk=batch.pk)
    totals = [str(total["sentence"]) for total in batch.reading["totals"]]
    return [as_report(batch), list(map(str, batch.remarks)), totals]


def page(client, batch: ImportBatch, language: str, kind: str) -> str:
    """The words of a page of rows, without what tells two batches apart."""
    client.cookies["django_language"] = language
    page = client.get(batch.get_absolute_url(), {"rows": kind}, follow=True).content.decode()
    words = re.sub(r"\d\d:\d\d \d\d/\d\d/\d{4}", "", html.unescape(strip_tags(page)))
    return " ".join(words.split())


def written_in(content: bytes) -> list[object]:
    """Every value and comment of a workbook."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [
        (sheet.title, cell.coordinate, cell.value, cell.comment and cell.comment.text)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
    ]


in_each_layout = pytest.mark.parametrize("by_both", LISTS, indirect=True)


@in_each_layout
def test_the_lists_are_wrong_in_many_ways_and_each_is_said_in_both_languages(by_both):
    batch = by_both[0]
    said = {}
    for language in READERS:
        with override(language):
            said[language] = told(batch)
    (vietnamese, *more), (english, *others) = said["vi"], said["en"]
    codes = {problem["code"] for problem in english["problems"]}
    assert len(codes) >= LISTS[batch.layout][1], sorted(codes)
    pairs = [
        (one["message"], other["message"])
        for one, other in zip(vietnamese["problems"], english["problems"], strict=True)
    ]
    for some, theirs in zip(more, others, strict=True):
        pairs += zip(some, theirs, strict=True)
    assert [one for one, other in pairs if one == other or "%(" in one.replace("100%(", "")] == []


@in_each_layout
@pytest.mark.parametrize("reader", READERS)
def test_whoever_sent_it_the_reader_is_told_the_same(by_both, reader):
    with override(reader):
        one, other = map(told, by_both)
    assert one == other


@in_each_layout
@pytest.mark.parametrize("reader", READERS)
def test_whoever_sent_it_the_pages_say_the_same(by_both, reader, client, province):
    client.force_login(make_user(role="preparer", province=province))
    for kind in ("rejected", "created", "changed", "noted", "duplicates", "missing"):
        one, other = (page(client, batch, reader, kind) for batch in by_both)
        assert one == other
    row = by_both[0].rows.filter(outcome="rejected").first()
    with override(reader):
        assert str(row.problems[0]["message"]) in page(client, row.batch, reader, "rejected")


@pytest.mark.parametrize("by_both", ["units"], indirect=True)
@pytest.mark.parametrize("reader", READERS)
def test_whoever_sent_it_the_marked_file_says_the_same(by_both, reader):
    with override(reader):
        one, other = (written_in(marked_file(batch).content) for batch in by_both)
        report = as_report(by_both[0])
    assert one == other
    comments = "\n".join(comment for *_place, comment in one if comment)
    messages = [problem["message"] for problem in report["problems"]]
    assert [message for message in messages if message not in comments] == []


def test_a_row_of_an_event_names_kind_and_role_in_the_readers_language(province, client):
    client.force_login(make_user(role="preparer", province=province))
    batch = sent("events", province, "vi", events()[:2])
    assert "tốt · Trường Mới · thành lập · đơn vị mới" in page(client, batch, "vi", "created")
    assert "tốt · Trường Mới · establishment · new unit" in page(client, batch, "en", "created")


@pytest.mark.parametrize("language", READERS)
def test_a_terminal_tells_it_in_the_language_of_its_process(language, province, tmp_path):
    file = tmp_path / "list.xlsx"
    file.write_bytes(workbook(UNITS))
    asked = {"as_of": AS_OF.isoformat(), "province": province.code, "dry_run": True}
    with override(language):
        json_out, out = io.StringIO(), io.StringIO()
        call_command("import_sheet", str(file), layout="units", **asked, json=True, stdout=json_out)
        call_command("import_sheet", str(file), layout="units", **asked, stdout=out)
    problem = json.loads(json_out.getvalue())["problems"][0]
    assert set(problem) == {"row", "column", "code", "message"}
    assert problem["message"] in out.getvalue()
    assert {"vi": "được coi là gồm", "en": "is taken to cover"}[language] in out.getvalue()


# Why a list was not written

WHY = {
    "vi": {"moved": "Sổ đã thay đổi", "gone": "cột", "broken": "lần"},
    "en": {"moved": "The register has changed", "gone": "heading", "broken": "The work broke off"},
}


def given_up(province) -> ImportBatch:
    batch = waiting(province, "writing", attempts=9, beat_at=timezone.now() - LONG_AGO)
    revival.revive(timezone.now())
    return batch


def overtaken(province) -> ImportBatch:
    batch = sent("units", province, "vi", UNITS[:2], create_agencies=True)
    make_unit(province)
    with pytest.raises(RegisterMoved):
        desk.apply(batch, by=None, at=timezone.now())
    return batch


def misread(province) -> ImportBatch:
    """A worker compares a list whose instructions it can't follow."""
    batch = sent("units", province, "vi", UNITS[:2])
    options = Instructions(mapping={"unit_name": "Không có"}).as_options()
    ImportBatch.objects.filter(pk=batch.pk).update(
        options=options, status="comparing", progress={"since": timezone.now().isoformat()}
    )
    tasks.work_on.func(batch.pk)
    return batch


@pytest.mark.parametrize("happens", [given_up, overtaken, misread])
def test_why_a_list_was_not_written_is_told_to_each_reader(happens, province, client):
    client.force_login(make_user(role="preparer", province=province))
    with override("vi"):
        batch = ImportBatch.objects.get(pk=happens(province).pk)
    said = {}
    for language in READERS:
        with override(language):
            said[language] = str(batch.problem)
        assert said[language] in page(client, batch, language, "")
    assert said["vi"] != said["en"]
    assert said["en"].isascii() or "Không có" in said["en"]


def test_what_older_editions_kept_as_text_is_shown_as_it_is(province, client):
    client.force_login(make_user(role="preparer", province=province))
    batch = sent("units", province, "en", UNITS[:4])
    ImportBatch.objects.update(problem="Câu cũ một: 100%", remarks=["Câu cũ hai"])
    old = [{"code": "duplicate_code", "message": "Câu cũ ba", "column": "", "value": ""}]
    ImportRow.objects.filter(outcome="rejected").update(problems=old, label="1 · sáp nhập · A")
    batch = ImportBatch.objects.get()
    for language in READERS:
        words = page(client, batch, language, "rejected")
        assert all(old in words for old in ("Câu cũ một: 100%", "Câu cũ hai", "Câu cũ ba"))
        assert "1 · sáp nhập · A" in words
        with override(language):
            assert as_report(batch)["problems"][0]["message"] == "Câu cũ ba"
