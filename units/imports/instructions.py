"""How one file is to be read: what each column holds, which rows count, what holds for all."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.functional import Promise

from ..sentences import Sentence
from ..sentences import Sentence as _
from .cells import CellError, same_value, shown
from .headers import recognised
from .headings import propose_mapping
from .layouts import Layout
from .tables import Table, TableRow

#: Below this, fewer than half of the cells under a plain heading can be read as its field.
BELIEVED = 0.7
LONG_LIST = 10
SHOWN_VALUES = 8


class UnusableOption(ValueError):
    """An instruction that this file can't follow; its text is one sentence with the cure."""


class ColumnMissing(UnusableOption):
    def __init__(self, label: Promise, headings: Sequence[str]) -> None:
        super().__init__(
            _("No column is taken for “%(field)s”: name it, out of %(headings)s.")
            % {"field": label, "headings": ", ".join(filter(None, headings))}
        )


class NoRowLeft(UnusableOption):
    def __init__(self, heading: str, wanted: str, values: Sequence[str]) -> None:
        super().__init__(
            _("No row has “%(wanted)s” in column “%(heading)s”: the values there are %(values)s.")
            % {"wanted": wanted, "heading": heading, "values": ", ".join(values)}
        )


class UnusableConstant(UnusableOption):
    def __init__(self, label: Promise, reason: Sentence) -> None:
        super().__init__(
            _("The value for “%(field)s” in all rows can't be used: %(reason)s")
            % {"field": label, "reason": reason}
        )


class NoCodes(UnusableOption):
    def __init__(self, sheet: str) -> None:
        super().__init__(
            _("Sheet “%(sheet)s” is no list of codes: it needs one column headed “Mã …” and one "
              "headed “Tên …”, with hardly any code twice.") % {"sheet": sheet}
        )  # fmt: skip


@dataclass(frozen=True)
class Instructions:
    """What a clerk says of a file, in words that hold for it alone or, saved, for others like it.

    ``mapping`` is {field: heading}, with "" for a field that is not to be read; ``where`` keeps
    the rows whose column has one of the values given for it; ``constants`` is {field: text};
    ``block`` is the banner of one of several tables side by side; ``sheets`` are several that hold
    one list, and ``sheet_names`` the field that their names give ("sector", "agency" or "").

    ``values`` is {field: {text of a cell: what it stands for}}, with "" for nothing; ``lookups``
    is {field: sheet with the codes of its column}; ``dates`` is "swapped" where day and month are.
    ``new_agencies`` are names that may be created; ``choices`` is {row: id of the unit that it
    means, or "new"}, with "sheet!row" where there are several sheets.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    where: Sequence[tuple[str, str]] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    create_agencies: bool = False
    block: str = ""
    sheets: Sequence[str] = ()
    sheet_names: str = ""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    lookups: Mapping[str, str] = field(default_factory=dict)
    dates: str = ""
    new_agencies: Sequence[str] = ()
    choices: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_options(cls, options: Mapping) -> Instructions:
        return cls(
            mapping=dict(options.get("map", {})),
            where=tuple((heading, value) for heading, value in options.get("where", ())),
            constants=dict(options.get("set", {})),
            create_agencies=bool(options.get("create_agencies")),
            block=options.get("block", ""),
            sheets=tuple(options.get("sheets", ())),
            sheet_names=options.get("sheet_names", ""),
            values={name: dict(texts) for name, texts in options.get("values", {}).items()},
            lookups=dict(options.get("lookups", {})),
            dates=options.get("dates", ""),
            new_agencies=tuple(options.get("new_agencies", ())),
            choices=dict(options.get("choices", {})),
        )

    def as_options(self) -> dict[str, object]:
        """The same as plain values, as a batch keeps them."""
        return {
            "map": dict(self.mapping),
            "where": [list(pair) for pair in self.where],
            "set": dict(self.constants),
            "create_agencies": self.create_agencies,
            "block": self.block,
            "sheets": list(self.sheets),
            "sheet_names": self.sheet_names,
            "values": {name: dict(texts) for name, texts in self.values.items()},
            "lookups": dict(self.lookups),
            "dates": self.dates,
            "new_agencies": list(self.new_agencies),
            "choices": dict(self.choices),
        }

    @property
    def headings(self) -> list[str]:
        """The headings named by the user: the row that holds them all is the row of headings."""
        named = [*self.mapping.values(), *(heading for heading, _value in self.where)]
        return [heading for heading in named if heading]


class Column(NamedTuple):
    index: int
    heading: str


def choose_columns(table: Table, layout: Layout, instructions: Instructions) -> dict[str, Column]:
    """{field name: column}: as instructed, and as the headings plainly say for all other fields.

    Raises :class:`ColumnMissing` for a required field, and what ``layout.field`` and
    ``table.column`` raise for a name that they don't know. Raises
    :class:`units.imports.tables.AmbiguousHeading` where a heading that stands twice is all that
    speaks for a column.
    """
    chosen, settled = {}, set()
    for name, heading in instructions.mapping.items():
        settled.add(layout.field(name).name)
        if heading:
            chosen[layout.field(name).name] = table.column(heading)
    settled |= constant_names(layout, instructions)
    taken = {*chosen.values(), *(table.column(heading) for heading, _value in instructions.where)}
    explained = {layout.field(name).name for name in (*instructions.values, *instructions.lookups)}
    for name, column in plain_columns(table, layout, explained).items():
        if name not in settled and column not in taken:
            chosen[name] = table.the_one(column)
    given = chosen.keys() | constant_names(layout, instructions)
    for needed in layout.required:
        if needed.name not in given:
            raise ColumnMissing(needed.label, table.headings)
    return {name: Column(index, table.headings[index]) for name, index in chosen.items()}


def plain_columns(table: Table, layout: Layout, explained: Collection[str] = ()) -> dict[str, int]:
    """{field: column} where a heading plainly names the field.

    Of a long list, a column is passed over when most of its cells can't be read as that field,
    unless what they stand for is ``explained``.
    """
    required = {field.name for field in layout.required}
    believed = propose_mapping(table, layout)
    found = {}
    for name, column in recognised(table.headings, layout).items():
        field = next(field for field in layout.fields if field.name == name)
        known = name in believed and believed[name].confidence >= BELIEVED
        wanted = name in required or name in explained
        if field.imported and (known or wanted or len(table.rows) < LONG_LIST):
            found[name] = believed[name].column if known else column
    return found


def passed_over(table: Table, layout: Layout, columns: Mapping[str, Column]) -> list[Sentence]:
    """Columns whose heading names a field, but whose cells say something else, as sentences."""
    plain = plain_columns(table, layout)
    labels = {field.name: field.label for field in layout.importable()}
    return [
        _("Column “%(heading)s” is not taken for “%(field)s”, because most of its cells can't be "
          "read so: choose it yourself if it is meant.")
        % {"heading": table.headings[column], "field": labels[name]}
        for name, column in recognised(table.headings, layout).items()
        if name in labels and name not in plain and name not in columns
    ]  # fmt: skip


def constant_names(layout: Layout, instructions: Instructions) -> set[str]:
    return {layout.field(name).name for name in instructions.constants}


def clean_constants(layout: Layout, instructions: Instructions) -> dict[str, object]:
    """{field name: value for every row that has none of its own}."""
    values = {}
    for name, text in instructions.constants.items():
        wanted = layout.field(name)
        try:
            values[wanted.name] = wanted.clean(text)
        except CellError as problem:
            raise UnusableConstant(wanted.label, problem.message) from problem
    return values


def kept_rows(table: Table, instructions: Instructions) -> list[TableRow]:
    """The rows that pass the filter; raises :class:`NoRowLeft` when a condition lets none pass."""
    rows = table.rows
    by_heading: dict[str, list[str]] = {}
    for heading, value in instructions.where:
        by_heading.setdefault(heading, []).append(value)
    for heading, wanted in by_heading.items():
        index = table.column(heading)
        seen: dict[object, bool] = {}
        for row in rows:
            cell = cell_of(row, index)
            if (key := memo_key(cell)) not in seen:
                seen[key] = any(same_value(cell, value) for value in wanted)
        rows, before = [row for row in rows if seen[memo_key(cell_of(row, index))]], rows
        if not rows:
            values = list(dict.fromkeys(shown(cell_of(row, index)) for row in before))
            raise NoRowLeft(heading, " / ".join(wanted), values[:SHOWN_VALUES])
    return rows


def cell_of(row: TableRow, index: int) -> object:
    return row.cells[index] if index < len(row.cells) else None


def memo_key(cell: object) -> object:
    """Distinct for cells that mean different things: 1 and True are equal in Python."""
    return cell if cell.__class__ is str else (cell.__class__, cell)
