"""Tasks as a page shows them: what is late first, then what is not late yet, then what is done."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet

from resolutions.models import ProgressReport, Task
from resolutions.standing import TaskStanding, look


@dataclass(frozen=True)
class ReportLine:
    """What had been done by a day; ``done`` is None where nothing was counted."""

    day: dt.date
    text: str
    done: int | None
    evidence: str
    document: str


@dataclass(frozen=True)
class TaskLine:
    """A task, judged on the day of the page. ``done`` of ``whole`` is by the last report that
    counts; ``days_late`` is 0 for what is not late; ``missing`` names what a complete task would
    say. ``reports`` are the last first."""

    pk: int
    text: str
    document: str
    province_id: int | None
    province: str
    agency: str
    person: str
    deadline: dt.date | None
    result: str
    done: int | None
    whole: int | None
    standing: str
    days_late: int
    missing: tuple[str, ...]
    reports: tuple[ReportLine, ...]

    @property
    def standing_label(self) -> str:
        return TaskStanding(self.standing).label

    @property
    def look(self) -> str:
        return look(self.standing)

    @property
    def is_late(self) -> bool:
        return self.standing == TaskStanding.OVERDUE

    @property
    def is_done(self) -> bool:
        return self.standing == TaskStanding.DONE

    @property
    def latest(self) -> ReportLine | None:
        return self.reports[0] if self.reports else None

    @property
    def share(self) -> int | None:
        """Whole percent of what is to be done, rounded down; None where nothing was counted."""
        return None if self.done is None or not self.whole else 100 * self.done // self.whole


@dataclass(frozen=True)
class Tasks:
    """All tasks of a page in the order in which they are to be looked at."""

    lines: list[TaskLine] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.lines)

    @property
    def late(self) -> list[TaskLine]:
        return [line for line in self.lines if line.is_late]

    @property
    def done(self) -> list[TaskLine]:
        return [line for line in self.lines if line.is_done]

    @property
    def ahead(self) -> list[TaskLine]:
        """Neither done nor late."""
        return [line for line in self.lines if not (line.is_late or line.is_done)]

    @property
    def incomplete(self) -> list[TaskLine]:
        """Still to be done, and without agency, person, deadline or measurable result."""
        return [line for line in self.lines if line.missing and not line.is_done]


def tasks_asked(
    territory: Collection[int], day: dt.date, known: dt.datetime | None = None
) -> dict[str, QuerySet]:
    """Tasks that documents issued by ``day`` give to the provinces of a territory, with their
    reports.

    Reports dated after ``day``, or written after ``known``, do not count. The tasks themselves are
    shown as they stand.
    """
    tasks = Task.objects.filter(province__in=territory).given_by(day).standing_on(day, known)
    reports = reports_by(day, known).filter(task__province__in=territory)
    return {
        "tasks": tasks.select_related("document", "agency", "province"),
        "reports": reports,
    }


def tasks_told(rows: Mapping[str, list], day: dt.date) -> Tasks:
    """What :func:`tasks_asked` asks for, read."""
    reports = defaultdict(list)
    for report in rows["reports"]:
        reports[report.task_id].append(report)
    for task in rows["tasks"]:
        task.told = reports[task.pk]
    return Tasks(in_order(task_line(task, day) for task in rows["tasks"]))


def lines_of(
    tasks: QuerySet[Task], day: dt.date, known: dt.datetime | None = None
) -> Iterable[TaskLine]:
    """``tasks`` with their standing on ``day``; two queries."""
    shown = tasks.select_related("document", "agency", "province").prefetch_related(
        Prefetch("reports", reports_by(day, known), to_attr="told")
    )
    return (task_line(task, day) for task in shown)


def reports_by(day: dt.date, known: dt.datetime | None) -> QuerySet[ProgressReport]:
    reports = ProgressReport.objects.filter(reported_on__lte=day)
    if known is not None:
        reports = reports.filter(recorded_at__lte=known)
    return reports.select_related("evidence_document")


def task_line(task: Task, day: dt.date) -> TaskLine:
    """``task`` as it is read here, with its standing and the reports told by the day."""
    late = task.standing == TaskStanding.OVERDUE
    return TaskLine(
        pk=task.pk,
        text=task.text,
        document=task.document.citation,
        province_id=task.province_id,
        province=task.province.full_name if task.province else "",
        agency=task.agency.name if task.agency else task.agency_name,
        person=", ".join(filter(None, (task.person_name, task.person_office))),
        deadline=task.deadline,
        result=task.result,
        done=task.done,
        whole=task.whole,
        standing=task.standing,
        days_late=(day - task.deadline).days if late else 0,
        missing=tuple(str(need.label) for need in task.missing),
        reports=tuple(report_line(report) for report in task.told),
    )


def report_line(report: ProgressReport) -> ReportLine:
    document = report.evidence_document
    return ReportLine(
        day=report.reported_on,
        text=report.text,
        done=report.done,
        evidence=report.evidence,
        document=document.citation if document else "",
    )


def in_order(lines: Iterable[TaskLine]) -> list[TaskLine]:
    """The longest overdue first; then by deadline, those without one after the others; done last.
    Within a day incomplete ones come first."""

    def urgency(line: TaskLine) -> tuple:
        return (line.is_done, -line.days_late, line.deadline or dt.date.max, not line.missing)

    return sorted(lines, key=urgency)
