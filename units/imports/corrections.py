"""What a clerk says that cells stand for, put between a cell and the cleaner of its field.

The cells themselves stay as they came: history shows what stood in the file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from ..models import ImportBatch
from ..names import match_key
from .cells import shown
from .code_lists import CodeList
from .instructions import Column, Instructions, cell_of
from .layouts import Field, Layout
from .references import Agencies, Sectors
from .tables import Table

SWAPPED = "swapped"
Clean = Callable[[object], object]


def as_corrected(
    layout: Layout, instructions: Instructions, table: Table, columns: Mapping[str, Column]
) -> Layout:
    """The layout with cleaners that heed the clerk's answers; the same where there are none."""
    if not (instructions.values or table.lookups or instructions.dates):
        return layout
    meanings = meanings_of(layout, instructions)
    swapped = {
        name
        for name, column in columns.items()
        if instructions.dates == SWAPPED and may_be_swapped(layout, name, table, column.index)
    }
    return replace(layout, fields=tuple(
        replace(field, clean=cleaner(
            field,
            {} if field.name in layout.looked_up else meanings.get(field.name, {}),
            table.lookups.get(field.name),
            swapped=field.name in swapped,
        ))
        for field in layout.fields
    ))  # fmt: skip


def meanings_of(layout: Layout, instructions: Instructions) -> dict[str, dict[str, str]]:
    """{field: {folded text: what it stands for}}; raises what ``layout.field`` raises."""
    return {
        layout.field(name).name: {match_key(text): meaning for text, meaning in texts.items()}
        for name, texts in instructions.values.items()
    }


def references_of(
    batch: ImportBatch, layout: Layout, instructions: Instructions
) -> tuple[Agencies, Sectors]:
    """What the words of the list may stand for, with the clerk's answers to what they mean."""
    meanings = meanings_of(layout, instructions)
    agencies = Agencies(
        batch.province,
        batch.as_of,
        create=instructions.create_agencies,
        meanings=meanings.get("agency"),
        new=instructions.new_agencies,
    )
    return agencies, Sectors(meanings.get("sector"))


def cleaner(
    field: Field, meanings: Mapping[str, str], codes: CodeList | None, *, swapped: bool
) -> Clean:
    """A field's cleaner behind the clerk's word, the code list of its column, and the turning of
    swapped days, in this order."""
    clean = field.clean
    if swapped:
        clean = turned(clean)
    if codes is not None:
        clean = decoded(clean, codes)
    if meanings:
        clean = explained(clean, meanings)
    return clean


def explained(clean: Clean, meanings: Mapping[str, str]) -> Clean:
    def clean_meaning(cell: object) -> object:
        meaning = meanings.get(match_key(shown(cell)))
        return clean(cell if meaning is None else meaning)

    return clean_meaning


def decoded(clean: Clean, codes: CodeList) -> Clean:
    return lambda cell: clean(codes.name_of(cell))


def turned(clean: Clean) -> Clean:
    return lambda cell: clean(swap(cell))


def swap(cell: object) -> object:
    """A day that a machine set to American dates has read wrongly, put right."""
    if isinstance(cell, dt.date) and cell.day <= 12:
        return cell.replace(month=cell.day, day=cell.month)
    return cell


def may_be_swapped(layout: Layout, name: str, table: Table, index: int) -> bool:
    """A column of days, without a true date that can only have been read rightly."""
    if not layout.field(name).is_day:
        return False
    days: Iterable[object] = (cell_of(row, index) for row in table.rows)
    return all(day.day <= 12 for day in days if isinstance(day, dt.date))
