"""Thirty targets ask the database no more often than one target of each kind does."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from resolutions.choices import BaselineKind, IndicatorCode
from resolutions.progress import progress_of_province
from tests.factories import day, make_agency, make_province
from tests.resolutions.promises import make_document, make_many, make_target

pytestmark = pytest.mark.django_db

PERIOD = {
    "baseline_kind": BaselineKind.PERIOD,
    "baseline_on": None,
    "baseline_from": day("2021-01-01"),
    "baseline_to": day("2022-12-31"),
}


def queries(province) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        found = progress_of_province(province, day("2026-06-30"))
    assert all(one.line for one in found)
    return len(captured)


def test_thirty_targets_cost_what_one_of_each_kind_costs():
    province = make_province()
    make_many(province, 4, agency=make_agency(), autonomy_group="2", service_class="market")
    document = make_document()

    def promise_each() -> None:
        for indicator in IndicatorCode.values:
            baseline = PERIOD if indicator == IndicatorCode.SPENDING else {}
            make_target(province, indicator, document=document, eligible_count=3, **baseline)

    promise_each()
    first = queries(province)
    for _ in range(4):
        promise_each()

    assert document.targets.count() >= 30
    assert queries(province) == first


def test_a_target_of_units_costs_a_handful():
    """Targets, provinces, first days, and for each of three days the territory and the count."""
    province = make_province()
    make_many(province, 4)
    make_target(province, IndicatorCode.UNITS_PERCENT)
    one = queries(province)
    for _ in range(29):
        make_target(province, IndicatorCode.UNITS_PERCENT)

    assert queries(province) == one
    assert one <= 10
