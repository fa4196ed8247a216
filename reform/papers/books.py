"""Workbooks of provinces, kept as papers are: long ones are written by the worker."""

from __future__ import annotations

import datetime as dt
import logging
import tempfile
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from units.counts import count_units
from units.models import Province
from units.paper_files import clean_name, sha256_of

from ..choices import PaperType
from ..models import Paper, PaperVersion
from .keeping import Kept
from .province_book import digest_of_book, write_book

logger = logging.getLogger(__name__)
FILENAME = "book.xlsx"


def paper_of_book(province: Province, on: dt.date) -> Paper | None:
    return Paper.objects.filter(**key(province, on)).first()


def kept_book(paper: Paper | None) -> Kept:
    """Its versions, the last held against the data of its day as they are known now."""
    versions = list(paper.versions.select_related("drawn_by")) if paper else []
    if not versions:
        return Kept([])
    now = digest_of_book(paper.province, paper.first_on)
    return Kept(versions, data_changed=now != versions[0].data_sha256)


def key(province: Province, on: dt.date) -> dict[str, object]:
    return {"kind": PaperType.WORKBOOK, "province": province, "first_on": on}


def ask_for_book(province: Province, on: dt.date, *, by, at: dt.datetime) -> PaperVersion | None:
    """The workbook as of ``on``; None where it is so long that the worker writes it."""
    paper, _made = Paper.objects.get_or_create(**key(province, on), defaults={"last_on": on})
    if count_units(on, province=province).total <= settings.BOOK_INLINE_ROWS:
        return write_and_keep(paper, by=by, at=at)
    with transaction.atomic():
        Paper.objects.filter(pk=paper.pk).update(asked_at=at)
        transaction.on_commit(lambda: write_later.enqueue(paper.pk, by.pk))
    return None


@task()
def write_later(paper_id: int, by_id: int) -> None:
    """Write what was asked for, unless another worker has done it since."""
    paper = Paper.objects.get(pk=paper_id)
    if not is_waiting(paper):
        logger.info("Workbook %d: written already", paper_id)
        return
    by = get_user_model().objects.get(pk=by_id)
    write_and_keep(paper, by=by, at=timezone.now())


def is_waiting(paper: Paper) -> bool:
    """Asked for, and not written since."""
    if paper.asked_at is None:
        return False
    return not paper.versions.filter(drawn_at__gte=paper.asked_at).exists()


def write_and_keep(paper: Paper, *, by, at: dt.datetime) -> PaperVersion:
    """Written to a file of its own first: the transaction is as short as keeping it takes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, FILENAME)
        told = write_book(path, paper.province, paper.first_on)
        with path.open("rb") as opened:
            return keep(paper, File(opened, name=FILENAME), told=told, by=by, at=at)


@transaction.atomic
def keep(paper: Paper, file: File, *, told: str, by, at: dt.datetime) -> PaperVersion:
    """``told`` is the digest of what the file says."""
    paper = Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    last = paper.versions.order_by("-number").first()
    name = f"Phụ lục {paper.province.full_name} {paper.first_on:%Y-%m-%d}.xlsx"
    version = PaperVersion(
        paper=paper, number=last.number + 1 if last else 1, as_of=paper.first_on,
        data_sha256=told, filename=clean_name(name), size=file.size, sha256=sha256_of(file),
        drawn_at=at, drawn_by=by,
    )  # fmt: skip
    version.file.save(f"{paper.pk}-{version.number}.bin", file, save=False)
    version.save(force_insert=True)
    return version
