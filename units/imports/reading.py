"""The list in a batch's file, read as the batch says."""

from __future__ import annotations

from collections.abc import Callable

from ..models import ImportBatch
from .code_lists import code_list
from .instructions import Instructions, NoCodes
from .lists import joined, list_in
from .tables import Table
from .workbook import Sheet, Workbook, read_workbook

Finder = Callable[[Sheet, Instructions], Table]


def read_list(batch: ImportBatch, find: Finder) -> Table:
    """What ``find`` sees in the file; raises :class:`units.imports.workbook.UnreadableFile`."""
    return list_of(workbook_of(batch), batch, find)


def workbook_of(batch: ImportBatch) -> Workbook:
    """The whole file; raises :class:`units.imports.workbook.UnreadableFile`."""
    return read_workbook(batch.file.path, filename=batch.filename)


def list_of(workbook: Workbook, batch: ImportBatch, find: Finder) -> Table:
    """The list that the batch's instructions mean, with the code lists that they name."""
    instructions = Instructions.from_options(batch.options)

    def found(sheet: Sheet) -> Table:
        return find(sheet, instructions)

    names = instructions.sheets
    if len(names) > 1:
        tables = [found(workbook.sheet(name)) for name in names]
        table = joined(tables, instructions.sheet_names)
    else:
        table = list_in(workbook, found, names[0] if names else batch.sheet or None)
    for field, sheet in instructions.lookups.items():
        codes = code_list(workbook.sheet(sheet))
        if codes is None:
            raise NoCodes(sheet)
        table.lookups[field] = codes
    return table
