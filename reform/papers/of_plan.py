"""What the paper of a plan says: its targets, who does what by when, and its figures."""

from __future__ import annotations

import datetime as dt

from resolutions.progress import Progress
from units.counts import count_units

from ..models import Plan
from ..plans.baseline import Baseline, baseline_of
from ..plans.undertaking import Undertaken, cases_of, fewer_units, progress_of, undertaken
from . import annex_people, annex_promises
from .annex_promises import first_upper
from .annex_units import UnitsOnADay, before_and_after
from .heading import annexes, basis, head, issuer_of, recipients
from .kinds import PaperKind
from .tables import Table
from .wording import BLANK, amount, listed, short_day, told

#: The abstract of a plan whose document nobody has entered.
UNTITLED = "Sắp xếp, tổ chức lại đơn vị sự nghiệp công lập"


def context(kind: PaperKind, plan: Plan, on: dt.date) -> dict[str, object]:
    """The values of the plan as it stands, its figures those of ``on``."""
    province, document, baseline = plan.province, plan.document, baseline_of(plan)
    issuer = issuer_of(kind, province, ())
    about = first_upper(document.title.removeprefix("Kế hoạch ")) if document else UNTITLED
    measures = undertaken(plan.measures.select_related("agency", "case"), on)
    progress = progress_of(plan, on)
    tables = tables_of(plan, baseline, progress, on)
    return {
        **head(kind, province, issuer, about, document),
        "bases": listed([basis(one) for one in plan.bases.all()]),
        "period": plan.period.name,
        "starts_on": short_day(plan.period.starts_on),
        "ends_on": short_day(plan.period.ends_on),
        "baseline_on": short_day(baseline.on if baseline else None),
        "baseline_units": amount(baseline.then if baseline else None),
        "on": short_day(on),
        "units": amount(count_units(on, province=province).total),
        "targets": tables["g"].rows,
        "measures": [measure(one) for one in measures],
        "fewer_units": amount(fewer_units(measures)),
        "cases": [{"number": case.number, "title": case.title,
                   "on": short_day(case.operative_on)} for case in cases_of(plan)],
        "recipients": recipients("Bộ Nội vụ", "Các sở, ban, ngành", "Ủy ban nhân dân cấp xã"),
        "annexes": annexes(kind, issuer, tables, document),
    }  # fmt: skip


def tables_of(
    plan: Plan, baseline: Baseline | None, progress: list[Progress], on: dt.date
) -> dict[str, Table]:
    province, units = plan.province, UnitsOnADay(plan.province, on)
    frozen = (baseline.on, baseline.known) if baseline else None
    return {
        "a": before_and_after(province, frozen, on),
        "b": units.by_sector,
        "c": units.by_level,
        "d": annex_people.people(province, on),
        "e": annex_people.deputies(province, on),
        "g": annex_promises.targets(progress, on),
    }


def measure(one: Undertaken) -> dict[str, str]:
    row = one.measure
    return {
        "what": row.what,
        "fewer_units": amount(row.fewer_units),
        "agency": row.agency.name if row.agency else BLANK,
        "person": told(row.person),
        "due_on": short_day(row.due_on),
    }
