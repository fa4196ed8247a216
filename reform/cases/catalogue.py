"""The life of a procedure: written as a concept, published, frozen; a new edition takes over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.utils import bulk_create_with_history

from ..choices import CaseStatus, ProcedureState
from ..models import Procedure, ProcedureStage, RequiredDocument
from .stages import flaws, lead_times
from .timing import TIMED

COPIED = ("code", "name", "kind", "level", "province", "rules", "legal_basis")


class CatalogueRefused(Exception):
    """A step that the state of the procedure does not allow; the text says the cure."""


@dataclass(frozen=True)
class Step:
    label: Promise
    starts: tuple[str, ...]
    take: Callable[[Procedure], Procedure]


@transaction.atomic
def publish(procedure: Procedure) -> Procedure:
    """Offer the procedure for new dossiers; the edition before it is frozen."""
    procedure = held(procedure, ProcedureState.CONCEPT)
    if found := reasons_against(procedure):
        raise CatalogueRefused(" ".join(found))
    before = Procedure.objects.filter(code=procedure.code, state=ProcedureState.PUBLISHED)
    for other in before.select_for_update(of=("self",)):
        set_state(other, ProcedureState.FROZEN)
    return set_state(procedure, ProcedureState.PUBLISHED)


@transaction.atomic
def freeze(procedure: Procedure) -> Procedure:
    """Offer it no more; dossiers that began under it go on."""
    return set_state(held(procedure, ProcedureState.PUBLISHED), ProcedureState.FROZEN)


@transaction.atomic
def new_edition(procedure: Procedure) -> Procedure:
    """A concept with the same content, to be edited and published in its place."""
    procedure = held(procedure, ProcedureState.PUBLISHED, ProcedureState.FROZEN)
    editions = Procedure.objects.filter(code=procedure.code)
    if editions.filter(state=ProcedureState.CONCEPT).exists():
        raise CatalogueRefused(_("There is a concept of this procedure already: edit that one."))
    values = {name: getattr(procedure, name) for name in COPIED}
    number = editions.aggregate(last=Max("edition"))["last"] + 1
    edition = Procedure.objects.create(**values, edition=number)
    stages = procedure.stages.values("status", "lead_days")
    bulk_create_with_history(
        [ProcedureStage(procedure=edition, **one) for one in stages], ProcedureStage
    )
    papers = procedure.required_documents.values("code", "name", "needed_for", "legal_basis")
    bulk_create_with_history(
        [RequiredDocument(procedure=edition, **paper) for paper in papers], RequiredDocument
    )
    return edition


def reasons_against(procedure: Procedure) -> list[str]:
    """Why the procedure can't be published as it is, one sentence each."""
    used = lead_times(procedure)
    found = flaws(used)
    papers = list(procedure.required_documents.all())
    if not papers:
        found.append(_("Say first which papers the procedure asks for."))
    untimed = _("No time runs in “%(status)s”: leave its working days empty.")
    found += [
        untimed % {"status": CaseStatus(status).label}
        for status, days in used.items()
        if days is not None and status not in TIMED
    ]
    said = _("“%(paper)s” is needed before “%(status)s”, which the procedure leaves out.")
    return found + [
        said % {"paper": paper.name, "status": paper.get_needed_for_display()}
        for paper in papers
        if paper.needed_for not in used
    ]


def held(procedure: Procedure, *states: str) -> Procedure:
    """The procedure under lock; raises :class:`CatalogueRefused` in any other state."""
    procedure = Procedure.objects.select_for_update(of=("self",)).get(pk=procedure.pk)
    if procedure.state not in states:
        raise CatalogueRefused(
            _("The procedure is “%(state)s”: this step does not follow.")
            % {"state": procedure.get_state_display()}
        )
    return procedure


def set_state(procedure: Procedure, state: str) -> Procedure:
    procedure.state = state
    procedure.save(update_fields=["state"])
    return procedure


STEPS: Mapping[str, Step] = {
    "publish": Step(gettext_lazy("Publish"), (ProcedureState.CONCEPT,), publish),
    "freeze": Step(gettext_lazy("Freeze"), (ProcedureState.PUBLISHED,), freeze),
    "edition": Step(
        gettext_lazy("New edition"),
        (ProcedureState.PUBLISHED, ProcedureState.FROZEN),
        new_edition,
    ),
}
