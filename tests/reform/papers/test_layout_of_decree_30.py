"""Every paper, measured as it comes out, against the table of Decree 30/2020/NĐ-CP."""

import io
import re
from decimal import Decimal

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn

from reform.papers.keeping import drawn
from reform.papers.kinds import KINDS
from reform.papers.layout import END, FONT, MOTTO, NATION, layout, used
from reform.papers.styles import STYLES, name_of
from reform.papers.wording import DRAWN_AT, ROMAN, STROKE_WIDTH, width
from tests.reform.papers.world import kinds

pytestmark = pytest.mark.django_db
DRAWN: dict[str, bytes] = {}
#: Which measure each style of a paragraph answers to, with bold and italic as the law says.
LOOKS = {
    "governing": (False, False), "issuer": (True, False), "nation": (True, False),
    "motto": (True, False), "number": (False, False), "place_and_date": (False, True),
    "letter_abstract": (False, False), "type": (True, False), "abstract": (True, False),
    "addressee": (False, False), "basis": (False, True), "section": (True, False),
    "clause": (True, False), "body": (False, False), "authority": (True, False),
    "signer": (True, False), "recipients_word": (True, True), "recipients": (False, False),
    "annex_word": (True, False), "annex_title": (True, False), "annex_attached": (False, True),
    "page_number": (False, False),
}  # fmt: skip


@pytest.fixture(params=kinds(), ids=lambda kind: kind.code)
def kind(request):
    return request.param


@pytest.fixture
def paper(request, kind):
    """Drawn once for all tests: measuring changes nothing."""
    if kind.code not in DRAWN:
        DRAWN[kind.code] = drawn(request.getfixturevalue("desk").subject(kind.code))
    return Document(io.BytesIO(DRAWN[kind.code]))


def everything(paper) -> list:
    """All paragraphs: of the text, of tables, of headers."""
    found = list(paper.paragraphs)
    for table in paper.tables:
        for row in table.rows:
            for cell in row.cells:
                found += cell.paragraphs
    for section in paper.sections:
        found += section.header.paragraphs
    return found


def styled(paper, key: str) -> list:
    return [one for one in everything(paper) if one.style.name == name_of(key)]


def texts(paper, key: str) -> list[str]:
    return [one.text for one in styled(paper, key)]


@pytest.mark.parametrize("measure", layout().values(), ids=lambda measure: measure.key)
def test_what_we_use_lies_within_what_the_law_allows(measure):
    assert measure.is_lawful
    assert measure.legal_basis or measure.least is measure.most is None


def test_margins_are_those_of_the_table_on_every_page(paper, kind):
    first, *annexes = paper.sections
    assert len(annexes) == len(kind.annexes)
    assert (first.page_width.mm, first.page_height.mm) == pytest.approx((210, 297), abs=0.1)
    for section in paper.sections:
        for side in ("top", "bottom", "left", "right"):
            measure = layout()[f"margin_{side}"]
            found = getattr(section, f"{side}_margin").mm
            assert found == pytest.approx(float(measure.used), abs=0.1)
            assert measure.least - 1 < found < measure.most + 1
    assert {one.orientation for one in annexes} <= {WD_ORIENT.LANDSCAPE}


def test_every_paragraph_wears_the_one_type_in_its_size(paper):
    for one in everything(paper):
        font = one.style.font
        fonts = one.style.element.rPr.rFonts.attrib
        assert set(fonts.values()) == {FONT}, one.style.name
        assert {qn(f"w:{script}") for script in ("ascii", "hAnsi", "eastAsia", "cs")} == set(fonts)
        assert str(font.color.rgb) == "000000"
        for run in one.runs:
            assert (run.font.name, run.font.size, run.font.italic) == (None, None, None)
    for key, (bold, italic) in LOOKS.items():
        font = paper.styles[name_of(key)].font
        assert Decimal(str(font.size.pt)) == used(STYLES[key].size), key
        assert (font.bold, font.italic) == (bold, italic), key


def test_nation_and_motto_stand_at_the_right_with_a_line_as_long_as_the_motto(paper):
    right = paper.tables[0].rows[0].cells[1]
    nation, motto, line = right.paragraphs
    assert (nation.text, motto.text) == (NATION, MOTTO)
    assert [one.style.name for one in (nation, motto)] == [name_of("nation"), name_of("motto")]
    assert percent(line.text, motto.text, "motto") == pytest.approx(100, abs=2)


def percent(line: str, words: str, key: str) -> float:
    """How long a line is, of the longest row of the words above it."""
    assert set(line) == {"_"}
    longest = max(map(width, words.split("\n"))) * float(used(key))
    return 100 * len(line) * STROKE_WIDTH * float(DRAWN_AT) / longest


def test_the_issuer_stands_at_the_left_over_a_short_line(paper):
    *names, line = paper.tables[0].rows[0].cells[0].paragraphs
    assert [one.style.name for one in names][-1] == name_of("issuer")
    assert all(one.text == one.text.upper() for one in names)
    limits = layout()["issuer_line"]
    assert limits.least - 2 <= percent(line.text, names[-1].text, "issuer") <= limits.most + 2


def test_number_and_date_share_a_row(paper, kind):
    left, right = paper.tables[0].rows[1].cells
    signs = f"{kind.signs}-" if kind.signs else ""
    assert re.fullmatch(rf"Số: (\d\d+|……)/{signs}.+", left.paragraphs[0].text)
    assert re.fullmatch(
        r"Minh Họa, ngày (\d\d|……) tháng (0[12]|[3-9]|1[0-2]|……) năm (\d{4}|……)",
        right.paragraphs[0].text,
    )
    letter = [one.text for one in left.paragraphs[1:]]
    assert letter == ([f"V/v {texts(paper, 'letter_abstract')[0][4:]}"] if kind.is_letter else [])


def test_the_page_number_is_in_the_top_margin_and_not_on_page_one(paper):
    for section in paper.sections:
        assert section.different_first_page_header_footer
        assert "".join(one.text for one in section.first_page_header.paragraphs) == ""
        (header,) = section.header.paragraphs
        assert header.alignment is None
        assert header.style.paragraph_format.alignment == ALIGN.CENTER
        assert [one.text for one in header._p.iter(qn("w:instrText"))] == ["PAGE"]
        assert section.header_distance < section.top_margin
        assert not "".join(one.text for one in section.footer.paragraphs)


def test_each_annex_counts_its_own_pages(paper):
    for section in list(paper.sections)[1:]:
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


def test_the_text_is_justified_indented_and_spaced(paper):
    assert styled(paper, "body")
    shape = paper.styles[name_of("body")].paragraph_format
    assert shape.alignment == ALIGN.JUSTIFY
    assert shape.first_line_indent.mm == pytest.approx(float(used("first_line")), abs=0.1)
    assert shape.space_before.pt >= layout()["paragraph_gap"].least
    spacing = layout()["line_spacing"]
    assert spacing.least <= Decimal(str(shape.line_spacing)) <= spacing.most


def test_the_text_ends_as_the_forms_do(paper):
    endings = [one for one in texts(paper, "body") if one.endswith(END)]
    assert endings == texts(paper, "body")[-1:]


def test_type_abstract_and_its_line_are_in_the_middle(paper, kind):
    if kind.is_letter:
        assert texts(paper, "type") == texts(paper, "abstract") == []
        return
    (name,), (abstract,) = texts(paper, "type"), texts(paper, "abstract")
    assert name == name.upper()
    after = [one.text for one in paper.paragraphs if one.style.name == name_of("line")]
    limits, room = layout()["abstract_line"], 165 / 25.4 * 72
    longest = min(width(abstract) * float(used("abstract")) / 1000, room)
    found = 100 * len(after[0]) * STROKE_WIDTH * float(DRAWN_AT) / 1000 / longest
    assert limits.least - 2 <= found <= limits.most + 2


def test_bases_end_with_semicolons_and_the_last_with_a_full_stop(paper):
    bases = texts(paper, "basis")
    assert all(one.startswith(("Căn cứ", "Theo")) for one in bases)
    assert [one[-1] for one in bases] == [";"] * (len(bases) - 1) + ["."] * bool(bases)


def test_the_signature_stands_at_the_right_and_the_recipients_at_the_left(paper, kind):
    foot = next(table for table in paper.tables[1:] if table.style.name != "Table Grid")
    left, right = foot.rows[0].cells
    assert next(one.text for one in left.paragraphs) == "Nơi nhận:"
    lines = [one.text for one in left.paragraphs[1:]]
    assert all(re.fullmatch(r"- .+;", one) for one in lines[:-1])
    assert re.fullmatch(r"- Lưu: VT, .+\.", lines[-1])
    *offices, _room, signer = right.paragraphs
    assert all(one.text == one.text.upper() for one in offices)
    if kind.office == "committee":
        assert [one.text for one in offices] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
    assert signer.text == "……"  # nobody has told who signs


def test_annexes_are_numbered_in_roman_where_there_are_two(paper, kind):
    total = len(kind.annexes)
    wanted = [f"Phụ lục {ROMAN[place]}" for place in range(total)] if total > 1 else ["Phụ lục"]
    assert texts(paper, "annex_word") == wanted
    for title, attached in zip(
        texts(paper, "annex_title"), texts(paper, "annex_attached"), strict=True
    ):
        assert title == title.upper()
        assert re.fullmatch(rf"\(Kèm theo {kind.word} số .+ ngày .+ của .+\)", attached)


def test_the_table_of_an_annex_repeats_its_headings(paper, kind):
    grids = [table for table in paper.tables if table.style.name == "Table Grid"]
    assert len(grids) == len(kind.annexes)
    for grid in grids:
        headings, numbers, *_rows = grid.rows
        assert [cell.text for cell in numbers.cells] == [
            f"({place})" for place in range(1, len(grid.columns) + 1)
        ]
        for row in (headings, numbers):
            assert row._tr.trPr.find(qn("w:tblHeader")) is not None


def test_no_tag_is_left(paper):
    assert [one.text for one in everything(paper) if re.search(r"[{}%]{2}", one.text)] == []


def test_every_kind_of_the_domain_is_there():
    assert {kind.signs for kind in KINDS.values()} == {"KH", "ĐA", "TTr", "", "QĐ", "BC"}
