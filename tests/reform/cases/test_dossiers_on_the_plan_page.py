"""A plan page says of a dossier when it is due, that its clock stands, or that no time runs."""

import pytest

from reform.plan_cases import pipeline
from tests.reform.cases.people import TODAY, Office

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("status", "due", "stands"),
    [("draft", False, False), ("appraising", True, False), ("supplement", False, True)],
)
def test_the_clock_of_a_dossier(status, due, stands):
    office = Office()
    office.at(status)
    [line] = pipeline([office.province.pk], TODAY, insider=True).lines
    assert (line.due_on is not None, line.stands) == (due, stands)
