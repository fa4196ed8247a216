"""A file that can't be used gets one sentence with its name in it, and harms nobody."""

import dataclasses
import io
import os
import struct
import zipfile

import openpyxl
import pytest
import xlwt
import xlwt.CompoundDoc

from units.imports import workbook
from units.imports.limits import LIMITS
from units.imports.workbook import (
    DamagedFile,
    EmptyFile,
    FileTooLarge,
    MissingFile,
    PasswordProtected,
    TookTooLong,
    TooManyCells,
    UnpacksTooLarge,
    UnreadableFile,
    UnsupportedFormat,
    read_workbook,
)  # fmt: skip

from .reading_files import HEADINGS, ROWS, rewrite_zip, write_ods, write_xls, write_xlsx

LIST = [HEADINGS, *ROWS]
XML = b'<?xml version="1.0"?>'


def truncated(tmp_path):
    whole = write_xlsx(tmp_path / "whole.xlsx", LIST).read_bytes()
    return whole[: len(whole) // 2]


def copied_as_text(tmp_path):
    """What is left of a workbook that some mail program took for text."""
    return write_xlsx(tmp_path / "w.xlsx", LIST).read_bytes().decode("utf-8", "replace").encode()


def without_its_sheet(tmp_path):
    path, whole = tmp_path / "w.xlsx", write_xlsx(tmp_path / "whole.xlsx", LIST)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            if "worksheets" not in name:
                new.writestr(name, old.read(name))
    return path.read_bytes()


def broken_xml(tmp_path):
    whole = write_xlsx(tmp_path / "whole.xlsx", LIST)
    broken = {"xl/worksheets/sheet1.xml": XML + b"<worksheet><sheetData><row r='1'><c"}
    return rewrite_zip(whole, tmp_path / "w.xlsx", broken).read_bytes()


def truncated_xls(tmp_path):
    return write_xls(tmp_path / "w.xls", LIST).read_bytes()[:1500]


def word_document(tmp_path):
    with zipfile.ZipFile(tmp_path / "w.docx", "w") as archive:
        archive.writestr("[Content_Types].xml", XML)
        archive.writestr("word/document.xml", XML)
    return (tmp_path / "w.docx").read_bytes()


def encrypted_xlsx(tmp_path):
    """Excel wraps an encrypted workbook into an OLE file with this stream."""
    buffer = io.BytesIO()
    xlwt.CompoundDoc.XlsDoc().save(buffer, b"\x00" * 5000)
    name, other = "Workbook".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le")
    return buffer.getvalue().replace(name.ljust(len(other), b"\x00"), other)


def encrypted_xls(tmp_path):
    """A FILEPASS record right after the first one says that the rest is encrypted."""
    book = xlwt.Workbook()
    book.add_sheet("a").write(0, 0, "x")
    stream = book.get_biff_data()
    first = 4 + struct.unpack("<H", stream[2:4])[0]
    filepass = struct.pack("<HHHHH48x", 0x2F, 54, 1, 1, 1)
    buffer = io.BytesIO()
    xlwt.CompoundDoc.XlsDoc().save(buffer, stream[:first] + filepass + stream[first:])
    return buffer.getvalue()


def encrypted_ods(tmp_path):
    plain = write_ods(tmp_path / "plain.ods", LIST)
    manifest = XML + b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    return rewrite_zip(plain, tmp_path / "w.ods", {"META-INF/manifest.xml": manifest}).read_bytes()


def bomb(tmp_path):
    whole = write_xlsx(tmp_path / "whole.xlsx", LIST)
    sheet = XML + b"<worksheet><sheetData/>" + b" " * 30_000_000 + b"</worksheet>"
    return rewrite_zip(whole, tmp_path / "w.xlsx", {"xl/worksheets/sheet1.xml": sheet}).read_bytes()


def far_ods(tmp_path):
    """Repeated cells cost a few bytes in .ods, and a hundred gigabytes in memory."""
    cell = '<table:table-cell office:value-type="string" table:number-columns-repeated="16384">'
    row = f'<table:table-row table:number-rows-repeated="1000000">{cell}<text:p>x</text:p>'
    row += "</table:table-cell></table:table-row></table:table>"
    plain = write_ods(tmp_path / "plain.ods", LIST)
    with zipfile.ZipFile(plain) as archive:
        content = archive.read("content.xml").replace(b"</table:table>", row.encode())
    return rewrite_zip(plain, tmp_path / "w.ods", {"content.xml": content}).read_bytes()


def far_xls(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    for row, column in ((0, 0), (65_535, 255)):
        sheet.write(row, column, "x")
    book.save(str(tmp_path / "w.xls"))
    return (tmp_path / "w.xls").read_bytes()


REFUSED = [
    ("truncated.xlsx", truncated, DamagedFile),
    ("copied_as_text.xlsx", copied_as_text, DamagedFile),
    ("without_its_sheet.xlsx", without_its_sheet, DamagedFile),
    ("broken_xml.xlsx", broken_xml, DamagedFile),
    ("truncated.xls", truncated_xls, DamagedFile),
    ("encrypted.xlsx", encrypted_xlsx, PasswordProtected),
    ("encrypted.xls", encrypted_xls, PasswordProtected),
    ("encrypted.ods", encrypted_ods, PasswordProtected),
    ("word.docx", word_document, UnsupportedFormat),
    ("report.pdf", lambda tmp_path: b"%PDF-1.7\n1 0 obj\n", UnsupportedFormat),
    ("page.xls", lambda tmp_path: b"<html><table><tr><td>a</td></tr></table>", UnsupportedFormat),
    ("photo.csv", lambda tmp_path: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", UnsupportedFormat),
    ("noise.xlsx", lambda tmp_path: bytes(range(256)) * 40, UnsupportedFormat),
    ("empty.xlsx", lambda tmp_path: b"", EmptyFile),
    ("empty_zip.xlsx", lambda tmp_path: b"PK\x05\x06" + b"\x00" * 18, UnsupportedFormat),
    ("blank.csv", lambda tmp_path: b"\r\n\r\n", EmptyFile),
    ("bomb.xlsx", bomb, UnpacksTooLarge),
    ("far.ods", far_ods, TookTooLong),
    ("far.xls", far_xls, TooManyCells),
    ("commas.csv", lambda tmp_path: b"," * 20_000_000, TookTooLong),
]


@pytest.mark.parametrize(("name", "make", "error"), REFUSED, ids=[case[0] for case in REFUSED])
def test_an_unusable_file_is_refused_in_one_sentence(tmp_path, name, make, error):
    path = tmp_path / name
    path.write_bytes(make(tmp_path))
    with pytest.raises(error) as caught:
        read_workbook(path, filename=name)
    sentence = str(caught.value)
    assert name in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert type(caught.value) is error


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(MissingFile, match="nowhere"):
        read_workbook(tmp_path / "nowhere.xlsx")


def test_a_file_of_100_mb_is_refused_before_it_is_opened(tmp_path):
    with (tmp_path / "huge.xlsx").open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(FileTooLarge, match="100"):
        read_workbook(tmp_path / "huge.xlsx")


@pytest.mark.parametrize("cell", ["XFD1048576", "XFD1", "AZZ60000"])
def test_a_stray_cell_far_out_is_named_and_the_process_lives(tmp_path, cell):
    book = openpyxl.Workbook()
    for row in [*LIST, *([[1, "a", "b"]] * 3000)]:
        book.active.append(row)
    book.active[cell] = "x"
    book.save(tmp_path / "stray.xlsx")
    with pytest.raises(TooManyCells, match=cell):
        read_workbook(tmp_path / "stray.xlsx")


def test_a_stray_cell_that_costs_little_is_simply_read(tmp_path):
    book = openpyxl.Workbook()
    for row in LIST:
        book.active.append(row)
    book.active["XFD2"] = "x"
    book.save(tmp_path / "stray.xlsx")
    rows = read_workbook(tmp_path / "stray.xlsx").sheet().rows
    assert rows[0] == HEADINGS
    assert len(rows[1]) == 16_384


def test_a_zip_that_lies_about_its_size_runs_into_the_limits(tmp_path):
    path = tmp_path / "liar.xlsx"
    data = bytearray(bomb(tmp_path))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    path.write_bytes(data.replace(struct.pack("<I", size), struct.pack("<I", 1000)))
    with pytest.raises((DamagedFile, EmptyFile, TookTooLong)):
        read_workbook(path)


def test_reading_stops_when_nobody_waits_any_longer(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "LIMITS", dataclasses.replace(LIMITS, patience=0.01))
    with pytest.raises(TookTooLong):
        read_workbook(write_xlsx(tmp_path / "list.xlsx", LIST))


@pytest.mark.skipif(os.name != "posix", reason="only there a process can be given so much time")
def test_reading_stops_when_its_processor_time_is_up(tmp_path, monkeypatch):
    """A child that turns in circles is ended by the system, long before patience is at its end."""
    circles = tmp_path / "circles"
    circles.write_text("#!/bin/sh\nulimit -S -t 1\nwhile :; do :; done\n")
    circles.chmod(0o700)
    monkeypatch.setattr(workbook.sys, "executable", str(circles))
    with pytest.raises(TookTooLong):
        read_workbook(write_xlsx(tmp_path / "list.xlsx", LIST))


def test_every_refusal_has_a_code_of_its_own():
    kinds = [kind for kind in vars(workbook).values()
             if isinstance(kind, type) and issubclass(kind, UnreadableFile)]  # fmt: skip
    assert len(kinds) > 10
    assert len({kind.code for kind in kinds}) == len(kinds)
