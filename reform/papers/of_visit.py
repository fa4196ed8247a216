"""What the answer to a monitoring visit says: each request, and what came back."""

from __future__ import annotations

import datetime as dt

from resolutions.models import MonitoringVisit, VisitRequest
from resolutions.progress import progress_of_province

from ..plan_visits import RequestLine, request_line
from . import annex_promises
from .annex_units import UnitsOnADay
from .heading import annexes, head, issuer_of, recipients
from .kinds import PaperKind
from .wording import amount, long_day, short_day, told


def context(kind: PaperKind, visit: MonitoringVisit, on: dt.date) -> dict[str, object]:
    """The values of the answer as things stand on ``on``."""
    province, units = visit.province, UnitsOnADay(visit.province, on)
    issuer = issuer_of(kind, province, ())
    asked = VisitRequest.objects.filter(visit=visit).standing_on(on).order_by("position")
    lines = [request_line(one, on) for one in asked.select_related("visit", "answer_document")]
    tables = {
        "b": units.by_sector,
        "c": units.by_level,
        "g": annex_promises.targets(progress_of_province(province, on), on),
        "h": annex_promises.proposals(province, on),
    }
    return {
        **head(kind, province, issuer, f"Giải trình theo yêu cầu của {visit.visitor}"),
        "to": visit.visitor,
        "subject": visit.subject,
        "visited_on": long_day(visit.visited_on),
        "on": short_day(on),
        "requests": [request(place, line) for place, line in enumerate(lines, 1)],
        "answered": amount(sum(line.has_come_back for line in lines)),
        "asked": amount(len(lines)),
        "targets": tables["g"].rows,
        "recipients": recipients("Như trên", "Bộ Nội vụ"),
        "annexes": annexes(kind, issuer, tables),
    }


def request(place: int, line: RequestLine) -> dict[str, object]:
    return {
        "place": place,
        "text": line.text.rstrip("."),
        "due_on": short_day(line.due_on),
        "answer": told(line.answer),
        "document": told(line.document),
        "answered_on": short_day(line.answered_on),
    }
