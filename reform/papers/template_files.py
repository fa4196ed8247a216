"""The house's own Word templates, made from the layout table and the manuscripts.

A manuscript (``fixtures/papers/*.txt``) is the text of a paper, one paragraph to a line, each with
the style that it wears. ``manage.py make_paper_templates`` turns them into ``templates/papers/``.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path

from django.conf import settings
from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm
from docx.table import _Cell as Cell

from .annex_tables import add_annex
from .kinds import KINDS, PaperKind
from .layout import MOTTO, NATION, used
from .styles import add_styles
from .word_parts import bare_table, keep_whole, page_number, paragraph, restart_numbering
from .wording import rule

MANUSCRIPTS = settings.BASE_DIR / "fixtures" / "papers"
FOLDER = settings.BASE_DIR / "templates" / "papers"
LINE = re.compile(r"(?P<style>[a-z_]+): (?P<words>.*)")
#: Widths of the columns of head and foot, in millimetres.
HEAD, FOOT = (66, 99), (80, 85)
#: All files are dated so, for the same template to be the same bytes.
EPOCH = dt.datetime(2020, 3, 5, tzinfo=dt.UTC)  # Decree 30/2020/NĐ-CP, for one


def house_templates() -> dict[str, PaperKind]:
    """{file name: a kind that is written by it}."""
    return {kind.filename: kind for kind in reversed(KINDS.values())}


def make_template(kind: PaperKind) -> bytes:
    paper = Document()
    paper._body.clear_content()
    add_styles(paper)
    lay_out(paper.sections[0])
    add_head(paper, kind)
    for line in manuscript(kind):
        add_line(paper, line)
    add_foot(paper)
    for letter in kind.annexes:
        section = paper.add_section(WD_SECTION.NEW_PAGE)
        lay_out(section, landscape=True)
        restart_numbering(section)
        add_annex(paper, letter)
    return settled(paper)


def manuscript(kind: PaperKind) -> list[str]:
    path = (MANUSCRIPTS / kind.filename).with_suffix(".txt")
    return path.read_text(encoding="utf-8").splitlines()


def lay_out(section, *, landscape: bool = False) -> None:
    """A4 with the margins of the law; the page number in the top margin, none on the first page."""
    sides = (used("page_width"), used("page_height"))
    width, height = reversed(sides) if landscape else sides
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(float(width)), Mm(float(height))
    for side in ("top", "bottom", "left", "right"):
        setattr(section, f"{side}_margin", Mm(float(used(f"margin_{side}"))))
    section.header_distance = section.footer_distance = Mm(float(used("margin_top")) / 2)
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    section.header.is_linked_to_previous = False
    page_number(section.header.paragraphs[0])


def add_head(paper: Paper, kind: PaperKind) -> None:
    names, numbers = bare_table(paper, HEAD, rows=2).rows
    line = rule(MOTTO, size=used("motto"), percent=used("motto_line"), within=used("page_width"))
    left, right = names.cells
    fill(left, ("{%p if governing %}", ""), ("governing", "{{ governing }}"),
         ("{%p endif %}", ""), ("issuer", "{{ issuer }}"),
         ("line", "{{ issuer_line }}"))  # fmt: skip
    fill(right, ("nation", NATION), ("motto", MOTTO), ("line", line))
    left, right = numbers.cells
    fill(left, ("number", "{{ number }}"))
    if kind.is_letter:
        paragraph(left, "letter_abstract", "V/v {{ about }}")
    fill(right, ("place_and_date", "{{ place_and_date }}"))


def fill(cell: Cell, *lines: tuple[str, str]) -> None:
    """Paragraphs (style, words) in place of the empty one that a cell begins with; a tag that
    commands a whole paragraph stands as its own style."""
    for style, words in lines:
        if style.startswith("{%"):
            paragraph(cell, "command", style)
        else:
            paragraph(cell, style, words)
    first = cell.paragraphs[0]._p
    first.getparent().remove(first)


def add_line(paper: Paper, line: str) -> None:
    if line.startswith("{%p"):
        paragraph(paper, "command", line)
        return
    found = LINE.fullmatch(line)
    paragraph(paper, found["style"], found["words"])
    if found["style"] == "abstract":
        paragraph(paper, "line", "{{ about_line }}")


def add_foot(paper: Paper) -> None:
    paper.paragraphs[-1].paragraph_format.keep_with_next = True  # never a signature by itself
    paragraph(paper, "gap", "")
    (row,) = bare_table(paper, FOOT, rows=1).rows
    keep_whole(row)
    left, right = row.cells
    fill(left, ("recipients_word", "Nơi nhận:"), ("{%p for one in recipients %}", ""),
         ("recipients", "{{ one }}"), ("{%p endfor %}", ""))  # fmt: skip
    fill(right, ("{%p if authority %}", ""), ("authority", "{{ authority }}"),
         ("{%p endif %}", ""), ("authority", "{{ office }}"), ("room_to_sign", ""),
         ("signer", "{{ signer }}"))  # fmt: skip


def settled(paper: Paper) -> bytes:
    """The file, the same for the same content: python-docx dates it by the clock."""
    about = paper.core_properties
    about.author, about.title, about.comments = "", "", ""
    about.created = about.modified = EPOCH
    raw, out = io.BytesIO(), io.BytesIO()
    paper.save(raw)
    with zipfile.ZipFile(raw) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as write:
        for name in read.namelist():
            entry = zipfile.ZipInfo(name, EPOCH.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            write.writestr(entry, read.read(name))
    return out.getvalue()


def path_of(kind: PaperKind) -> Path:
    return FOLDER / kind.filename
