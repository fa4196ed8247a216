"""`manage.py check_data` counts what is wrong, gives an example of each, and judges nothing."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import day, make_agency, make_province, make_unit
from tests.units.quality.world import disorder, happen, problems
from units.quality import PROBLEMS, Review, number_of

pytestmark = pytest.mark.django_db
#: Queries that finding and telling one page of a problem may take, whatever the number of rows.
MOST_QUERIES = 3


def check_data(*options: str) -> str:
    out = StringIO()
    call_command("check_data", *options, stdout=out)
    return out.getvalue()


def test_every_problem_is_found_once_and_under_one_code_only():
    disorder(make_province())
    assert problems() == dict.fromkeys(PROBLEMS, 1)


def test_json_gives_the_number_and_an_example_of_each_problem():
    disorder(make_province())
    answer = json.loads(check_data("--json"))
    assert answer["problems"] == dict.fromkeys(PROBLEMS, 1)
    assert list(answer["examples"]) == list(answer["problems"])
    for example in answer["examples"].values():
        assert example["subject"]
        assert example["address"].startswith("/admin/units/")


def test_text_gives_number_code_sentence_and_example():
    disorder(make_province())
    lines = check_data().splitlines()
    assert len(lines) == 2 * len(PROBLEMS)
    for (code, problem), line in zip(PROBLEMS.items(), lines[::2], strict=True):
        assert line == f"{1:>8}  {code}: {problem.label}"
    assert "Trường Minh Họa (sáp nhập 2020)" in lines[5]


def test_nothing_wrong():
    province = make_province()
    unit = make_unit(province, agency=make_agency(province=province))
    happen(province, "dissolve", day("2020-01-01"), closing=unit)
    assert json.loads(check_data("--json")) == {"problems": {}, "examples": {}}
    assert len(check_data().splitlines()) == 1


def test_on_another_day():
    province = make_province()
    make_unit(province, valid_from=day("2020-01-01"))
    assert json.loads(check_data("--json", "--on", "2019-12-31"))["problems"] == {}
    found = json.loads(check_data("--json", "--on", "2020-01-01"))["problems"]
    assert found == {"units_without_agency": 1}


def test_a_wrong_day_ends_with_2_and_a_sentence():
    with pytest.raises(CommandError, match="2025-06-30") as refused:
        check_data("--on", "yesterday")
    assert refused.value.returncode == 2


@pytest.mark.parametrize("code", PROBLEMS)
def test_more_rows_need_no_more_queries(code):
    province = make_province()
    disorder(province)
    few = asked(code)
    for number in range(3):
        disorder(make_province(f"M{number}", f"Minh Họa {number}"))
    assert asked(code) == few
    assert few <= MOST_QUERIES


def asked(code: str) -> int:
    problem = PROBLEMS[code]
    with CaptureQueriesContext(connection) as queries:
        rows = problem.find(Review(timezone.localdate()))
        assert number_of(rows)
        assert [problem.tell(row) for row in rows[:50]]
    return len(queries)
