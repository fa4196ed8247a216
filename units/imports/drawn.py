"""What confirming a list of units writes, drawn up before anybody is kept waiting."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from functools import partial

from django.db.models import Count, Max

from ..choices import RowOutcome
from ..models import ImportBatch
from ..tally_differences import Differences
from .laid_aside import LaidAside

WRITTEN = (RowOutcome.CREATED, RowOutcome.CHANGED)
#: Ids in eight bytes each.
Ids = partial(array, "q")
#: How many rows a plan has and the last of them: another plan of the same batch has others.
Plan = tuple[int, int]


@dataclass
class DrawnUp:
    """What confirming writes, in the order of :mod:`units.long_entry`, its rows laid aside.
    ``differences`` is what it does to the kept counts, ``founded`` holds a day of establishment (or
    None) for each new unit; ``new`` are their versions without a unit, ``new_figures`` begin with
    its number; ``units`` are the known ones. ``moving`` and ``counting`` are the keys of rows of
    the plan of which the database draws up the version and the figures itself
    (:mod:`units.imports.continuations`)."""

    plan: Plan
    differences: Differences
    new: LaidAside
    new_figures: LaidAside
    versions: LaidAside
    figures: LaidAside
    founded: list[str | None] = field(default_factory=list)
    retired: array[int] = field(default_factory=Ids)
    ended: array[int] = field(default_factory=Ids)
    retired_figures: array[int] = field(default_factory=Ids)
    moving: array[int] = field(default_factory=Ids)
    counting: array[int] = field(default_factory=Ids)
    learned: dict[int, str] = field(default_factory=dict)
    agencies: set[str] = field(default_factory=set)
    units: set[int] = field(default_factory=set)


def plan_of(batch: ImportBatch) -> Plan:
    found = batch.rows.filter(outcome__in=WRITTEN).aggregate(number=Count("pk"), last=Max("pk"))
    return found["number"], found["last"] or 0
