"""Events of one file build on each other, and a refused one takes those with it that need it."""

import pytest
from django.utils import translation

from tests.factories import day, make_province
from units.choices import EventStatus
from units.imports.desk import RowsRejected
from units.imports.plan import as_report
from units.models import Participant, ReorganizationEvent, UnitVersion

from .event_lists import event, imported, part, previewed, units_named

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD = "2021-07-01", "2022-07-01", "2023-07-01"

MERGE_AB = event(
    "1", "consolidate", FIRST, part("closing", "A"), part("closing", "B"), part("new", "N", "Mới")
)
RENAME_N = event("2", "rename", SECOND, part("surviving", "N", "Mới hơn"))
CLOSE_N = event("3", "merge", THIRD, part("closing", "N"), part("surviving", "C"))


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def province():
    return make_province()


@pytest.fixture(autouse=True)
def units(province):
    return units_named(province, "A", "B", "C")


def problems(batch) -> list[tuple]:
    return [(one["row"], one["column"], one["code"]) for one in as_report(batch)["problems"]]


def lives(code: str) -> list[tuple]:
    rows = UnitVersion.objects.known().filter(code=code).order_by("valid_from")
    return [(str(row.valid_from), str(row.valid_to), row.name) for row in rows]


@pytest.mark.parametrize("rows", [
    MERGE_AB + RENAME_N + CLOSE_N, CLOSE_N + RENAME_N + MERGE_AB, RENAME_N + CLOSE_N + MERGE_AB,
], ids=["in order", "latest first", "mixed"])  # fmt: skip
def test_a_unit_born_in_the_file_goes_on_in_it(province, rows):
    batch = imported(province, rows)
    assert problems(batch) == []
    assert lives("N") == [(FIRST, SECOND, "Mới"), (SECOND, THIRD, "Mới hơn")]
    born = Participant.objects.get(role="new")
    assert set(born.later_roles.values_list("event__kind", flat=True)) == {"rename", "merge"}
    assert [one.code for one in UnitVersion.objects.on(day(THIRD))] == ["C"]


def test_it_is_found_by_its_exact_name_where_it_has_no_code(province):
    rows = (
        event("1", "separate", FIRST, part("source", "A"), part("new", "", "Trường mới tách"))
        + event("2", "dissolve", SECOND, part("closing", "", "TRƯỜNG MỚI  TÁCH"))
    )  # fmt: skip
    assert problems(imported(province, rows)) == []
    assert [one.code for one in UnitVersion.objects.on(day(SECOND)).order_by("code")] == [
        "A", "B", "C",
    ]  # fmt: skip


def test_a_new_code_and_a_new_name_are_known_to_later_events(province):
    rows = (
        event("1", "recode", FIRST, part("surviving", "A", to="A9"))
        + event("2", "rename", FIRST, part("surviving", "A9", "Tên khác"), sequence="2")
        + event("3", "dissolve", SECOND, part("closing", "", "Tên khác"))
    )
    assert problems(imported(province, rows)) == []
    assert lives("A9") == [(FIRST, SECOND, "Tên khác")]


def test_an_old_code_still_finds_the_unit(province):
    imported(province, event("1", "recode", FIRST, part("surviving", "A", to="A9")))
    imported(province, event("2", "dissolve", SECOND, part("closing", "A")))
    assert lives("A9") == [(FIRST, SECOND, "Trường A")]


def test_the_handle_of_the_register_finds_the_unit(province, units):
    imported(province, event("1", "dissolve", FIRST, part("closing", units["A"].handle)))
    assert lives("A")[-1][1] == FIRST


def test_several_events_of_one_day_follow_their_stated_order(province):
    rows = (
        event("2", "merge", FIRST, part("closing", "B"), part("surviving", "C"), sequence="2")
        + event("1", "merge", FIRST, part("closing", "A"), part("surviving", "B"), sequence="1")
    )  # fmt: skip
    assert problems(imported(province, rows)) == []
    order = ReorganizationEvent.objects.order_by("sequence")
    assert list(order.values_list("sequence", "source_row")) == [(1, 4), (2, 2)]


def test_events_that_need_a_refused_one_are_refused_with_it(province):
    wrong = event("1", "consolidate", FIRST, part("closing", "A"), part("closing", "X9"),
                  part("new", "N", "Mới"))  # fmt: skip
    other = event("4", "dissolve", THIRD, part("closing", "B"))
    batch = previewed(province, wrong + RENAME_N + CLOSE_N + other)
    assert problems(batch) == [
        (2, "", "event_refused"),
        (3, "unit_code", "unit_unknown"),
        (4, "", "event_refused"),
        (5, "unit_code", "depends_on_refused"),
        (6, "unit_code", "depends_on_refused"),
        (7, "", "event_refused"),
    ]
    said = as_report(batch)["problems"][3]["message"]
    assert said == ("“N” comes from event “1” (row 3), which is refused: mend that event first.")
    assert (batch.counts["created"], batch.counts["rejected"]) == (1, 6)


def test_nothing_is_written_while_an_event_is_refused(province):
    wrong = event("9", "dissolve", FIRST, part("closing", "X9"))
    with pytest.raises(RowsRejected):
        imported(province, MERGE_AB + wrong)
    assert ReorganizationEvent.objects.count() == 0


def test_good_events_are_written_where_that_is_chosen(province):
    wrong = event("9", "merge", FIRST, part("closing", "X9"), part("surviving", "C"))
    batch = imported(province, wrong + MERGE_AB, accept_good_rows=True)
    assert (batch.counts["created"], batch.counts["rejected"]) == (3, 2)
    found = ReorganizationEvent.objects.get()
    assert (found.kind, found.status) == ("consolidate", EventStatus.IN_EFFECT)


def test_a_unit_set_up_only_later_says_so(province):
    early = event("0", "dissolve", "2020-01-01", part("closing", "N"))
    batch = previewed(province, MERGE_AB + early)
    (said,) = as_report(batch)["problems"]
    assert (said["row"], said["code"]) == (5, "unit_unknown")
    assert "given only by event “1” (row 2)" in said["message"]


@pytest.mark.parametrize("again", [1, 2])
def test_the_same_file_twice_changes_nothing(province, again):
    rows = (
        MERGE_AB + RENAME_N + CLOSE_N
        + event("5", "recode", THIRD, part("surviving", "C", to="C9"), sequence="2")
    )  # fmt: skip
    imported(province, rows)
    before = list(UnitVersion.objects.order_by("pk").values_list())
    for _time in range(again):
        batch = previewed(province, rows)
        assert problems(batch) == []
        assert batch.counts["unchanged"] == len(rows) == batch.counts["rows_read"]
    assert list(UnitVersion.objects.order_by("pk").values_list()) == before
    assert ReorganizationEvent.objects.count() == 4


def test_a_longer_file_adds_only_what_is_new(province):
    imported(province, MERGE_AB)
    batch = imported(province, MERGE_AB + RENAME_N)
    assert (batch.counts["unchanged"], batch.counts["created"]) == (3, 1)
    assert lives("N")[-1] == (SECOND, "None", "Mới hơn")


def test_another_decision_is_another_event(province):
    imported(province, MERGE_AB)
    changed = [row | {"decision_no": "99/QĐ"} if "kind" in row else row for row in MERGE_AB]
    assert problems(previewed(province, changed)) == [
        (2, "unit_code", "in_force_on_the_day"),
        (3, "unit_code", "in_force_on_the_day"),
        (4, "unit_code", "code_never_reused"),
    ]
