"""A province with a plan, for the tests of plans."""

from __future__ import annotations

from reform.models import Plan, PlanPeriod
from resolutions.models import LegalDocument, Target
from tests.factories import day


def make_plan(province, *, period: str = "2026-2027", number: str = "9/KH-UBND", **fields) -> Plan:
    """A plan with a document of its own."""
    document = LegalDocument.objects.create(
        number=number, issuer="UBND tỉnh Minh Họa", issued_on=day("2026-01-10"), kind="plan",
        title="Kế hoạch sắp xếp",
    )  # fmt: skip
    period = PlanPeriod.objects.get(code=period)
    return Plan.objects.create(province=province, period=period, document=document, **fields)


def make_target(plan: Plan, *, deadline: str = "2027-12-31", **fields) -> Target:
    """ "At least 10% fewer units than on 31/12/2015"."""
    values = {
        "indicator": "units_reduction_percent", "operator": "at_least", "value": 10,
        "measure": "percent", "baseline_kind": "date", "baseline_on": day("2015-12-31"),
    }  # fmt: skip
    return Target.objects.create(
        document=plan.document,
        province=plan.province,
        position=plan.document.targets.count() + 1,
        deadline=day(deadline),
        **{**values, **fields},
    )
