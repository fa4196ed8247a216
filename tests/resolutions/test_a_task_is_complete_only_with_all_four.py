"""A task must name agency, person, deadline and measurable result; what is missing is said."""

import itertools

import pytest

from resolutions.models import Task
from resolutions.models.task import TaskNeed, incomplete
from tests.factories import make_agency, make_province
from tests.resolutions.follow_up import COMPLETE, make_task

pytestmark = pytest.mark.django_db
AGENCY, PERSON, DEADLINE, RESULT = TaskNeed

#: What is taken from a complete task -> what it then lacks.
TABLE = [
    ({}, []),
    ({"agency_name": ""}, [AGENCY]),
    ({"person_name": ""}, [PERSON]),
    ({"person_name": "", "person_office": "Giám đốc Sở Minh Họa"}, [PERSON]),
    ({"deadline": None}, [DEADLINE]),
    ({"result": ""}, [RESULT]),
    ({"whole": None}, [RESULT]),
    ({"result": "", "whole": None}, [RESULT]),
    ({"agency_name": "", "person_name": "", "deadline": None, "result": "", "whole": None},
     [AGENCY, PERSON, DEADLINE, RESULT]),
]  # fmt: skip


@pytest.mark.parametrize(("taken", "missing"), TABLE)
def test_what_is_missing_is_told_of_the_row_and_by_the_list(taken, missing):
    task = make_task(make_province(), **taken)

    assert task.missing == missing
    assert Task.objects.filter(incomplete()).exists() == bool(missing)


def test_an_agency_of_the_register_will_do():
    task = make_task(None, agency_name="", agency=make_agency())

    assert task.missing == []
    assert not Task.objects.filter(incomplete()).exists()


def test_row_and_list_agree_on_every_combination():
    empty = {"agency_name": "", "person_name": "", "deadline": None, "result": "", "whole": None}
    for size in range(len(empty) + 1):
        for names in itertools.combinations(empty, size):
            make_task(None, **{name: empty[name] for name in names})

    listed = set(Task.objects.filter(incomplete()).values_list("pk", flat=True))
    assert listed == {task.pk for task in Task.objects.all() if task.missing}
    assert Task.objects.count() == 2 ** len(COMPLETE)
