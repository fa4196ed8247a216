"""What a paper is about, found by its kind and a key; and who may see it, and draw it."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, replace

from django.utils import translation

from resolutions.models import MonitoringVisit
from units.models import Province

from ..cases.filing import may_file
from ..choices import PaperAbout
from ..models import Case, Plan
from . import of_case, of_plan, of_report, of_visit
from .kinds import PaperKind
from .periods import PERIOD_OF, Period

Row = Case | Plan | Province | MonitoringVisit
TABLES = {
    PaperAbout.CASE: Case,
    PaperAbout.PLAN: Plan,
    PaperAbout.PERIOD: Province,
    PaperAbout.VISIT: MonitoringVisit,
}
CONTEXTS = {
    PaperAbout.CASE: of_case.context,
    PaperAbout.PLAN: of_plan.context,
    PaperAbout.VISIT: of_visit.context,
}
#: Who reads the row may see its papers; who may do this with it draws them (a dossier's: who works
#: on it, until it is closed).
SEEN_BY = {
    PaperAbout.CASE: "reform.view_case",
    PaperAbout.PLAN: "reform.view_plan",
    PaperAbout.PERIOD: "resolutions.view_progressreport",
    PaperAbout.VISIT: "resolutions.view_monitoringvisit",
}
DRAWN_BY = {
    PaperAbout.PLAN: "reform.change_plan",
    PaperAbout.PERIOD: "resolutions.add_progressreport",
    PaperAbout.VISIT: "resolutions.change_visitrequest",
}


@dataclass(frozen=True)
class Subject:
    """``on`` is the day of the data. ``period`` is of reports only."""

    kind: PaperKind
    row: Row
    on: dt.date
    period: Period | None = None

    @property
    def province(self) -> Province | None:
        return self.row if isinstance(self.row, Province) else self.row.province

    @property
    def key(self) -> dict[str, object]:
        """The fields by which the paper is found and kept."""
        if self.period:
            return {"kind": self.kind.code, "province": self.row, "first_on": self.period.first}
        return {"kind": self.kind.code, str(self.kind.about): self.row}

    def context(self) -> dict[str, object]:
        """All values of the paper, in Vietnamese whatever the reader's language."""
        with translation.override("vi"):
            if self.period:
                return of_report.context(self.kind, self.row, self.period, self.on)
            return CONTEXTS[self.kind.about](self.kind, self.row, self.on)

    def may_be_seen(self, user) -> bool:
        return user.has_perm(SEEN_BY[self.kind.about], self.row)

    def may_be_drawn(self, user) -> bool:
        if self.kind.about == PaperAbout.CASE:
            return may_file(user, self.row)
        return user.has_perm(DRAWN_BY[self.kind.about], self.row)

    def as_of(self, day: dt.date) -> Subject:
        return replace(self, on=day)


def subject(kind: PaperKind, row: Row, *, day: dt.date, today: dt.date) -> Subject:
    """A paper of ``kind`` about ``row``; ``day`` lies in the period of a report. Its data are of
    today, or of the period's last day once that is past."""
    if kind.about != PaperAbout.PERIOD:
        return Subject(kind, row, today)
    period = PERIOD_OF[kind.code](day)
    return Subject(kind, row, min(period.last, today), period)


def find_subject(kind: PaperKind, pk: int, user, *, day: dt.date, today: dt.date) -> Subject | None:
    """The same by the key of its row; None for what does not exist within the user's reach."""
    row = TABLES[kind.about].objects.for_user(user).filter(pk=pk).first()
    found = row and subject(kind, row, day=day, today=today)
    return found if found and found.may_be_seen(user) else None


def fingerprint_of(values: dict[str, object]) -> str:
    """Changes with any value that the paper may show."""
    told = json.dumps(values, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(told.encode()).hexdigest()
