"""Units that a row with an unknown name may mean: offered to a person, never taken."""

from __future__ import annotations

from collections.abc import Sequence

from ..lines import Line
from ..references import Agencies
from ..resemblance import close_units, offer_agencies, resembling
from .plan import FigureComparison


def offer_candidates(
    lines: Sequence[Line], comparison: FigureComparison, agencies: Agencies
) -> None:
    """Add a resemblance to each row of an unknown unit that is close to one no row speaks of, and
    to each that names an agency unlike all but close to some."""
    offer_agencies((line.problems for line in lines), agencies)
    holdings = comparison.holdings
    unknown = [
        line
        for line in lines
        if line.unit is None and line.record.values.get("name")
        and any(problem.code == "unit_unknown" for problem in line.record.problems)
    ]  # fmt: skip
    free = [
        unit
        for unit, one in holdings.in_force.items()
        if unit not in comparison.spoken_of and one.province in holdings.area
    ]
    if not (unknown and free):
        return
    called = {one.pk: one.name for one in agencies.rows}
    for line, found in close_units(unknown, free, holdings):
        line.record.problems.append(resembling(line, found, holdings, called, comparison.headings))
