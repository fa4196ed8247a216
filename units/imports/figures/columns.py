"""Which columns of a list hold which figure of which year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...models.figures import FIGURES as NAMES
from ...sentences import Sentence
from ...sentences import Sentence as _
from ..headings import propose_mapping
from ..instructions import Column, Instructions, choose_columns
from ..tables import Table
from .headings import dated, figure_of
from .layout import FIGURES

#: A column with a year of which nobody has said what it counts.
UNTOLD = "?"


@dataclass(frozen=True)
class FigureColumn:
    """``year`` is None where each row tells its year, or the list its own."""

    figure: str
    year: int | None
    column: Column

    @property
    def name(self) -> str:
        return self.figure if self.year is None else key_of(self.figure, self.year)


def key_of(figure: str, year: int) -> str:
    """How a change of a figure is called in a plan: "headcount_budget:2021"."""
    return f"{figure}:{year}"


@dataclass
class Choice:
    """The columns of one list: ``plain`` are {field: column} of all that are no figures."""

    plain: dict[str, Column]
    figures: list[FigureColumn] = field(default_factory=list)
    remarks: list[Sentence] = field(default_factory=list)

    @property
    def all(self) -> dict[str, Column]:
        return self.plain | {one.name: one.column for one in self.figures}


def choose(table: Table, instructions: Instructions, constants: Mapping[str, object]) -> Choice:
    """The columns as instructed, and as headings plainly say for all other fields.

    Where two columns say the same figure of the same year, the one that was named is taken, else
    the surer one. Raises what choosing the columns of any list raises.
    """
    columns = choose_columns(table, FIGURES, instructions)
    choice = Choice({name: one for name, one in columns.items() if name not in NAMES})
    choice.plain.pop("figure", None)
    plainly = {one.index: name for name, one in columns.items() if name in NAMES}
    told = {FIGURES.field(name).name for name, heading in instructions.mapping.items() if heading}
    bare = str(constants.get("figure") or "") or meant_by_bare_years(columns, told)
    taken = {one.index for one in choice.plain.values()}
    taken |= {table.column(heading) for heading, _value in instructions.where}
    left_out = refused(table, instructions)
    best: dict[tuple[str, int | None], tuple[float, int]] = {}
    for index, heading in enumerate(table.headings):
        if not heading or index in taken:
            continue
        figure, year, sure = figure_in(heading, plainly.get(index, ""), told, bare)
        if figure == UNTOLD:
            choice.remarks.append(what_is_counted(heading))
        elif figure and figure not in left_out:
            best[figure, year] = max(best.get((figure, year), (0, 0)), (sure, -index))
    for (figure, year), (_sure, minus) in best.items():
        choice.figures.append(FigureColumn(figure, year, Column(-minus, table.headings[-minus])))
    return choice


def figure_in(
    heading: str, plainly: str, told: set[str], bare: str
) -> tuple[str, int | None, float]:
    """(figure, year, how surely) of a column; no figure where it is none.

    ``plainly`` is the figure that the column was taken for as in any list, ``told`` those that the
    user named a column for.
    """
    said = dated(heading)
    if plainly in told:
        return plainly, said.year, 2.0
    if said.is_period:
        return "", None, 0
    if said.year is None:
        return plainly, None, 1.0
    if not said.rest:
        return bare or UNTOLD, said.year, 1.0
    figure, sure = figure_of(said.rest, FIGURES, NAMES) or ("", 0)
    return figure, said.year, sure


def meant_by_bare_years(columns: Mapping[str, Column], told: set[str]) -> str:
    """The figure that the user named a column of a bare year for: the others count it too."""
    for name in told & set(NAMES) & columns.keys():
        said = dated(columns[name].heading)
        if said.year and not said.rest:
            return name
    return ""


def what_is_counted(heading: str) -> Sentence:
    return _(
        "Column “%(heading)s” tells a year but not what it counts, and is not read: say it with "
        "“figure” for all rows, for example headcount_budget."
    ) % {"heading": heading}


def refused(table: Table, instructions: Instructions) -> set[str]:
    """Figures that the user was offered a column for, and took none."""
    offered = propose_mapping(table, FIGURES)
    empty = {FIGURES.field(name).name for name, text in instructions.mapping.items() if not text}
    return empty & offered.keys()
