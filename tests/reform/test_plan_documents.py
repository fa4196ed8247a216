"""A plan page names the documents that rule there: each linked, what it follows, and its status on
the day; a document's own page lists the tasks that it gives."""

import pytest
from django.core.management import call_command

from resolutions.choices import DocumentStatus, Relation
from resolutions.models import DocumentRelation, LegalDocument
from tests.factories import day, make_province
from tests.resolutions.follow_up import make_report, make_task
from tests.resolutions.promises import make_document, make_target

pytestmark = pytest.mark.django_db
ON = "?on=2025-06-30"


@pytest.fixture(autouse=True)
def english(client):
    client.cookies["django_language"] = "en"


def follow(document: LegalDocument, other: LegalDocument, kind=Relation.IMPLEMENTS) -> None:
    DocumentRelation.objects.create(from_document=document, kind=kind, to_document=other)


def lines(client, path: str) -> list[tuple[str, str, list[str]]]:
    response = client.get(path)
    html = response.content.decode()
    found = response.context["page"].documents
    for line in found:
        assert f'href="{line.document.get_absolute_url()}' in html
        assert str(line.text.force.label) in html
    return [
        (one.document.number, one.text.force.value, [to.other.number for to in one.follows])
        for one in found
    ]


def test_the_chain_leads_from_the_resolution_to_the_plan(client):
    call_command("loaddata", "papers", "documents", verbosity=0)
    told = lines(client, f"/provinces/60/{ON}")
    numbers = [number for number, _force, _follows in told]
    for number in ("19-NQ/TW", "62-KL/TW", "38/NQ-CP"):
        assert number in numbers
    chain = {number: follows for number, _force, follows in told}
    assert "62-KL/TW" in chain["38/NQ-CP"]
    assert "19-NQ/TW" in chain["62-KL/TW"]


@pytest.fixture
def mh():
    """A plan that implements a resolution, which another replaced in 2025; and one apart."""
    mh = make_province()
    old = make_document(number="1-NQ/TW", issued_on=day("2017-01-01"))
    new = make_document(number="2-NQ/TW", issued_on=day("2025-03-01"))
    plan = make_document(number="KH-1", issued_on=day("2022-01-01"), province=mh)
    make_document(number="KH-DRAFT", province=mh, issued_on=day("2022-01-01"),
                  status=DocumentStatus.DRAFT)  # fmt: skip
    make_document(number="ELSEWHERE", issued_on=day("2020-01-01"))
    follow(plan, old)
    follow(new, old, Relation.REPLACES)
    make_target(mh, "units_reduction_percent", document=new)
    return mh


#: The day, and what rules: number, status, what it follows.
DAYS = [
    ("2016-06-01", []),
    ("2022-06-01", [("1-NQ/TW", "in_force", []), ("KH-1", "in_force", ["1-NQ/TW"])]),
    (
        "2025-06-01",
        [
            ("1-NQ/TW", "ended", []),
            ("KH-1", "in_force", ["1-NQ/TW"]),
            ("2-NQ/TW", "in_force", ["1-NQ/TW"]),
        ],
    ),
]


@pytest.mark.parametrize(("on", "ruling"), DAYS)
def test_each_stands_with_its_status_on_the_day(client, mh, on, ruling):
    assert lines(client, f"/provinces/MH/?on={on}") == ruling


def test_a_document_lists_its_tasks_with_their_standing_on_the_day(client, mh):
    plan = LegalDocument.objects.get(number="KH-1")
    task = make_task(mh, document=plan, deadline=day("2024-12-31"), whole=10)
    make_report(task, "2025-02-01", 10)
    told = {
        on: [(row.task.pk, row.label) for row in client.get(
            plan.get_absolute_url(), {"on": on}).context["page"].tasks]
        for on in ("2024-06-01", "2025-01-15", "2025-03-01")
    }  # fmt: skip
    assert told == {
        "2024-06-01": [(task.pk, "not begun")],
        "2025-01-15": [(task.pk, "overdue")],
        "2025-03-01": [(task.pk, "done")],
    }
    html = client.get(plan.get_absolute_url()).content.decode()
    assert f"/provinces/MH/#task-{task.pk}" in html


@pytest.mark.parametrize("path", ["/provinces/MH/", "/overview/", "/overdue/"])
def test_what_has_no_second_clock_is_said(client, mh, path):
    said = "they are shown as they are recorded today"
    assert said in client.get(path, {"known": "2026-01-31"}).content.decode()
    assert said not in client.get(path).content.decode()
