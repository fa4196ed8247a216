"""The rows of an imported list as its page shows them: plain values, names instead of keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from ..choices import BatchStatus, ParticipantRole, RowOutcome
from ..kinds import KINDS
from ..models import ImportBatch, ImportRow, UnitVersion
from .import_twins import Twin, cell_of, twins_of
from .import_values import label_of, names_of, shown
from .import_words import outcome_label

BADGES = {
    RowOutcome.CREATED: "met",
    RowOutcome.CHANGED: "behind",
    RowOutcome.REJECTED: "missed",
    RowOutcome.MISSING: "unknown",
}
KIND_LABELS = {code: kind.label for code, kind in KINDS.items()}
ROLE_LABELS = {role.value: role.label for role in ParticipantRole}


@dataclass(frozen=True)
class ShownRow:
    """``changes`` are (field, before, after); ``address`` leads to the unit, where there is one;
    ``has_candidates`` where a person may choose whom it means; ``twins`` are what it is like."""

    pk: int
    number: int | None
    sheet: str
    name: str
    address: str
    outcome: str
    badge: str
    agency: str
    code: str
    changes: list[tuple[str, str, str]]
    problems: list[dict[str, object]]
    has_candidates: bool = False
    twins: list[Twin] = field(default_factory=list)


def shown_rows(
    batch: ImportBatch, rows: Sequence[ImportRow], *, with_twins: bool = False
) -> list[ShownRow]:
    rows = list(rows)
    names = names_of(rows)
    units = units_of(batch, rows)
    twins = twins_of(batch, rows) if with_twins else {}
    return [
        ShownRow(
            pk=row.pk,
            number=row.number,
            sheet=row.sheet,
            name=called(row),
            address=address_of(units.get(row.pk)),
            outcome=outcome_label(batch, row.outcome),
            badge=BADGES.get(row.outcome, "plain"),
            agency=names.get(("agency", row.agency_id)) or cell_of(batch, row, "agency"),
            code=cell_of(batch, row, "unit_code"),
            changes=[
                (label_of(name), shown(name, old, names), shown(name, new, names))
                for name, (old, new) in row.changes.items()
            ],
            problems=row.problems,
            has_candidates=any(said.get("candidates") for said in row.problems),
            twins=twins.get(row.pk, []),
        )
        for row in rows
    ]


def units_of(batch: ImportBatch, rows: Sequence[ImportRow]) -> dict[int, int]:
    """{row: unit}; a new unit is known by the version that came from its row."""
    found = {row.pk: row.unit_id for row in rows if row.unit_id}
    if batch.status in (BatchStatus.APPLIED, BatchStatus.UNDONE):
        created = {
            (row.sheet or batch.sheet, row.number): row.pk
            for row in rows if row.outcome == RowOutcome.CREATED
        }  # fmt: skip
        written = UnitVersion.objects.filter(
            recorded_by__batch=batch,
            source_row__in=[number for _sheet, number in created],
            opened_by__batch=batch,
        )
        for sheet, number, unit in written.values_list("source_sheet", "source_row", "unit"):
            if (sheet, number) in created:
                found[created[sheet, number]] = unit
    return found


def called(row: ImportRow) -> str:
    """The row's label, in a list of events with the kind of the event and the role in it."""
    kind, _space, role = row.part.partition(" ")
    words = (row.label, KIND_LABELS.get(kind), ROLE_LABELS.get(role))
    return " · ".join(str(word) for word in words if word)


def address_of(unit: int | None) -> str:
    return reverse("admin:units_unit_change", args=[unit]) if unit else ""
