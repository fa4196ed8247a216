"""Papers as files: what may be kept is told by the content of the file, not by its name."""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zipfile
from pathlib import PurePath

from django.conf import settings
from django.core.files import File
from django.http import FileResponse
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

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
#: What the library raises over a zip that was cut off, changed, or packed in a way it can't read.
DAMAGED = (zipfile.BadZipFile, NotImplementedError, ValueError)
UNSAFE = re.compile(r"[^\w.,() -]+")


class PaperRefused(Exception):
    """A file that can't be kept; its text is one sentence with the cure."""


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
    except DAMAGED:
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


def as_download(file: File, *, filename: str, content_type: str) -> FileResponse:
    """Always a download: nothing that somebody uploaded is shown as a page."""
    response = FileResponse(
        file.open("rb"), as_attachment=True, filename=filename, content_type=content_type
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
