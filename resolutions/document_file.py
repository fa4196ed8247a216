"""The file of a document: kept once its content is known to be what may be kept."""

from __future__ import annotations

from django.core.files import File

from units.paper_files import checked_kind, clean_name, sha256_of

from .models import LegalDocument


def take_file(document: LegalDocument, file: File) -> None:
    """Put ``file`` in the place of the document's file; who calls saves the document, and so its
    history, once.

    Raises :class:`~units.paper_files.PaperRefused`; then nothing is kept. A file that was there
    stays on the disk: the document's history names it.
    """
    name = clean_name(file.name)
    document.content_type = checked_kind(file, name)
    document.filename = name
    document.size = file.size
    document.sha256 = sha256_of(file)
    # What the disk shows gives nothing away and can't be run.
    document.file.save(f"{document.sha256[:16]}.bin", file, save=False)
