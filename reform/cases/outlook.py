"""The register as it would be, were a dossier carried out: really carried out, looked at, and taken
back before anybody else could see it. So every figure comes from where it always comes from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction

from resolutions.progress import Progress, progress_of_province

from ..models import Case
from . import execution


@dataclass(frozen=True)
class Prospect:
    """One target of the province, without and with the dossier."""

    now: Progress
    then: Progress

    @property
    def moves(self) -> bool:
        return (self.now.status, self.now.line) != (self.then.status, self.then.line)


@contextmanager
def as_if_executed(case: Case, *, by, at: dt.datetime) -> Iterator[None]:
    """Within the block the events are in effect; afterwards the register is as it was.

    Raises :class:`reform.cases.execution.NotExecuted`. Holds locks for the length of the block.
    """
    with transaction.atomic():
        execution.execute(case, by=by, at=at)
        try:
            yield
        finally:
            transaction.set_rollback(True)


def prospects(case: Case, *, by, at: dt.datetime, on: dt.date) -> list[Prospect]:
    """Every target of the province, judged on ``on`` without and with the dossier."""
    now = progress_of_province(case.province, on)
    with as_if_executed(case, by=by, at=at):
        then = progress_of_province(case.province, on)
    return [Prospect(*pair) for pair in zip(now, then, strict=True)]


def last_day_of(case: Case) -> dt.date | None:
    """The day from which all events of the dossier count; None while there is none."""
    bundle = case.reverses.bundle if case.reverses_id else case.bundle
    return bundle.events.order_by("-operative_on").values_list("operative_on", flat=True).first()
