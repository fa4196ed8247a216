"""What is wrong with the data: each problem is stated once, and says where it is mended.

Nothing here corrects anything; the worklists in the admin and ``manage.py check_data`` read it.
"""

from __future__ import annotations

from .agencies import ended_agencies_with_units, units_without_agency
from .codes import codes_reused
from .duplicates import likely_duplicates
from .events import events_outside_their_province, events_without_decision, one_sided_events
from .kept import counts_amiss
from .lives import (
    ends_amiss,
    units_closed_without_reason,
    versions_before_a_gap,
    versions_that_overlap,
)
from .naming import names_telling_of_events
from .participants import absent_participants, outliving_participants
from .problem import Finding, Problem, Review, number_of
from .successions import (
    full_successions_to_several,
    missing_successions,
    unexplained_successions,
)

#: Every problem by its code, in the order in which people read them.
PROBLEMS: dict[str, Problem] = {
    problem.code: problem
    for problem in (
        units_closed_without_reason,
        events_without_decision,
        names_telling_of_events,
        likely_duplicates,
        units_without_agency,
        ended_agencies_with_units,
        codes_reused,
        one_sided_events,
        absent_participants,
        outliving_participants,
        missing_successions,
        unexplained_successions,
        full_successions_to_several,
        events_outside_their_province,
        versions_before_a_gap,
        versions_that_overlap,
        ends_amiss,
        counts_amiss,
    )
}

__all__ = ["PROBLEMS", "Finding", "Problem", "Review", "number_of"]
