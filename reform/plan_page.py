"""All that a province's page says, as plain values: the template only lays them out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from resolutions.cascade import targets_of
from resolutions.models import SourceClaim
from resolutions.progress import Progress
from units.asked import Asked
from units.models import Province
from units.moves import Moves

from .addresses import Addresses
from .answers import FirstAnswers, first_answers
from .atlas import Atlas, Place
from .before_and_now import Split
from .change import Change
from .chart import Step, chart_of_units, steps_planned, steps_shown
from .chronicle import Chronicle
from .follow_up import FollowUp, follow_up, follow_up_asked
from .gaps import (
    gaps_in_claims,
    gaps_in_events,
    gaps_in_lists,
    gaps_in_people,
    gaps_in_targets,
    gaps_in_units,
)
from .ground import Ground, chronicle_of, days_of_page, ground_of, splits_of
from .history import History, histories, narrowed_history
from .legal_lists import LegalLists, legal_lists
from .models import Plan
from .neighbours import Neighbours, neighbours
from .people import YearLine, people_by_year
from .plan_documents import DocumentLine, documents_asked, documents_told
from .promises import (
    InheritedTarget,
    Standing,
    TargetLine,
    inherited_targets,
    tally,
    target_line,
)
from .side_by_side import SideBySide, merged_provinces, side_by_side
from .sources import Sources, first_days, sources_asked, sources_told
from .standings import judged
from .together import read_together
from .wishes import NOTHING_MORE, Wish, baseline_of, days_before, in_period, plan_asked


@dataclass(frozen=True)
class PlanPage:
    """The page of one province on one day.

    ``change`` compares the day with ``baseline_day``: that of the period, or else the first day
    that the register knows in full; both are None when there is nothing to compare. ``plan`` is
    the province's for the period asked for.
    """

    place: Place
    asked: Asked
    wish: Wish
    addresses: Addresses
    neighbours: Neighbours
    history: History
    change: Change
    baseline_day: dt.date | None
    answers: FirstAnswers
    targets: list[TargetLine]
    inherited: list[InheritedTarget]
    side_by_side: SideBySide | None
    chart: dict | None
    steps: list[Step]
    planned: list[Step]
    splits: list[Split]
    people: list[YearLine]
    plan: Plan | None
    followed: FollowUp
    events: Chronicle
    claims: list[SourceClaim]
    sources: Sources
    documents: list[DocumentLine]

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
        return next((line for line in reversed(self.people) if line.people is not None), None)

    @property
    def latest_budget(self) -> YearLine | None:
        return next((line for line in reversed(self.people) if line.budget is not None), None)

    @property
    def gaps(self) -> list[str]:
        """All that the page does not know, in sentences."""
        return [
            *gaps_in_lists(self.history, self.place, self.sources),
            *gaps_in_units(self.splits),
            *gaps_in_people(self.people),
            *gaps_in_targets(self.targets),
            *gaps_in_claims(self.claims, self.province),
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
    atlas: Atlas,
    place: Place,
    asked: Asked,
    wish: Wish = NOTHING_MORE,
    lists: LegalLists | None = None,
) -> PlanPage:
    """Compute the page; ``lists`` are passed on where they have been read already.

    All that the register counts, and the targets, are as they were known at ``asked.moment``;
    provinces, agencies and papers have no past and are shown as they stand. The number of queries
    does not grow.
    """
    province, known = place.province, asked.moment
    territory, parts = atlas.territory(province), merged_provinces(atlas, province)
    targets, rows = targets_of(territory, known), rows_of_page(territory, place, asked, wish)
    plan = next(iter(rows["plan"]), None)
    days = days_of_page(targets, first_days(rows) | days_before(wish, plan), place.day, parts)
    ground = ground_of(territory, known, days, lists or legal_lists())
    pasts, moves = histories(atlas, [province, *parts], ground.kept), Moves(known, territory)
    judgements = judged(atlas, [province], place.day, targets, ground.kept, moves)[province.pk]
    progresses = [one for one in judgements if in_period(one, wish.period)]
    followed = follow_up(rows, territory, place, asked, insider=wish.insider)
    merged = (asked, targets, ground.kept, ground.lists, moves)
    return PlanPage(
        **{"place": place, "asked": asked, "wish": wish, "plan": plan, "followed": followed},
        addresses=Addresses(province, place.day, asked, wish.narrowed),
        neighbours=neighbours(atlas, province, asked),
        inherited=[] if parts else inherited_targets(atlas, province, asked, targets),
        side_by_side=side_by_side(atlas, parts, pasts, *merged),
        claims=rows["claims"],
        sources=sources_told(rows),
        documents=documents_told(rows, promising(progresses, rows), place.day),
        **promised(progresses, place, asked, followed),
        **counted(ground, place, asked, wish, pasts[province.pk], plan, progresses),
    )


def promising(progresses: Sequence[Progress], rows: Mapping[str, list]) -> set[int]:
    """Ids of the documents that give the targets and tasks of a page."""
    return {one.target.document_id for one in progresses} | {
        one.document_id for one in rows["tasks"]
    }


def rows_of_page(
    territory: Collection[int], place: Place, asked: Asked, wish: Wish
) -> dict[str, list]:
    """What stands beside the register, all in one query."""
    return read_together(
        **sources_asked(territory, place.day, asked.moment),
        **follow_up_asked(territory, place, asked),
        **documents_asked(territory, place.day),
        **plan_asked(place.province, wish.period),
    )


def promised(
    progresses: Sequence[Progress], place: Place, asked: Asked, followed: FollowUp
) -> dict[str, object]:
    """The targets, and the first answers that they and all that is followed up give."""
    addresses = Addresses(place.province, place.day, asked)
    targets = [target_line(one, place.day, addresses) for one in progresses]
    answers = first_answers(targets, place.day, followed.late, followed.disputed)
    return {"targets": targets, "answers": answers}


def counted(
    ground: Ground,
    place: Place,
    asked: Asked,
    wish: Wish,
    past: History,
    plan: Plan | None,
    progresses: Sequence[Progress],
) -> dict[str, object]:
    """What the register counts of the units that the page is narrowed to, and their events."""
    day, known, narrowed, territory = place.day, asked.moment, wish.narrowed, ground.territory
    if narrowed:
        past = narrowed_history(past, territory, narrowed, known)
    events = chronicle_of(ground, place, asked, wish)
    before = baseline_of(past, day, wish, plan, progresses)
    change = Change(past.number_on(before) if before else None, past.number_on(day))
    steps = steps_shown(past, place)
    planned = steps_planned(past, place, events.planned)
    # What is promised for the whole province is no line to hold one sector against.
    levels = [] if narrowed else progresses
    return {
        "history": past,
        "change": change,
        "baseline_day": before,
        "events": events,
        "steps": steps,
        "planned": planned,
        "chart": chart_of_units(steps, planned, place, levels, asked.today),
        "splits": splits_of(ground, change, before, day, narrowed),
        "people": people_by_year(place.province, territory, past, day, ground.kept, narrowed),
    }
