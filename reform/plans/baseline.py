"""The day that a plan measures from, frozen in both clocks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from units.counts import count_units, known_since

from ..models import Plan


class BaselineRefused(Exception):
    """The baseline can't be frozen so; the message says why and what to do."""


@dataclass(frozen=True)
class Baseline:
    """``then`` units were in force on the baseline day as the register knew it when frozen;
    ``now``: as it knows that day today. They differ where that day was recorded later or put
    right."""

    on: dt.date
    known: dt.datetime
    then: int
    now: int

    @property
    def has_moved(self) -> bool:
        return self.then != self.now


@transaction.atomic
def freeze(plan: Plan, *, on: dt.date, by, at: dt.datetime, reason: str = "") -> Plan:
    """Measure the plan from ``on``, as the register knows that day at ``at``.

    Once frozen it is moved with a reason only, which stays in the history of the plan. Raises
    :class:`BaselineRefused`.
    """
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    refuse(plan, on=on, at=at, reason=reason)
    plan.baseline_on, plan.baseline_known, plan.frozen_by = on, at, by
    plan._history_user, plan._change_reason = by, reason[:100]
    plan.save(update_fields=["baseline_on", "baseline_known", "frozen_by"])
    return plan


def refuse(plan: Plan, *, on: dt.date, at: dt.datetime, reason: str) -> None:
    day = {"day": date_format(on, "SHORT_DATE_FORMAT")}
    if on > timezone.localdate(at):
        raise BaselineRefused(_("This day is still to come: give today or an earlier one."))
    if plan.baseline_on and not reason.strip():
        raise BaselineRefused(_("The baseline is frozen already: give the reason for moving it."))
    if on > plan.period.ends_on:
        raise BaselineRefused(_("%(day)s lies after the period: choose an earlier day.") % day)
    first = known_since(plan.province, known=at)
    if first is None or on < first:
        raise BaselineRefused(
            _("The register holds no list of %(province)s for %(day)s: import it first.")
            % {"province": plan.province.full_name, **day}
        )


def baseline_of(plan: Plan) -> Baseline | None:
    """The frozen figure and today's of the same day; None while nothing is frozen."""
    if plan.baseline_on is None:
        return None
    counted = [
        count_units(plan.baseline_on, province=plan.province, known=known).total
        for known in (plan.baseline_known, None)
    ]
    return Baseline(plan.baseline_on, plan.baseline_known, *counted)
