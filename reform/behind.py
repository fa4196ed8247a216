"""The lists behind the numbers of a target: what each indicator counts, as units or figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from resolutions.choices import IndicatorCode
from resolutions.digits import rounded
from resolutions.indicators import AUTONOMOUS, Measured
from resolutions.indicators.reading import MEETING_DEMAND
from resolutions.models import Target

from .addresses import Addresses

#: How the list of what an indicator counts is asked for, on a day and of a bloc. Companies are no
#: units any more, and average spending is no list.
LISTS: dict[str, Callable[[Addresses, dt.date, str], str]] = {
    IndicatorCode.UNITS_ABSOLUTE: lambda to, on, bloc: to.units(on, bloc=bloc),
    IndicatorCode.UNITS_PERCENT: lambda to, on, bloc: to.units(on, bloc=bloc),
    IndicatorCode.AUTONOMY: lambda to, on, bloc: to.units(
        on, bloc=bloc, autonomy=sorted(AUTONOMOUS)
    ),
    IndicatorCode.KINDS_LEFT: lambda to, on, bloc: to.units(
        on, bloc=bloc, service=sorted(MEETING_DEMAND)[0]
    ),
    IndicatorCode.PAYROLL: lambda to, on, bloc: to.figures(on, on.year),
}


@dataclass(frozen=True)
class Behind:
    """The list behind a number: it counts, or sums up, to ``value``."""

    value: int
    url: str


def lists_behind(
    target: Target, measured: Measured, on: dt.date, addresses: Addresses
) -> dict[str, Behind]:
    """What was measured on ``on``: "now", the "baseline", and the "whole" of a share."""
    asked = LISTS.get(target.indicator)
    if asked is None or measured.now is None:
        return {}
    found = {"now": Behind(int(measured.now), asked(addresses, on, target.bloc))}
    if measured.whole is not None:
        every = addresses.units(on, bloc=target.bloc)
        return found | {"whole": Behind(int(measured.whole), every)}
    day = target.baseline_day
    is_counted = target.baseline_value is None and not measured.is_restated
    if measured.baseline is not None and day and is_counted:
        then = Behind(int(measured.baseline), asked(addresses, day, target.bloc))
        return found | {"baseline": then}
    return found


def difference(measured: Measured) -> str:
    """ "500 − 491": what is counted less what is asked for, or the other way round."""
    if not measured.missing or None in (measured.now, measured.required):
        return ""
    more, less = sorted((measured.now, measured.required), reverse=True)
    return f"{rounded(more)} − {rounded(less)}"
