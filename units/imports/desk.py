"""The import desk: a file comes in, is previewed, is confirmed, and can be taken back.

Previewing writes only the plan beside the batch, so nobody is locked out while a person thinks.
Confirming checks that nothing has moved since, and writes all or nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib

from django.conf import settings
from django.core.files import File
from django.db import connection, transaction

from .. import register
from ..bulk_rows import count_anew
from ..choices import BatchStatus
from ..models import (
    ImportBatch,
    ImportRow,
    Province,
    RegisterEntry,
    Unit,
    UnitVersion,
    YearFigures,
)
from ..sentences import Sentence as _
from ..sentences import said_by
from ..tally_keeping import bump
from .catalogue import ENGINES
from .claims import AT_REST, AT_WORK, AtHand, NotOpen, Work, lock, put
from .engine import Progress
from .first_look import look
from .holdings import area_beyond, area_of
from .instructions import Instructions, UnusableOption
from .preview import preview
from .workbook import UnreadableFile, refuse_too_large

__all__ = [
    "UNUSABLE",
    "DayToCome",
    "NotInForce",
    "NotOpen",
    "RowsRejected",
    "apply",
    "cancel",
    "discard",
    "look",
    "preview",
    "receive",
    "undo",
]

#: What is wrong with a file or with what is asked of it; then nothing was written.
UNUSABLE = (UnreadableFile, UnusableOption)
OPEN = (BatchStatus.UPLOADED, BatchStatus.PREVIEWED, BatchStatus.QUEUED)
#: The lock of PostgreSQL that stands for the territory of the ministries; any number will do.
MINISTRIES = 19_2017


class DayToCome(UnusableOption):
    def __init__(self, day: dt.date) -> None:
        super().__init__(
            _("A list says what was so on its day, and %(day)s is still to come: correct the date.")
            % {"day": f"{day:%d/%m/%Y}"}
        )


class NotInForce(UnusableOption):
    def __init__(self, province: Province, day: dt.date) -> None:
        super().__init__(
            _("%(province)s is not in force on %(day)s: choose the province of that day, or "
              "correct the date.") % {"province": province.with_period(), "day": f"{day:%d/%m/%Y}"}
        )  # fmt: skip


class RowsRejected(Exception):
    """Rows are rejected and nobody chose to take only the good ones: nothing was written."""

    def __init__(self, number: int) -> None:
        super().__init__(
            _("%(number)d rows are rejected, so nothing was written: mend them and import the file "
              "again, or choose to take only the good rows.") % {"number": number}
        )  # fmt: skip


def receive(
    file: File,
    *,
    filename: str,
    as_of: dt.date,
    province: Province | None,
    today: dt.date,
    layout: str = "units",
    sheet: str = "",
    instructions: Instructions | None = None,
    by=None,
) -> ImportBatch:
    """Keep a file as it came. Raises :class:`FileTooLarge` before anything is kept, and
    :class:`UnusableOption` for an impossible day or province."""
    refuse_too_large(filename, file.size)
    refuse_impossible(as_of, province, today)
    batch = ImportBatch(
        layout=layout,
        filename=filename[-200:],
        size=file.size,
        sha256=sha256_of(file),
        as_of=as_of,
        province=province,
        sheet=sheet,
        options=(instructions or Instructions()).as_options(),
        created_by=by,
    )
    batch.file.save(filename[-80:], file, save=False)
    batch.save()
    return batch


def refuse_impossible(as_of: dt.date, province: Province | None, today: dt.date) -> None:
    if as_of > today:
        raise DayToCome(as_of)
    if province and not province.holds_on(as_of):
        raise NotInForce(province, as_of)


def sha256_of(file: File) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def discard(batch: ImportBatch) -> None:
    """Leave nothing of a batch that never reached the register."""
    batch.file.delete(save=False)
    batch.rows.all().delete()
    batch.delete()


def cancel(batch: ImportBatch) -> bool:
    """Put a list aside that is not written; False when a worker has it and was asked to stop."""
    with transaction.atomic():
        now = lock(batch, *OPEN, *AT_WORK)
        if now.beat_at is None:
            put(batch, status=BatchStatus.CANCELLED, **AT_REST)
            return True
        put(batch, cancel_asked=True)
        return False


def apply(
    batch: ImportBatch,
    *,
    by,
    at: dt.datetime,
    accept_good_rows: bool = False,
    progress: Progress | None = None,
    work: Work | None = None,
) -> RegisterEntry | None:
    """Write the plan of a previewed batch, whole or not at all; None when it changes nothing.

    Raises :class:`RowsRejected`, :class:`NotOpen`, and :class:`units.register.RegisterMoved` when
    somebody wrote to the territory since; then the batch is previewed anew before that is said.
    """
    work = work or AtHand(progress)
    if batch.counts.get("rejected") and not accept_good_rows:
        raise RowsRejected(batch.counts["rejected"])
    try:
        work.phase("preparing")
        prepared = ENGINES[batch.layout].prepare(batch, progress=work.progress)
        work.phase("writing", rows_to_write(batch))
        with transaction.atomic():
            entry = write(batch, prepared, by=by, at=at, work=work)
    except register.RegisterMoved as moved:
        work.turn_back(batch, said_by(moved))
        preview(batch, problem=said_by(moved), work=work)
        raise
    if rows_to_write(batch) > settings.IMPORT_INLINE_ROWS:
        count_anew(Unit, UnitVersion, YearFigures, ImportRow)
    return entry


def rows_to_write(batch: ImportBatch) -> int:
    return batch.counts.get("created", 0) + batch.counts.get("changed", 0)


def write(
    batch: ImportBatch, prepared: object, *, by, at: dt.datetime, work: Work
) -> RegisterEntry | None:
    keep_others_out(batch)
    work.hold(batch, BatchStatus.PREVIEWED)
    entry = ENGINES[batch.layout].write(batch, prepared, by=by, at=at, progress=work.progress)
    work.settle(batch, status=BatchStatus.APPLIED, problem="", applied_at=at, applied_by=by)
    bump([batch.province_id or 0])  # a list that changes no unit is shown too
    return entry


def keep_others_out(batch: ImportBatch) -> None:
    """Let no event of the same territory take effect, and no other list of it be confirmed, until
    the transaction ends. The ministries have no row of a province to hold."""
    area = area_of(batch.province)
    territory = area | area_beyond(batch.province, area)
    register.lock_provinces(territory - {None})
    if None in territory and connection.features.has_select_for_update:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [MINISTRIES])


@transaction.atomic
def undo(batch: ImportBatch, *, by, at: dt.datetime, reason: str) -> RegisterEntry | None:
    """Take back all that the batch wrote; the register returns to what it was without it.

    Raises :class:`units.register.LaterEntries` with what builds on it, :class:`NotOpen`.
    """
    lock(batch, BatchStatus.APPLIED)
    reversal = ENGINES[batch.layout].undo(batch, by=by, at=at, reason=reason)
    put(batch, status=BatchStatus.UNDONE)
    bump([batch.province_id or 0])
    return reversal
