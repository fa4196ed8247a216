"""All rows of a list as clean columns, each distinct content of a column once.

A record of a row is a dictionary of sixteen entries, and of 200,000 rows they would take more than
a worker may hold. So records are drawn up a few at a time, and only of rows that somebody asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from ..sentences import Sentence
from ..sentences import Sentence as _
from .cells import CellError
from .instructions import Column, cell_of
from .layouts import Field, Layout
from .records import REGISTER_NAMES, Problem, Record, clean_cells, cleaner, column_of, problem_of
from .tables import Table, TableRow


class CleanRows:
    """``columns`` is {the register's name of a field: its values}, unknown is None or "";
    ``problems`` is {place of a row: what is wrong in it}."""

    def __init__(
        self,
        table: Table,
        rows: Sequence[TableRow],
        columns: Mapping[str, Column],
        constants: Mapping[str, object],
        layout: Layout,
    ) -> None:
        """A field without a value in the row takes the one for all rows."""
        self.rows = rows
        self.problems: dict[int, list[Problem]] = {}
        self.headings = {REGISTER_NAMES.get(name, name): one.heading
                         for name, one in columns.items()}  # fmt: skip
        values: dict[str, list[object]] = {}
        for name, column in columns.items():
            clean = cleaner(layout, name, table.measures.get(column.index, 1))
            values[name], wrong = clean_cells(column_of(rows, column.index), clean)
            self._note(wrong, name, column)
        for name, value in constants.items():
            values[name] = filled(values.get(name), [value] * len(rows))
        self.columns = {REGISTER_NAMES.get(name, name): column for name, column in values.items()}
        for needed in layout.required:
            self._refuse_without(needed)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Record]:
        names = tuple(self.columns)
        lines = zip(*self.columns.values(), strict=True)
        for place, (row, line) in enumerate(zip(self.rows, lines, strict=True)):
            values = dict(zip(names, line))  # noqa: B905
            yield Record(row.number, values, row.cells, row.inherited, self.problems.get(place, []))

    def record(self, place: int) -> Record:
        """The row at ``place``, to be read; what is wrong in it is added by :meth:`add`."""
        row = self.rows[place]
        values = {name: column[place] for name, column in self.columns.items()}
        return Record(row.number, values, row.cells, row.inherited, self.problems.get(place, []))

    def column(self, name: str) -> Sequence[object]:
        """The values of a field; None for each row where the list doesn't have it."""
        return self.columns.get(name) or [None] * len(self.rows)

    def said(self, name: str, place: int) -> object:
        """The value of a field in one row; None where the list doesn't have it."""
        column = self.columns.get(name)
        return column[place] if column else None

    def forget_cells(self, place: int) -> None:
        """What stood in the row's cells is laid aside by now; its values stay."""
        self.rows[place].cells = []

    def let_go(self) -> None:
        """Nothing more is asked of the rows than what is wrong in them."""
        self.rows, self.columns = (), {}

    def texts(self, *names: str) -> dict[str, str]:
        """{text: the same object} of all values of these fields."""
        return {text: text for name in names for text in self.columns.get(name, ()) if text}

    def add(self, place: int, problem: Problem) -> None:
        self.problems.setdefault(place, []).append(problem)

    def say(
        self, place: int, code: str, message: Sentence, field: str, value: str = "", *,
        blocking: bool = True,
    ) -> None:  # fmt: skip
        """Add a problem in the column of ``field``, by the register's name."""
        heading = self.headings.get(field, "")
        self.add(place, Problem(code, message, heading, value, blocking))

    def is_good(self, place: int) -> bool:
        return not any(problem.blocking for problem in self.problems.get(place, ()))

    def replace(self, name: str, stands_for: Callable[[int, object], object]) -> None:
        """Put what it stands for in place of each value of a column."""
        column = self.column(name)
        meant = [stands_for(place, value) for place, value in enumerate(column)]
        if name in self.columns or meant.count(None) < len(meant):
            self.columns[name] = meant

    def _note(self, wrong: Mapping[int, CellError], name: str, column: Column) -> None:
        for place, error in wrong.items():
            content = cell_of(self.rows[place], column.index)
            self.add(place, problem_of(error, name, column.heading, content))

    def _refuse_without(self, needed: Field) -> None:
        """A row must say what the layout requires; where its cell is wrong, that is said
        already."""
        name = REGISTER_NAMES.get(needed.name, needed.name)
        said = _("“%(field)s” is empty: fill it in, or leave the row out of the list.")
        message = said % {"field": needed.label}
        for place, value in enumerate(self.column(name)):
            if value in (None, "") and self.is_good(place):
                self.say(place, f"{needed.name}_missing", message, name)


def filled(values: list[object] | None, others: list[object]) -> list[object]:
    """``values`` with those of ``others`` where they are empty."""
    if values is None:
        return others
    pairs = zip(values, others, strict=True)
    return [other if value in (None, "") else value for value, other in pairs]


def read_records(
    table: Table,
    rows: Sequence[TableRow],
    columns: Mapping[str, Column],
    constants: Mapping[str, object],
    layout: Layout,
) -> list[Record]:
    """All rows as records, where the list is short or each of them is needed."""
    return list(CleanRows(table, rows, columns, constants, layout))
