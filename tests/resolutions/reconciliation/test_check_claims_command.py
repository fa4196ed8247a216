"""``manage.py check_claims`` runs the rules, keeps what they find, and says so."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from resolutions.models import Finding
from tests.factories import make_province
from tests.resolutions.reconciliation.claims import make_claim, slip

pytestmark = pytest.mark.django_db


def said(*arguments: str) -> str:
    out = io.StringIO()
    call_command("check_claims", *arguments, stdout=out)
    return out.getvalue()


def test_it_counts_by_rule_and_gives_an_example_of_each():
    province = make_province()
    slip(province)
    make_claim(province, doubt="meaning")
    make_claim(province, value=118, parts={"a": 116, "b": 2})
    told = json.loads(said("--json"))

    assert (told["findings"], told["open"]) == (2, 2)
    assert told["by_rule"] == {"difference_is_not_from_minus_to": 1, "words_to_be_confirmed": 1}
    assert told["written"] == {"new": 2}
    assert told["sums_that_hold"] == ["116 + 2 = 118"]
    assert set(told["examples"]) == set(told["by_rule"])
    assert Finding.objects.count() == 2
    assert json.loads(said("--json"))["written"] == {}
    assert "difference_is_not_from_minus_to" in said()


def test_it_looks_at_one_province_if_asked():
    for code, name in (("MH", "Minh Họa"), ("XL", "Xa Lạ")):
        slip(make_province(code, name))

    assert json.loads(said("--json", "--province", "XL"))["findings"] == 1
    assert Finding.objects.get().province.code == "XL"


def test_a_code_that_nobody_bears_is_refused():
    with pytest.raises(CommandError):
        said("--province", "ZZ")
