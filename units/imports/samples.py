"""A few values of each column, for the person who says what the column holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice

from .cells import shown
from .tables import Table

SAMPLES = 3
LONGEST = 60
#: Of a column with few different values all are told, with how many rows have them.
FEW = 12
LOOKED_AT = 2000


def named(headings: Sequence[str]) -> list[str]:
    """Each heading as ``Table.column`` finds this very column: "Đơn vị#2" is the second of two."""
    often, place = Counter(headings), Counter()
    names = []
    for heading in headings:
        place[heading] += 1
        names.append(f"{heading}#{place[heading]}" if heading and often[heading] > 1 else heading)
    return names


def samples(table: Table) -> list[dict[str, object]]:
    """For each column that has a heading: its name, its first distinct values, and all of them with
    the number of their rows where they are few."""
    found = []
    for index, name in enumerate(named(table.headings)):
        if not name:
            continue
        counts = Counter(
            shown(row.cells[index])[:LONGEST] for row in islice(table.rows, LOOKED_AT)
            if row.cells[index] is not None
        )  # fmt: skip
        few = counts.most_common() if len(counts) <= FEW < len(table.rows) else []
        values = [[text, number] for text, number in few]
        found.append(
            {"index": index, "heading": name, "samples": list(counts)[:SAMPLES], "values": values}
        )
    return found
