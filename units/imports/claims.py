"""Whose turn it is with a batch: somebody at a page, or one worker that has claimed it.

Work at hand is done in one transaction that holds the batch's row. Work in the background takes
longer than a row may be held, because signs of life and a wish to stop are written to that very
row; so a worker signs the batch with a claim of its own, and every later step of it, the last one
above all, is an UPDATE that only succeeds while the claim still stands.
"""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Protocol

from django.conf import settings
from django.db import connection
from django.db.models import Case, Exists, F, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from ..choices import BatchStatus
from ..models import ImportBatch
from ..sentences import Sentence
from .engine import Progress

#: States in which a worker may have the batch; without a beat it still waits for one.
AT_WORK = (BatchStatus.COMPARING, BatchStatus.WRITING)
IN_BACKGROUND = (BatchStatus.QUEUED, *AT_WORK)
#: What a batch looks like that no worker has to do with.
AT_REST: dict[str, object] = {
    "progress": {},
    "beat_at": None,
    "attempts": 0,
    "cancel_asked": False,
}


class NotOpen(Exception):
    """The batch is no longer (or not yet) in the state that this step needs."""

    def __init__(self, batch: ImportBatch) -> None:
        super().__init__(
            _("The list is already at another step: %(status)s.")
            % {"status": batch.get_status_display()}
        )


class ClaimLost(Exception):
    """Another worker has taken the batch up, or it is settled: whatever this one did is void."""


class CancelAsked(Exception):
    """Somebody wants the work to stop; nothing of it may be written."""


class Work(Protocol):
    """How a step of the desk takes hold of a batch, tells how far it is, and settles it."""

    def phase(self, name: str, rows: int = 0) -> None:
        """Something new begins, over so many rows (0: not known)."""

    def progress(self, done: int, total: int) -> None:
        """So many rows of so many are done."""

    def hold(self, batch: ImportBatch, *states: str) -> None:
        """Begin the writing transaction; raises :class:`NotOpen` or what ends a claim."""

    def turn_back(self, batch: ImportBatch, problem: Sentence | str) -> None:
        """Writing was of no avail, for this reason: the batch is to be compared once more."""

    def settle(self, batch: ImportBatch, **values: object) -> None:
        """Save these values as the last step of the transaction, or raise as ``hold`` does."""


class AtHand:
    """Work that somebody waits for; ``progress`` hears of its rows."""

    def __init__(self, progress: Progress | None = None) -> None:
        self._progress = progress

    def phase(self, name: str, rows: int = 0) -> None:
        pass

    def progress(self, done: int, total: int) -> None:
        if self._progress:
            self._progress(done, total)

    def hold(self, batch: ImportBatch, *states: str) -> None:
        lock(batch, *states)

    def turn_back(self, batch: ImportBatch, problem: Sentence | str) -> None:
        batch.problem = problem

    def settle(self, batch: ImportBatch, **values: object) -> None:
        put(batch, **values)


def lock(batch: ImportBatch, *states: str) -> ImportBatch:
    """The batch as it is now, held until the transaction ends; raises :class:`NotOpen` in any
    other state."""
    now = ImportBatch.objects.select_for_update(of=("self",), no_key=True).get(pk=batch.pk)
    if now.status not in states:
        raise NotOpen(now)
    return now


def put(batch: ImportBatch, **values: object) -> None:
    for name, value in values.items():
        setattr(batch, name, value)
    batch.save(update_fields=list(values))


def beat_limit() -> dt.timedelta:
    return dt.timedelta(seconds=settings.IMPORT_BEAT_LIMIT)


def unattended(now: dt.datetime) -> Q:
    """Batches whose worker gave no sign of life for too long, let go, or never came."""
    return Q(beat_at=None) | Q(beat_at__lt=now - beat_limit())


def worked_on(now: dt.datetime) -> QuerySet[ImportBatch]:
    return ImportBatch.objects.filter(~unattended(now), status__in=AT_WORK)


def to_be_taken(now: dt.datetime) -> QuerySet[ImportBatch]:
    """Batches that a worker may claim; on SQLite, which lets one write, one after the other."""
    waiting = Q(status=BatchStatus.QUEUED) | Q(unattended(now), status__in=AT_WORK)
    free = ImportBatch.objects.filter(
        waiting, cancel_asked=False, attempts__lt=settings.IMPORT_ATTEMPTS
    )
    if not connection.features.has_select_for_update:
        free = free.exclude(Exists(worked_on(now)))
    return free


class Claim:
    """One worker's right to a batch, until it is settled, cancelled, or taken for dead."""

    def __init__(self, batch: ImportBatch, signature: str) -> None:
        self.batch = batch
        self.signature = signature

    @property
    def mine(self) -> QuerySet[ImportBatch]:
        return ImportBatch.objects.filter(
            pk=self.batch.pk, status__in=AT_WORK, progress__claim=self.signature
        )

    def check(self) -> None:
        """Raises :class:`ClaimLost` or :class:`CancelAsked`."""
        asked = self.mine.values_list("cancel_asked", flat=True).first()
        if asked is None:
            raise ClaimLost(self.batch.pk)
        if asked:
            raise CancelAsked(self.batch.pk)

    def sign(self, **values: object) -> None:
        """Save values as long as the claim stands; raises as :meth:`check` does."""
        if not self.mine.filter(cancel_asked=False).update(**values):
            self.check()
            raise ClaimLost(self.batch.pk)
        for name, value in values.items():
            setattr(self.batch, name, value)

    def settle(self, **values: object) -> None:
        """The last act: the batch is at rest again, with these values."""
        self.sign(**AT_REST | values)

    def give_way(self) -> None:
        """Put the batch aside, because somebody asked for it."""
        self.mine.update(status=BatchStatus.CANCELLED, **AT_REST)

    def let_go(self) -> None:
        """Leave the batch to whoever comes next, without waiting until the beat is too old."""
        self.mine.update(beat_at=None)


def claim(batch_id: int, *, now: dt.datetime) -> Claim | None:
    """Take the batch, if it waits for a worker; of two that try at once, one gets it."""
    signature = secrets.token_hex(8)
    writing = When(status=BatchStatus.QUEUED, then=Value(BatchStatus.WRITING.value))
    taken = to_be_taken(now).filter(pk=batch_id).update(
        status=Case(writing, default=F("status")),
        attempts=F("attempts") + 1,
        beat_at=now,
        progress={"claim": signature, "since": now.isoformat()},
    )  # fmt: skip
    if not taken:
        return None
    batch = ImportBatch.objects.select_related("province", "asked_by").get(pk=batch_id)
    return Claim(batch, signature)
