"""All that a province's page says, as plain values: the template only lays them out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from resolutions.models import SourceClaim
from units.asked import Asked
from units.models import Province

from .atlas import Atlas, Place
from .before_and_now import Split, splits
from .change import Change
from .chart import Step, chart_of_units, steps_shown
from .chronicle import Chronicle, chronicle
from .gaps import gaps_in_events, gaps_in_lists, gaps_in_people, gaps_in_targets, gaps_in_units
from .history import History, histories
from .neighbours import Neighbours, neighbours
from .people import YearLine, people_by_year
from .promises import (
    InheritedTarget,
    Standing,
    TargetLine,
    inherited_targets,
    tally,
    target_line,
)
from .side_by_side import SideBySide, merged_provinces, side_by_side
from .sources import Sources, claims_about, sources_of
from .standings import answers_about, judged


@dataclass(frozen=True)
class PlanPage:
    """The page of one province on one day.

    ``change`` compares the day with ``baseline_day``, the first day that the register knows in
    full; both are None when there is nothing to compare.
    """

    place: Place
    asked: Asked
    neighbours: Neighbours
    history: History
    change: Change
    baseline_day: dt.date | None
    targets: list[TargetLine]
    inherited: list[InheritedTarget]
    side_by_side: SideBySide | None
    chart: dict | None
    steps: list[Step]
    splits: list[Split]
    people: list[YearLine]
    events: Chronicle
    claims: list[SourceClaim]
    sources: Sources

    @property
    def province(self) -> Province:
        return self.place.province

    @property
    def day(self) -> dt.date:
        return self.place.day

    @property
    def number(self) -> int | None:
        """Units in force on the day; None when the register can't tell."""
        return self.change.now

    @property
    def latest_people(self) -> YearLine | None:
        return self.people[-1] if self.people else None

    @property
    def gaps(self) -> list[str]:
        """All that the page does not know, in sentences."""
        return [
            *gaps_in_lists(self.history, self.place, self.sources),
            *gaps_in_units(self.splits),
            *gaps_in_people(self.people),
            *gaps_in_targets(self.targets),
            *gaps_in_events(self.events),
        ]

    @property
    def running(self) -> list[TargetLine]:
        return [line for line in self.targets if not line.is_over]

    @property
    def over(self) -> list[TargetLine]:
        """Targets whose deadline has passed, the latest first."""
        return [line for line in reversed(self.targets) if line.is_over]

    @property
    def standings(self) -> list[Standing]:
        return tally(line.status for line in self.targets)


def plan_page(
    atlas: Atlas, place: Place, asked: Asked, *, everything: bool = False, insider: bool = False
) -> PlanPage:
    """Compute the page; ``everything`` shows all events, ``insider`` the proposed ones too.

    All that the register counts, and the province's own targets, are as they were known at
    ``asked.moment``; provinces, agencies and papers have no past and are shown as they stand. The
    number of queries does not depend on how many units, targets or events there are.
    """
    province, day, known = place.province, place.day, asked.moment
    territory = atlas.territory(province)
    parts = merged_provinces(atlas, province)
    pasts = histories(atlas, [province, *parts], known)
    past = pasts[province.pk]
    baseline_day, change = past.baseline_for(day), past.change_until(day)
    answers = answers_about(atlas, [province], known)
    progresses = judged(atlas, [province], pasts, day, answers)[province.pk]
    steps = steps_shown(past, place)
    return PlanPage(
        place=place,
        asked=asked,
        neighbours=neighbours(atlas, province, asked),
        history=past,
        change=change,
        baseline_day=baseline_day,
        targets=[target_line(one, day) for one in progresses],
        inherited=[] if parts else inherited_targets(atlas, province, asked),
        side_by_side=side_by_side(atlas, parts, pasts, asked),
        chart=chart_of_units(steps, place, progresses, asked.today),
        steps=steps,
        splits=splits(territory, baseline_day, day, known) if change.now is not None else [],
        people=people_by_year(province, territory, past, day, known),
        events=chronicle(province, territory, day, known, everything=everything, insider=insider),
        claims=claims_about(territory),
        sources=sources_of(territory, day, known),
    )
