"""Filing papers in a dossier."""

from __future__ import annotations

import datetime as dt

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from units.paper_files import PaperRefused, checked_kind, clean_name, sha256_of

from ..choices import CaseStatus
from ..models import Case, CaseDocument, DocumentVersion, RequiredDocument
from ..roles import STEPS

CLOSED = (CaseStatus.EXECUTED, CaseStatus.REJECTED, CaseStatus.WITHDRAWN)


def may_file(user, case: Case) -> bool:
    """Whoever works on dossiers of the province adds papers, until the dossier is closed."""
    return case.status not in CLOSED and works_on(user, case)


def works_on(user, case: Case) -> bool:
    """Takes some step with dossiers of its province; readers and inspectors take none."""
    steps = (step for names in STEPS.values() for step in names)
    return any(user.has_perm(f"reform.{step}_case", case) for step in steps)


@transaction.atomic
def file_paper(
    case: Case,
    file: File,
    *,
    title: str = "",
    required: RequiredDocument | None = None,
    by,
    at: dt.datetime,
) -> DocumentVersion:
    """Add a paper, or a new version of the required one that is there already.

    Raises :class:`~units.paper_files.PaperRefused`; then nothing is kept.
    """
    if case.status in CLOSED:
        raise PaperRefused(_("The dossier is closed: nothing can be added to it."))
    name = clean_name(file.name)
    kind = checked_kind(file, name)
    list(Case.objects.select_for_update(of=("self",)).filter(pk=case.pk))
    paper = case.documents.filter(required=required).first() if required else None
    if paper is None:
        title = required.name if required else title.strip() or name
        paper = CaseDocument.objects.create(case=case, required=required, title=title[:300])
    last = paper.versions.order_by("-number").first()
    version = DocumentVersion(
        document=paper, number=last.number + 1 if last else 1, filename=name, content_type=kind,
        size=file.size, sha256=sha256_of(file), added_at=at, added_by=by,
    )  # fmt: skip
    # What the disk shows gives nothing away and can't be run.
    version.file.save(f"{case.pk}-{paper.pk}-{version.number}.bin", file, save=False)
    version.save()
    return version
