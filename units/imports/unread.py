"""Values that can't be read as the field their column is taken for, for a clerk to explain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from ..choices import BatchStatus
from ..models import ImportBatch
from ..names import match_key
from .cells import CellError, shown
from .corrections import as_corrected, references_of
from .instructions import Column, Instructions, cell_of, memo_key
from .layouts import Layout
from .references import UnknownReference
from .tables import Table

#: So many values of a field are asked for at once, the most frequent first.
MOST = 20
LONGEST = 200
#: Names and codes are mended in the file, one by one.
NOT_ASKED = ("unit_code", "unit_name")
#: Problems of rows that explaining a value does not cure.
OF_ROWS = ("possible_duplicate", "resembles", "duplicate_row", "duplicate_name", "duplicate_code",
           "same_unit", "established_after_list", "established_differs")  # fmt: skip
OF_REFERENCES = {"agency_unknown": "agency", "agency_ambiguous": "agency",
                 "agency_not_alive": "agency", "sector_unknown": "sector"}  # fmt: skip
MOST_ROWS = 20_000


def unread_in(
    batch: ImportBatch,
    table: Table,
    layout: Layout,
    columns: Mapping[str, Column],
    instructions: Instructions,
) -> dict[str, list[list]]:
    """{field: [[text, number of rows], ...]} of a list that was looked into."""
    agencies, sectors = references_of(batch, layout, instructions)
    finds = {"agency": agencies.find, "sector": sectors.find}
    corrected = as_corrected(layout, instructions, table, columns)
    found = {}
    for field in corrected.importable():
        find = finds[field.name] if field.name in layout.looked_up else None
        column = columns.get(field.name)
        if field.name in NOT_ASKED or (column is None and find is None):
            continue
        cells = [None if column is None else cell_of(row, column.index) for row in table.rows]
        counts = failures(cells, field.clean)
        if find:
            words = (row.inherited.get(field.name) for row in table.rows)
            counts += unknown(cells, words, field.clean, find)
        if counts:
            found[field.name] = most_frequent(counts)
    return found


def failures(cells: Iterable[object], clean: Callable) -> Counter[str]:
    """The texts that a cleaner refuses, blocking or not, each distinct one tried once."""
    refused: dict[object, bool] = {}
    counts: Counter[str] = Counter()
    for cell in cells:
        key = memo_key(cell)
        if key not in refused:
            refused[key] = not cleans(clean, cell)
        if refused[key]:
            counts[shown(cell)[:LONGEST]] += 1
    return counts


def cleans(clean: Callable, cell: object) -> bool:
    try:
        clean(cell)
    except CellError:
        return False
    return True


def unknown(
    cells: Iterable[object], inherited: Iterable[str | None], clean: Callable, find: Callable
) -> Counter[str]:
    """The words, of rows or else of their sections, that the register doesn't know."""
    words: Counter[str] = Counter()
    known: dict[object, str] = {}
    for cell, other in zip(cells, inherited, strict=True):
        key = memo_key(cell)
        if key not in known:
            known[key] = str(clean(cell) or "") if cleans(clean, cell) else ""
        if text := known[key] or other:
            words[text] += 1
    return Counter({text: number for text, number in words.items() if not finds_it(find, text)})


def finds_it(find: Callable, text: str) -> bool:
    try:
        find(text)
    except UnknownReference:
        return False
    return True


def most_frequent(counts: Counter[str]) -> list[list]:
    return [[text, number] for text, number in counts.most_common(MOST)]


def unread_of(batch: ImportBatch) -> dict[str, list[list]]:
    """The same of a batch: as its preview found it, before that as it was looked into."""
    if batch.status != BatchStatus.PREVIEWED:
        return batch.reading.get("unread", {})
    fields = {heading: name for name, heading in batch.reading.get("mapping", {}).items()}
    counts: dict[str, Counter[str]] = {}
    rows = batch.rows.exclude(problems=[]).order_by("pk").values_list("problems", flat=True)
    for problem in (one for problems in rows[:MOST_ROWS] for one in problems):
        code, text = problem["code"], problem.get("value")
        name = OF_REFERENCES.get(code) or fields.get(problem["column"])
        if text and name and name not in NOT_ASKED and code not in OF_ROWS:
            counts.setdefault(name, Counter())[text[:LONGEST]] += 1
    return {name: most_frequent(found) for name, found in counts.items()}


def told_before(texts: Mapping[str, str], text: str) -> str:
    """What a clerk said that a text stands for, however it is spelt; "" for not yet."""
    folded = {match_key(known): meaning for known, meaning in texts.items()}
    return folded.get(match_key(text), "")
