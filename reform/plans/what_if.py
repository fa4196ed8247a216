"""Every target as it would be with some dossiers, and some mergers that nobody has drafted yet.

All of it is really carried out, looked at and taken back, as for one dossier
(:mod:`reform.cases.outlook`), so that every figure comes from where it always comes from.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from resolutions.progress import progress_of_province
from units.choices import ParticipantRole
from units.counts import count_units
from units.models import Bundle, Participant, Province, ReorganizationEvent
from units.reorganization import EventRefused, put_bundle_into_effect

from ..cases import execution
from ..cases.outlook import Prospect
from ..models import Case


@dataclass(frozen=True)
class WhatIf:
    """``day`` is the day on which both sides are counted and judged."""

    day: dt.date
    now: int
    then: int
    prospects: list[Prospect]

    @property
    def change(self) -> int:
        return self.then - self.now


class NotPossible(Exception):
    """What was chosen can't be carried out together; ``sentences`` say why. Nothing was written."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences = list(sentences)
        super().__init__(" ".join(self.sentences))


def what_if(
    province: Province,
    *,
    cases: Sequence[Case],
    pairs: Sequence[tuple[int, int]],
    operative_on: dt.date,
    by,
    at: dt.datetime,
    on: dt.date,
) -> WhatIf:
    """The targets on ``on``, without and with ``cases`` carried out and each unit of ``pairs``
    (closing, receiving) merged on ``operative_on``. Raises :class:`NotPossible`."""
    now, standing = count_units(on, province=province).total, progress_of_province(province, on)
    with transaction.atomic():
        try:
            carry_out(cases, by=by, at=at)
            if pairs:
                bundle = mergers(province, pairs, operative_on, by=by)
                put_bundle_into_effect(bundle, by=by, at=at)
            then, moved = (
                count_units(on, province=province).total,
                progress_of_province(province, on),
            )
        except EventRefused as refused:
            raise NotPossible([breach.message for breach in refused.breaches]) from refused
        finally:
            transaction.set_rollback(True)
    return WhatIf(on, now, then, [Prospect(*pair) for pair in zip(standing, moved, strict=True)])


def carry_out(cases: Iterable[Case], *, by, at: dt.datetime) -> None:
    for case in cases:
        try:
            execution.execute(case, by=by, at=at)
        except execution.NotExecuted as refused:
            said = _("Dossier %(number)s: %(why)s")
            raise NotPossible(
                [said % {"number": case.number, "why": why} for why in refused.sentences]
            ) from refused


def mergers(
    province: Province, pairs: Iterable[tuple[int, int]], operative_on: dt.date, *, by
) -> Bundle:
    """A bundle that merges each closing unit into its receiver; those of one receiver are one
    event."""
    bundle = Bundle.objects.create(province=province, title=_("What if"), created_by=by)
    draft_mergers(bundle, pairs, operative_on, by=by)
    return bundle


def draft_mergers(
    bundle: Bundle, pairs: Iterable[tuple[int, int]], operative_on: dt.date, *, by
) -> None:
    """Draft the mergers of ``pairs`` (closing, receiving) in ``bundle``."""
    closing_into: dict[int, list[int]] = {}
    for closing, receiver in pairs:
        closing_into.setdefault(receiver, []).append(closing)
    for place, (receiver, closing) in enumerate(sorted(closing_into.items()), 1):
        event = ReorganizationEvent.objects.create(
            kind="merge",
            province=bundle.province,
            bundle=bundle,
            operative_on=operative_on,
            sequence=place,
            created_by=by,
        )
        parts = [(ParticipantRole.SURVIVING, receiver)]
        parts += [(ParticipantRole.CLOSING, unit) for unit in closing]
        Participant.objects.bulk_create(
            Participant(event=event, role=role, unit_id=unit) for role, unit in parts
        )
