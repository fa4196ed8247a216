"""The rows of a list as clean values: one record a row, with what is wrong in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ..models import UnitVersion
from ..names import match_key
from ..sentences import Sentence, together
from ..sentences import Sentence as _
from .cells import CellError, shown
from .instructions import Column, cell_of, memo_key
from .layouts import Layout
from .tables import TableRow

#: What the layout calls a field and what the register calls it, where they differ.
REGISTER_NAMES = {"unit_code": "code", "unit_name": "name"}
MONEY = ("budget_spending", "own_revenue")
#: A wrong value here is no reason to refuse the unit: it stays empty and the clerk is told.
DESCRIPTIVE = ("established_on", "note")
LONGEST = {
    "unit_code": UnitVersion._meta.get_field("code").max_length,
    "unit_name": UnitVersion._meta.get_field("name").max_length,
    "agency": 300,
}
TAKEN_WITHOUT = _("The unit is taken without it.")
MOST_DEPUTIES = 32_767
#: Fractions of so much come from a formula and are rounded; fractions of less mean another unit.
SURELY_DONG = 1_000_000


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a cell or row, and the cure; where not ``blocking`` the row is good."""

    code: str
    message: Sentence
    column: str = ""
    value: str = ""
    blocking: bool = True

    def as_json(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(slots=True)
class Record:
    """``values`` by the register's names; unknown is None or "". ``cells`` are the raw ones,
    ``inherited`` the words of the section row above (agency, sector)."""

    number: int
    values: dict[str, object]
    cells: Sequence[object]
    inherited: Mapping[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _name_key: str | None = None

    @property
    def name_key(self) -> str:
        """The name as names are compared; it is asked for more than once."""
        if self._name_key is None:
            self._name_key = match_key(str(self.values.get("name") or ""))
        return self._name_key

    @property
    def is_good(self) -> bool:
        return not any(problem.blocking for problem in self.problems)

    def raw_cells(self, columns: Mapping[str, Column]) -> list[object]:
        """What stood in the mapped cells, in their order."""
        width = len(self.cells)
        return [
            self.cells[column.index] if column.index < width else None
            for column in columns.values()
        ]


def column_of(rows: Sequence[TableRow], index: int) -> list[object]:
    try:
        return [row.cells[index] for row in rows]
    except IndexError:  # rows may be shorter than the headings
        return [cell_of(row, index) for row in rows]


def clean_cells(
    cells: Sequence[object], clean: Callable
) -> tuple[list[object], dict[int, CellError]]:
    """Values in order, and {position: error}; a cell with an error has no value."""
    keys = cells if tells_apart(set(map(type, cells))) else list(map(memo_key, cells))
    known: dict[object, object] = {}
    for key, content in dict(zip(keys, cells, strict=True)).items():
        try:
            known[key] = clean(content)
        except CellError as error:
            known[key] = error
    values = [known[key] for key in keys]
    if not any(value.__class__ is CellError for value in known.values()):
        return values, {}
    errors = {place: value for place, value in enumerate(values) if value.__class__ is CellError}
    for place in errors:
        values[place] = None
    return values, errors


def tells_apart(kinds: set[type]) -> bool:
    """Whether cells of these types are different where they are not equal in Python, as 1 and True
    are."""
    return len(kinds & {bool, int, float}) < 2


def cleaner(layout: Layout, name: str, factor: int) -> Callable:
    """The layout's cleaner of a field, within what the register can hold. ``factor`` turns the
    unit of a money column into đồng."""
    clean = layout.field(name).clean
    if name in MONEY:
        return lambda content: whole_dong(clean(content), factor)
    if name in LONGEST:
        return lambda content: short_enough(clean(content), LONGEST[name])
    if name == "deputies":
        return lambda content: few_enough(clean(content))
    return clean


def whole_dong(amount: Decimal | None, factor: int) -> int | None:
    if amount is None:
        return None
    dong = amount * factor
    if dong >= SURELY_DONG:
        dong = dong.to_integral_value()
    if dong != int(dong) or dong >= 10**18:
        raise CellError(
            "amount_not_in_dong",
            _("“%(value)s” is no whole number of đồng that can be kept: if the column counts in "
              "thousands or millions, say so in its heading, for example “(triệu đồng)”.")
            % {"value": amount},
        )  # fmt: skip
    return int(dong)


def short_enough(text: str, longest: int) -> str:
    if len(text) > longest:
        raise CellError(
            "text_too_long",
            _("The text has %(length)d characters, at most %(longest)d can be kept: shorten it.")
            % {"length": len(text), "longest": longest},
        )
    return text


def few_enough(count: int | None) -> int | None:
    if count is not None and count > MOST_DEPUTIES:
        raise CellError(
            "count_out_of_range",
            _("%(value)d deputies can't be: check that the right column is taken.")
            % {"value": count},
        )
    return count


def problem_of(error: CellError, name: str, heading: str, content: object) -> Problem:
    message, blocking = error.message, error.blocking
    if blocking and name in DESCRIPTIVE:
        message, blocking = together((message, TAKEN_WITHOUT)), False
    return Problem(error.code, message, heading, shown(content), blocking)


def plain(value: object) -> object:
    """A value as JSON can hold it: days as text, amounts as whole numbers."""
    if value is None or value.__class__ in (str, int):
        return value
    if isinstance(value, dt.date):
        return value.isoformat()
    return int(value) if isinstance(value, Decimal) else value
