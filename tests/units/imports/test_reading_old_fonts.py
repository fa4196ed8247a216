"""Text typed in the fonts of before Unicode becomes Unicode, and nothing else is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from units.imports.encodings import TCVN3, VNI, decode_sheet, from_tcvn3, from_vni, is_syllable
from units.imports.headings import find_table
from units.imports.workbook import read_workbook

from .reading_files import UNITS, read_rows, write_csv, write_xls, write_xlsx

TO_TCVN3 = {letter: chr(code) for code, letter in TCVN3.items()}
TO_VNI = {}
for _written, _letter in VNI.items():
    if len(_written) == 1 or _written[0].isupper() == _written[1].isupper():
        TO_VNI.setdefault(_letter, _written)

TEXTS = [
    "Đơn vị sự nghiệp công lập", "Trường Tiểu học Nguyễn Huệ", "Uỷ ban nhân dân tỉnh",
    "Trung tâm Y tế huyện Đắk Song", "Bệnh viện Đa khoa khu vực", "Sở Giáo dục và Đào tạo",
    "Trường Mầm non Hoa Phượng", "Nhà văn hóa thiếu nhi", "Ban Quản lý rừng phòng hộ",
]  # fmt: skip


def in_tcvn3(text):
    return "".join(TO_TCVN3.get(char, TO_TCVN3.get(char.lower(), char)) for char in text)


def in_vni(text):
    return "".join(TO_VNI.get(char, char) for char in text)


@pytest.mark.parametrize(
    ("old", "text"),
    [
        ("§¬n vÞ sù nghiÖp c«ng lËp", "Đơn vị sự nghiệp công lập"),
        ("uû ban nh©n d©n tØnh", "uỷ ban nhân dân tỉnh"),
        ("Tr\u00adêng THPT chuyªn", "Trường THPT chuyên"),
    ],
)
def test_tcvn3_of_the_dossier(old, text):
    assert from_tcvn3(old) == text


@pytest.mark.parametrize(
    ("old", "text"),
    [
        ("Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
        ("COÄNG HOØA XAÕ HOÄI", "CỘNG HÒA XÃ HỘI"),
        ("Tröôøng Tieåu hoïc", "Trường Tiểu học"),
    ],
)
def test_vni_of_the_dossier(old, text):
    assert from_vni(old) == text


def test_the_tcvn3_table_is_whole():
    assert len(TCVN3) == 74
    assert len(set(TCVN3.values())) == 74


@given(st.lists(st.sampled_from(" ".join(TEXTS).lower().split()), min_size=1).map(" ".join))
def test_what_is_encoded_comes_back(text):
    assert from_tcvn3(in_tcvn3(text)) == text
    assert from_vni(in_vni(text)) == text


@pytest.mark.parametrize("encode", [in_tcvn3, in_vni])
@pytest.mark.parametrize("write", [write_xlsx, write_xls])
def test_a_whole_list_is_decoded(tmp_path, encode, write):
    rows = [["TT", encode("Tên đơn vị"), encode("Cơ quan chủ quản"), "Mã"]]
    rows += [[n, encode(text), encode("Sở Y tế"), "A1"] for n, text in enumerate(TEXTS, 1)]
    suffix = write.__name__.removeprefix("write_")
    sheet = read_workbook(write(tmp_path / f"list.{suffix}", rows)).sheet()
    table = find_table(sheet, UNITS)
    names = [row.cells[table.column("Tên đơn vị")] for row in table.rows]
    assert [name.lower() for name in names] == [text.lower() for text in TEXTS]
    assert set(table.decoded) == {1, 2}
    assert len(set(table.decoded.values())) == 1


@pytest.mark.parametrize(("encode", "page"), [(in_tcvn3, "latin-1"), (in_vni, "cp1252")])
def test_a_csv_in_an_old_font_is_decoded(tmp_path, encode, page):
    rows = [["TT", encode("Tên đơn vị"), "Mã"]]
    rows += [[n, encode(text), "A1"] for n, text in enumerate(TEXTS, 1)]
    path = write_csv(tmp_path / "list.csv", rows, encoding=page)
    assert [row[1].lower() for row in read_rows(path)[1:]] == [text.lower() for text in TEXTS]


def test_one_column_may_be_old_and_the_next_unicode():
    rows = [[in_tcvn3(text), text, in_vni(text)] for text in TEXTS]
    texts = {cell for row in rows for cell in row}
    assert decode_sheet(rows, texts) == {0: "TCVN3", 2: "VNI"}
    assert [row[1] for row in rows] == TEXTS
    assert [row[0].lower() for row in rows] == [text.lower() for text in TEXTS]


def test_unicode_text_within_an_old_column_is_left_alone():
    rows = [[in_tcvn3(text)] for text in TEXTS] + [["Trường Đại học Hà Nội"], ["Hà Nam"]]
    decode_sheet(rows, {row[0] for row in rows})
    assert [row[0] for row in rows[-2:]] == ["Trường Đại học Hà Nội", "Hà Nam"]


@pytest.mark.parametrize(
    "texts",
    [
        TEXTS,
        ["Hà Nam", "Hòa Bình", "Tân An", "Lâm Đồng", "Thái Bình", "Cà Mau"],
        ["École", "Müller", "Señor", "25 m²", "§ 3", "50 °C", "±5"],
        ["Krông Ana", "H'Mông", "Ea Súp"],
    ],
)
def test_text_that_is_no_old_vietnamese_stays_as_it_is(texts):
    rows = [[text] for text in texts]
    assert decode_sheet(rows, set(texts)) == {}
    assert [row[0] for row in rows] == texts


@pytest.mark.parametrize("word", ["nghiệp", "người", "khuỷu", "quyết", "giường", "Ơi", "yêu", "ạ"])
def test_vietnamese_syllables_are_known(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["nghiÖp", "c«ng", "Ñoäc", "straße", "éá", "bộộp"])
def test_what_no_vietnamese_says_is_known_too(word):
    assert not is_syllable(word)
