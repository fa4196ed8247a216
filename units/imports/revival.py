"""Work in the background that would otherwise be lost: taken up again, or given up with a reason.

A worker that was killed leaves its batch as it was and its task marked as running for ever. Every
worker looks for such things now and then, so nobody has to.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from threading import Event, Thread

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ..choices import BatchStatus
from ..models import ImportBatch
from ..sentences import Sentence as _
from .claims import AT_REST, AT_WORK, IN_BACKGROUND, to_be_taken, unattended, worked_on
from .tasks import work_on

logger = logging.getLogger(__name__)


class WorkerLost(Exception):
    """The worker that ran this task gave no sign of life for too long."""


def revive(now: dt.datetime) -> list[int]:
    """Bring every batch in the background on its way; gives those that were put in line anew."""
    left = ImportBatch.objects.filter(unattended(now), status__in=AT_WORK)
    left.filter(cancel_asked=True).update(status=BatchStatus.CANCELLED, **AT_REST)
    give_up(left.filter(attempts__gte=settings.IMPORT_ATTEMPTS))
    bury(now)
    in_line = {
        batch for task in tasks(TaskResultStatus.READY) for batch in task.args_kwargs["args"]
    }
    anew = [pk for pk in to_be_taken(now).values_list("pk", flat=True) if pk not in in_line]
    for pk in anew:
        work_on.enqueue(pk)
    return anew


def give_up(batches) -> None:
    """A list that breaks one worker after the other would keep all others waiting for ever."""
    reason = _(
        "The work broke off %(number)d times, so it is not tried again; nothing was written. The "
        "log of the worker says why. You can try once more, or put the list aside."
    ) % {"number": settings.IMPORT_ATTEMPTS}
    after = {
        BatchStatus.COMPARING: BatchStatus.UPLOADED,
        BatchStatus.WRITING: BatchStatus.PREVIEWED,
    }
    for status, back_to in after.items():
        batches.filter(status=status).update(status=back_to, problem=reason, **AT_REST)


def tasks(status: str) -> Iterator[DBTaskResult]:
    wanted = DBTaskResult.objects.filter(task_path=work_on.module_path, status=status)
    return wanted.order_by("enqueued_at").iterator()


def bury(now: dt.datetime) -> None:
    """Mark as failed what is said to run although no worker gives a sign of life for its batch."""
    alive = set(worked_on(now).values_list("pk", flat=True))
    just_begun = now - dt.timedelta(seconds=settings.IMPORT_BEAT_LIMIT)
    for task in tasks(TaskResultStatus.RUNNING):
        if task.started_at < just_begun and alive.isdisjoint(task.args_kwargs["args"]):
            task.set_failed(WorkerLost(*task.worker_ids[-1:]))


def is_waiting_in_vain(batch: ImportBatch, now: dt.datetime) -> bool:
    """Whether nobody works on the batch, nor on anything else, for longer than it should take."""
    since = batch.beat_at or dt.datetime.fromisoformat(batch.progress["since"])
    late = now - since > dt.timedelta(seconds=settings.IMPORT_BEAT_LIMIT)
    return batch.status in IN_BACKGROUND and late and not worked_on(now).exists()


class Watch(Thread):
    """Revives beside a worker until it is told to stop."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.stopped = Event()

    def run(self) -> None:
        while not self.stopped.wait(settings.IMPORT_BEAT_LIMIT / 4):
            self.look()
        connection.close()

    def look(self) -> None:
        try:
            for pk in revive(timezone.now()):
                logger.warning("Import %d: taken up again", pk)
        except DatabaseError as missed:  # locked for long, or restarted: the next look will do
            logger.warning("Nothing was taken up again: %s", missed)
            connection.close_if_unusable_or_obsolete()

    def stop(self) -> None:
        self.stopped.set()
        self.join(timeout=settings.IMPORT_BEAT_LIMIT)
