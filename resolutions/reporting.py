"""Progress of tasks, told in reports: added one after another, none changed."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .models import LegalDocument, ProgressReport, Task

REPORT = "resolutions.add_progressreport"


class ReportRefused(Exception):
    """A report that can't be added; the text says why and the cure."""


@transaction.atomic
def report_progress(task: Task, **told) -> ProgressReport:
    """Keep what :func:`drafted` draws up of the same values. Raises :class:`ReportRefused`."""
    report = drafted(task, **told)
    report.save(force_insert=True)
    return report


def drafted(
    task: Task,
    *,
    on: dt.date,
    text: str,
    done: int | None = None,
    document: LegalDocument | None = None,
    evidence: str = "",
    by,
    at: dt.datetime,
    today: dt.date,
) -> ProgressReport:
    """What had been done of ``task`` by ``on``: ``done`` of its whole, since the beginning. Tried,
    not yet kept. Raises :class:`ReportRefused`."""
    if not by.has_perm(REPORT, task):
        raise ReportRefused(_("Your role reports no progress of tasks of this province."))
    report = ProgressReport(
        task=task,
        reported_on=on,
        text=text.strip(),
        done=done,
        evidence_document=document,
        evidence=evidence.strip(),
        recorded_at=at,
        recorded_by=by,
    )
    refuse_day(task, on, today)
    refuse_words(report)
    return report


def refuse_day(task: Task, on: dt.date, today: dt.date) -> None:
    if on > today:
        raise ReportRefused(_("This day is still to come: give today or an earlier one."))
    issued = task.document.issued_on
    if issued and on < issued:
        words = _("The task was given on %(day)s: give that day or a later one.")
        raise ReportRefused(words % {"day": date_format(issued)})


def refuse_words(report: ProgressReport) -> None:
    """What is counted must be countable, and lead to something that proves it."""
    done, whole = report.done, report.task.whole
    if not report.text:
        raise ReportRefused(_("Say what has been done."))
    if done is None:
        return
    if whole is None:
        raise ReportRefused(
            _("This task does not say how many make the whole: enter that first, then count.")
        )
    if done > whole:
        words = _("The whole is %(whole)s: no more than that can be done.")
        raise ReportRefused(words % {"whole": whole})
    if done and not (report.evidence_document or report.evidence):
        raise ReportRefused(_("What is counted as done needs evidence: a document, a link, words."))
