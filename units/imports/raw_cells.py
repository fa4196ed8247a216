"""What stood in the cells of a row: kept beside its plan as JSON, in the order of the batch's
headings, and told as text."""

from __future__ import annotations

from collections.abc import Sequence

import orjson

from ..models import ImportBatch, ImportRow
from .celltext import shown


def as_json(cells: Sequence[object]) -> str:
    """Cells as they came; what JSON has no word for, such as a day, as text."""
    try:
        return orjson.dumps(cells, shown, orjson.OPT_PASSTHROUGH_DATETIME).decode()
    except orjson.JSONEncodeError:  # a whole number of more than 64 bits
        return orjson.dumps([shown(cell) for cell in cells]).decode()


def texts_of(row: ImportRow, batch: ImportBatch) -> dict[str, str]:
    """{heading: text}; ``batch`` is that of the row. Rows of lists that came early in the life of
    the register repeat the headings themselves."""
    if isinstance(row.raw, dict):
        return row.raw
    return dict(zip(batch.reading.get("taken", ()), map(shown, row.raw), strict=False))
