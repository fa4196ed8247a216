"""Rows laid aside on disk until they are wanted: what grows with a list and is needed only once, in
order, takes no memory meanwhile. Of a list that is not so long they stay in memory, which takes a
tenth of the time."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO

#: Of so many rows all stay in memory; of more, all but the last few are on disk.
KEPT = 60_000
AT_ONCE = 1_000


class LaidAside:
    """Rows of plain values, given back in the order in which they came, as often as one likes.

    ``expected`` is how many are to come, where that is known; if they are more, that does no harm.
    The file has no name and goes with its last user, also when that is killed.
    """

    def __init__(self, expected: int = 0) -> None:
        self._file: IO[bytes] | None = None
        self._waiting: list[tuple] = []
        self._written = 0
        self._most = KEPT if expected <= KEPT else AT_ONCE

    def __len__(self) -> int:
        return self._written + len(self._waiting)

    def append(self, row: tuple) -> None:
        self._waiting.append(row)
        if len(self._waiting) >= self._most:
            self._write()

    def extend(self, rows: Iterable[tuple]) -> None:
        for row in rows:
            self.append(row)

    def __iter__(self) -> Iterator[tuple]:
        if self._file is None:
            yield from self._waiting
            return
        self._write()
        self._file.seek(0)
        given = 0
        while given < self._written:
            rows = pickle.load(self._file)  # noqa: S301  (nobody else can reach the file)
            given += len(rows)
            yield from rows

    def _write(self) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115  (closed with the object)
            self._most = AT_ONCE
        self._file.seek(0, 2)
        for start in range(0, len(self._waiting), AT_ONCE):
            pickle.dump(self._waiting[start : start + AT_ONCE], self._file, protocol=5)
        self._written += len(self._waiting)
        self._waiting = []
