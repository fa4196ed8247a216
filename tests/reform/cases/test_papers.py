"""Papers: told by their content, cleaned in name, kept in versions, served as downloads only."""

import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from reform.cases.filing import file_paper
from reform.models import DocumentVersion
from units.paper_files import PaperRefused, clean_name

from .people import Office

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n"


def office_file(*parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for part in ("[Content_Types].xml", *parts):
            archive.writestr(part, "<x/>")
    return stream.getvalue()


TAKEN = {
    "a.pdf": (PDF, "application/pdf"),
    "a.PNG": (b"\x89PNG\r\n\x1a\n....", "image/png"),
    "a.jpeg": (b"\xff\xd8\xff\xe0....", "image/jpeg"),
    "a.docx": (
        office_file("word/document.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "a.xlsx": (
        office_file("xl/workbook.xml"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}
REFUSED = {
    "page.html": b"<html><script>alert(1)</script>",
    "page.pdf": b"<html><script>alert(1)</script>",
    "picture.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "other.docx": PDF,
    "macro.docx": office_file("word/document.xml", "word/vbaProject.bin"),
    "bag.docx": office_file("something.txt"),
    "broken.docx": b"PK\x03\x04 nothing",
    "empty.pdf": b"",
    "program.exe": b"MZ\x90\x00",
}


@pytest.fixture
def office():
    return Office()


@pytest.fixture
def case(office):
    return office.case(filed=False)


def filed(case, office, name, content, **said):
    by = office.people["preparer"]
    return file_paper(case, ContentFile(content, name=name), by=by, at=timezone.now(), **said)


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_taken(case, office, name):
    content, kind = TAKEN[name]
    version = filed(case, office, name, content)
    assert (version.content_type, version.size) == (kind, len(content))
    assert version.file.read() == content


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_leaves_nothing(case, office, name):
    with pytest.raises(PaperRefused) as refused:
        filed(case, office, name, REFUSED[name])
    assert str(refused.value).count(".") >= 1
    assert not case.documents.exists()


def test_too_large_a_file_is_refused(case, office, settings):
    settings.PAPER_MAX_BYTES = 20
    with pytest.raises(PaperRefused):
        filed(case, office, "a.pdf", PDF + b"x" * 20)


NAMES = {
    "../../etc/passwd": "passwd",
    "C:\\Users\\a\\Tờ trình.docx": "Tờ trình.docx",
    "a\r\nSet-Cookie: x.pdf": "a_Set-Cookie_ x.pdf",
    'a";b.pdf': "a_b.pdf",
    "...": "file",
    "x" * 300 + ".pdf": "x" * 146 + ".pdf",
}


@pytest.mark.parametrize("name", NAMES)
def test_names_are_cleaned(name):
    assert clean_name(name) == NAMES[name]


def test_a_second_file_of_a_required_paper_is_its_next_version(case, office):
    required = case.procedure.required_documents.first()
    first = filed(case, office, "a.pdf", PDF, required=required)
    second = filed(case, office, "b.pdf", PDF + b"2", required=required)
    assert (first.document_id, second.number) == (second.document_id, 2)
    assert list(second.document.versions.values_list("number", flat=True)) == [2, 1]
    assert len({first.sha256, second.sha256}) == 2


@pytest.mark.parametrize("status", ["executed", "rejected", "withdrawn"])
def test_nothing_is_added_to_a_closed_dossier(office, status):
    case = office.at(status)
    with pytest.raises(PaperRefused):
        filed(case, office, "a.pdf", PDF)


def test_a_paper_is_always_a_download(case, office, client):
    version = filed(case, office, "Tờ trình.pdf", PDF)
    client.force_login(office.people["reader"])
    answer = client.get(reverse("admin:reform_case_paper", args=[case.pk, version.pk]))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == PDF


def test_a_paper_is_served_through_its_own_dossier_only(case, office, client):
    other = office.case()
    version = DocumentVersion.objects.filter(document__case=other).first()
    client.force_login(office.people["reader"])
    answer = client.get(reverse("admin:reform_case_paper", args=[case.pk, version.pk]))
    assert answer.status_code == 404
