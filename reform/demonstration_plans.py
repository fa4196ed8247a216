"""Plans of the fictional province: one for each period, frozen, with measures in every state."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from resolutions.models import LegalDocument
from units.models import Agency, Province

from .models import Case, Plan, PlanMeasure, PlanPeriod, User
from .plans.baseline import freeze

ISSUER = "Ủy ban nhân dân tỉnh Minh Họa"
#: (period, number of the plan, what it implements, baseline day)
TOLD = (
    ("to-2021", "318/KH-UBND", "19-NQ/TW", dt.date(2015, 12, 31)),
    ("to-2025", "205/KH-UBND", "38/NQ-CP", dt.date(2021, 12, 31)),
    ("2026-2027", "205/KH-UBND", "38/NQ-CP", dt.date(2025, 12, 31)),
    ("to-2030", "205/KH-UBND", "38/NQ-CP", None),
)


def lay_plans(province: Province, *, today: dt.date) -> int:
    """Enter them once; gives their number, 0 when they are there already."""
    if Plan.objects.filter(province=province).exists():
        return 0
    by = User.objects.get(username="demo_soan_thao")
    for code, number, implements, baseline in TOLD:
        plan = Plan.objects.create(
            province=province,
            period=PlanPeriod.objects.get(code=code),
            document=LegalDocument.objects.get(number=number, issuer=ISSUER),
        )
        plan.bases.set(LegalDocument.objects.filter(number=implements, issued_on__year__lt=2026))
        if baseline:
            freeze(plan, on=baseline, by=by, at=timezone.now())
        if code == "2026-2027":
            add_measures(plan, today)
    return len(TOLD)


def add_measures(plan: Plan, today: dt.date) -> None:
    """One that is late, one with a dossier, one at nobody's door."""
    agency = Agency.objects.filter(province=plan.province, level__code="department").on(today)
    case = Case.objects.filter(province=plan.province).order_by("pk").first()
    office = {"agency": agency.first(), "person": _("Illustrative official 1")}
    measures = (
        {
            "what": _("Merge the preschools of one commune that have too few people"),
            "fewer_units": 8,
            "due_on": dt.date(2026, 6, 30),
            **office,
        },
        {
            "what": _("Dissolve a unit whose tasks have gone to others"),
            "fewer_units": 1,
            "due_on": dt.date(2027, 6, 30),
            "case": case,
            **office,
        },
        {"what": _("Bring the market boards under one roof")},
    )
    for one in measures:
        PlanMeasure.objects.create(plan=plan, **one)
