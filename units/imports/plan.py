"""The plan of a batch: what confirming would do, kept as rows beside it for people to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import orjson

from ..bulk_rows import insert_rows
from ..choices import RowOutcome
from ..models import ImportBatch, ImportRow
from ..names import search_key
from ..sentences import as_json as sentence_as_json
from .clean_rows import CleanRows
from .collector import collector_paused
from .coverage import Coverage
from .differences import several
from .holdings import Holdings, Standing
from .instructions import Column
from .laid_aside import LaidAside
from .lines import Line, ToldLine, as_told
from .raw_cells import as_json
from .records import Problem, Record
from .tables import Table, TableRow

#: What is known of a row when it is compared; the others may still be added to.
DRAWN = (
    "number", "unit", "base", "base_figures", "label", "changes", "raw", "agency", "search_key",
    "sheet",
)  # fmt: skip
FIELDS = ("batch", "outcome", "problems", "marks", *DRAWN)


def dump(value: object) -> str:
    return orjson.dumps(value, default=sentence_as_json).decode()


#: Rows that are no units, but that a reader counts as rows of the list.
COUNTED_KINDS = ("total", "section")


class PlannedRows:
    """The rows of a plan: one for each line that changes or asks for something.

    They are drawn up while the list is compared and laid aside, so that those who wait while a plan
    is stored wait for the database alone. ``expected`` is how long the list is, ``lines`` are what
    is kept of the lines.
    """

    def __init__(
        self, columns: Mapping[str, Column], holdings: Holdings, expected: int = 0
    ) -> None:
        self.columns = columns
        self.cells_of = several(column.index for column in columns.values())
        self.holdings = holdings
        self.lines: list[Line | ToldLine] = []
        self.drawn = LaidAside(expected)
        self._once: dict[tuple, tuple] = {}

    def draw(self, lines: Sequence[Line], *, rows: CleanRows | None = None) -> None:
        """Draw up what is to be told of. With ``rows``, the lines themselves are not kept, nor what
        stood in their cells."""
        for line in lines:
            self.drawn.append(self._row_of(line))
            if rows is None:
                self.lines.append(line)
            else:
                self.lines.append(as_told(line, rows, self._once))
                rows.forget_cells(line.place)

    def _row_of(self, line: Line) -> tuple[object, ...]:
        """One row in the order of :data:`DRAWN`."""
        values = line.record.values
        name = values.get("name") or (line.unit and self.holdings.lives[line.unit][-1].name)
        label, agency = str(name or "")[:300], values.get("agency")
        return (
            line.record.number,
            line.unit,
            line.base,
            line.base_figures,
            label,
            dump(line.changes) if line.changes else "{}",
            self._raw(line.record),
            agency if agency.__class__ is int else None,
            found_by(label, values.get("code")),
            line.record.inherited.get("sheet", ""),
        )

    def _raw(self, record: Record) -> str:
        try:
            return as_json(self.cells_of(record.cells))
        except IndexError:  # rows may be shorter than the headings
            return as_json(record.raw_cells(self.columns))

    def __iter__(self) -> Iterator[tuple[object, ...]]:
        """The rows in the order of :data:`FIELDS`, but for the batch."""
        for line, drawn in zip(self.lines, self.drawn, strict=True):
            problems = line.problems if line.has_problems else ()
            yield (
                line.outcome.value,
                dump([problem.as_json() for problem in problems]) if problems else "[]",
                marks_of(line.outcome, problems, line.fields),
                *drawn,
            )


def is_told(line: Line) -> bool:
    return line.outcome != RowOutcome.UNCHANGED or line.has_problems


@collector_paused()
def store_plan(batch: ImportBatch, planned: PlannedRows, missing: Sequence[Standing]) -> None:
    """Replace the rows of the batch."""
    batch.rows.all().delete()
    key = (batch.pk,)
    insert_rows(ImportRow, FIELDS, (key + row for row in planned))
    insert_rows(ImportRow, FIELDS, (
        (
            batch.pk, RowOutcome.MISSING.value, "[]", "", None, one.unit, None, None, one.name,
            "{}", "[]", one.agency, found_by(one.name, one.code), "",
        )
        for one in missing
    ))  # fmt: skip


def found_by(label: str, code: object) -> str:
    """What a search within the rows of a batch looks through."""
    return search_key(f"{label} {code or ''}")[:400]


def marks_of(outcome: str, problems: Sequence[Problem], changes: Iterable[str]) -> str:
    """The codes of a row's problems, each behind a "!", and of a changed row the fields that
    change, all between spaces: " !agency_unknown name ". Of most rows nothing."""
    if not problems and outcome != RowOutcome.CHANGED:
        return ""
    words = [f"!{code}" for code in dict.fromkeys(problem.code for problem in problems)]
    if outcome == RowOutcome.CHANGED:
        words += changes
    return f" {' '.join(words)} " if words else ""


def tally(
    table: Table, kept: Sequence[TableRow], count: Counter[str], coverage: Coverage
) -> dict[str, int]:
    """The counts as ``--json`` prints them; created to ignored add up to rows_read. ``count`` is
    {outcome: number of rows}."""
    beside = sum(kind in COUNTED_KINDS for _row, kind in table.ignored)
    return {
        "rows_read": len(table.rows) + beside,
        "created": count[RowOutcome.CREATED],
        "changed": count[RowOutcome.CHANGED],
        "unchanged": count[RowOutcome.UNCHANGED],
        "rejected": count[RowOutcome.REJECTED],
        "ignored": len(table.rows) - len(kept) + beside,
        "missing_from_list": len(coverage.missing),
    }


def as_report(batch: ImportBatch) -> dict[str, object]:
    """The counts with every problem: {"row", "column", "code", "message"}, in order of rows, told
    in the language that is spoken now."""
    rows = batch.rows.exclude(problems=[]).order_by("number", "pk")
    problems = [
        {"row": number, **{name: str(problem[name]) for name in ("column", "code", "message")}}
        for number, found in rows.values_list("number", "problems").iterator()
        for problem in found
    ]
    return {**batch.counts, "problems": problems}
