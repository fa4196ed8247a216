"""The steps of a lineage: what its events made of which units, as drawing and table tell it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import date_format

from .choices import Extent, Precision
from .lineage import Bearing, Lineage
from .models import ReorganizationEvent


@dataclass(frozen=True)
class Step:
    """Of one event: these units, each in full or in part, went to all of those."""

    event: ReorganizationEvent
    sources: dict[int, str]
    targets: tuple[int, ...]


@dataclass(frozen=True)
class Row:
    """Of one event: the units that went, in full or in part, to all of those units."""

    event: ReorganizationEvent
    day: str
    citation: str
    sources: list[Bearing]
    targets: list[Bearing]
    extent: str


def steps_of(lineage: Lineage) -> list[Step]:
    """All succession of a lineage in the order of time, each link in one step only."""
    links: dict[int, dict[int, dict[int, str]]] = defaultdict(lambda: defaultdict(dict))
    for link in (*lineage.back, *lineage.forward):
        links[link.event_id][link.successor_id][link.predecessor_id] = link.extent
    return [
        Step(event, sources, tuple(targets))
        for event in lineage.events
        for sources, targets in targets_by_sources(links[event.pk])
    ]


def targets_by_sources(
    links: dict[int, dict[int, str]],
) -> Iterator[tuple[dict[int, str], list[int]]]:
    """Successors that continue the very same units, together."""
    together: dict[tuple, list[int]] = defaultdict(list)
    for successor, sources in links.items():
        together[tuple(sorted(sources.items()))].append(successor)
    for sources, targets in together.items():
        yield dict(sources), targets


def rows_of(lineage: Lineage) -> list[Row]:
    """The lineage as a table, in the order of time."""
    rows = []
    for step in steps_of(lineage):
        by_extent: dict[str, list[Bearing]] = defaultdict(list)
        for unit_id, extent in step.sources.items():
            by_extent[extent].append(lineage.bearings[unit_id])
        targets = [lineage.bearings[unit_id] for unit_id in step.targets]
        cited, day = citation(step.event), written_day(step.event)
        rows += [
            Row(step.event, day, cited, sources, targets, Extent(extent).label)
            for extent, sources in by_extent.items()
        ]
    return rows


def written_day(event: ReorganizationEvent) -> str:
    """The operative day as exactly as it is known: 01/07/2025, 07/2025 or 2025."""
    formats = {Precision.MONTH: "YEAR_MONTH_FORMAT", Precision.YEAR: "Y"}
    return date_format(event.operative_on, formats.get(event.precision, "DATE_FORMAT"))


def citation(event: ReorganizationEvent) -> str:
    """Number, clause, date and issuer of the decision, as far as recorded; "" when nothing is."""
    decided_on = date_format(event.decided_on) if event.decided_on else ""
    parts = (event.decision_number, event.clause, decided_on, event.issuer)
    return ", ".join(part for part in parts if part)
