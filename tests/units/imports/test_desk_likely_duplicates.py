"""New names that look like others under the same agency are shown side by side, and never taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import day, make_agency, make_province, make_unit, make_user
from units.imports.likeness import a_slip, near_words
from units.imports.plan import as_report

from .desk_lists import previewed, problems

pytestmark = pytest.mark.django_db

AS_OF = day("2024-12-31")
OFFICE = "Sở Minh Họa"
KNOWN = "Trường Mầm non Hoa Phượng"


@pytest.fixture
def province():
    return make_province()


def row(name: str, code: str = "N1", agency: str = OFFICE) -> dict[str, object]:
    return {"code": code, "name": name, "agency": agency}


#: A new name beside "Trường Mầm non Hoa Phượng" of the same agency: what is said of it.
NAMES = {
    "Trường Mầm non Hoa Phượng": "possible_duplicate",
    "TRƯỜNG MẦM NON HOA  PHƯỢNG": "possible_duplicate",
    "Trường Mầm non Hoa Phương": "likely_duplicate",
    "Truong Mam non Hoa Phuong": "likely_duplicate",
    "Trường Mầm non Hoa Phượngg": "likely_duplicate",
    "Trườnng Mầm non Hoa Phượng": "likely_duplicate",
    "Trường Mầm non Hoa Phưọng": "likely_duplicate",
    "Trường Mầm non Hoa Hồng": None,
    "Trường Tiểu học Hoa Phượng": None,
    "Trường Mầm non Hoa Phượng 2": None,
    "Trường Mầm non Hoa": None,
}


@pytest.mark.parametrize("name", NAMES)
def test_a_new_name_is_compared_with_the_units_of_the_same_agency(name, province):
    agency = make_agency(name=OFFICE, province=province)
    make_unit(province, name=KNOWN, code="K1", agency=agency)
    batch = previewed(province, AS_OF, [row(name)])
    found = {one["code"] for one in as_report(batch)["problems"]} & set(NAMES.values())
    assert found == ({NAMES[name]} if NAMES[name] else set())
    assert batch.counts["created"] == 1, "it only warns"


def test_another_agency_has_names_of_its_own(province):
    other = make_agency(name="Sở Khác", province=province)
    make_unit(province, name=KNOWN, agency=other)
    batch = previewed(province, AS_OF, [row("Trường Mầm non Hoa Phương")])
    assert "likely_duplicate" not in [code for _row, code in problems(batch)]


#: Two new names within a list: whether they are told apart by no more than a slip.
PAIRS = {
    ("Trường Hoà Bình", "Trường Hòa Bình"): {"possible_duplicate"},
    ("Trường Hoà Bình", "Trường Hoa Bình"): {"likely_duplicate"},
    ("Trường Quang Trung", "Trường Quagn Trung"): {"likely_duplicate"},
    ("Trường Tân Thành", "Trường Tân Thịnh"): set(),
    ("Trường Bình Sơn", "Trường Vinh Sơn"): set(),
    ("Trường số 1", "Trường số 2"): set(),
    ("Trường A1B", "Trường A2B"): set(),
    ("Trạm Y tế xã Mỹ An", "Trạm Y tế xã Mỹ Ân"): {"likely_duplicate"},
}


@pytest.mark.parametrize("pair", PAIRS)
def test_new_names_are_compared_with_each_other(pair, province):
    rows = [row(name, code=f"N{n}") for n, name in enumerate(pair)]
    batch = previewed(province, AS_OF, rows)
    assert {code for _row, code in problems(batch)} == PAIRS[pair]
    for one in batch.rows.exclude(problems=[]):
        (twin,) = one.problems[0]["twins"]
        assert twin["row"] in (2, 3)
        assert twin["row"] != one.number


def test_the_new_name_of_a_known_unit_is_not_like_its_own(province):
    agency = make_agency(name=OFFICE, province=province)
    make_unit(province, name=KNOWN, code="K1", agency=agency)
    batch = previewed(province, AS_OF, [row("Trường Mầm non Hoa Phương", code="K1")])
    assert (batch.counts["changed"], problems(batch)) == (1, [])


def test_a_code_beside_quite_another_name_is_told(province):
    agency = make_agency(name=OFFICE, province=province)
    make_unit(province, name=KNOWN, code="K1", agency=agency)
    batch = previewed(province, AS_OF, [row("Bảo tàng tỉnh", code="K1")])
    assert problems(batch) == [(2, "other_name_for_code")]


def test_rows_and_what_they_are_like_stand_side_by_side(client, province):
    client.force_login(make_user(role="reader", province=province))
    agency = make_agency(name=OFFICE, province=province)
    unit = make_unit(province, name=KNOWN, code="K1", agency=agency)
    batch = previewed(province, AS_OF, [row("Trường Mầm non Hoa Phương"), row(KNOWN, code="N2"),
                                        row("Bảo tàng tỉnh", code="N3")])  # fmt: skip
    shown = client.get(batch.get_absolute_url(), {"rows": "duplicates"})
    assert {label[0]: label[2] for label in shown.context["tabs"]}["duplicates"] == 2
    first, second = shown.context["page"].shown
    assert (first.code, second.code) == ("N1", "N2")
    assert {(twin.name, twin.code, twin.agency) for twin in first.twins} == {
        (KNOWN, "K1", OFFICE), (KNOWN, "N2", OFFICE),
    }  # fmt: skip
    assert f"/admin/units/unit/{unit.pk}/change/" in shown.content.decode()


def test_thousands_of_like_names_cost_no_more_than_themselves(province):
    """Each row names a few of its twins, however many there are."""
    rows = [row("Trường Mầm non Hoa Phượng", code=f"N{n}") for n in range(40)]
    rows += [row("Trường Mầm non Hoa Phương", code=f"M{n}") for n in range(40)]
    batch = previewed(province, AS_OF, rows)
    for one in batch.rows.all():
        assert all(len(problem.get("twins", ())) <= 5 for problem in one.problems)
        assert any(problem.get("twins") for problem in one.problems)


words = st.text("abcde", min_size=4, max_size=7)


@given(st.sets(words, max_size=12))
def test_near_words_are_all_pairs_that_a_slip_apart(some):
    found = {(word, other) for word, others in near_words(some).items() for other in others}
    assert found == {(one, two) for one in some for two in some if one < two and slip(one, two)}


def slip(one: str, two: str) -> bool:
    """Plainly: one letter added, left out, another, or two neighbours swapped."""
    shorter, longer = sorted((one, two), key=len)
    if len(longer) == len(shorter) + 1:
        return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
    if len(longer) != len(shorter):
        return False
    wrong = [at for at in range(len(one)) if one[at] != two[at]]
    swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1
    return len(wrong) == 1 or (
        swapped and one[wrong[0]] == two[wrong[1]] and one[wrong[1]] == two[wrong[0]]
    )


@given(words, words)
def test_a_slip_is_the_same_from_both_sides(one, two):
    assert a_slip(one, two) == a_slip(two, one)
    assert not a_slip(one, one.upper())
