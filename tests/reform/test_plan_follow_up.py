"""Tasks, proposals, visits and practices of a province's page: order, day, and constant queries."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from reform.plan_practices import practices_of
from reform.plan_proposals import Proposals, proposals_asked, proposals_told
from reform.plan_tasks import Tasks, tasks_asked, tasks_told
from reform.plan_visits import VisitLine, visits_asked, visits_told
from reform.together import read_together
from resolutions.models import Topic
from tests.factories import day, make_agency, make_province
from tests.resolutions.follow_up import (
    make_practice,
    make_proposal,
    make_report,
    make_task,
    make_visit,
)
from tests.resolutions.promises import make_document

pytestmark = pytest.mark.django_db
TODAY = day("2026-06-01")


@pytest.fixture
def province():
    return make_province()


def tasks_of(territory, on) -> Tasks:
    return tasks_told(read_together(**tasks_asked(territory, on)), on)


def proposals_of(territory, on) -> Proposals:
    return proposals_told(read_together(**proposals_asked(territory, on)), on)


def visits_of(territory, on) -> list[VisitLine]:
    return visits_told(read_together(**visits_asked(territory, on)), on)


def texts(lines) -> list[str]:
    return [line.text for line in lines]


def test_overdue_tasks_climb_to_the_top_and_done_ones_sink(province):
    for text, fields, done in [
        ("xong", {"deadline": day("2024-12-31")}, 12),
        ("không hạn", {"deadline": None}, None),
        ("trễ ít", {"deadline": day("2026-05-31")}, 3),
        ("còn xa", {"deadline": day("2027-12-31")}, None),
        ("trễ nhiều", {"deadline": day("2025-12-31")}, 11),
        ("sắp đến", {"deadline": TODAY}, None),
        ("sắp đến, thiếu", {"deadline": TODAY, "person_name": ""}, None),
    ]:
        task = make_task(province, text=text, **fields)
        if done is not None:
            make_report(task, "2024-06-01", done)
    tasks = tasks_of({province.pk}, TODAY)

    assert texts(tasks.lines) == [
        "trễ nhiều", "trễ ít", "sắp đến, thiếu", "sắp đến", "còn xa", "không hạn", "xong",
    ]  # fmt: skip
    assert [line.days_late for line in tasks.late] == [152, 1]
    assert texts(tasks.done) == ["xong"]
    assert texts(tasks.incomplete) == ["sắp đến, thiếu", "không hạn"]
    with translation.override("en"):
        named = [line.missing for line in tasks_of({province.pk}, TODAY).incomplete]
    assert named == [("responsible person by name",), ("deadline",)]


def test_a_task_is_judged_on_the_day_of_the_page(province):
    task = make_task(province, document=make_document(issued_on=day("2024-06-28")))
    make_report(task, "2025-06-01", 4)
    make_report(task, "2026-02-01", 12, evidence_document=make_document())

    def on(text: str) -> list[tuple]:
        lines = tasks_of({province.pk}, day(text)).lines
        return [(line.standing, line.done, line.days_late, len(line.reports)) for line in lines]

    assert on("2024-06-27") == []
    assert on("2024-06-28") == [("not_begun", None, 0, 0)]
    assert on("2025-12-31") == [("under_way", 4, 0, 1)]
    assert on("2026-01-10") == [("overdue", 4, 10, 1)]
    assert on("2026-02-01") == [("done", 12, 0, 2)]


def test_shares_come_from_counts_and_are_never_rounded_up(province):
    make_report(make_task(province, whole=1000), "2025-06-01", 999)
    make_task(province, whole=None)

    assert {line.share for line in tasks_of({province.pk}, TODAY).lines} == {99, None}


def test_unanswered_proposals_come_first_the_oldest_on_top(province):
    answered = {"answer_kind": "in_part", "answered_on": day("2026-01-01"), "answer": "Một phần"}
    old = make_proposal(province, asked_on=day("2020-01-01"), **answered)
    new = make_proposal(province, asked_on=day("2026-05-31"))
    unknown = make_proposal(province, asked_on=None)
    make_proposal(province, asked_on=day("2026-06-02"))
    proposals = proposals_of({province.pk}, TODAY)

    assert [line.pk for line in proposals.lines] == [unknown.pk, new.pk, old.pk]
    assert [line.days_waiting for line in proposals.lines] == [None, 1, None]
    assert [line.answer for line in proposals.settled] == ["Một phần"]


def test_an_answer_is_not_known_before_it_came(province):
    make_proposal(
        province, answer_kind="in_full", answered_on=day("2026-01-01"), answer="Đồng ý", note="n",
        answer_document=make_document(),
    )  # fmt: skip
    before, after = (proposals_of({province.pk}, on).lines[0] for on in (day("2025-12-31"), TODAY))

    assert (before.is_unanswered, before.answer, before.answer_document) == (True, "", "")
    assert (after.is_unanswered, after.answer, after.answered_on) == (
        False, "Đồng ý", day("2026-01-01"),
    )  # fmt: skip
    assert after.answer_document


def test_visits_with_something_late_come_first(province):
    back = {"due_on": day("2025-06-01"), "answered_on": day("2025-05-01"), "answer": "Đã gửi"}
    done = make_visit(province, back)
    waiting = make_visit(province, {}, visited_on=None)
    late = make_visit(province, back, {"due_on": day("2026-05-01")}, {})
    make_visit(province, {}, visited_on=day("2026-06-02"))
    lines = visits_of({province.pk}, TODAY)

    assert [line.pk for line in lines] == [late.pk, waiting.pk, done.pk]
    assert [one.standing for one in lines[0].requests] == ["came_back", "overdue", "waiting"]
    assert [one.days_late for one in lines[0].requests] == [0, 31, 0]
    early = next(one for one in visits_of({province.pk}, day("2025-04-15")) if one.pk == done.pk)
    assert [(one.standing, one.answer) for one in early.requests] == [("waiting", "")]


def test_practices_that_wait_for_a_word_come_first(province):
    taken = make_practice(
        province, proposed_by="A", outcome="taken_up", outcome_text="Đã nhân rộng"
    )
    noted = make_practice(province)
    proposed = make_practice(province, proposed_by="Sở", proposed_on=day("2026-01-01"))
    make_practice(province, noted_on=day("2026-06-02"))

    assert [one.pk for one in practices_of({province.pk}, TODAY)] == [
        proposed.pk, noted.pk, taken.pk,
    ]  # fmt: skip
    then = {one.pk: one for one in practices_of({province.pk}, day("2025-12-31"))}
    assert (then[proposed.pk].standing, then[proposed.pk].proposed_by) == ("noted", "")


@pytest.mark.parametrize(
    ("read", "most"), [(tasks_of, 1), (proposals_of, 1), (visits_of, 1), (practices_of, 1)]
)
def test_much_is_read_in_as_many_queries_as_little(province, read, most, django_assert_num_queries):
    topic = Topic.objects.get(code="land")
    for _time in range(3):
        make_report(make_task(province, agency=make_agency()), "2025-06-01", 2)
        make_proposal(province, topics=[topic], aimed_at=make_document())
        make_visit(province, {"answer_document": make_document()}, {})
        make_practice(province, evidence_document=make_document())
        with django_assert_num_queries(most):
            found = read({province.pk}, TODAY)
            assert len(getattr(found, "lines", found)) == _time + 1


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_sections_show_all_of_it_and_say_what_is_not_known(province, language):
    task = make_task(province, person_name="", deadline=day("2026-05-31"))
    make_report(task, "2026-05-01", 3, evidence="https://example.org/bien-ban")
    make_proposal(province, quote="in its own words")
    make_visit(province, {"due_on": day("2026-05-30")}, {}, visited_on=None)
    make_practice(province, sector=None)
    context = {
        "page": {"province": province},
        "tasks": tasks_of({province.pk}, TODAY),
        "proposals": proposals_of({province.pk}, TODAY),
        "visits": visits_of({province.pk}, TODAY),
        "practices": practices_of({province.pk}, TODAY),
    }
    with translation.override(language):
        for name in ("tasks", "proposals", "visits", "practices"):
            shown = render_to_string(f"reform/plan/{name}.html", context)
            assert f'id="{name}"' in shown
            assert "None" not in shown
    empty = {"tasks": [], "proposals": [], "visits": [], "practices": []}
    for name in empty:
        assert f'id="{name}"' in render_to_string(f"reform/plan/{name}.html", context | empty)
