"""What a dossier does to its events: keeps them, cites the decision in them, carries them out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from units.annulment import NotInEffect, annul_bundle
from units.choices import EventStatus
from units.models import Bundle
from units.register import LaterEntries, RegisterMoved
from units.reorganization import EventRefused, put_bundle_into_effect

from ..models import Case


class NotExecuted(Exception):
    """The register refuses the events; ``sentences`` say why and nothing was written."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences = list(sentences)
        super().__init__(" ".join(self.sentences))


def seal(case: Case) -> None:
    set_sealed(case, True)


def unseal(case: Case) -> None:
    set_sealed(case, False)


def set_sealed(case: Case, sealed: bool) -> None:
    """Whether the events may be edited: only while the dossier is in its preparer's hands."""
    Bundle.objects.filter(pk=case.bundle_id).update(is_sealed=sealed)
    case.bundle.is_sealed = sealed


def cite(case: Case) -> None:
    """Name the decision in the bundle and in its events that are still proposed."""
    words = {
        "decision_number": case.decision.number,
        "issuer": case.decision.issuer,
        "decided_on": case.decision.issued_on,
    }
    Bundle.objects.filter(pk=case.bundle_id).update(**words)
    case.bundle.events.filter(status=EventStatus.PROPOSED).update(**words)


def execute(case: Case, *, by, at: dt.datetime, reason: str = "") -> None:
    """Put all events into effect; a dossier that reverses another annuls those of the other.

    Raises :class:`NotExecuted`.
    """
    try:
        if case.reverses_id:
            bundle, dossier = case.reverses.bundle, case.reverses.number
            annul_bundle(bundle, by=by, at=at, reason=reason or case.title, dossier=dossier)
        else:
            put_bundle_into_effect(case.bundle, by=by, at=at, dossier=case.number)
    except EventRefused as refused:
        raise NotExecuted([breach.message for breach in refused.breaches]) from refused
    except LaterEntries as refused:
        said = _("Later changes build on it: %(later)s.")
        names = "; ".join(str(entry.event or entry.batch or entry) for entry in refused.entries)
        raise NotExecuted([said % {"later": names}]) from refused
    except (NotInEffect, RegisterMoved) as refused:
        raise NotExecuted([str(refused)]) from refused
