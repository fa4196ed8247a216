"""Tasks, reports, proposals, practices, visits and requests at the desk: every screen with rows."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from resolutions.models import (
    GoodPractice,
    MonitoringVisit,
    ProgressReport,
    Proposal,
    Task,
    Topic,
    VisitRequest,
)
from resolutions.standing import (
    PracticeStanding,
    ProposalStanding,
    RequestStanding,
    TaskStanding,
)
from tests.factories import day, make_agency, make_province, make_user
from tests.resolutions.follow_up import (
    make_practice,
    make_proposal,
    make_report,
    make_task,
    make_visit,
)
from tests.resolutions.promises import make_document
from tests.resolutions.test_promises_at_the_desk import spreadsheet

pytestmark = pytest.mark.django_db
SCREENS = {
    "task": Task, "progressreport": ProgressReport, "proposal": Proposal,
    "goodpractice": GoodPractice, "monitoringvisit": MonitoringVisit,
    "visitrequest": VisitRequest, "topic": Topic,
}  # fmt: skip
NOT_ADDED = {"visitrequest"}
NOT_DELETED = {"progressreport"}
WITHOUT_HISTORY = {"progressreport", "topic"}
EXPORTED = {
    "task": TaskStanding, "proposal": ProposalStanding, "goodpractice": PracticeStanding,
    "visitrequest": RequestStanding,
}  # fmt: skip


@pytest.fixture
def here():
    province = make_province()
    fill(province)
    return province


def fill(province) -> None:
    """One row in every table."""
    task = make_task(province, text="Sáp nhập trường nhỏ", agency=make_agency(province=province))
    make_report(task, "2025-06-01", 3)
    make_proposal(province, subject="Miễn tiền thuê đất", topics=[Topic.objects.get(code="land")])
    make_practice(province, proposed_by="Sở Nội vụ")
    make_visit(province, {"text": "Gửi lại báo cáo"})


def address(screen: str, page: str, *args) -> str:
    return reverse(f"admin:resolutions_{screen}_{page}", args=args)


def shown(client, screen: str, query: str = "") -> list:
    return list(client.get(address(screen, "changelist") + query).context["cl"].result_list)


def login(client, role: str, province=None):
    user = make_user(role=role, province=province)
    client.force_login(user)
    return user


def filled_in(client, screen: str, row) -> dict:
    """What the form of a row holds, with the management of its inlines."""
    context = client.get(address(screen, "change", row.pk)).context
    fields = {
        bound.html_name: bound.value()
        for bound in context["adminform"].form
        if bound.value() not in (None, "")
    }
    return fields | {f"reports-{name}_FORMS": 0 for name in ("TOTAL", "INITIAL")}


@pytest.mark.parametrize("screen", SCREENS)
def test_each_screen_opens(admin_client, here, screen):
    row = SCREENS[screen].objects.first()
    pages = [("changelist", ()), ("change", (row.pk,)), ("history", (row.pk,))]
    pages += [] if screen in NOT_ADDED else [("add", ())]
    pages += [] if screen in NOT_DELETED else [("delete", (row.pk,))]
    if screen not in WITHOUT_HISTORY:
        row.save()
        pages.append(("simple_history", (row.pk, row.history.latest().pk)))
    for page, args in pages:
        assert admin_client.get(address(screen, page, *args)).status_code == 200, page


@pytest.mark.parametrize("screen", SCREENS)
def test_a_list_asks_as_often_for_many_rows_as_for_few(
    admin_client, here, screen, django_assert_max_num_queries
):
    for _time in range(4):
        fill(here)
    admin_client.get(address(screen, "changelist"))
    with django_assert_max_num_queries(12):
        assert len(shown(admin_client, screen)) >= 5


@pytest.mark.parametrize(
    ("screen", "words", "found"),
    [
        ("task", "truong nho", 1), ("task", "cán bộ minh họa 1", 1), ("task", "benh vien", 0),
        ("proposal", "tien thue dat", 1), ("proposal", "benh vien", 0),
        ("visitrequest", "gui lai", 1), ("goodpractice", "so noi vu", 1),
        ("monitoringvisit", "doan giam sat", 1), ("progressreport", "truong nho", 1),
    ],
)  # fmt: skip
def test_search_knows_no_accents_and_no_case(admin_client, here, screen, words, found):
    assert len(shown(admin_client, screen, f"?q={words}")) == found


def test_tasks_are_listed_overdue_first_and_narrowed_by_standing_and_completeness(admin_client):
    for text, fields, done in [
        ("xong", {"deadline": day("2020-01-01"), "document": None}, 12),
        ("còn xa", {"deadline": day("2999-01-01")}, 1),
        ("trễ", {"deadline": day("2023-01-01"), "person_name": ""}, None),
        ("không hạn", {"deadline": None}, None),
    ]:
        task = make_task(None, text=text, **fields)
        if done:
            make_report(task, "2023-01-01", done)

    def texts(query: str = "") -> list[str]:
        return [task.text for task in shown(admin_client, "task", query)]

    assert texts() == ["trễ", "còn xa", "không hạn", "xong"]
    assert texts("?standing=overdue") == ["trễ"]
    assert texts("?standing=under_way") == ["còn xa"]
    assert texts("?standing=done") == ["xong"]
    assert texts("?complete=no") == ["trễ", "không hạn"]
    assert texts("?complete=yes") == ["còn xa", "xong"]


def test_proposals_without_answer_are_listed_first_and_by_themselves(admin_client):
    answered = make_proposal(None, asked_on=day("2020-01-01"), answer_kind="in_full")
    young = make_proposal(None, asked_on=day("2024-01-01"))
    old = make_proposal(None, asked_on=day("2021-01-01"), acknowledged_on=day("2021-02-01"))

    assert shown(admin_client, "proposal") == [old, young, answered]
    assert shown(admin_client, "proposal", "?standing=unanswered") == [old, young]
    assert shown(admin_client, "proposal", "?standing=acknowledged") == [old]


@pytest.mark.parametrize("screen", EXPORTED)
def test_lists_are_taken_along_with_their_standing(admin_client, here, screen):
    with translation.override("vi"):
        sheet = spreadsheet(admin_client, screen)
    row = SCREENS[screen].objects.standing_on(timezone.localdate()).get()

    assert len(sheet) == 1
    assert len(set(sheet.headers)) == len(sheet.headers)
    assert str(EXPORTED[screen](row.standing).label) in sheet[0]


@pytest.mark.parametrize("screen", EXPORTED)
def test_taking_many_rows_along_asks_as_often_as_taking_few(admin_client, here, screen):
    """Each row names other documents, and a task its part and its agency."""

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert len(spreadsheet(admin_client, screen)) == SCREENS[screen].objects.count()
        return len(queries)

    def name_others() -> None:
        task = make_task(here, agency=make_agency(province=here))
        task.part = task.document.parts.create(kind="task", number="1")
        task.save()
        answer = {"answered_on": day("2025-02-01"), "answer_document": make_document()}
        make_proposal(here, aimed_at=make_document(), answer_kind="in_full", **answer)
        make_practice(here, evidence_document=make_document())
        make_visit(here, {"text": "Gửi báo cáo", **answer})

    name_others()
    few = asked()
    for _time in range(3):
        name_others()
    assert asked() == few


def test_a_preparer_reports_progress_and_changes_no_task(client, here):
    clerk, task = login(client, "preparer", here), Task.objects.get()
    page = client.get(address("task", "change", task.pk))
    assert not page.context["has_change_permission"]
    link = f"{address('progressreport', 'add')}?task={task.pk}"
    assert link in page.content.decode()

    form = client.get(link).context["adminform"].form
    assert form["task"].value() == str(task.pk)
    told = {"task": task.pk, "reported_on": "30/06/2025", "text": "Đã xong bảy trường", "done": 7}
    refused = client.post(link, told)
    assert refused.status_code == 200
    assert refused.context["adminform"].form.non_field_errors()
    assert client.post(link, told | {"evidence": "Báo cáo 7"}).status_code == 302

    kept = task.reports.first()
    assert (kept.done, kept.text, kept.recorded_by) == (7, "Đã xong bảy trường", clerk)
    change = address("progressreport", "change", kept.pk)
    assert client.post(change, told | {"done": 8}).status_code == 403
    kept.refresh_from_db()
    assert kept.done == 7


def test_a_preparer_puts_proposals_of_their_province_only(client, here):
    there = make_province("MX", "Minh Họa Khác")
    login(client, "preparer", here)
    told = {"forum": "Hội nghị", "position": 1, "subject": "Giao đủ người",
            "topics": [Topic.objects.get(code="headcount").pk]}  # fmt: skip

    for province in (there.pk, ""):
        refused = client.post(address("proposal", "add"), told | {"province": province})
        assert "province" in refused.context["adminform"].form.errors
    assert client.post(address("proposal", "add"), told | {"province": here.pk}).status_code == 302
    kept = Proposal.objects.get(forum="Hội nghị")
    assert [topic.code for topic in kept.topics.all()] == ["headcount"]
    assert client.get(address("proposal", "delete", kept.pk)).status_code == 403


def test_a_preparer_writes_what_came_back_and_not_what_was_asked(client, here):
    login(client, "preparer", here)
    request = VisitRequest.objects.get()
    told = {
        "answered_on": "10/04/2026",
        "answer": "Đã gửi",
        "text": "chữ khác",
        "due_on": "1/1/2030",
    }

    assert client.post(address("visitrequest", "change", request.pk), told).status_code == 302
    request.refresh_from_db()
    assert (request.answered_on, request.answer) == (day("2026-04-10"), "Đã gửi")
    assert (request.text, request.due_on) == ("Gửi lại báo cáo", None)
    past = address("visitrequest", "simple_history", request.pk, request.history.earliest().pk)
    assert client.get(past).status_code == 200
    assert client.post(past, told).status_code == 403


def test_an_administrator_changes_what_was_asked(client, here):
    login(client, "administrator")
    request = VisitRequest.objects.get()
    told = filled_in(client, "visitrequest", request) | {"due_on": "31/12/2026"}

    assert client.post(address("visitrequest", "change", request.pk), told).status_code == 302
    request.refresh_from_db()
    assert request.due_on == day("2026-12-31")


@pytest.mark.parametrize("role", ["reader", "inspector", "appraiser"])
def test_others_read_and_do_not_write(client, here, role):
    login(client, role, here)
    for screen, model in SCREENS.items():
        row = model.objects.first()
        assert client.get(address(screen, "changelist")).status_code == 200
        page = client.get(address(screen, "change", row.pk))
        assert page.status_code == 200
        assert client.post(address(screen, "change", row.pk), {}).status_code == 403
        assert client.get(address(screen, "add")).status_code == 403


@pytest.mark.parametrize("screen", [name for name in SCREENS if name != "topic"])
def test_another_province_sees_none_of_it(client, here, screen):
    there = make_province("MX", "Minh Họa Khác")
    login(client, "preparer", there)
    row = SCREENS[screen].objects.get()

    assert shown(client, screen) == []
    assert client.get(address(screen, "change", row.pk)).status_code == 404
    assert not SCREENS[screen].objects.for_user(make_user(role="reader", province=there)).exists()
    assert SCREENS[screen].objects.for_user(make_user(role="reader", province=here)).exists()


def test_a_part_is_offered_only_of_the_tasks_own_document(admin_client, here):
    task, other = Task.objects.get(), make_task(here)
    own = task.document.parts.create(kind="task", number="1", heading="Nhiệm vụ của ta")
    other.document.parts.create(kind="task", number="1", heading="Nhiệm vụ khác")
    form = admin_client.get(address("task", "change", task.pk)).context["adminform"].form

    assert list(form.fields["part"].queryset) == [own]
    assert "part" not in admin_client.get(address("task", "add")).context["adminform"].form.fields


def test_a_change_of_topics_is_kept_in_the_history(here):
    proposal = Proposal.objects.get()
    proposal.topics.set(Topic.objects.filter(code="tax"))

    last, *_ = proposal.history.all()
    assert [kept.topic.code for kept in last.topics.all()] == ["tax"]


def test_an_administrator_deletes_a_visit_with_its_requests(client, here):
    login(client, "administrator")
    visit = MonitoringVisit.objects.get()

    assert (
        client.post(address("monitoringvisit", "delete", visit.pk), {"post": "yes"}).status_code
        == 302
    )
    assert not VisitRequest.objects.exists()
