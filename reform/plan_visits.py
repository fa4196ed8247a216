"""Monitoring visits as a page shows them: what was asked for, and what came back."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from resolutions.models import MonitoringVisit, VisitRequest
from resolutions.standing import RequestStanding, look


@dataclass(frozen=True)
class RequestLine:
    """One thing asked for, judged on the day of the page; what came after it is left out."""

    pk: int
    province_id: int
    visitor: str
    text: str
    quote: str
    due_on: dt.date | None
    standing: str
    days_late: int
    answered_on: dt.date | None
    answer: str
    document: str

    @property
    def standing_label(self) -> str:
        return RequestStanding(self.standing).label

    @property
    def look(self) -> str:
        return look(self.standing)

    @property
    def is_late(self) -> bool:
        return self.standing == RequestStanding.OVERDUE

    @property
    def has_come_back(self) -> bool:
        return self.standing == RequestStanding.CAME_BACK


@dataclass(frozen=True)
class VisitLine:
    """A visit with its requests, in the order in which they were made; ``day`` may be unknown."""

    pk: int
    province_id: int
    province: str
    visitor: str
    day: dt.date | None
    subject: str
    source: str
    requests: tuple[RequestLine, ...]

    @property
    def late(self) -> list[RequestLine]:
        return [one for one in self.requests if one.is_late]

    @property
    def open(self) -> list[RequestLine]:
        """What has not come back, late or not."""
        return [one for one in self.requests if not one.has_come_back]


def visits_asked(territory: Collection[int], day: dt.date) -> dict[str, QuerySet]:
    """Visits to the provinces of a territory by ``day``, with what was asked for."""
    visits = MonitoringVisit.objects.filter(province__in=territory).visited_by(day)
    requests = VisitRequest.objects.filter(visit__province__in=territory).standing_on(day)
    return {
        "visits": visits.select_related("province"),
        "requests": requests.select_related("answer_document", "visit"),
    }


def visits_told(rows: Mapping[str, list], day: dt.date) -> list[VisitLine]:
    """What :func:`visits_asked` asks for, read. Visits with something late come first, then those
    that still wait, then the others; of each the latest first."""
    requests = defaultdict(list)
    for request in rows["requests"]:
        requests[request.visit_id].append(request)
    lines = [visit_line(visit, requests[visit.pk], day) for visit in rows["visits"]]
    return sorted(lines, key=lambda line: (not line.late, not line.open))


def visit_line(visit: MonitoringVisit, requests: Iterable[VisitRequest], day: dt.date) -> VisitLine:
    return VisitLine(
        pk=visit.pk,
        province_id=visit.province_id,
        province=visit.province.full_name,
        visitor=visit.visitor,
        day=visit.visited_on,
        subject=visit.subject,
        source=visit.source,
        requests=tuple(request_line(request, day) for request in requests),
    )


def request_line(request: VisitRequest, day: dt.date) -> RequestLine:
    """``request`` with its standing on ``day``."""
    is_back = request.standing == RequestStanding.CAME_BACK
    is_late = request.standing == RequestStanding.OVERDUE
    document = request.answer_document
    return RequestLine(
        pk=request.pk,
        province_id=request.visit.province_id,
        visitor=request.visit.visitor,
        text=request.text,
        quote=request.quote,
        due_on=request.due_on,
        standing=request.standing,
        days_late=(day - request.due_on).days if is_late else 0,
        answered_on=request.answered_on if is_back else None,
        answer=request.answer if is_back else "",
        document=document.citation if is_back and document else "",
    )
