"""Confirming a list: a short one is written at once, a long one by the worker in the background."""

from __future__ import annotations

import datetime as dt
import logging

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from ..choices import BatchStatus
from ..models import ImportBatch
from ..register import RegisterMoved
from .desk import NotOpen, RowsRejected, apply, reopen
from .preview import lock

#: Rows that are written while the clerk waits, unless settings.IMPORT_INLINE_ROWS says otherwise.
INLINE_ROWS = 5000

logger = logging.getLogger(__name__)


def confirm(batch: ImportBatch, *, by, at: dt.datetime, accept_good_rows: bool) -> None:
    """Write the plan of a batch now, or queue it when it is long.

    Raises what :func:`units.imports.desk.apply` raises; a queued batch tells in ``problem``.
    """
    if batch.counts["rejected"] and not accept_good_rows:
        raise RowsRejected(batch.counts["rejected"])
    rows = batch.counts["created"] + batch.counts["changed"]
    if rows <= getattr(settings, "IMPORT_INLINE_ROWS", INLINE_ROWS):
        apply(batch, by=by, at=at, accept_good_rows=accept_good_rows)
        return
    with transaction.atomic():
        lock(batch, (BatchStatus.PREVIEWED,))
        batch.status = BatchStatus.QUEUED
        batch.save(update_fields=["status"])
        asked = (batch.pk, by.pk if by else None, accept_good_rows)
        transaction.on_commit(lambda: write_batch.enqueue(*asked))


@task()
def write_batch(batch_id: int, user_id: int | None, accept_good_rows: bool) -> None:
    """Write a queued batch; what stands in the way is said on its page."""
    batch = ImportBatch.objects.select_related("province").get(pk=batch_id)
    by = get_user_model().objects.filter(pk=user_id).first()
    try:
        apply(batch, by=by, at=timezone.now(), accept_good_rows=accept_good_rows)
    except RegisterMoved:
        logger.warning("Import %d: the register has moved, previewed anew", batch_id)
    except RowsRejected as refused:
        reopen(batch, str(refused))
    except NotOpen as refused:
        logger.warning("Import %d: %s", batch_id, refused)
