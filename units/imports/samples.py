"""A few values of each column, for the person who says what the column holds."""

from __future__ import annotations

from collections import Counter
from itertools import islice

from .cells import shown
from .tables import Table

SAMPLES = 3
LONGEST = 60


def samples(table: Table) -> list[dict[str, object]]:
    """For each column that has a heading: the heading as ``Table.column`` finds this very column,
    and its first distinct values."""
    often = Counter(table.headings)
    place: Counter[str] = Counter()
    found = []
    for index, heading in enumerate(table.headings):
        if not heading:
            continue
        place[heading] += 1
        name = f"{heading}#{place[heading]}" if often[heading] > 1 else heading
        values = dict.fromkeys(
            shown(row.cells[index])[:LONGEST] for row in islice(table.rows, 200)
            if row.cells[index] is not None
        )  # fmt: skip
        found.append({"index": index, "heading": name, "samples": list(values)[:SAMPLES]})
    return found
