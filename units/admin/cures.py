"""What to do about a breach of the register's rules, beside what its own sentence says."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from ..rules import Breach

CURES = {
    "only_proposed_events": _("Nothing is left to do here."),
    "cardinality": _("Add or remove units on the form of the event."),
    "dates_in_order": _("Correct the dates on the form of the event."),
    "province_in_force": _("Choose the province of that day on the form."),
    "unit_or_description": _("Complete that row of the form."),
    "participant_once": _("Remove one of the rows."),
    "existed_the_day_before": _("Choose another unit, or correct the operative date."),
    "in_force_on_the_day": _("Annul the entry that ended it, or choose another unit."),
    "former_has_ended": _("Choose a unit that has ended, or correct the operative date."),
    "nothing_known_later": _("Correct the operative date, or annul the later entry first."),
    "in_the_area": _("Choose a unit of the province, or correct the event's province."),
    "code_never_reused": _("Give the new unit a code that was never in use."),
    "agency_alive": _("Choose the agency that took over from it."),
    "changes_what_it_says": _("Fill in what changes, or remove the unit from the event."),
    "full_edge_has_one_successor": _("Say which part goes to which unit."),
    "pairs_within_the_event": _("Pair it with a unit that is new or receives."),
}


def cured(breaches: Iterable[Breach]) -> list[tuple[str, str]]:
    """(what is wrong, what cures it) for each breach."""
    return [(breach.message, str(CURES.get(breach.code, ""))) for breach in breaches]
