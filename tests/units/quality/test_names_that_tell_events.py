"""A name that carries an event is read as that event; a clinic called Hợp Nhất is left alone."""

import pytest
import python_calamine

from tests.units.quality.names import ONLY_NAMES, TELLING
from units.kinds import KINDS
from units.names import search_key
from units.quality.told import event_told_by
from units.quality.wordings import WORDINGS


@pytest.mark.parametrize(("name", "kind", "year"), TELLING)
def test_a_name_tells_of_an_event_its_kind_and_its_year(name, kind, year):
    told = event_told_by(name)
    assert told is not None
    assert (told.kind, told.year) == (kind, year)
    assert told.words in " ".join(name.split())


@pytest.mark.parametrize("name", ONLY_NAMES)
def test_a_name_that_only_sounds_like_an_event_raises_no_alarm(name):
    assert event_told_by(name) is None


@pytest.mark.parametrize("name", [name for name, _kind, _year in TELLING])
def test_the_clues_that_the_database_looks_for_are_in_every_such_name(name):
    clues = {clue for wording in WORDINGS for clue in wording.clues}
    assert any(clue in search_key(name) for clue in clues)


def test_every_wording_names_a_kind_of_the_table_and_occurs_in_these_names():
    assert {wording.kind for wording in WORDINGS} <= {*KINDS, ""}
    assert {wording.kind for wording in WORDINGS} == {kind for _name, kind, _year in TELLING}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Trường  Tiểu học A  ( sáp nhập 2020 )", "sáp nhập 2020"),
        ("Trường Tiểu học A (cổ phần hoá 2018)", "cổ phần hoá 2018"),
        ("Trường Tiểu học A (sa\u0301p nhâ\u0323p 2020)", "sáp nhập 2020"),
    ],
)
def test_the_way_of_typing_does_not_matter(typed, words):
    assert event_told_by(typed).words == words


@pytest.mark.parametrize(
    ("file", "column", "telling"),
    [
        ("health_units_bac_ninh.xlsx", 2, ["Bệnh viện Đa khoa tư nhân Kinh Bắc (sáp nhập)"]),
        ("schools_thai_nguyen_2025-06-23.xlsx", 1, []),
    ],
)
def test_real_lists_raise_no_false_alarm(samples, file, column, telling):
    """Communes of the first list bear such remarks too, but they are no units."""
    book = python_calamine.CalamineWorkbook.from_path(samples / file)
    names = [str(row[column]) for row in book.get_sheet_by_index(0).to_python()]
    assert len(names) > 150
    units = [name for name in names if not name.startswith(("Phường ", "Xã "))]
    assert [name for name in units if event_told_by(name)] == telling
