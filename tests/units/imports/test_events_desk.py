"""Lists of events at the desk and from a terminal: provenance, undo, one JSON object, the past."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from tests.factories import day, make_agency, make_province
from units.annulment import annul
from units.choices import BatchStatus, EventStatus
from units.imports import desk
from units.models import Agency, ImportBatch, Participant, ReorganizationEvent, Unit, UnitVersion
from units.register import LaterEntries, RegisterMoved

from .desk_lists import state
from .event_lists import as_csv, event, imported, part, previewed, units_named

pytestmark = pytest.mark.django_db
FIRST, SECOND = "2021-07-01", "2022-07-01"
KEYS = ["rows_read", "created", "changed", "unchanged", "rejected", "ignored", "missing_from_list"]
ROWS = event(
    "1", "consolidate", FIRST, part("closing", "A"), part("closing", "B"), part("new", "N", "Mới")
) + event("2", "merge", SECOND, part("closing", "N"), part("surviving", "C"))


@pytest.fixture
def province():
    return make_province()


@pytest.fixture(autouse=True)
def units(province):
    return units_named(province, "A", "B", "C")


def undone(batch):
    desk.undo(batch, by=None, at=timezone.now(), reason="wrong file")
    batch.refresh_from_db()
    return batch


# Provenance


def test_events_and_rows_say_where_they_come_from(province):
    batch = imported(province, ROWS)
    events = ReorganizationEvent.objects.order_by("source_row")
    assert list(events.values_list("batch", "source_row")) == [(batch.pk, 2), (batch.pk, 5)]
    new = Unit.objects.get(versions__code="N", versions__superseded_at=None)
    assert batch.rows.get(number=4).unit == new
    assert Participant.objects.get(event__source_row=5, role="closing").unit == new
    assert batch.status == BatchStatus.APPLIED


def test_a_plan_writes_nothing(province):
    before = state()
    batch = previewed(province, ROWS)
    assert (state(), ReorganizationEvent.objects.count()) == (before, 0)
    assert batch.counts["created"] == batch.rows.count() == 5


def test_agencies_are_created_only_where_that_is_asked(province):
    rows = event("1", "establish", FIRST, part("new", "N", "Mới", agency="Sở Chưa Có"))
    rows += event("2", "transfer", SECOND, part("surviving", "N", agency="SỞ CHƯA  CÓ 2"))
    assert previewed(province, rows).counts["rejected"] == 2
    batch = imported(province, rows, create_agencies=True)
    assert batch.counts["created"] == 2
    lives = UnitVersion.objects.known().filter(code="N").order_by("valid_from")
    assert [one.agency.name for one in lives] == ["Sở Chưa Có", "SỞ CHƯA CÓ 2"]
    assert set(Agency.objects.values_list("province", flat=True)) == {province.pk}
    assert previewed(province, rows, create_agencies=True).counts["unchanged"] == 2


# Undo, and what has moved


def test_a_list_is_taken_back_and_can_come_again(province):
    before = state()
    batch = undone(imported(province, ROWS))
    assert (state(), batch.status) == (before, BatchStatus.UNDONE)
    statuses = ReorganizationEvent.objects.values_list("status", flat=True)
    assert set(statuses) == {EventStatus.ANNULLED}
    assert imported(province, ROWS).counts["created"] == 5


def test_what_builds_on_it_stands_in_the_way(province):
    batch = imported(province, ROWS)
    imported(province, event("9", "dissolve", "2023-01-01", part("closing", "C")))
    after = state()
    with pytest.raises(LaterEntries) as refused:
        undone(batch)
    assert "9/QĐ-MH" in str(refused.value)
    assert state() == after
    assert ReorganizationEvent.objects.filter(status=EventStatus.IN_EFFECT).count() == 3


def test_events_annulled_one_by_one_are_passed_over(province):
    before = state()
    batch = imported(province, ROWS)
    annul(batch.events.get(source_row=5), by=None, at=timezone.now(), reason="test")
    undone(batch)
    assert state() == before


def test_who_writes_in_between_makes_it_be_shown_anew(province):
    batch = previewed(province, ROWS)
    imported(province, event("9", "dissolve", "2020-01-01", part("closing", "A")))
    with pytest.raises(RegisterMoved):
        desk.apply(batch, by=None, at=timezone.now())
    batch.refresh_from_db()
    assert (batch.status, batch.counts["rejected"]) == (BatchStatus.PREVIEWED, 5)
    assert not batch.events.exists()


def test_a_plan_shown_in_one_language_is_confirmed_in_another(province):
    with translation.override("en"):
        batch = previewed(province, ROWS)
    with translation.override("vi"):
        desk.apply(batch, by=None, at=timezone.now())
    assert batch.status == BatchStatus.APPLIED


# The province of that day


@pytest.fixture
def merged(province):
    """Today's province and the two that were merged into it on 1/7/2025."""
    end = {"valid_to": day("2025-07-01")}
    heir = make_province("T1", "Hợp Nhất", valid_from=day("2025-07-01"))
    olds = [make_province(code, code, succeeded_by=heir, **end) for code in ("T2", "T3")]
    for old in olds:
        units_named(old, f"{old.code}a", f"{old.code}b")
        make_agency("Sở Y tế", province=old)
    return heir, olds


def test_an_older_event_belongs_to_the_province_of_its_day(merged):
    heir, (first, second) = merged
    rows = event("1", "merge", FIRST, part("closing", "T2a"), part("surviving", "T2b"))
    rows += event("2", "transfer", FIRST, part("surviving", "T3a", agency="Sở Y tế"))
    imported(heir, rows)
    found = ReorganizationEvent.objects.order_by("source_row")
    assert [one.province for one in found] == [first, second]
    assert UnitVersion.objects.on(day(FIRST)).get(code="T3a").agency.province == second


def test_one_event_can_not_reach_over_two_provinces_of_that_day(merged):
    rows = event("1", "merge", FIRST, part("closing", "T2a"), part("surviving", "T3b"))
    batch = previewed(merged[0], rows)
    codes = {problem["code"] for row in batch.rows.all() for problem in row.problems}
    assert codes == {"province_in_force", "event_refused"}


def test_a_decision_from_above_reaches_units_of_any_province(province):
    ministry = make_agency("Bộ Minh Họa", province=None)
    units_named(None, "M1")
    parts = [part("surviving", code, agency="Bộ Minh Họa") for code in ("A", "M1")]
    rows = event("1", "transfer", FIRST, *parts)
    imported(None, rows)
    moved = UnitVersion.objects.on(day(FIRST)).get(code="A")
    assert (moved.agency, moved.province) == (ministry, None)
    assert previewed(None, rows).counts["unchanged"] == 2


# From a terminal


@pytest.fixture
def path(tmp_path):
    def write(rows) -> str:
        file = tmp_path / "sự kiện.csv"
        file.write_bytes(as_csv(rows))
        return str(file)

    return write


def run(path: str, *options: str) -> dict:
    out = StringIO()
    call_command(
        "import_sheet",
        path,
        "--layout",
        "events",
        "--province",
        "MH",
        "--json",
        *options,
        stdout=out,
    )
    return json.loads(out.getvalue())


def test_the_command_reports_one_object(path):
    file = path(ROWS)
    shown = run(file, "--dry-run")
    assert ReorganizationEvent.objects.count() == ImportBatch.objects.count() == 0
    report = run(file)
    assert list(report) == [*KEYS, "problems"]
    assert report == shown
    assert [report[key] for key in KEYS] == [5, 5, 0, 0, 0, 0, 0]
    assert [run(file)[key] for key in KEYS] == [5, 0, 0, 5, 0, 0, 0]
    assert ReorganizationEvent.objects.count() == 2


def test_the_command_refuses_with_a_report_and_takes_the_good(path):
    wrong = event("3", "merge", FIRST, part("closing", "K9"), part("surviving", "C"))
    file = path(ROWS + wrong)
    out = StringIO()
    with pytest.raises(CommandError), translation.override("en"):
        call_command("import_sheet", file, "--layout", "events", "--province", "MH", stdout=out)
    assert "rejected" in out.getvalue()
    assert "row 7 · unit_code" in out.getvalue()
    assert ReorganizationEvent.objects.count() == 0
    report = run(file, "--accept-good-rows")
    assert [report[key] for key in KEYS] == [7, 5, 0, 0, 2, 0, 0]
    problem = report["problems"][0]
    assert (problem["row"], problem["column"], problem["code"]) == (7, "unit_code", "unit_unknown")


def test_the_options_of_lists_of_units_work_too(path):
    rows = [row | {"note": "lấy" if row["event"] == "1" else "bỏ"} for row in ROWS]
    file = path([{k: v for k, v in row.items() if k != "decision_no"} for row in rows])
    report = run(file, "--where", "note=lấy", "--set", "decision_no=5/QĐ", "--map", "note=")
    assert [report[key] for key in KEYS] == [5, 3, 0, 0, 0, 2, 0]
    assert ReorganizationEvent.objects.get().decision_number == "5/QĐ"


def test_a_list_of_units_still_needs_its_day(path):
    with pytest.raises(CommandError, match="--as-of"):
        call_command("import_sheet", path(ROWS), "--province", "MH")


def test_a_thousand_events_take_few_queries(province, django_assert_max_num_queries):
    numbers = range(1000)
    units_named(province, *(f"P{n}" for n in numbers))
    rows = [
        row for n in numbers for row in event(str(n), "dissolve", FIRST, part("closing", f"P{n}"))
    ]
    batch = previewed(province, rows)
    with django_assert_max_num_queries(150):
        desk.apply(batch, by=None, at=timezone.now())
    assert batch.events.count() == 1000
