"""Papers of a dossier: what may be filed is told by the content of the file, not by its name."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
import zipfile
from pathlib import PurePath

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from ..choices import CaseStatus
from ..models import Case, CaseDocument, DocumentVersion, RequiredDocument
from ..roles import STEPS

OFFICE = "application/vnd.openxmlformats-officedocument"
#: First bytes: (content type, the extensions it goes by).
SIGNATURES = {
    b"%PDF-": ("application/pdf", (".pdf",)),
    b"\x89PNG\r\n\x1a\n": ("image/png", (".png",)),
    b"\xff\xd8\xff": ("image/jpeg", (".jpg", ".jpeg")),
}
#: The part that makes a zip an office file: (content type, extension).
PARTS = {
    "word/document.xml": (f"{OFFICE}.wordprocessingml.document", (".docx",)),
    "xl/workbook.xml": (f"{OFFICE}.spreadsheetml.sheet", (".xlsx",)),
}
CLOSED = (CaseStatus.EXECUTED, CaseStatus.REJECTED, CaseStatus.WITHDRAWN)
UNSAFE = re.compile(r"[^\w.,() -]+")


class PaperRefused(Exception):
    """A file that can't be filed; its text is one sentence with the cure."""


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

    Raises :class:`PaperRefused`; then nothing is kept.
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


def checked_kind(file: File, name: str) -> str:
    """The content type, told by the bytes; raises :class:`PaperRefused`."""
    if file.size > settings.PAPER_MAX_BYTES:
        raise PaperRefused(
            _("“%(name)s” has %(size)s, at most %(most)s can be filed: split or compress it.")
            % {
                "name": name,
                "size": filesizeformat(file.size),
                "most": filesizeformat(settings.PAPER_MAX_BYTES),
            }
        )
    if file.size == 0:
        raise PaperRefused(_("“%(name)s” is empty: choose the file again.") % {"name": name})
    found = kind_of(file)
    if found is None:
        raise PaperRefused(
            _(
                "“%(name)s” is no PDF, Word (.docx), Excel (.xlsx), PNG or JPEG file: save it as "
                "one."
            )
            % {"name": name}
        )
    kind, extensions = found
    if PurePath(name).suffix.lower() not in extensions:
        raise PaperRefused(
            _("“%(name)s” holds something else than its name says: rename it to %(extension)s.")
            % {"name": name, "extension": extensions[0]}
        )
    return kind


def kind_of(file: File) -> tuple[str, tuple[str, ...]] | None:
    """(content type, extensions) by content; None for a kind that is not taken."""
    file.seek(0)
    start = file.read(16)
    file.seek(0)
    for signature, found in SIGNATURES.items():
        if start.startswith(signature):
            return found
    if not start.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        return None
    finally:
        file.seek(0)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return None  # macros
    return next((found for part, found in PARTS.items() if part in names), None)


def clean_name(name: str) -> str:
    """The file's own name without path, control characters and anything a system could read as a
    command; at most 150 characters, the extension kept."""
    bare = unicodedata.normalize("NFC", PurePath(name.replace("\\", "/")).name)
    bare = UNSAFE.sub("_", bare).strip(" .") or "file"
    stem, suffix = PurePath(bare).stem, PurePath(bare).suffix[:10]
    return stem[: 150 - len(suffix)] + suffix


def sha256_of(file: File) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
