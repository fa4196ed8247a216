"""Mass change: all units of agencies that end go, as they are, to other agencies by rule.

The end of the district level on 1/7/2025 is the case: schools to the communes, hospitals to the
Department of Health, and so on. The rule is a table (from agency, sector, to agency); what comes of
it is one bundle of transfer events (Decree 120/2020/NĐ-CP, Article 18a), one for each new agency,
previewed and put into effect like any other.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from . import register
from .models import Agency, Bundle, Participant, Province, ReorganizationEvent, UnitVersion
from .periods import day_before


@dataclass(frozen=True)
class Destination:
    """Units of ``agency_id`` (None: any) in ``sector_id`` (None: any other) go to ``to_id``."""

    agency_id: int | None
    sector_id: int | None
    to_id: int


@dataclass
class TransferPlan:
    """Which units go where; ``left`` are the units that no rule speaks of."""

    on: dt.date
    going: dict[int, list[UnitVersion]] = field(default_factory=lambda: defaultdict(list))
    left: list[UnitVersion] = field(default_factory=list)

    @property
    def number(self) -> int:
        return sum(map(len, self.going.values()))

    def by_agency(self) -> dict[tuple[int, int], int]:
        """(from agency id, to agency id): number of units, for the preview's table."""
        tally: Counter[tuple[int, int]] = Counter()
        for to_id, versions in self.going.items():
            for version in versions:
                tally[version.agency_id, to_id] += 1
        return dict(tally)


class NothingToTransfer(ValueError):
    def __init__(self) -> None:
        super().__init__(
            _("No unit goes anywhere by these rules: check the agencies, the sectors and the day.")
        )


def plan_transfer(
    agencies: Iterable[Agency], rules: Iterable[Destination], *, on: dt.date
) -> TransferPlan:
    """Apply the rules to all units that the agencies govern the day before ``on``; reads only.

    The narrowest rule wins: agency and sector, then sector alone, then agency alone, then any.
    """
    table = {(rule.agency_id, rule.sector_id): rule.to_id for rule in rules}
    plan = TransferPlan(on)
    versions = UnitVersion.objects.on(day_before(on)).filter(agency__in=agencies)
    for version in versions.select_related("unit").order_by("agency_id", "sort_key"):
        to_id = destination(table, version)
        if to_id is None or to_id == version.agency_id:
            plan.left.append(version)
        else:
            plan.going[to_id].append(version)
    return plan


def destination(table: Mapping[tuple, int], version: UnitVersion) -> int | None:
    for key in (
        (version.agency_id, version.sector_id),
        (None, version.sector_id),
        (version.agency_id, None),
        (None, None),
    ):
        if key in table:
            return table[key]
    return None


@transaction.atomic
def draft_transfer(
    plan: TransferPlan, *, title: str, province: Province | None, by, **citation: object
) -> Bundle:
    """Write the plan down as a proposed bundle: one transfer event for each new agency.

    ``citation`` holds decision_number, issuer, decided_on. Raises :class:`NothingToTransfer`.
    """
    if not plan.number:
        raise NothingToTransfer
    bundle = Bundle.objects.create(title=title, province=province, created_by=by, **citation)
    for sequence, (to_id, versions) in enumerate(sorted(plan.going.items()), 1):
        event = ReorganizationEvent.objects.create(
            kind="transfer",
            bundle=bundle,
            province=province,
            operative_on=plan.on,
            sequence=sequence,
            created_by=by,
            **citation,
        )
        Participant.objects.bulk_create(
            [
                Participant(event=event, role="surviving", unit=version.unit, agency_id=to_id)
                for version in versions
            ],
            batch_size=register.CHUNK,
        )
    return bundle
