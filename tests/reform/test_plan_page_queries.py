"""A page asks the database as often for much as for little: the budgets are data."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reform.models import Plan, PlanPeriod
from resolutions.choices import IndicatorCode
from resolutions.models import SourceClaim
from tests.factories import day, make_agency, make_event, make_figures, make_province, make_user
from tests.reform.pages import make_list, real_province
from tests.resolutions.follow_up import make_proposal, make_report, make_task, make_visit
from tests.resolutions.promises import NO_BASELINE, make_document, make_many, make_target
from units.models import Province

pytestmark = pytest.mark.django_db

#: Page, who reads it, and the most queries that it may take.
BUDGET = [
    ("/provinces/MH/", "stranger", 9),
    ("/provinces/MH/?on=31/12/2023", "stranger", 8),
    ("/provinces/MH/?events=all", "reader", 12),
    ("/provinces/MH/?sector=education&period=to-2025&events=all", "reader", 15),
    ("/provinces/MH/?on=31/12/2023&known=01/03/2026", "reader", 13),
    ("/provinces/MH/?sector=education&on=31/12/2023&known=01/03/2026", "reader", 15),
    ("/provinces/68/", "stranger", 9),
    ("/provinces/68/?period=to-2025&sector=education&events=all", "reader", 14),
    ("/provinces/", "stranger", 5),
    ("/provinces/?on=2025-06-30", "stranger", 5),
    ("/provinces/?on=2025-06-30&known=2026-03-01", "stranger", 5),
    ("/provinces/", "reader", 7),
    ("/overview/", "stranger", 8),
    ("/overview/", "reader", 10),
    ("/overdue/", "stranger", 8),
]
#: What no page may take, whatever is asked of it and by whomever.
LIMIT = 15


def fill(province: Province, times: range) -> None:
    """Units, figures, targets, events, claims and lists, so many times over."""
    for number in times:
        group = str(1 + number % 4)
        units = make_many(province, 3, agency=make_agency(), autonomy_group=group)
        for year in (2021, 2025):
            make_figures(units[0], year, headcount_budget=10, budget_spending=1)
        make_target(province, IndicatorCode.UNITS_PERCENT)
        make_target(province, IndicatorCode.AUTONOMY, **NO_BASELINE)
        make_target(province, IndicatorCode.PAYROLL, 5)
        for status, year in (("in_effect", 2022), ("in_effect", 2099), ("proposed", 2098)):
            make_event(
                "merge",
                day(f"{year}-01-{1 + number:02d}"),
                province=province,
                status=status,
                surviving=units[1],
                closing=units[2],
            )
        SourceClaim.objects.create(
            source=f"Báo {province.pk}", position=number + 1, province=province, measure="units"
        )
        make_list(province, f"2021-12-{1 + number:02d}")
        make_report(make_task(province, document=make_document()), "2023-01-01", 1)
        make_proposal(province)
        make_visit(province, {})
        Plan.objects.get_or_create(province=province, period=PlanPeriod.objects.get(code="to-2025"))


def queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def count_all(clients: dict) -> dict[tuple[str, str], int]:
    return {(path, who): queries(clients[who], path) for path, who, _most in BUDGET}


def test_queries_do_not_grow_with_what_is_in_the_register():
    mh, clients = make_province(), {"stranger": Client(), "reader": Client()}
    clients["reader"].force_login(make_user(role="reader", province=mh))
    others = [real_province(code, "2025-06-30") for code in ("60", "68")]
    others += [real_province(code, "2026-01-01") for code in ("68", "01")]
    for province in (mh, *others):
        fill(province, range(1))
    little = count_all(clients)

    fill(mh, range(1, 23))
    for province in others:
        fill(province, range(1, 4))

    assert count_all(clients) == little
    budget = {(path, who): most for path, who, most in BUDGET}
    assert max(budget.values()) <= LIMIT
    assert {page: number for page, number in little.items() if number > budget[page]} == {}
