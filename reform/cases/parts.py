"""Who has had a part in a dossier, now or before: nobody judges what they had a hand in.

A dossier that is handed back may be submitted again by a colleague, and appraised again by another:
the first ones stay what they were.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from ..models import Case
from .moves import Move

#: The steps by which somebody writes a dossier, and by which somebody appraises it.
STEPS_OF = {
    "preparer": ("open", "amend", "submit", "supplement"),
    "appraiser": ("appraise", "conclude"),
}


def holders_of(case: Case, part: str) -> set[int]:
    """Keys of all who prepared the dossier, or appraised it; whoever drafted one of its events is
    one of those who prepared it. At most two queries."""
    done = case.moves.filter(action__in=STEPS_OF[part]).values_list("made_by", flat=True)
    people = {getattr(case, f"{part}_id"), *done}
    if part == "preparer":
        people.update(case.bundle.events.values_list("created_by", flat=True))
    return people - {None}


def same_person(case: Case, step: Move, by) -> list[str]:
    """Preparer, appraiser and approver of a dossier are different people (Decree 120/2020/NĐ-CP,
    Articles 11 to 14): a sentence for each part that forbids this step."""
    said = {
        "preparer": _("You prepared this dossier: another person must take this step."),
        "appraiser": _("You appraised this dossier: another person must take this step."),
    }
    return [said[part] for part in step.unlike if by.pk in holders_of(case, part)]
