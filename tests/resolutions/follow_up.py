"""Tasks, proposals, practices and visits for tests; all are plainly artificial."""

from __future__ import annotations

import itertools

from django.utils import timezone

from resolutions.models import (
    GoodPractice,
    MonitoringVisit,
    ProgressReport,
    Proposal,
    Task,
    VisitRequest,
)
from tests.factories import day, make_user
from tests.resolutions.promises import make_document
from units.models import Province

numbers = itertools.count(1)
#: What makes a task complete.
COMPLETE = {
    "agency_name": "Sở Minh Họa",
    "person_name": "Cán bộ minh họa 1",
    "deadline": day("2025-12-31"),
    "result": "trường được sáp nhập",
    "whole": 12,
}


def make_task(province: Province | None, **fields) -> Task:
    """A complete task, due on 31/12/2025, unless told otherwise."""
    number = next(numbers)
    values = {"position": number, "text": f"Nhiệm vụ minh họa {number}", **COMPLETE, **fields}
    document = values.pop("document", None) or make_document()
    task = Task(document=document, province=province, **values)
    task.full_clean()
    task.save()
    return task


def make_report(task: Task, on: str, done: int | None = None, **fields) -> ProgressReport:
    values = {
        "text": f"Đã làm đến {on}",
        "evidence": "Báo cáo minh họa",
        "recorded_at": timezone.now(),
        **fields,
    }
    by = values.pop("recorded_by", None) or make_user()
    return ProgressReport.objects.create(
        task=task, reported_on=day(on), done=done, recorded_by=by, **values
    )


def make_proposal(province: Province | None, **fields) -> Proposal:
    number = next(numbers)
    values = {
        "forum": "Hội nghị minh họa",
        "position": number,
        "subject": f"Kiến nghị minh họa {number}",
        "asked_on": day("2024-03-01"),
    }
    topics = fields.pop("topics", ())
    proposal = Proposal(province=province, **{**values, **fields})
    proposal.full_clean()
    proposal.save()
    proposal.topics.set(topics)
    return proposal


def make_practice(province: Province | None, **fields) -> GoodPractice:
    number = next(numbers)
    values = {"title": f"Mô hình minh họa {number}", "text": "Dùng chung một văn phòng."}
    practice = GoodPractice(province=province, **{**values, **fields})
    practice.full_clean()
    practice.save()
    return practice


def make_visit(province: Province, *requests: dict, **fields) -> MonitoringVisit:
    """A visit of 01/04/2025 with so many requests."""
    values = {
        "visitor": f"Đoàn giám sát minh họa {next(numbers)}",
        "visited_on": day("2025-04-01"),
        "subject": "Giám sát minh họa",
    }
    visit = MonitoringVisit.objects.create(province=province, **{**values, **fields})
    for position, request in enumerate(requests, start=1):
        text = f"Yêu cầu minh họa {position}"
        VisitRequest.objects.create(visit=visit, position=position, **{"text": text, **request})
    return visit
