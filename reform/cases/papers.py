"""Which papers a dossier must hold before it may go on, and which it lacks."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from ..models import Case, RequiredDocument


def lacking(case: Case, statuses: Sequence[str]) -> list[RequiredDocument]:
    """Papers that the procedure asks for before one of ``statuses`` and that nobody has filed."""
    wanted = case.procedure.required_documents.filter(needed_for__in=statuses)
    filed = case.documents.exclude(required=None).values("required")
    return list(wanted.exclude(pk__in=filed).order_by("pk"))


def missing_papers(case: Case, statuses: Sequence[str]) -> list[str]:
    return [
        _("“%(paper)s” is missing: upload it.") % {"paper": paper.name}
        for paper in (lacking(case, statuses) if statuses else ())
    ]
