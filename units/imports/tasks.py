"""Comparing and writing a list: a short one at once, a long one by the worker in the background.

What was asked for stands on the batch; a task only tells a worker to look at it. So a task may get
lost, come twice or come late: :func:`units.imports.claims.claim` says whether there is work.
"""

from __future__ import annotations

import datetime as dt
import logging

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from ..bulk_rows import read_without_mapping
from ..choices import BatchStatus
from ..models import ImportBatch
from ..register import RegisterMoved
from ..sentences import said_by
from .claims import AT_REST, CancelAsked, Claim, ClaimLost, claim, lock, put
from .desk import UNUSABLE, RowsRejected, apply, rows_to_write
from .heartbeat import Heartbeat
from .preview import BEFORE_CONFIRMING, preview

logger = logging.getLogger(__name__)


def show_changes(batch: ImportBatch, *, by) -> None:
    """Preview the batch with its ``options`` and ``profile`` now, or have it done when it is long:
    then its status is COMPARING.

    Raises what :func:`units.imports.preview.preview` raises; in the background ``problem`` tells.
    """
    if batch.reading.get("rows", 0) <= settings.IMPORT_INLINE_ROWS:
        preview(batch)
        return
    with transaction.atomic():
        lock(batch, *BEFORE_CONFIRMING)
        asked = {"options": batch.options, "profile": batch.profile, "asked_by": by}
        hand_over(batch, BatchStatus.COMPARING, **asked)


def confirm(batch: ImportBatch, *, by, at: dt.datetime, accept_good_rows: bool) -> None:
    """Write the plan of a batch now, or have it written when it is long: then its status is QUEUED.

    Raises what :func:`units.imports.desk.apply` raises; in the background ``problem`` tells.
    """
    if batch.counts["rejected"] and not accept_good_rows:
        raise RowsRejected(batch.counts["rejected"])
    if rows_to_write(batch) <= settings.IMPORT_INLINE_ROWS:
        apply(batch, by=by, at=at, accept_good_rows=accept_good_rows)
        return
    with transaction.atomic():
        lock(batch, BatchStatus.PREVIEWED)
        asked = {"asked_by": by, "accept_good_rows": accept_good_rows}
        hand_over(batch, BatchStatus.QUEUED, **asked)


def hand_over(batch: ImportBatch, status: BatchStatus, **asked: object) -> None:
    """Say on the batch what a worker is to do; the caller holds it."""
    waiting = AT_REST | {"progress": {"since": timezone.now().isoformat()}}
    put(batch, status=status, problem="", **waiting | asked)
    transaction.on_commit(lambda: work_on.enqueue(batch.pk))


@task()
def work_on(batch_id: int) -> None:
    """Compare or write a batch that waits for it; what stands in the way is said on its page."""
    claimed = claim(batch_id, now=timezone.now())
    read_without_mapping()
    if claimed is None:
        logger.info("Import %d: nothing to do, or another worker does it", batch_id)
        return
    try:
        with Heartbeat(claimed) as heart:
            STEPS[claimed.batch.status](claimed, heart)
    except CancelAsked:
        claimed.give_way()
        logger.info("Import %d: cancelled", batch_id)
    except ClaimLost:
        logger.warning("Import %d: taken over by another worker", batch_id)


def compare(claimed: Claim, heart: Heartbeat) -> None:
    try:
        preview(claimed.batch, problem=claimed.batch.problem, work=heart)
    except UNUSABLE as refused:
        claimed.settle(status=BatchStatus.UPLOADED, problem=said_by(refused))


def write(claimed: Claim, heart: Heartbeat) -> None:
    batch = claimed.batch
    try:
        apply(
            batch,
            by=batch.asked_by,
            at=timezone.now(),
            accept_good_rows=batch.accept_good_rows,
            work=heart,
        )
    except RegisterMoved:
        logger.warning("Import %d: the register has moved, previewed anew", batch.pk)
    except RowsRejected as refused:
        claimed.settle(status=BatchStatus.PREVIEWED, problem=said_by(refused))
    except UNUSABLE as refused:
        claimed.settle(status=BatchStatus.UPLOADED, problem=said_by(refused))


STEPS = {BatchStatus.COMPARING: compare, BatchStatus.WRITING: write}
