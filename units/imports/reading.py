"""The list in a batch's file, read as the batch says."""

from __future__ import annotations

from collections.abc import Callable

from ..models import ImportBatch
from .instructions import Instructions
from .tables import Table
from .workbook import Sheet, read_workbook


def read_list(batch: ImportBatch, find: Callable[[Sheet, Instructions], Table]) -> Table:
    """What ``find`` finds in the file; raises :class:`units.imports.workbook.UnreadableFile`."""
    workbook = read_workbook(batch.file.path, filename=batch.filename)
    sheet = workbook.sheet(batch.sheet or None)
    return find(sheet, Instructions.from_options(batch.options))
