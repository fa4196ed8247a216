"""Templates that offices bring: tried before they are kept."""

from __future__ import annotations

import zipfile

from django.core.files import File
from django.utils.translation import gettext as _

from units.paper_files import PaperRefused, checked_kind, clean_name, sha256_of

from ..models import PaperTemplate
from .drawing import TemplateRefused, names_used
from .kinds import PaperKind, names_known
from .template_files import path_of

WORD_PART = "word/document.xml"
#: What a Word file may name outside itself: nothing but links that a reader clicks.
OUTSIDE, LINK = b'TargetMode="External"', b"/hyperlink"
#: Unpacked, a template is at most so large.
MOST_UNPACKED = 50 * 1024 * 1024


def check_template(kind: PaperKind, file: File) -> None:
    """Raises :class:`~reform.papers.drawing.TemplateRefused`, with one sentence, for a file that
    can't be a template of ``kind``."""
    try:
        checked_kind(file, clean_name(file.name))
    except PaperRefused as refused:
        raise TemplateRefused(str(refused)) from refused
    check_parts(file)
    file.seek(0)
    names = names_used(file.read())
    file.seek(0)
    if unknown := sorted(names - names_known(kind)):
        raise TemplateRefused(
            _("This paper knows no %(names)s: use the names of the house's template.")
            % {"names": ", ".join(unknown[:5])}
        )


def check_parts(file: File) -> None:
    if not zipfile.is_zipfile(file):
        raise TemplateRefused(_("This is no Word file: save it as .docx in Word."))
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
        if WORD_PART not in archive.namelist():
            raise TemplateRefused(_("This is no Word file: save it as .docx in Word."))
        if sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise TemplateRefused(_("The file is too large unpacked: take large pictures out."))
        for part in parts:
            if part.filename.endswith(".rels") and leads_out(archive.read(part)):
                raise TemplateRefused(
                    _("The file loads something from elsewhere: put it into the file itself.")
                )


def leads_out(relations: bytes) -> bool:
    return any(OUTSIDE in one and LINK not in one for one in relations.split(b"<Relationship "))


def take_template(template: PaperTemplate, file: File) -> None:
    """Note the file's name and fingerprint; who calls saves the row, and so its history."""
    template.filename, template.sha256 = clean_name(file.name), sha256_of(file)
    # What the disk shows gives nothing away and can't be run.
    template.file.save(f"{template.sha256[:16]}.bin", file, save=False)


def house_file(kind: PaperKind) -> File:
    return File(path_of(kind).open("rb"), name=kind.filename)
