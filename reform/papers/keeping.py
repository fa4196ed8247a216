"""Papers that were drawn: kept version by version, known to be stale once data or template moved
on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import transaction

from units.paper_files import clean_name

from ..models import Paper, PaperTemplate, PaperVersion
from .drawing import draw, fingerprint
from .kinds import PaperKind
from .subjects import Subject, fingerprint_of
from .template_files import path_of


@dataclass(frozen=True)
class Kept:
    """The versions of a paper, the latest first; ``is_stale``: drawn today from the data of the
    same day it would be another."""

    versions: list[PaperVersion]
    data_changed: bool = False
    template_changed: bool = False

    @property
    def latest(self) -> PaperVersion | None:
        return self.versions[0] if self.versions else None

    @property
    def is_stale(self) -> bool:
        return self.data_changed or self.template_changed


def template_of(kind: PaperKind) -> bytes:
    """The office's own template, or the house's."""
    own = PaperTemplate.objects.filter(kind=kind.code).first()
    if own is None:
        return path_of(kind).read_bytes()
    with own.file.open("rb") as opened:
        return opened.read()


def drawn(subject: Subject) -> bytes:
    """The paper as it would be now, not kept; raises
    :class:`~reform.papers.drawing.TemplateRefused`."""
    return draw(template_of(subject.kind), subject.context())


@transaction.atomic
def draw_and_keep(subject: Subject, *, by, at: dt.datetime) -> PaperVersion:
    """Draw the paper and keep it as its next version; raises
    :class:`~reform.papers.drawing.TemplateRefused`, then nothing is kept."""
    template, values = template_of(subject.kind), subject.context()
    content = draw(template, values)
    paper = paper_of(subject)
    last = paper.versions.order_by("-number").first()
    version = PaperVersion(
        paper=paper, number=last.number + 1 if last else 1, as_of=subject.on,
        data_sha256=fingerprint_of(values), template_sha256=fingerprint(template),
        filename=filename_of(subject), size=len(content), sha256=fingerprint(content),
        drawn_at=at, drawn_by=by,
    )  # fmt: skip
    # What the disk shows gives nothing away and can't be run.
    version.file.save(f"{paper.pk}-{version.number}.bin", ContentFile(content), save=False)
    version.save(force_insert=True)
    return version


def paper_of(subject: Subject) -> Paper:
    """The row of the paper, made if need be, and held until the transaction ends."""
    about = {"province": subject.province}
    if subject.period:
        about["last_on"] = subject.period.last
    paper, _made = Paper.objects.get_or_create(**subject.key, defaults=about)
    return Paper.objects.select_for_update(of=("self",)).get(pk=paper.pk)


def filename_of(subject: Subject) -> str:
    name = f"{subject.kind.word} {subject.row} {subject.on:%Y-%m-%d}"
    return clean_name(f"{name[:140]}.docx")


def kept(subject: Subject) -> Kept:
    """What is kept of the paper, held against the data of its day and the template of today."""
    rows = PaperVersion.objects.filter(
        **{f"paper__{name}": value for name, value in subject.key.items()}
    )
    versions = list(rows.select_related("drawn_by").order_by("-number"))
    if not versions:
        return Kept([])
    last = versions[0]
    now = fingerprint_of(subject.as_of(last.as_of).context())
    template = fingerprint(template_of(subject.kind))
    return Kept(versions, now != last.data_sha256, template != last.template_sha256)
