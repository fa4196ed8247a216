"""A file that means harm, or is far too large, gets one sentence: on the page and at a terminal."""

import io
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import translation

from tests.factories import make_province, make_user
from units.imports.limits import LIMITS
from units.imports.uploads import BoundedUpload
from units.models import ImportBatch, Province, RegisterEntry, Unit

from .reading_files import HEADINGS, ROWS, rewrite_zip, write_xlsx
from .test_reading_refusals import encrypted_xls, encrypted_xlsx, far_ods

pytestmark = pytest.mark.django_db
HUNDRED_MEGABYTES = 100_000_000
LIST = [HEADINGS, *ROWS]
XML = b'<?xml version="1.0"?>'


def hundred_megabytes(tmp_path) -> bytes:
    """A whole workbook with a picture nobody asked for: packed as it is, it stays large."""
    whole = write_xlsx(tmp_path / "whole.xlsx", LIST).read_bytes()
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/media/picture.bmp", bytes(HUNDRED_MEGABYTES))
    return made.getvalue()


def hundred_megabytes_of_rows(tmp_path) -> bytes:
    line = b"1,0123," + b"x" * 993 + b"\r\n"
    return b"STT,M\xc3\xa3,T\xc3\xaan\r\n" + line * (HUNDRED_MEGABYTES // len(line))


def bomb(tmp_path) -> bytes:
    """A few hundred kilobytes that unpack to 200 MB of nothing."""
    whole = write_xlsx(tmp_path / "whole.xlsx", LIST)
    made = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        with new.open("xl/worksheets/sheet9.xml", "w") as part:
            for _ in range(200):
                part.write(b" " * 1_000_000)
    return made.read_bytes()


def bomb_of_entities(tmp_path) -> bytes:
    whole = write_xlsx(tmp_path / "whole.xlsx", LIST)
    layers = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    texts = f'<!DOCTYPE sst [<!ENTITY l0 "ha">{layers}]><sst><si><t>&l11;</t></si></sst>'
    change = {"xl/sharedStrings.xml": XML + texts.encode()}
    return rewrite_zip(whole, tmp_path / "entities.xlsx", change).read_bytes()


def stray_cell(tmp_path) -> bytes:
    book = openpyxl.Workbook()
    for row in LIST:
        book.active.append(row)
    book.active["XFD1048576"] = "x"
    book.save(tmp_path / "stray.xlsx")
    return (tmp_path / "stray.xlsx").read_bytes()


HOSTILE = {
    "100 MB.xlsx": (hundred_megabytes, "too large"),
    "100 MB.csv": (hundred_megabytes_of_rows, "too large"),
    "bomb.xlsx": (bomb, "unpacks"),
    "entities.xlsx": (bomb_of_entities, ""),
    "password.xlsx": (encrypted_xlsx, "password"),
    "password.xls": (encrypted_xls, "password"),
    "stray.xlsx": (stray_cell, "XFD1048576"),
    "repeated.ods": (far_ods, ""),
}


@pytest.fixture
def clerk(client):
    client.force_login(make_user(role="preparer", province=make_province()))
    return client


def kept_files(folder) -> list:
    return [path for path in folder.rglob("*") if path.is_file()]


def assert_nothing_is_left(files) -> None:
    left = (ImportBatch, RegisterEntry, Unit)
    assert [model.objects.count() for model in left] == [0, 0, 0]
    assert kept_files(files) == []


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_on_the_page(name, clerk, files, tmp_path):
    make, _cause = HOSTILE[name]
    file = SimpleUploadedFile(name, make(tmp_path))
    province = Province.objects.get(code="MH").pk
    said = {"file": file, "province": province, "as_of": "31/12/2024", "layout": "units"}
    response = clerk.post(reverse("admin:units_importbatch_add"), said)
    assert response.status_code == 200
    [sentence] = response.context["form"].errors["file"]
    assert name in sentence
    assert "\n" not in sentence
    assert_nothing_is_left(files)
    assert clerk.get(reverse("admin:units_importbatch_add")).status_code == 200


LARGE = ("100 MB.xlsx", "100 MB.csv")


@pytest.mark.parametrize("name", LARGE)
def test_of_a_file_that_is_too_large_nothing_is_ever_kept(name, clerk, files, settings, tmp_path):
    """The folder of files comes into being with the first file that is kept."""
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "arriving"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    file = SimpleUploadedFile(name, HOSTILE[name][0](tmp_path))
    province = Province.objects.get(code="MH").pk
    said = {"file": file, "province": province, "as_of": "31/12/2024", "layout": "units"}
    with translation.override("en"):
        response = clerk.post(reverse("admin:units_importbatch_add"), said)
    [arrived] = response.wsgi_request.FILES.values()
    assert (arrived.size, arrived.name) == (file.size, name)
    [sentence] = response.context["form"].errors["file"]
    assert "100 MB" in sentence
    assert not files.exists()
    assert kept_files(settings.FILE_UPLOAD_TEMP_DIR) == []


def test_what_arrives_is_taken_up_to_the_limit_and_no_further():
    handler = BoundedUpload()
    handler.new_file("file", "list.csv", "text/csv", None)
    chunk = bytes(1_000_000)
    taken = [handler.receive_data_chunk(chunk, start) for start in range(0, 10**8, len(chunk))]
    assert sum(len(one) for one in taken if one) == LIMITS.file_bytes
    refused = handler.file_complete(10**8)
    assert (refused.name, refused.size, refused.read()) == ("list.csv", 10**8, b"")


@pytest.mark.parametrize("name", LARGE)
def test_a_file_that_is_too_large_is_not_kept_at_a_terminal(name, files, tmp_path):
    make_province()
    path = tmp_path / name
    path.write_bytes(HOSTILE[name][0](tmp_path))
    with pytest.raises(CommandError):
        call_command("import_sheet", str(path), "--as-of", "2024-12-31", "--province", "MH")
    assert not files.exists()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_at_a_terminal(name, files, tmp_path):
    make, cause = HOSTILE[name]
    make_province()
    path = tmp_path / name
    path.write_bytes(make(tmp_path))
    with pytest.raises(CommandError) as refused, translation.override("en"):
        call_command("import_sheet", str(path), "--as-of", "2024-12-31", "--province", "MH")
    assert refused.value.returncode == 2
    assert name in str(refused.value)
    assert cause in str(refused.value)
    assert "\n" not in str(refused.value)
    assert_nothing_is_left(files)
