"""What came before a province and after it, as links: name, code and land may part ways."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from units.asked import Asked
from units.models import Province
from units.periods import last_day

from .atlas import Atlas


@dataclass(frozen=True)
class Neighbour:
    """Another province and the page it has today; ``last`` is its last day, if it has ended."""

    name: str
    code: str
    url: str
    first: dt.date
    last: dt.date | None


@dataclass(frozen=True)
class Neighbours:
    """``successor`` holds the land today or did next, alone or (``is_merger``) with others' land.

    ``code_before`` and ``code_after`` are other names that bore the same code.
    """

    successor: Neighbour | None = None
    is_merger: bool = False
    predecessors: list[Neighbour] = field(default_factory=list)
    code_before: Neighbour | None = None
    code_after: Neighbour | None = None


def neighbour(atlas: Atlas, province: Province | None, asked: Asked) -> Neighbour | None:
    if province is None or not atlas.may_read(province):
        return None
    return Neighbour(
        name=province.full_name,
        code=province.code,
        url=atlas.address(province, asked),
        first=province.valid_from,
        last=last_day(province.valid_to),
    )


def neighbours(atlas: Atlas, province: Province, asked: Asked) -> Neighbours:
    """All that the reader may see of them."""
    heir = atlas.successor(province)
    before, after = atlas.other_bearers(province)
    links = [neighbour(atlas, one, asked) for one in atlas.predecessors(province)]
    return Neighbours(
        successor=neighbour(atlas, heir, asked),
        is_merger=bool(heir) and len(atlas.predecessors(heir)) > 1,
        predecessors=[link for link in links if link],
        code_before=neighbour(atlas, before, asked),
        code_after=neighbour(atlas, after, asked),
    )
