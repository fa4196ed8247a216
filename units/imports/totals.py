"""Totals and subtotals of a list: never imported, but checked against the rows they sum up."""

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from .cells import CellError
from .tables import TableRow, WrongTotal


class TotalRow(NamedTuple):
    """``position`` data rows stand before it. ``level`` is that of a section row, whose figures sum
    up what follows; None for a total, which sums up what is above, from one of ``starts`` on."""

    row: int
    cells: list[object]
    position: int
    level: int | None
    starts: list[int]


def wrong_totals(
    totals: list[TotalRow],
    rows: list[TableRow],
    headings: list[str],
    cleaners: dict[int, Callable],
) -> list[WrongTotal]:
    """Totals that agree with no span of rows they could mean; ``cleaners`` by summed column."""
    stated = [
        (total, column, figure)
        for total in totals
        for column, clean in cleaners.items()
        if (figure := _figure(total.cells[column], clean)) is not None
    ]
    sums = {column: _running_sums(rows, column, cleaners[column]) for _, column, _ in stated}
    wrong = []
    for total, column, figure in stated:
        counted = [
            sums[column][end] - sums[column][start]
            for start, end in _spans(total, totals, len(rows))
        ]
        if counted and figure not in counted:
            wrong.append(WrongTotal(total.row, headings[column], figure, counted[0]))
    return wrong


def _spans(total: TotalRow, totals: list[TotalRow], end: int) -> list[tuple[int, int]]:
    """(start, end) of the rows that a total may sum up, the likeliest first."""
    if total.level is not None:
        ends = (
            other.position
            for other in totals
            if other.row > total.row and other.level is not None and other.level <= total.level
        )
        return [(total.position, next(ends, end))]
    if total.position == 0:
        return [(0, end)]
    since_last = [other.position for other in totals if other.row < total.row]
    starts = dict.fromkeys([*total.starts, *since_last[-1:], 0])
    return [(start, total.position) for start in starts if start < total.position]


def _running_sums(rows: list[TableRow], column: int, clean: Callable) -> list[Decimal]:
    sums = [Decimal(0)]
    for row in rows:
        sums.append(sums[-1] + (_figure(row.cells[column], clean) or 0))
    return sums


def _figure(cell: object, clean: Callable) -> Decimal | None:
    try:
        figure = clean(cell)
    except CellError:
        return None
    return None if figure is None else Decimal(figure)
