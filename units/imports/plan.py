"""The plan of a batch: what confirming would do, kept as rows beside it for people to look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import orjson

from ..bulk_rows import insert_rows
from ..choices import RowOutcome
from ..models import ImportBatch, ImportRow
from ..names import search_key
from .cells import shown
from .collector import collector_paused
from .comparison import Line, outcomes
from .coverage import Coverage
from .holdings import Holdings, Standing
from .instructions import Column, memo_key
from .records import Problem, Record, tells_apart
from .tables import Table, TableRow

FIELDS = (
    "batch", "number", "outcome", "unit", "base", "base_figures", "label",
    "changes", "problems", "raw", "agency", "search_key", "marks",
)  # fmt: skip
#: The same of a list that may stand on several sheets.
PLACED = (*FIELDS, "sheet")
AT_ONCE = 5_000


def dump(value: object) -> str:
    return orjson.dumps(value).decode()


#: Rows that are no units, but that a reader counts as rows of the list.
COUNTED_KINDS = ("total", "section")


@collector_paused()
def store_plan(
    batch: ImportBatch,
    lines: Sequence[Line],
    missing: Sequence[Standing],
    *,
    columns: Mapping[str, Column],
    holdings: Holdings,
) -> None:
    """Replace the rows of the batch: one for each line that changes or asks for something."""
    batch.rows.all().delete()
    told = [line for line in lines if line.outcome != RowOutcome.UNCHANGED or line.record.problems]
    insert_rows(ImportRow, PLACED, rows_of(batch, told, columns, holdings))
    insert_rows(ImportRow, FIELDS, (
        (
            batch.pk, None, RowOutcome.MISSING.value, one.unit, None, None, one.name,
            "{}", "[]", "{}", one.agency, found_by(one.name, one.code), "",
        )
        for one in missing
    ))  # fmt: skip


def rows_of(
    batch: ImportBatch, lines: Sequence[Line], columns: Mapping[str, Column], holdings: Holdings
) -> Iterator[tuple[object, ...]]:
    """The rows in the order of :data:`PLACED`, drawn up some at a time."""
    raw = RawTexts(columns)
    for start in range(0, len(lines), AT_ONCE):
        some = lines[start : start + AT_ONCE]
        for line, text in zip(some, raw.of([line.record for line in some]), strict=True):
            yield row_of(batch, line, text, holdings)


def row_of(batch: ImportBatch, line: Line, raw: str, holdings: Holdings) -> tuple[object, ...]:
    """One row in the order of :data:`PLACED`; ``raw`` is what stood in its cells, as JSON."""
    record, problems = line.record, line.record.problems
    label, agency = label_of(record, line, holdings), record.values.get("agency")
    return (
        batch.pk,
        record.number,
        line.outcome.value,
        line.unit,
        line.base,
        line.base_figures,
        label,
        dump(line.changes) if line.changes else "{}",
        dump([problem.as_json() for problem in problems]) if problems else "[]",
        raw,
        agency if agency.__class__ is int else None,
        found_by(label, record.values.get("code")),
        marks_of(line.outcome, problems, line.changes),
        record.inherited.get("sheet", ""),
    )


class RawTexts:
    """What stood in the mapped cells of rows, {heading: text} as JSON. Columns hold the same few
    texts over and over, so each distinct cell is put into words once."""

    def __init__(self, columns: Mapping[str, Column]) -> None:
        self.columns = columns
        self.places = {column.heading: column.index for column in columns.values()}

    def of(self, records: Sequence[Record]) -> list[str]:
        width = max(self.places.values(), default=-1)
        if any(len(record.cells) <= width for record in records):
            return [dump(record.raw_text(self.columns)) for record in records]
        columns = (
            texts_of([record.cells[place] for record in records]) for place in self.places.values()
        )
        headings = tuple(self.places)
        return [dump(dict(zip(headings, row))) for row in zip(*columns, strict=True)]  # noqa: B905


def texts_of(cells: list[object]) -> list[str]:
    """Cells as they look."""
    keys = cells if tells_apart(set(map(type, cells))) else list(map(memo_key, cells))
    told = {key: shown(cell) for key, cell in dict(zip(keys, cells, strict=True)).items()}
    return [told[key] for key in keys]


def label_of(record: Record, line: Line, holdings: Holdings) -> str:
    name = record.values.get("name") or (line.unit and holdings.lives[line.unit][-1].name)
    return str(name or "")[:300]


def found_by(label: str, code: object) -> str:
    """What a search within the rows of a batch looks through."""
    return search_key(f"{label} {code or ''}")[:400]


def marks_of(outcome: str, problems: Iterable[Problem], changes: Iterable[str]) -> str:
    """The codes of a row's problems, each behind a "!", and of a changed row the fields that
    change, all between spaces: " !agency_unknown name ". Of most rows nothing."""
    words = [f"!{code}" for code in dict.fromkeys(problem.code for problem in problems)]
    if outcome == RowOutcome.CHANGED:
        words += changes
    return f" {' '.join(words)} " if words else ""


def tally(
    table: Table, kept: Sequence[TableRow], lines: Sequence[Line], coverage: Coverage
) -> dict[str, int]:
    """The counts as ``--json`` prints them; created to ignored add up to rows_read."""
    count = outcomes(lines)
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
    """The counts with every problem: {"row", "column", "code", "message"}, in order of rows."""
    rows = batch.rows.exclude(problems=[]).order_by("number", "pk")
    problems = [
        {"row": number, **{name: problem[name] for name in ("column", "code", "message")}}
        for number, found in rows.values_list("number", "problems")
        for problem in found
    ]
    return {**batch.counts, "problems": problems}
