"""The suggested mergers that a page of what if shows."""

from __future__ import annotations

from collections.abc import Sequence

from ..plans.candidates import Candidate

#: Suggestions on one page; the rest is reached by choosing an agency.
MOST_SHOWN = 60


def shown(found: Sequence[Candidate], ticked: Sequence[str], agency: str) -> dict[str, object]:
    """The suggestions on the page: those ticked, then those of the agency asked for."""
    first = [one for one in found if one.key in ticked]
    others = [one for one in found if one.key not in ticked and agency in ("", one.agency)]
    return {
        "pairs": [*first, *others[:MOST_SHOWN]],
        "more_pairs": max(len(others) - MOST_SHOWN, 0),
        "number_of_pairs": len(found),
        "agencies": sorted({one.agency for one in found}),
        "agency": agency,
        "ticked": set(ticked),
    }
