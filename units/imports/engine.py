"""What the desk asks of each kind of list; the catalogue names the engine of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from ..models import ImportBatch, RegisterEntry
from .instructions import Column, Instructions
from .layouts import Layout
from .tables import Table
from .workbook import Sheet

#: Told how many rows of how many are done.
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Plan:
    """What a list would do: its counts and remarks, and how its rows are kept beside the batch.
    ``seen`` is the state of the register that this follows from."""

    columns: Mapping[str, Column]
    counts: dict[str, int]
    remarks: list[str]
    seen: str
    store: Callable[[], None]


class Engine(Protocol):
    """One kind of list. The desk holds the transaction and the locks when it calls ``write`` and
    ``undo``; ``plan`` and ``prepare`` run outside and write nothing. Others wait while the locks
    are held, above all on SQLite: what can be read and computed beforehand belongs in ``prepare``.
    """

    layout: Layout

    def find(self, sheet: Sheet, instructions: Instructions) -> Table:
        """The list in a sheet; raises what reading raises."""

    def plan(self, batch: ImportBatch, table: Table, *, progress: Progress | None = None) -> Plan:
        """Compare the list with the register; ``progress`` hears of rows compared. Raises
        :class:`UnusableOption`."""

    def prepare(self, batch: ImportBatch, *, progress: Progress | None) -> object:
        """What ``write`` will be handed; it must see there whether the register moved meanwhile."""

    def write(
        self,
        batch: ImportBatch,
        prepared: object,
        *,
        by,
        at: dt.datetime,
        progress: Progress | None,
    ) -> RegisterEntry | None:
        """Write the stored plan, None when it changes no unit; raises
        :class:`units.register.RegisterMoved`."""

    def undo(self, batch: ImportBatch, *, by, at: dt.datetime, reason: str) -> RegisterEntry | None:
        """Take back what was written; raises :class:`units.register.LaterEntries`."""
