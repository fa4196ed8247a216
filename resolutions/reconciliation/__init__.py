"""Rules held over what papers claim, what was promised and what the register shows.

Nothing here corrects anything: what does not hold becomes a finding, which people resolve.
"""

from __future__ import annotations

from ..models import Finding
from .days import day_is_incomplete, later_than_planned
from .percentages import percentage_is_not_computed, reduction_without_baseline
from .periods import (
    baseline_is_not_the_beginning,
    duration_is_not_the_period,
    period_before_the_instrument,
)
from .register import register_counts_otherwise
from .rule import Draft, Ground, Rule, Telling, Verdict
from .sources import sources_disagree_on_figure, sources_disagree_on_meeting
from .sums import difference_is_not_from_minus_to, parts_are_not_the_total
from .words import words_to_be_confirmed

#: Every rule by its code, in the order in which people read them.
RULES: dict[str, Rule] = {
    rule.code: rule
    for rule in (
        difference_is_not_from_minus_to,
        register_counts_otherwise,
        parts_are_not_the_total,
        percentage_is_not_computed,
        sources_disagree_on_figure,
        reduction_without_baseline,
        words_to_be_confirmed,
        later_than_planned,
        duration_is_not_the_period,
        period_before_the_instrument,
        baseline_is_not_the_beginning,
        sources_disagree_on_meeting,
        day_is_incomplete,
    )
}

__all__ = ["RULES", "Draft", "Ground", "Rule", "Telling", "Verdict", "tell"]


def tell(finding: Finding) -> Telling:
    """The finding in the reader's language, from what it keeps: no query."""
    return RULES[finding.rule].tell(finding.values)
