"""Promises for tests; all are plainly artificial."""

from __future__ import annotations

import datetime as dt
import itertools
from decimal import Decimal

from resolutions.choices import MEASURE_OF, BaselineKind, Measure, Operator
from resolutions.models import LegalDocument, Target
from tests.factories import day, make_units
from units.models import Province, Unit, UnitVersion

numbers = itertools.count(1)
YEAR_END_2021 = day("2021-12-31")


def make_document(**fields) -> LegalDocument:
    number = next(numbers)
    values = {
        "number": f"{number}/KH-UBND",
        "issuer": "Ủy ban nhân dân tỉnh Minh Họa",
        "issued_on": day("2022-03-01"),
        "kind": "plan",
        "title": f"Kế hoạch minh họa {number}",
    }
    return LegalDocument.objects.create(**{**values, **fields})


def make_target(
    province: Province | None, indicator: str, value: object = "10", **fields
) -> Target:
    """A target "at least ``value``", from 31/12/2021 to 31/12/2025 unless told otherwise."""
    measure = MEASURE_OF[indicator]
    values = {
        "position": next(numbers),
        "operator": Operator.AT_LEAST,
        "deadline": day("2025-12-31"),
        **baseline_on(YEAR_END_2021),
        **fields,
    }
    document = values.pop("document", None) or make_document()
    target = Target(
        document=document,
        province=province,
        indicator=indicator,
        measure=measure,
        value=None if measure == Measure.NONE else Decimal(str(value)),
        **values,
    )
    target.full_clean()
    target.save()
    return target


def baseline_on(day_: dt.date) -> dict:
    return {"baseline_kind": BaselineKind.DATE, "baseline_on": day_}


NO_BASELINE = {"baseline_kind": BaselineKind.UNKNOWN, "baseline_on": None}


def make_many(
    province: Province, number: int, *, since: str = "2015-12-31", until: str = "", **fields
):
    """``number`` units in force from ``since`` until (not including) ``until``."""
    return make_units(
        [
            UnitVersion(
                unit=Unit(),
                valid_from=day(since),
                valid_to=day(until) if until else None,
                name=f"Đơn vị Minh Họa {next(numbers)}",
                province=province,
                **fields,
            )
            for _ in range(number)
        ]
    )
