"""A spreadsheet file as plain rows: .xlsx, .xls, .ods and .csv, told apart by what is inside.

Files come from anywhere, so a child process with limited memory and time parses them
(:mod:`units.imports.parse`); whatever happens to it ends here in one sentence for the clerk.
"""

import os
import pickle
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NamedTuple

from ..names import match_key
from .collector import collector_paused
from .limits import LIMITS
from .refusals import (
    BY_CODE,
    DamagedFile,
    EmptyFile,
    FileTooLarge,
    MissingFile,
    PasswordProtected,
    TookTooLong,
    TooManyCells,
    UnpacksTooLarge,
    UnreadableFile,
    UnsupportedFormat,
    UnusableSheet,
)

__all__ = [
    "DamagedFile",
    "EmptyFile",
    "FileTooLarge",
    "MissingFile",
    "PasswordProtected",
    "Sheet",
    "TooManyCells",
    "TookTooLong",
    "UnpacksTooLarge",
    "UnreadableFile",
    "UnsupportedFormat",
    "UnusableSheet",
    "Workbook",
    "read_workbook",
    "refuse_too_large",
]

ROOT = Path(__file__).resolve().parents[2]
INHERITED = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "TMPDIR", "TEMP")
OUT_OF_TIME = (-signal.SIGXCPU,) if os.name == "posix" else ()
OUT_OF_MEMORY = (-signal.SIGABRT, -signal.SIGKILL) if os.name == "posix" else (3,)


@dataclass(slots=True)
class Sheet:
    """Raw cells: str, int, float, bool, date, datetime, time or None; ``rows[0]`` is row 1.

    ``merged`` holds (first row, first column, last row, last column), counted from 0. ``decoded``
    names the old encoding ("TCVN3", "VNI") that a column was turned into Unicode from.
    ``hidden_rows`` are counted from 1; only .xlsx tells them.
    """

    name: str
    visible: bool
    rows: list[list[object]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    decoded: dict[int, str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)

    def has_rows(self, *, of: int) -> bool:
        """Whether at least two rows have ``of`` filled cells."""
        wide = (row for row in self.rows if sum(cell is not None for cell in row) >= of)
        return next(wide, None) is not None and next(wide, None) is not None


@dataclass(slots=True)
class Workbook:
    filename: str
    sheets: list[Sheet]

    def sheet(self, name: str | None = None) -> Sheet:
        """The sheet of that name; without a name the first visible one that holds a table."""
        if name is not None:
            return self._named(name)
        visible = [sheet for sheet in self.sheets if sheet.visible]
        for width in (2, 1):
            for sheet in visible:
                if sheet.has_rows(of=width):
                    return sheet
        raise EmptyFile(file=self.filename)

    def _named(self, name: str) -> Sheet:
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        alike = [sheet for sheet in self.sheets if match_key(sheet.name) == match_key(name)]
        if len(alike) != 1:
            names = ", ".join(sheet.name for sheet in self.sheets)
            raise UnusableSheet(file=self.filename, sheet=name, sheets=names)
        return alike[0]


def read_workbook(path: Path | str, *, filename: str | None = None) -> Workbook:
    """Read every sheet of a file.

    ``filename`` is what the user calls it, where ``path`` is only where it lies. Raises a subclass
    of :class:`UnreadableFile`. At most ``LIMITS`` of bytes, memory and seconds are spent.
    """
    path = Path(path)
    filename = filename or path.name
    if not path.is_file():
        raise MissingFile(file=filename)
    size = path.stat().st_size
    if not size:
        raise EmptyFile(file=filename)
    refuse_too_large(filename, size)
    answer = _parse(path, filename)
    if isinstance(answer, dict):
        raise BY_CODE[answer.pop("code")](file=filename, **answer)
    workbook = Workbook(filename, [Sheet(*sheet) for sheet in answer])
    if not any(sheet.rows for sheet in workbook.sheets):
        raise EmptyFile(file=filename)
    return workbook


def refuse_too_large(filename: str, size: int) -> None:
    """Raises :class:`FileTooLarge` for a file of so many bytes."""
    if size > LIMITS.file_bytes:
        raise FileTooLarge(
            file=filename, size=size // 1_000_000, limit=LIMITS.file_bytes // 1_000_000
        )


def _parse(path: Path, filename: str) -> list | dict:
    """The child's answer: its sheets, or a dict with the code of an error and its facts.

    A child that died says nothing itself, so a second one only measures how far each sheet
    reaches, without holding any of it.
    """
    done = run_child("read", path, filename)
    if done is not None and done.returncode == 0:
        return plain_answer(done.said)
    measured = run_child("measure", path, filename)
    if measured is not None and measured.returncode == 0:
        answer = plain_answer(measured.said)
        if isinstance(answer, dict):
            return answer
    if done is None or done.returncode in OUT_OF_MEMORY:
        return {"code": "took_too_long", "limit": LIMITS.seconds}
    return {"code": "damaged_file"}


class Answer(NamedTuple):
    """``said`` is a file at its beginning: a long list would take its room twice in memory."""

    returncode: int
    said: IO[bytes]


def run_child(task: str, path: Path, filename: str, order: bytes = b"") -> Answer | None:
    """None when its time was up. A fresh interpreter: no settings, secrets or threads in it.

    ``order`` is what it finds on its standard input.
    """
    said = tempfile.TemporaryFile()  # noqa: SIM115  (closed with the answer)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "units.imports.parse", task, str(path.resolve()), filename],
            cwd=ROOT,
            env={name: os.environ[name] for name in INHERITED if name in os.environ}
            | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
            input=order,
            stdout=said,
            stderr=subprocess.DEVNULL,
            timeout=LIMITS.patience,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    said.seek(0)
    return None if done.returncode in OUT_OF_TIME else Answer(done.returncode, said)


class _CellsOnly(pickle.Unpickler):
    """The child read a stranger's file: nothing but dates and times may come out of its answer."""

    def find_class(self, module: str, name: str) -> type:
        if module == "datetime" and name in {"date", "datetime", "time", "timedelta"}:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is no cell")


def plain_answer(said: IO[bytes]) -> list | dict:
    """What the child answered: millions of small objects at once."""
    with collector_paused():
        return _CellsOnly(said).load()
