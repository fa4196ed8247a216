"""A province's tasks, proposals, practices and visits from a JSON file.

Rows are known by their natural keys, so the same file loaded again changes nothing and writes no
history. Reports of progress go through the door that people use.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from django.db import models, transaction

from units.models import Agency, Province, Sector

from .choices import DocumentStatus
from .models import (
    GoodPractice,
    LegalDocument,
    MonitoringVisit,
    Proposal,
    Task,
    Topic,
    VisitRequest,
)
from .plan_file import day, find, settle
from .reporting import report_progress

DOCUMENTS = ("document", "answer_document", "evidence_document")
LISTS = ("reports", "requests", "topics")


@transaction.atomic
def load_follow_up(
    path: Path | str, province: Province, *, by, at: dt.datetime, today: dt.date
) -> None:
    """Bring what the file tells of into the tables; ``by`` reports the progress of the tasks.

    The plans must be there. Raises :class:`resolutions.plan_file.DocumentMissing` and
    :class:`resolutions.reporting.ReportRefused`; nothing is written then.
    """
    told = json.loads(Path(path).read_text(encoding="utf-8"))
    for row in told["documents"]:
        values = values_of(row) | {"status": DocumentStatus.ISSUED, "province": province}
        settled(LegalDocument, values, "number", "issuer", "issued_on")
    for row in told["tasks"]:
        task = settled(Task, {"province": province, **values_of(row)}, "document", "position")
        for report in row["reports"]:
            tell(task, values_of(report), by=by, at=at, today=today)
    for row in told["proposals"]:
        values = {"province": province, **values_of(row)}
        proposal = settled(Proposal, values, "province", "forum", "asked_on", "position")
        settle_topics(proposal, row["topics"])
    for row in told["practices"]:
        settled(GoodPractice, {"province": province, **values_of(row)}, "province", "title")
    for row in told["visits"]:
        values = {"province": province, **values_of(row)}
        visit = settled(MonitoringVisit, values, *values)
        for position, request in enumerate(row["requests"], start=1):
            values = {"visit": visit, "position": position, **values_of(request)}
            settled(VisitRequest, values, "visit", "position")


def settled(model: type[models.Model], values: dict, *key: str) -> models.Model:
    """The row with these values, known by those of ``key``."""
    known_by = {name: values[name] for name in key}
    return settle(model, known_by, {n: value for n, value in values.items() if n not in key})


def values_of(row: dict) -> dict[str, object]:
    """The fields that a row of the file names; days, agencies, sectors and documents looked up."""
    return {name: value_of(name, value) for name, value in row.items() if name not in LISTS}


def value_of(name: str, value):
    if value is None:
        return None
    if name in DOCUMENTS:
        return find(value)
    if name in ("on", "deadline") or name.endswith("_on"):
        return day(value)
    if name == "agency":
        return Agency.objects.get(name=value)
    return Sector.objects.get(code=value) if name == "sector" else value


def settle_topics(proposal: Proposal, codes: list[str]) -> None:
    topics = set(Topic.objects.filter(code__in=codes))
    if topics != set(proposal.topics.all()):
        proposal.topics.set(topics)


def tell(task: Task, report: dict, *, by, at: dt.datetime, today: dt.date) -> None:
    """Once only, and not before its day."""
    is_told = task.reports.filter(reported_on=report["on"], text=report["text"]).exists()
    if not is_told and report["on"] <= today:
        report_progress(task, **report, by=by, at=at, today=today)
