"""The fictional province's lists, events and agencies tell one story.

Read back from the files as sent, and replayed here by other means than the ones that made them.
"""

import csv
import json
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from python_calamine import load_workbook

from fixtures.build_minh_hoa import HOME, LIST_DAYS, build
from units.choices import AutonomyGroup, Bloc, EventStatus, ParticipantRole
from units.kinds import KINDS
from units.law import rows_of

CHANGE_THE_COUNT = {"establish", "merge", "consolidate", "divide", "separate", "dissolve"}
TODAY_OF_THE_STORY = date(2026, 12, 1)
HEADINGS = [
    "STT",
    "Mã đơn vị",
    "Tên đơn vị sự nghiệp công lập",
    "Cơ quan quản lý cấp trên",
    "Lĩnh vực",
    "Mức độ tự chủ tài chính",
    "Ngày thành lập",
    "Số lượng người làm việc hưởng lương từ NSNN",
    "Số lượng người làm việc hưởng lương từ nguồn thu sự nghiệp",
    "Viên chức có mặt",
    "Số lượng cấp phó",
    "Kinh phí NSNN cấp (đồng)",
    "Nguồn thu sự nghiệp (đồng)",
    "Ghi chú",
]
NUMBER, CODE, NAME, AGENCY, SECTOR, GROUP, FOUNDED = range(7)
SUMS = range(7, 13)
SIZE_LIMIT = 70_000
TARGET_KEYS = {
    "indicator", "value", "unit", "operator",
    "baseline_kind", "baseline_on", "baseline_from", "baseline_to", "deadline",
}  # fmt: skip


def path_of(day: date) -> Path:
    (path,) = HOME.glob(f"danh_sach_{day}.*")
    return path


def cells(path: Path) -> list[list]:
    """All rows of the file; empty cells and a shorter end of a row read as ""."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file, delimiter=";"))
    return load_workbook(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)


def table(day: date) -> tuple[list[str], list[list], list]:
    """Headings, rows of units, and the row of totals."""
    rows = cells(path_of(day))
    top = next(place for place, row in enumerate(rows) if row and row[NUMBER] == "STT")
    body = [row for row in rows[top + 1 :] if row and not str(row[NUMBER]).startswith("(")]
    end = next(place for place, row in enumerate(body) if row[NAME] == "Tổng cộng")
    return [heading for heading in rows[top] if heading], body[:end], body[end]


@pytest.fixture(scope="module")
def lists() -> dict[date, tuple[list[str], list[list], list]]:
    return {day: table(day) for day in LIST_DAYS}


def data(name: str):
    return json.loads((HOME / name).read_text(encoding="utf-8"))


def day_of(event: dict) -> date:
    return date.fromisoformat(event["operative_on"])


def replayed(day: date, names: dict[str, str]) -> dict[str, str]:
    """Code: name on ``day``, from the names of 31/12/2015 and every event carried out by then."""
    names = dict(names)
    for event in data("events.json"):
        if event["status"] == EventStatus.IN_EFFECT and day_of(event) <= day:
            for one in event["participants"]:
                if one["role"] == ParticipantRole.NEW:
                    assert one["code"] not in names
                    names[one["code"]] = one["name"]
                elif one["role"] == ParticipantRole.CLOSING:
                    assert names.pop(one["unit_code"]) == one["name"]
                else:
                    assert names[one["unit_code"]] == one["name"]
                    names[one["unit_code"]] = one.get("new_name", one["name"])
    return names


def alive(agency: dict, day: date) -> bool:
    begun = agency["valid_from"] is None or date.fromisoformat(agency["valid_from"]) <= day
    return begun and (agency["valid_to"] is None or day < date.fromisoformat(agency["valid_to"]))


def test_each_list_shows_the_units_that_the_events_leave(lists):
    first = {row[CODE]: row[NAME] for row in lists[LIST_DAYS[0]][1]}
    for day, (_, rows, _) in lists.items():
        assert {row[CODE]: row[NAME] for row in rows} == replayed(day, first), day


def test_codes_and_names_are_told_apart(lists):
    for day, (_, rows, _) in lists.items():
        for column in (CODE, NAME):
            assert len({row[column] for row in rows}) == len(rows), day


def test_codes_that_left_never_come_back(lists):
    gone: set[str] = set()
    before: set[str] = set()
    for day, (_, rows, _) in lists.items():
        codes = {row[CODE] for row in rows}
        assert not codes & gone, day
        gone |= before - codes
        before = codes


def test_agencies_of_a_list_are_alive_on_its_day(lists):
    agencies = {agency["name"]: agency for agency in data("agencies.json")}
    for day, (_, rows, _) in lists.items():
        dead = {row[AGENCY] for row in rows if not alive(agencies[row[AGENCY]], day)}
        assert not dead, day


def test_agencies_of_new_units_are_alive_when_they_begin():
    agencies = {agency["name"]: agency for agency in data("agencies.json")}
    for event in data("events.json"):
        for part in event["participants"]:
            if part["role"] == ParticipantRole.NEW:
                assert alive(agencies[part["agency"]], day_of(event)), part["name"]


def test_agencies_are_well_formed():
    agencies = data("agencies.json")
    names = {agency["name"] for agency in agencies}
    levels = {row["code"] for row in rows_of("levels.csv")}
    assert len(names) == len({agency["code"] for agency in agencies}) == len(agencies)
    for agency in agencies:
        assert agency["level"] in levels
        assert agency["bloc"] in Bloc
        assert set(agency["successors"]) <= names
        assert agency["parent"] in names | {None}
        assert bool(agency["successors"]) == bool(agency["valid_to"])
        assert (agency["level"] == "district") <= (agency["valid_to"] == "2025-07-01")


def test_units_lie_with_a_sector_and_group_that_the_law_knows(lists):
    sectors = {
        name
        for row in rows_of("sectors.csv")
        for name in (row["name"], *row["also_called"].split("|"))
    }
    groups = {f"Nhóm {group}" for group in AutonomyGroup.values} | {""}
    for day, (_, rows, _) in lists.items():
        assert {row[SECTOR] for row in rows} <= sectors, day
        assert {row[GROUP] for row in rows} <= groups, day


def test_new_units_begin_as_their_event_says(lists):
    """Until a later list says otherwise: agencies end in 2025, groups are decided anew."""
    for event in data("events.json"):
        day = next((day for day in LIST_DAYS if day >= day_of(event)), None)
        for part in event["participants"] if day else []:
            if part["role"] == ParticipantRole.NEW:
                (row,) = (row for row in lists[day][1] if row[CODE] == part["code"])
                assert row[AGENCY] == part["agency"]
                assert row[GROUP] == f"Nhóm {part['autonomy_group']}"


def test_events_obey_the_table_of_kinds():
    for event in data("events.json"):
        kind, tally = KINDS[event["kind"]], Counter(p["role"] for p in event["participants"])
        for role in ParticipantRole.values:
            assert kind.cardinality(role).allows(tally[role]), event["decision_number"]
        days = [event[key] for key in ("decided_on", "legal_effect_on", "operative_on")]
        known = [day for day in days if day]
        assert known == sorted(known), event["decision_number"]
        assert (event["status"] == EventStatus.PROPOSED) == (event["decided_on"] is None)


def test_events_hold_every_kind_in_order_of_time():
    events = data("events.json")
    carried_out = [event for event in events if day_of(event) < TODAY_OF_THE_STORY]
    future = Counter(event["status"] for event in events if event not in carried_out)
    assert {event["kind"] for event in carried_out} == CHANGE_THE_COUNT
    assert [day_of(event) for event in events] == sorted(day_of(event) for event in events)
    assert future == {EventStatus.IN_EFFECT: 2, EventStatus.PROPOSED: 1}
    assert {event["operative_on"] for event in events} >= {"2027-01-01"}


def test_no_event_falls_on_the_day_of_a_list():
    """So no question arises whether the list was made before or after it."""
    assert not {day_of(event) for event in data("events.json")} & set(LIST_DAYS)


def test_sheets_look_as_an_office_sends_them(lists):
    for day, (headings, rows, _) in lists.items():
        above = [str(row[0]) for row in cells(path_of(day))[:8] if row]
        assert "ỦY BAN NHÂN DÂN TỈNH MINH HỌA" in above
        assert "DANH SÁCH ĐƠN VỊ SỰ NGHIỆP CÔNG LẬP" in above
        assert "Tỉnh minh họa, không có thật" in above
        assert headings == (HEADINGS[:6] if day == date(2025, 7, 1) else HEADINGS)
        assert [int(row[NUMBER]) for row in rows] == list(range(1, len(rows) + 1))
        assert path_of(day).stat().st_size < SIZE_LIMIT


def test_rows_of_an_agency_stand_together(lists):
    for day, (_, rows, _) in lists.items():
        changes = sum(a[AGENCY] != b[AGENCY] for a, b in pairwise(rows))
        assert changes + 1 == len({row[AGENCY] for row in rows}), day


def test_totals_equal_the_sum_of_the_rows(lists):
    for day, (headings, rows, total) in lists.items():
        for column in SUMS if len(headings) == len(HEADINGS) else []:
            known = [row[column] for row in rows if row[column] != ""]
            assert total[column] == (sum(known) if known else ""), (day, column)


def test_unknown_cells_are_empty_and_known_ones_are_numbers(lists):
    for day, (headings, rows, _) in lists.items():
        full = len(headings) == len(HEADINGS)
        values = [row[column] for row in rows for column in (SUMS if full else [])]
        assert all(value == "" or (value >= 0 and value == int(value)) for value in values)
        assert ("" in values) == full, day


@pytest.mark.parametrize(
    ("since", "day", "least", "most"),
    [("2015-12-31", "2021-12-31", "0.10", "0.11"), ("2021-12-31", "2025-12-31", "0.07", "0.10")],
    ids=["the first target is met narrowly", "the second is missed"],
)
def test_units_fall(lists, since, day, least, most):
    before, now = (len(lists[date.fromisoformat(each)][1]) for each in (since, day))
    assert float(least) <= (before - now) / before < float(most)


def test_people_paid_from_the_budget_fall_by_a_tenth_until_2021(lists):
    people = {day: sum(row[7] or 0 for row in rows) for day, (head, rows, _) in lists.items()
              if len(head) == len(HEADINGS)}  # fmt: skip
    before, now = people[date(2015, 12, 31)], people[date(2021, 12, 31)]
    assert 0.10 <= (before - now) / before < 0.11
    assert list(people.values()) == sorted(people.values(), reverse=True)


def test_every_name_is_plainly_invented(lists):
    named = [row[NAME] for _, rows, _ in lists.values() for row in rows]
    named += [agency["name"] for agency in data("agencies.json")]
    named += [event["issuer"] for event in data("events.json")]
    real = {row["name"] for row in rows_of("provinces.csv")}
    assert not {name for name in named if "Minh Họa" not in name}
    assert not {name for name in named for place in real if place in name}
    assert data("province.json")["code"] not in {row["code"] for row in rows_of("provinces.csv")}


def test_plan_targets_are_complete():
    for plan in data("plan.json")["plans"]:
        assert plan["document"]["number"]
        assert plan["document"]["issuer"] == "Ủy ban nhân dân tỉnh Minh Họa"
        for target in plan["targets"]:
            assert set(target) == TARGET_KEYS
            assert date.fromisoformat(target["deadline"]) > date.fromisoformat(
                plan["document"]["issued_on"]
            )


def test_the_files_are_what_their_builder_writes(tmp_path):
    built = build(tmp_path)
    assert [path.name for path in built] == [path_of(day).name for day in LIST_DAYS]
    for path in built:
        assert cells(path) == cells(HOME / path.name), path.name
