"""The paragraph styles of a template: one for each measure of the layout, so that an office which
edits the template in Word finds them by name."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document as Paper
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from .layout import FONT, used
from .wording import DRAWN_AT


@dataclass(frozen=True)
class Style:
    """``size``: the measure of the layout; ``before`` and ``after`` in points."""

    name: str
    size: str
    align: ALIGN = ALIGN.CENTER
    bold: bool = False
    italic: bool = False
    indented: bool = False
    before: float = 0
    after: float = 0
    keeps_next: bool = False


STYLES = {
    "page_number": Style("Số trang", "page_number"),
    "governing": Style("Cơ quan chủ quản", "governing"),
    "issuer": Style("Cơ quan ban hành", "issuer", bold=True),
    "nation": Style("Quốc hiệu", "nation", bold=True),
    "motto": Style("Tiêu ngữ", "motto", bold=True),
    "number": Style("Số, ký hiệu", "number", before=6),
    "place_and_date": Style("Địa danh, thời gian", "place_and_date", italic=True, before=6),
    "letter_abstract": Style("Trích yếu công văn", "letter_abstract", before=6),
    "type": Style("Tên loại", "type", bold=True, before=18, keeps_next=True),
    "abstract": Style("Trích yếu", "abstract", bold=True, keeps_next=True),
    "addressee": Style("Kính gửi", "addressee", before=12, after=12),
    "basis": Style("Căn cứ", "basis", ALIGN.JUSTIFY, italic=True, indented=True, before=6),
    "section": Style("Mục", "section", ALIGN.JUSTIFY, bold=True, indented=True, before=6,
                     keeps_next=True),
    "clause": Style("Khoản có tiêu đề", "clause", ALIGN.JUSTIFY, bold=True, indented=True,
                    before=6, keeps_next=True),
    "decides": Style("Thẩm quyền", "type", bold=True, before=6, after=6, keeps_next=True),
    "body": Style("Lời văn", "body", ALIGN.JUSTIFY, indented=True, before=6),
    "authority": Style("Quyền hạn, chức vụ", "authority", bold=True, before=0, keeps_next=True),
    "signer": Style("Họ tên người ký", "signer", bold=True),
    "recipients_word": Style("Nơi nhận", "recipients_word", ALIGN.LEFT, bold=True, italic=True),
    "gap": Style("Khoảng cách", "annex_table", keeps_next=True),
    "recipients": Style("Danh sách nơi nhận", "recipients", ALIGN.LEFT),
    "annex_word": Style("Phụ lục", "annex_word", bold=True, keeps_next=True),
    "annex_title": Style("Tên phụ lục", "annex_title", bold=True, keeps_next=True),
    "annex_attached": Style("Kèm theo", "annex_attached", italic=True, keeps_next=True),
    "annex_note": Style("Ghi chú phụ lục", "annex_table", italic=True, after=6),
    "annex_heading": Style("Đầu bảng", "annex_table", bold=True, before=2, after=2),
    "annex_text": Style("Ô chữ", "annex_table", ALIGN.LEFT, before=2, after=2),
    "annex_number": Style("Ô số", "annex_table", ALIGN.RIGHT, before=2, after=2),
    "annex_total": Style("Ô tổng số", "annex_table", ALIGN.RIGHT, bold=True, before=2, after=2),
}  # fmt: skip
#: Room that a signature takes.
ROOM_TO_SIGN = 60


def add_styles(paper: Paper) -> None:
    normal = paper.styles["Normal"]
    dress(normal, float(used("body")))
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    for one in STYLES.values():
        style = paper.styles.add_style(one.name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        dress(style, float(used(one.size)), bold=one.bold, italic=one.italic)
        place(style.paragraph_format, one)
    line = paper.styles.add_style("Dòng kẻ", WD_STYLE_TYPE.PARAGRAPH)
    dress(line, float(DRAWN_AT))
    line.paragraph_format.alignment = ALIGN.CENTER
    line.paragraph_format.space_after = Pt(0)
    exactly(line.paragraph_format, float(DRAWN_AT) - 2)
    room = paper.styles.add_style("Chỗ ký", WD_STYLE_TYPE.PARAGRAPH)
    dress(room, float(used("body")))
    exactly(room.paragraph_format, ROOM_TO_SIGN)


def dress(style, size: float, *, bold: bool = False, italic: bool = False) -> None:
    """The one type of official papers, in black, for every script that Word tells apart."""
    font = style.font
    font.name, font.size, font.bold, font.italic = FONT, Pt(size), bold, italic
    font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)


def place(paragraphs, one: Style) -> None:
    paragraphs.alignment = one.align
    paragraphs.space_before, paragraphs.space_after = Pt(one.before), Pt(one.after)
    paragraphs.keep_with_next = one.keeps_next
    if one.indented:
        paragraphs.first_line_indent = Mm(float(used("first_line")))
        paragraphs.line_spacing = float(used("line_spacing"))


def exactly(paragraphs, points: float) -> None:
    paragraphs.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraphs.line_spacing = Pt(points)


def name_of(key: str) -> str:
    """The style of a paragraph, by its key in the manuscripts."""
    own = {"line": "Dòng kẻ", "room_to_sign": "Chỗ ký", "command": "Normal"}
    return own.get(key) or STYLES[key].name
