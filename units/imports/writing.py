"""Writing a confirmed plan to the register, as one long entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from .. import long_entry
from ..bulk_rows import among
from ..models import Agency, ImportBatch, RegisterEntry, UnitVersion, YearFigures
from ..register import RegisterMoved
from ..tally_keeping import is_latest, keeping
from . import continuations, trail
from .drawn import DrawnUp, plan_of
from .engine import Progress
from .references import create_agencies

AGENCY = long_entry.VERSION.index("agency")


def write_plan(
    batch: ImportBatch, entry: RegisterEntry, drawn: DrawnUp, *, progress: Progress | None = None
) -> None:
    """Write what was drawn up under ``entry``; the caller holds the transaction.

    No version that ends a life is written or retired without another that ends it on the same day,
    so ``Unit.ceased_on`` stays what it is. Raises :class:`units.register.RegisterMoved`.
    """
    if drawn.plan != plan_of(batch):
        raise RegisterMoved
    long_entry.lock_units(*among("id", sorted(drawn.units)))
    agencies = create_agencies(sorted(drawn.agencies), batch.province)
    trail.tell(entry, new=Agency.objects.filter(pk__in=agencies.values()))
    worked_out = is_latest(entry.recorded_at, drawn.differences.area)
    others = drawn.differences.others if worked_out else drawn.units
    with keeping(others, entry.recorded_at) as touched:
        retire(entry, drawn, batch.as_of)
        units = long_entry.found_units(drawn.founded)
        new = ((unit, *row) for unit, (_none, *row) in zip(units, drawn.new, strict=True))
        long_entry.write_versions(entry, named(new, agencies))
        long_entry.write_versions(entry, named(drawn.versions, agencies))
        continuations.write_versions(entry, batch, drawn)
        long_entry.write_figures(entry, ((units[place], *row) for place, *row in drawn.new_figures))
        long_entry.write_figures(entry, drawn.figures)
        continuations.write_figures(entry, batch, drawn)
        if worked_out:
            drawn.differences.keep(entry, agencies)
        else:
            touched.update(units)
    # The day belongs to the unit and not to a period of it, so the ledgers don't hold it; the rows
    # of the batch tell where it came from, and undoing the batch forgets it again.
    long_entry.learn_foundings(drawn.learned)
    if progress:
        progress(drawn.plan[0], drawn.plan[0])


def retire(entry: RegisterEntry, drawn: DrawnUp, day: dt.date) -> None:
    """Supersede what is no longer so, and write again what was so until ``day``."""
    long_entry.retire(entry, UnitVersion, drawn.retired)
    long_entry.retire(entry, YearFigures, drawn.retired_figures)
    long_entry.end_versions(entry, drawn.ended, day)


def named(versions: Iterable[tuple], agencies: dict[str, int]) -> Iterator[tuple]:
    """The same versions with the ids of agencies that are created only now."""
    if not agencies:
        return iter(versions)
    return (
        (*row[:AGENCY], agencies[row[AGENCY]], *row[AGENCY + 1 :])
        if row[AGENCY].__class__ is str
        else row
        for row in versions
    )
