"""The rows of an imported list as its page shows them: plain values, names instead of keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from ..choices import BatchStatus, RowOutcome
from ..models import ImportBatch, ImportRow, UnitVersion
from .import_values import label_of, names_of, shown
from .import_words import outcome_label

PER_PAGE = 50
BADGES = {
    RowOutcome.CREATED: "met",
    RowOutcome.CHANGED: "behind",
    RowOutcome.REJECTED: "missed",
    RowOutcome.MISSING: "unknown",
}
#: Rows that are good and still ask for a look.
NOTED = "noted"


@dataclass(frozen=True)
class ShownRow:
    """``changes`` are (field, before, after); ``address`` leads to the unit, where there is one."""

    number: int | None
    name: str
    address: str
    outcome: str
    badge: str
    changes: list[tuple[str, str, str]]
    problems: list[dict[str, object]]
    raw: dict[str, str]


def tabs(batch: ImportBatch) -> list[tuple[str, str, int]]:
    """(value, label, number of rows) for each kind of row that the batch has."""
    noted = Count("pk", filter=~Q(problems=[]) & ~Q(outcome=RowOutcome.REJECTED))
    rows = batch.rows.order_by().values_list("outcome").annotate(n=Count("pk"), noted=noted)
    tally = {outcome: (number, noted) for outcome, number, noted in rows}
    order = (RowOutcome.REJECTED, RowOutcome.CREATED, RowOutcome.CHANGED, RowOutcome.MISSING)
    found = [
        (kind.value, outcome_label(batch, kind), tally[kind][0]) for kind in order if kind in tally
    ]
    if to_look_at := sum(noted for _number, noted in tally.values()):
        found.append((NOTED, _("good, but look"), to_look_at))
    return found


def page_of(batch: ImportBatch, kind: str, number: str | None) -> Page:
    rows = batch.rows.order_by("number", "pk")
    if kind == NOTED:
        rows = rows.exclude(problems=[]).exclude(outcome=RowOutcome.REJECTED)
    else:
        rows = rows.filter(outcome=kind)
    page = Paginator(rows, PER_PAGE).get_page(number)
    page.shown = shown_rows(batch, page.object_list)
    return page


def shown_rows(batch: ImportBatch, rows: QuerySet | Sequence[ImportRow]) -> list[ShownRow]:
    rows = list(rows)
    names = names_of(rows)
    units = units_of(batch, rows)
    return [
        ShownRow(
            number=row.number,
            name=row.label,
            address=address_of(units.get(row.pk)),
            outcome=outcome_label(batch, row.outcome),
            badge=BADGES.get(row.outcome, "plain"),
            changes=[
                (label_of(name), shown(name, old, names), shown(name, new, names))
                for name, (old, new) in row.changes.items()
            ],
            problems=row.problems,
            raw=row.raw,
        )
        for row in rows
    ]


def units_of(batch: ImportBatch, rows: Sequence[ImportRow]) -> dict[int, int]:
    """{row: unit}; a new unit is known by the version that came from its row."""
    found = {row.pk: row.unit_id for row in rows if row.unit_id}
    if batch.status in (BatchStatus.APPLIED, BatchStatus.UNDONE):
        numbers = {row.number: row.pk for row in rows if row.outcome == RowOutcome.CREATED}
        written = UnitVersion.objects.filter(
            recorded_by__batch=batch, source_row__in=numbers, opened_by__batch=batch
        )
        for number, unit in written.values_list("source_row", "unit"):
            found[numbers[number]] = unit
    return found


def address_of(unit: int | None) -> str:
    return reverse("admin:units_unit_change", args=[unit]) if unit else ""
