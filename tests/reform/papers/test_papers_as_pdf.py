"""Each kind of paper comes out of LibreOffice as pages of A4: the motto on the first, numbers from
the second on, anew in each annex (Decree 30/2020/NĐ-CP, Phụ lục I)."""

import re
import subprocess

import pytest
from django.urls import reverse

from reform.models import PaperVersion
from reform.papers import portable
from reform.papers.keeping import drawn
from reform.papers.layout import MOTTO, NATION
from reform.papers.portable import NotConverted, as_pdf, office
from tests.reform.papers.world import kinds

pytestmark = pytest.mark.django_db
A4 = {(595, 842), (842, 595)}  # in points; annexes lie across


def said(tool: list[str], pages: bytes) -> str:
    """What a tool of poppler tells of a PDF."""
    return subprocess.run(
        [*tool, "-", *(["-"] if tool[0] == "pdftotext" else [])],
        input=pages, capture_output=True, check=True,
    ).stdout.decode()  # fmt: skip


@pytest.mark.office
@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.code)
def test_pages_look_as_the_decree_says(desk, kind):
    pages = as_pdf(drawn(desk.subject(kind.code)))
    facts = said(["pdfinfo", "-l", "99"], pages)
    sizes = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", facts)
    number = int(re.search(r"Pages: +(\d+)", facts)[1])
    assert number == len(sizes) >= 1
    assert {(round(float(wide)), round(float(high))) for wide, high in sizes} <= A4
    texts = said(["pdftotext", "-layout"], pages).split("\f")[:number]
    first = " ".join(texts[0].split())
    assert NATION in first
    assert MOTTO in first
    place = 0  # within the text, then within each annex: each is numbered by itself
    for text in texts:
        top = text.strip().splitlines()[0].strip()
        place = 1 if place == 0 or top.startswith("Phụ lục") else place + 1
        assert (top == str(place)) is (place > 1), top


@pytest.mark.office
def test_the_page_of_a_paper_offers_it(desk, client):
    file = kept_file(desk, client)
    answer = client.get(f"{file}?as=pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert ".pdf" in answer.headers["Content-Disposition"]
    assert b"".join(answer).startswith(b"%PDF-")


def kept_file(desk, client) -> str:
    client.force_login(desk.office.people["preparer"])
    row = desk.subject("submission").row
    page = reverse("admin:reform_paper_draw", args=["submission", row.pk])
    client.post(page)
    file = reverse("admin:reform_paper_file", args=[PaperVersion.objects.get().pk])
    assert (f"{file}?as=pdf" in client.get(page).text) is bool(office())
    return file


def test_without_the_program_it_is_not_offered_and_the_word_file_stays(desk, client, monkeypatch):
    monkeypatch.setattr(portable, "PROGRAMS", ("no-such-program",))
    file = kept_file(desk, client)
    answer = client.get(f"{file}?as=pdf", follow=True)
    assert "LibreOffice" in answer.text
    assert b"".join(client.get(file)).startswith(b"PK")


def test_what_takes_too_long_is_ended(monkeypatch, tmp_path):
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nsleep 600 & sleep 600\n")
    slow.chmod(0o755)
    monkeypatch.setattr(portable, "PROGRAMS", (str(slow),))
    with pytest.raises(NotConverted):
        as_pdf(b"", seconds=0.2)
