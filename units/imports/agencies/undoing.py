"""Taking back a list of agencies: exactly what was, or a refusal that says what builds on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ...choices import RowOutcome
from ...models import Agency, ImportBatch, ImportRow
from ...register import LaterEntries
from ..records import plain
from .family import in_circles
from .known import ATTRIBUTES, LINKS
from .writing import (
    COLUMNS,
    Place,
    PlannedRow,
    lock_agencies,
    place_of,
    planned,
    restore,
    update,
)  # fmt: skip

SHOWN = 5


class LaterWork(LaterEntries):
    """Agencies of the list are in use, or were changed since; ``reasons`` are sentences."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(())
        self.reasons = list(reasons)
        self.args = (
            _("Later work builds on this list: %(reasons)s. Take that back first; an agency that "
              "has to stay on record gets an end instead.")
            % {"reasons": "; ".join(self.reasons[:SHOWN])},
        )  # fmt: skip


def take_back(batch: ImportBatch) -> None:
    """Restore the agencies that the list changed and remove those it brought; the caller holds the
    transaction. Raises :class:`LaterWork`."""
    rows = planned(batch)
    by_place = {row.place: row.agency_id for row in rows}
    ids = [row.agency_id for row in rows if row.agency_id]
    standing = {agency.pk: agency for agency in lock_agencies(ids)}
    reasons = [reason for row in rows if (reason := edited(row, standing, by_place))]
    created = {row.agency_id for row in rows if row.outcome == RowOutcome.CREATED}
    changed = [row for row in rows if row.outcome == RowOutcome.CHANGED]
    reasons += in_use(created, changed)
    if reasons:
        raise LaterWork(reasons)
    for row in changed:
        restore(standing[row.agency_id], row.changes)
    if closing_a_circle(changed, standing):
        raise LaterWork([_("its agencies were given other parents or successors since")])
    update(standing[row.agency_id] for row in changed)
    remove(created)


def edited(
    row: PlannedRow, standing: Mapping[int, Agency], by_place: Mapping[Place, int | None]
) -> str:
    """That an agency is no longer as the list left it, as a sentence; "" when it is."""
    agency = standing.get(row.agency_id)
    names = ATTRIBUTES if row.outcome == RowOutcome.CREATED else row.changes
    written = {name: row.changes.get(name, (None, None))[1] for name in names}
    for name, new in written.items():
        wanted = by_place[place_of(new)] if isinstance(new, dict) else new
        now = getattr(agency, COLUMNS.get(name, name), None)
        if (plain(now) or None) != (wanted or None):
            name = str(agency or row.agency_id)
            return _("“%(agency)s” was changed since") % {"agency": name}
    return ""


def in_use(created: set[int | None], changed: Sequence[PlannedRow]) -> list[str]:
    """What names agencies that the list brought, table by table, as sentences."""
    reasons = []
    for relation in Agency._meta.get_fields(include_hidden=True):
        is_link = relation.auto_created and not relation.concrete and not relation.many_to_many
        if not is_link or relation.related_model is ImportRow:
            continue
        model, name = relation.related_model, relation.field.name
        rows = model._base_manager.filter(**{f"{name}__in": created})
        if model is Agency:
            settled = [row.agency_id for row in changed if name in row.changes]
            rows = rows.exclude(pk__in=created).exclude(pk__in=settled)
        if number := rows.count():
            label = capfirst(model._meta.verbose_name_plural)
            reasons.append(_("%(table)s: %(number)d name its agencies")
                           % {"table": label, "number": number})  # fmt: skip
    return reasons


def closing_a_circle(changed: Sequence[PlannedRow], standing: Mapping[int, Agency]) -> bool:
    """Whether the old links would close a circle with links that were made since."""
    for name in LINKS:
        column = COLUMNS[name]
        restored = {row.agency_id for row in changed if name in row.changes}
        if not restored:
            continue
        linked = Agency.objects.filter(**{f"{column}__isnull": False})
        edges = dict(linked.values_list("pk", column))
        edges |= {pk: getattr(standing[pk], column) for pk in restored}
        if in_circles(edges, restored):
            return True
    return False


def remove(created: Iterable[int | None]) -> None:
    """Remove agencies that nothing names any more; rows of imported lists let go of them."""
    ids = list(created)
    ImportRow.objects.filter(agency__in=ids).update(agency=None)
    gone = Agency.objects.filter(pk__in=ids)
    gone.update(parent=None, succeeded_by=None)
    gone.delete()
