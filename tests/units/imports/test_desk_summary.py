"""What a list does, in a sentence, with what to do next; wrong totals are not lost in text."""

import pytest

from tests.factories import day, make_province, make_unit, make_user
from units.imports import desk
from units.models import ImportBatch

from .desk_lists import previewed

pytestmark = pytest.mark.django_db

AS_OF = day("2024-12-31")
A = {"code": "A1", "name": "Trường A", "people": 10}
B = {"code": "B1", "name": "Trường B", "people": 20}


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def province():
    return make_province()


def summary(client, batch: ImportBatch):
    client.force_login(make_user(role="preparer", province=batch.province))
    return client.get(batch.get_absolute_url()).context["summary"]


def test_the_counts_are_one_sentence(client, province):
    make_unit(province, name="Trường A", code="A1")
    make_unit(province, name="Trường Thiếu", code="M1")
    said = summary(client, previewed(province, AS_OF, [A | {"people": ""}, B, B | {"code": "2B"}]))
    assert said.sentences == [
        "Of 3 rows: 1 unchanged, 2 new, 0 changed, 0 rejected.",
        "Units of the register that are missing from the list: 1.",
    ]


#: Rows of a list, and a word of each step that they call for, the most pressing first.
STEPS = {
    "all good": ([A, B], ["confirm"]),
    "one rejected": ([A, B | {"people": "abc"}], ["marked", "confirm"]),
    "like each other": ([A, A | {"code": "A2", "people": 11}], ["duplicates", "confirm"]),
    "all rejected": ([A | {"people": "abc"}], ["marked"]),
}


@pytest.mark.parametrize("case", STEPS)
def test_the_next_steps_are_those_that_the_list_calls_for(case, client, province):
    rows, words = STEPS[case]
    said = summary(client, previewed(province, AS_OF, rows))
    assert len(said.steps) == len(words)
    assert all(word in step for step, word in zip(said.steps, words, strict=True))


def test_a_list_that_changes_nothing_says_so(client, province):
    make_unit(province, name="Trường A", code="A1")
    said = summary(client, previewed(province, AS_OF, [A | {"people": ""}]))
    assert said.steps == ["Nothing would change: the list can be put aside."]


def test_after_it_was_put_aside_there_is_nothing_to_do(client, province):
    batch = previewed(province, AS_OF, [A])
    desk.cancel(batch)
    assert summary(client, batch).steps == []


def test_totals_that_do_not_add_up_stand_by_themselves(client, province):
    batch = previewed(province, AS_OF, [A, B, {"name": "Tổng cộng", "people": 31}])
    said = summary(client, batch)
    (total,) = said.totals
    said_of = {name: text for name, text in total.items() if name not in ("sentence", "sheet")}
    assert said_of == {
        "row": 4, "heading": "Số biên chế", "stated": "31", "counted": "30", "difference": "1",
    }  # fmt: skip
    assert total["sentence"] in batch.remarks, "a terminal still prints it"
    assert total["sentence"] not in said.remarks, "the page says it once"
    assert 'id="wrong-totals"' in client.get(batch.get_absolute_url()).content.decode()


def test_totals_that_add_up_are_not_spoken_of(client, province):
    batch = previewed(province, AS_OF, [A, B, {"name": "Tổng cộng", "people": 30}])
    assert summary(client, batch).totals == []
