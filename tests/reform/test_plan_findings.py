"""A page tells what is in dispute about a territory, the gravest first, in one query."""

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from reform.plan_findings import (
    FindingLine,
    findings_about_the_country,
    findings_asked,
    findings_told,
)
from reform.together import read_together
from resolutions.models import Finding
from resolutions.reconciliation.handling import resolve
from tests.factories import day, make_province, make_user
from tests.resolutions.promises import make_target
from tests.resolutions.reconciliation.claims import checked, make_claim, slip

pytestmark = pytest.mark.django_db


def findings_of(territory, *, insider: bool = False) -> list[FindingLine]:
    return findings_told(read_together(**findings_asked(territory)), insider=insider)


@pytest.fixture
def province():
    province = make_province()
    make_target(province, "units_reduction_percent", baseline_on=day("2015-12-31"),
                deadline=day("2021-12-31"))  # fmt: skip
    make_claim(province, doubt="meaning")
    slip(province)
    make_claim(None, doubt="operator")
    checked()
    return province


def test_one_query_whatever_there_is(province, django_assert_num_queries):
    with django_assert_num_queries(1):
        few = findings_of([province.pk])
    for _number in range(10):
        slip(province)
    checked()
    with django_assert_num_queries(1):
        many = findings_of([province.pk], insider=True)
        assert all(line.sentence and line.url for line in many)
    assert (len(few), len(many)) == (2, 12)


def test_the_gravest_first_and_what_is_settled_last(province):
    by = make_user(role="appraiser", province=province)
    grave = findings_of([province.pk])[0]
    assert (grave.severity, grave.is_decisive, grave.is_in_dispute) == ("high", True, True)

    one = Finding.objects.get(rule=grave.rule)
    resolve(one, note="đã rõ", by=by, at=timezone.now(), seen=one.fingerprint)
    assert [line.status for line in findings_of([province.pk])] == ["open", "resolved"]


def test_what_no_longer_holds_is_left_out(province):
    Finding.objects.filter(province=province).update(lapsed_at=timezone.now())
    assert findings_of([province.pk]) == []


def test_the_country_has_its_own(province):
    assert [line.rule for line in findings_about_the_country()] == ["words_to_be_confirmed"]


def test_the_public_gets_no_address_of_the_desk(province):
    lines = findings_of([province.pk])
    shown = render_to_string("reform/plan/findings.html", {"findings": lines})

    assert {line.url for line in lines} == {""}
    assert "/admin/" not in shown
    assert lines[0].sentence in shown
