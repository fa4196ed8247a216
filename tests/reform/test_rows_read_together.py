"""Rows that are read together are those that each table would give by itself, in one query."""

from decimal import Decimal

import pytest

from reform.models import Plan, PlanPeriod
from reform.plan_findings import findings_asked
from reform.plan_proposals import proposals_asked
from reform.plan_tasks import tasks_asked
from reform.plan_visits import visits_asked
from reform.sources import sources_asked
from reform.together import read_together
from reform.wishes import plan_asked
from tests.factories import day, make_agency, make_province, make_unit
from tests.reform.pages import make_list
from tests.resolutions.follow_up import make_proposal, make_report, make_task, make_visit
from tests.resolutions.promises import make_document
from tests.resolutions.reconciliation.claims import checked, make_claim, slip

pytestmark = pytest.mark.django_db
TODAY = day("2026-06-01")


@pytest.fixture
def asked():
    mh, period = make_province(), PlanPeriod.objects.get(code="to-2025")
    make_unit(mh, valid_from=day("2016-01-01"))
    for number in range(3):
        task = make_task(mh, agency=make_agency(), deadline=day(f"202{number}-12-31"))
        make_report(task, "2025-06-01", 2, evidence_document=make_document())
        make_report(task, "2025-07-01", None)
        make_proposal(mh, aimed_at=make_document())
        make_visit(mh, {"answer_document": make_document()}, {"due_on": day("2025-01-01")})
        make_list(mh, f"2021-12-{1 + number:02d}", options={"where": [["A", 1]]})
    make_claim(mh, stated_percent=Decimal("9.75"), value="1097.5")
    slip(mh)
    checked()
    Plan.objects.create(province=mh, period=period, document=make_document())
    return {
        **sources_asked([mh.pk], TODAY),
        **tasks_asked([mh.pk], TODAY),
        **proposals_asked([mh.pk], TODAY),
        **visits_asked([mh.pk], TODAY),
        **findings_asked([mh.pk]),
        **plan_asked(mh, period),
    }


def told(row, links: dict, annotations) -> dict:
    """All that a row holds, with what was selected along."""
    found = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    found |= {name: getattr(row, name) for name in annotations}
    for name, further in links.items():
        other = getattr(row, name)
        found[name] = other and told(other, further, ())
    return found


def test_every_value_is_as_the_table_gives_it(asked, django_assert_num_queries):
    with django_assert_num_queries(1):
        together = read_together(**asked)
    assert set(together) == set(asked)
    for name, rows in asked.items():
        links, annotations = rows.query.select_related or {}, rows.query.annotations
        with django_assert_num_queries(0):
            found = [told(row, links, annotations) for row in together[name]]
        assert found == [told(row, links, annotations) for row in rows], name
        assert found, name


def test_a_row_that_was_read_so_can_be_saved(asked):
    task = read_together(**asked)["tasks"][0]
    task.note = "khác"
    task.save()
    assert asked["tasks"].filter(note="khác").count() == 1


def test_nothing_found_is_empty():
    mh = make_province()
    assert read_together(**findings_asked([mh.pk])) == {"findings": []}
    assert read_together(**visits_asked([mh.pk], TODAY)) == {"visits": [], "requests": []}
