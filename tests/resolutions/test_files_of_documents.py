"""A document's file: its content decides whether it is kept, and it leaves only as a download."""

import hashlib
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from resolutions.models import LegalDocument
from tests.factories import make_province, make_user
from tests.resolutions.promises import make_document

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%Minh Hoa\n"


@pytest.fixture(autouse=True)
def disk(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def fill(client, document, **changes):
    """Send the form of the document as it stands, with ``changes``."""
    address = reverse("admin:resolutions_legaldocument_change", args=[document.pk])
    page = client.get(address)
    form = page.context["adminform"].form
    fields = {name: form[name].value() for name in form.fields}
    for formset in page.context["inline_admin_formsets"]:
        management = formset.formset.management_form
        fields |= {
            management[name].html_name: management[name].value() for name in management.fields
        }
        for row in formset.formset.initial_forms:
            fields |= {row[name].html_name: row[name].value() for name in row.fields}
    fields = {name: "" if value is None else value for name, value in fields.items()}
    return client.post(address, {**fields, **changes})


def damaged(wrong: dict[int, int]) -> bytes:
    """A .docx with some bytes of its table of contents put wrong, {place: byte}."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/văn bản.xml", "x")
    content = bytearray(packed.getvalue())
    start = content.index(b"PK\x01\x02")
    for offset, byte in wrong.items():
        content[start + offset] = byte
    return bytes(content)


def upload(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_file_is_kept_with_its_fingerprint_under_a_name_that_tells_nothing(admin_client, disk):
    document = make_document()
    response = fill(admin_client, document, upload=upload(PDF, "../../Quyết định <1>.pdf"))

    assert response.status_code == 302
    document.refresh_from_db()
    assert document.filename == "Quyết định _1_.pdf"
    assert (document.content_type, document.size) == ("application/pdf", len(PDF))
    assert document.sha256 == hashlib.sha256(PDF).hexdigest()
    kept = [path for path in disk.rglob("*") if path.is_file()]
    assert [path.suffix for path in kept] == [".bin"]
    assert [row.sha256 for row in document.history.all()] == [document.sha256, ""]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<html><script>alert(1)</script>", "page.pdf"),
        (b"<html></html>", "page.html"),
        (PDF, "paper.docx"),
        (b"", "empty.pdf"),
        (b"MZ\x90", "run.exe"),
        (b"PK\x03\x04 no archive", "sheet.xlsx"),
        (damaged({46: 0xFF}), "name.docx"),
        (damaged({6: 99}), "newer.docx"),
    ],
)
def test_what_is_no_paper_is_refused_in_the_form(admin_client, disk, content, name):
    document = make_document()
    response = fill(admin_client, document, upload=upload(content, name))

    assert response.context["adminform"].form.errors["upload"]
    document.refresh_from_db()
    assert not document.file
    assert not list(disk.rglob("*.bin"))


def test_a_file_too_large_is_refused(admin_client, settings):
    settings.PAPER_MAX_BYTES = 10
    response = fill(admin_client, make_document(), upload=upload(PDF, "a.pdf"))

    assert response.context["adminform"].form.errors["upload"]


def test_a_change_without_a_file_keeps_the_one_that_is_there(admin_client):
    document = make_document()
    fill(admin_client, document, upload=upload(PDF, "a.pdf"))
    fill(admin_client, document, note="đã đối chiếu")

    document.refresh_from_db()
    assert (document.filename, document.note) == ("a.pdf", "đã đối chiếu")


def test_it_is_sent_as_a_download_to_those_who_may_read_it(client, admin_client):
    province = make_province()
    document = make_document(province=province)
    fill(admin_client, document, upload=upload(PDF, "a.pdf"))
    address = reverse("document_file", args=[document.pk])

    client.force_login(make_user(role="reader", province=province))
    response = client.get(address)
    assert b"".join(response.streaming_content) == PDF
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]

    client.force_login(make_user(role="reader", province=make_province("MK", "Minh Khác")))
    assert client.get(address).status_code == 404
    client.force_login(make_user())
    assert client.get(address).status_code == 403


def test_a_document_without_a_file_says_so(client):
    client.force_login(make_user(role="reader"))

    assert client.get(reverse("document_file", args=[make_document().pk])).status_code == 404


def test_every_member_picks_national_documents_and_those_of_the_own_province():
    own, other = make_province(), make_province("MK", "Minh Khác")
    national, mine, theirs = (make_document(province=place) for place in (None, own, other))

    def seen(user) -> set:
        return set(LegalDocument.objects.for_user(user))

    assert seen(make_user(role="reader", province=own)) == {national, mine}
    assert seen(make_user(role="ministry_reader")) == {national, mine, theirs}
    assert seen(make_user()) == set()
