"""What a leader asks first: met? how many are missing? by when? what is late? what is disputed?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from resolutions.choices import Status

from .plan_findings import FindingLine
from .promises import URGENCY, TargetLine, look


@dataclass(frozen=True)
class Late:
    """So many things of one sort are late; ``url`` leads to them, and is empty where none is."""

    label: str
    number: int
    url: str


@dataclass(frozen=True)
class FirstAnswers:
    """``verdict`` is the answer in one sentence and ``look`` its colour. ``gap`` is the target of
    the nearest deadline that still misses something; ``next`` the nearest deadline ahead."""

    verdict: str
    look: str
    met: int
    judged: int
    gap: TargetLine | None
    next: TargetLine | None
    days_left: int | None
    late: list[Late]
    disputed: Sequence[FindingLine]

    @property
    def late_number(self) -> int:
        return sum(one.number for one in self.late)

    @property
    def late_address(self) -> str:
        """Where the first of them stand; the others are named beside the number."""
        return next((one.url for one in self.late if one.number), "")


def first_answers(
    targets: Sequence[TargetLine],
    day: dt.date,
    late: Sequence[Late],
    disputed: Sequence[FindingLine],
) -> FirstAnswers:
    """``targets`` in the order of their deadlines; ``late`` says what else is late than targets,
    ``disputed`` what does not add up and nobody has settled."""
    judged = [one for one in targets if one.status != Status.NOT_APPLICABLE]
    ahead = [one for one in judged if one.deadline and one.deadline >= day]
    open_ahead = [one for one in ahead if one.status != Status.MET]
    gaps = [one for one in open_ahead if one.missing] or [one for one in judged if one.missing][
        ::-1
    ]
    behind = sum(one.status in (Status.MISSED, Status.BEHIND) for one in judged)
    next_one = (open_ahead or ahead or [None])[0]
    return FirstAnswers(
        verdict=verdict(judged),
        look=worst(judged),
        met=sum(one.status == Status.MET for one in judged),
        judged=len(judged),
        gap=gaps[0] if gaps else None,
        next=next_one,
        days_left=(next_one.deadline - day).days if next_one else None,
        late=[Late(_("targets behind or missed"), behind, "#targets" if behind else ""), *late],
        disputed=disputed,
    )


def worst(targets: Sequence[TargetLine]) -> str:
    statuses = {one.status for one in targets}
    return next((look(status) for status in URGENCY if status in statuses), "unknown")


def verdict(targets: Sequence[TargetLine]) -> str:
    """ "3 of 7 targets are met; 2 missed, 1 behind, 1 not known"."""
    if not targets:
        return _("No target to judge by is in the register.")
    met = sum(one.status == Status.MET for one in targets)
    if met == len(targets):
        words = ngettext("The one target is met.", "All %(number)s targets are met.", met)
        return words % {"number": met}
    words = ngettext(
        "%(met)s of %(number)s target is met", "%(met)s of %(number)s targets are met", len(targets)
    )
    told = words % {"met": met, "number": len(targets)}
    others = [
        f"{number_format(number)} {Status(status).label}"
        for status in URGENCY
        if status != Status.MET and (number := sum(one.status == status for one in targets))
    ]
    return f"{told}; {', '.join(others)}."
