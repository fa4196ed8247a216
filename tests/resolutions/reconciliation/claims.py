"""Claims and findings for tests; all are plainly artificial."""

from __future__ import annotations

import datetime as dt
import itertools

from django.utils import timezone

from resolutions.models import Finding, SourceClaim
from resolutions.reconciliation.check import Outcome, check
from tests.factories import day
from units.models import Province

numbers = itertools.count(1)
TODAY = dt.date(2026, 3, 2)


def make_claim(province: Province | None = None, **fields) -> SourceClaim:
    number = next(numbers)
    values = {"source": f"Báo Minh Họa {number}", "quote": f"lời {number}", "measure": "units"}
    claim = SourceClaim(province=province, **{**values, **fields})
    claim.full_clean()
    claim.save()
    return claim


def slip(province: Province, **fields) -> SourceClaim:
    """From 612 to 548, "46 fewer"."""
    values = {
        "indicator": "units",
        "value_from": 612,
        "value_to": 548,
        "stated_delta": 46,
        "period_from": day("2015-01-01"),
        "period_to": day("2021-12-31"),
    }
    return make_claim(province, **{**values, **fields})


def checked(**asked) -> Outcome:
    return check(on=TODAY, at=timezone.now(), **asked)


def finding(province: Province) -> Finding:
    """The one finding of a slip of the pen."""
    slip(province)
    checked()
    return Finding.objects.get()
