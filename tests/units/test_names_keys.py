"""Two spellings of one name are one name; a typed query finds it; a dictionary orders it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from units.names import SORT_KEY_LENGTH, match_key, place_key, search_key, sort_key

SYLLABLES = [
    "trường", "mầm", "non", "đắk", "Lắk", "Hòa", "Thủy", "Ủy", "Ðồng", "quý", "xoè", "người",
    "khuyến", "Mỹ", "Sở", "Y", "tế", "Ơ", "ư", "a", "ạ", "&", "-", "(cũ)", "12",
]  # fmt: skip
names = st.lists(st.sampled_from(SYLLABLES) | st.text(max_size=8), max_size=12).map(" ".join)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Trường MN Hòa Bình", "trường mn hoà bình"),
        ("ỦY BAN NHÂN DÂN", "Uỷ ban nhân dân"),
        ("Thủy Nguyên", "Thuỷ Nguyên"),
        ("Trường PTDTBT THCS Tòan Thắng", "Trường PTDTBT THCS Toàn Thắng"),
        ("Sở Y\u00a0tế ", " Sở  Y tế"),
        ("Bệnh\u200b viện", "Bệnh viện"),
        ("Ðông Anh", "Đông Anh"),
        ("Bà Rịa \u2013 Vũng Tàu", "Bà Rịa-Vũng Tàu"),
        ("Krông “Ana”", 'Krông "Ana"'),
        ("Ea H\u2019leo", "Ea H'leo"),
        (unicodedata.normalize("NFD", "Đội Quản lý thị trường"), "Đội Quản lý thị trường"),
    ],
)
def test_two_spellings_of_one_name_have_one_key(one, other):
    assert match_key(one) == match_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Trường Hoa Mai", "Trường Hòa Mai"),
        ("Đông Anh", "Dong Anh"),
        ("Trường Tiểu học số 1", "Trường Tiểu học số 2"),
        ("Hóa An", "Hòa An"),
        ("Trung tâm A", "Trung tâm Ă"),
    ],
)
def test_different_names_keep_different_keys(one, other):
    assert match_key(one) != match_key(other)


@pytest.mark.parametrize("text", [None, "", "   ", "\u200b", "\u00a0"])
def test_no_name_has_empty_keys(text):
    assert [key(text) for key in (search_key, match_key, place_key, sort_key)] == [""] * 4


@pytest.mark.parametrize(
    "text",
    [
        "Thành phố Hồ Chí Minh",
        "THÀNH PHỐ HỒ CHÍ MINH",
        "TP. Hồ Chí Minh",
        "TP.Hồ Chí Minh",
        "tp Hồ Chí Minh",
        "Tỉnh Hồ Chí Minh",
        "Hồ Chí Minh",
    ],
)
def test_a_place_is_known_with_or_without_its_kind(text):
    assert place_key(text) == "hồ chí minh"


def test_a_place_that_only_begins_like_a_kind_keeps_its_name():
    assert place_key("Tỉnhạ") == "tỉnhạ"


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("Trung tâm Y tế huyện Đắk Song", "dak song"),
        ("TRƯỜNG THPT NGUYỄN ĐÌNH CHIỂU", "nguyen dinh chieu"),
        ("Ðại học", "dai hoc"),
        ("Bà Rịa \u2013 Vũng Tàu", "ba ria-vung tau"),
        ("Trường TH&THCS Ea H\u2019leo", "th thcs ea h leo"),
        (unicodedata.normalize("NFD", "Bệnh viện Đa khoa"), "bệnh viện đa khoa"),
    ],
)
def test_a_query_without_accents_finds_the_name(name, query):
    assert search_key(query) in search_key(name)


@given(names)
def test_keys_do_not_depend_on_the_unicode_form_and_are_stable(name):
    for key in (search_key, match_key):
        composed = key(unicodedata.normalize("NFC", name))
        assert key(unicodedata.normalize("NFD", name)) == composed
        assert key(composed) == composed


@given(names)
def test_names_with_one_match_key_have_one_search_key(name):
    assert search_key(match_key(name)) == search_key(name)


@given(names)
def test_the_sort_key_is_digits_only_and_bounded(name):
    key = sort_key(name)
    assert len(key) <= SORT_KEY_LENGTH
    assert not key.strip("0123456789")


IN_DICTIONARY_ORDER = [
    "2 tháng 9", "A", "à", "ả", "ã", "á", "Á", "ạ", "a b", "An", "ăn", "ân", "Bắc Giang", "Bắc Kạn",
    "ca", "cả", "dê", "Dương", "đa", "Đà", "đá", "đê", "em", "êm", "fa", "gà", "hoa", "hòa", "hóa",
    "ích", "j", "kỷ", "Lan", "mẹ", "nga", "ông", "ơn", "phố", "qua", "Quảng Bình", "Quảng Nam",
    "Quảng Ngãi", "Quảng Ninh", "ra", "sa", "ta", "tha", "Trung tâm 1", "Trung tâm 2",
    "Trung tâm A", "ủy", "ưa", "vé", "w", "xã", "y", "Ỷ", "z",
]  # fmt: skip


def test_names_sort_as_in_a_vietnamese_dictionary():
    assert sorted(set(IN_DICTIONARY_ORDER), key=sort_key) == IN_DICTIONARY_ORDER


def test_tone_counts_only_where_all_letters_are_equal_and_case_only_after_tone():
    assert sorted(["má b", "ma c", "ma a"], key=sort_key) == ["ma a", "má b", "ma c"]
    assert sorted(["MÀ", "ma", "mà", "MA"], key=sort_key) == ["ma", "MA", "mà", "MÀ"]


def test_tone_placement_does_not_change_the_order():
    assert sort_key("Hòa Bình") == sort_key("Hoà Bình")


@given(st.lists(st.sampled_from(SYLLABLES), min_size=75, max_size=75).map(" ".join))
def test_long_names_differing_at_the_start_still_sort_by_it(tail):
    assert sort_key("Ánh " + tail) < sort_key("Đan " + tail)
