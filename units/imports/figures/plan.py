"""What a list of figures changes: each of its figures against what is known of that year.

Nothing is written here. No unit is created, an empty cell says nothing, and nothing is a nought
unless the list says so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ...choices import RowOutcome
from ...models import ImportBatch, UnitVersion, YearFigures
from ...models.figures import FIGURES as NAMES
from ...sentences import Sentence
from ...sentences import Sentence as _
from ..clean_rows import read_records
from ..corrections import as_corrected
from ..holdings import Holdings
from ..instructions import Instructions, cell_of, clean_constants, kept_rows
from ..lines import Line
from ..matching import Identity, Matching, NoMatch, identity
from ..records import REGISTER_NAMES, Problem, Record, clean_cells, cleaner, plain
from ..references import Agencies, UnknownReference
from ..tables import PARENT, Table, TableRow
from .columns import Choice, FigureColumn, choose, key_of
from .headings import dated
from .layout import FIGURES
from .lives import lives_of, then, years_of

#: {(figure, year): value} of one row; what is not known is not in it.
Said = dict[tuple[str, int], object]


def repeated_names(records: Iterable[Record]) -> Counter[Identity]:
    """A unit may stand in several rows, one for each year: these are no namesakes."""
    units = {(*identity(one), one.values.get("code")) for one in records if one.is_good}
    return Counter((name, agency) for name, agency, _code in units)


class FigureList:
    """A list of figures as it was read: its columns, its rows, and what each says."""

    def __init__(self, batch: ImportBatch, table: Table, instructions: Instructions) -> None:
        self.batch = batch
        constants = clean_constants(FIGURES, instructions)
        self.choice: Choice = choose(table, instructions, constants)
        constants.pop("figure", None)
        self.kept = kept_rows(table, instructions)
        columns = self.choice.plain
        self.layout = as_corrected(FIGURES, instructions, table, columns)
        self.records = read_records(table, self.kept, columns, constants, self.layout)
        self.headings = {
            REGISTER_NAMES.get(name, name): one.heading for name, one in self.choice.plain.items()
        }
        self.said: list[Said] = [{} for _record in self.records]
        years = [self._year_of(record, row) for record, row in
                 zip(self.records, self.kept, strict=True)]  # fmt: skip
        for column in self.choice.figures:
            self._read(column, table, years)

    def _year_of(self, record: Record, row: TableRow) -> int:
        """The row's own year, else its section's ("Năm 2021"), else that of the list."""
        own = record.values.get("year") or year_of_section(row.inherited.get("section", ""))
        if own is None and "year" in self.choice.plain and record.is_good:
            message = _("The row tells no year: fill it in, or leave the row out of the list.")
            heading = self.headings["year"]
            record.problems.append(Problem("year_missing", message, heading))
        return own or self.batch.as_of.year

    def _read(self, column: FigureColumn, table: Table, years: Sequence[int]) -> None:
        index, heading = column.column
        clean = cleaner(self.layout, column.figure, table.measures.get(index, 1))
        values, errors = clean_cells([cell_of(row, index) for row in self.kept], clean)
        for said, value, year in zip(self.said, values, years, strict=True):
            if value is not None:
                said[column.figure, column.year or year] = value
        for position, error in errors.items():
            content = str(cell_of(self.kept[position], index))
            problem = Problem(error.code, error.message, heading, content, error.blocking)
            self.records[position].problems.append(problem)


class FigureComparison:
    """Compares a list with the register; :meth:`lines` gives one line a row, in their order."""

    def __init__(
        self,
        given: FigureList,
        holdings: Holdings,
        agencies: Agencies,
        choices: Mapping[str, str] | None = None,
    ) -> None:
        self.given = given
        self.choices = choices
        self.holdings = holdings
        self.agencies = agencies
        self.headings = given.headings
        self.spoken_of: set[int] = set()
        self.lives = lives_of(UnitVersion.objects.known().filter(unit__in=holdings.units))
        self.known = figures_of(holdings.units, {year for said in given.said for _f, year in said})

    def lines(self) -> list[Line]:
        records = self.given.records
        for record in records:
            self._refer(record)
        matching = Matching(
            self.holdings, self.headings, self.choices, lambda: repeated_names(records)
        )
        units = [self._unit_of(record, matching) for record in records]
        self._refuse_repeated(units)
        return [
            self._line(record, unit, said)
            for record, unit, said in zip(records, units, self.given.said, strict=True)
        ]

    def _refer(self, record: Record) -> None:
        """The agency tells namesakes apart; where the code tells the unit, it need not be known."""
        own = record.values.get("agency")
        text = own or record.inherited.get("agency")
        if not text:
            return
        try:
            record.values["agency"] = self.agencies.find(str(text))
        except UnknownReference as unknown:
            record.values["agency"] = None
            blocking = bool(own) and not record.values.get("code")
            self._say(record, unknown.code, unknown.message, "agency", str(text), blocking)

    def _unit_of(self, record: Record, matching: Matching) -> int | None:
        if not (record.values.get("code") or record.values.get("name")):
            if record.is_good:
                message = _("The row names no unit: give its code, or its exact name.")
                self._say(record, "unit_missing", message, "name")
            return None
        try:
            unit = matching.unit_of(record)
        except NoMatch as doubt:
            record.problems.append(doubt.problem)
            self.spoken_of |= doubt.units
            return None
        if unit is None:
            self._say_unknown(record)
        else:
            self.spoken_of.add(unit)
        return unit

    def _say_unknown(self, record: Record) -> None:
        text = str(record.values.get("code") or record.values.get("name"))
        field = "code" if record.values.get("code") else "name"
        message = _("The register knows no unit “%(unit)s” of this territory, and a list of "
                    "figures sets none up: correct the code or name, or enter the unit first by a "
                    "list of units or an event.")  # fmt: skip
        self._say(record, "unit_unknown", message % {"unit": text}, field, text)

    def _refuse_repeated(self, units: Sequence[int | None]) -> None:
        """One row says all of a unit's figures of a year; the first of equal rows stands."""
        rows: dict[tuple[int, int], list[int]] = defaultdict(list)
        for place, (unit, said) in enumerate(zip(units, self.given.said, strict=True)):
            if unit is not None and self.given.records[place].is_good:
                for year in {year for _figure, year in said}:
                    rows[unit, year].append(place)
        wrong: dict[int, int] = {}
        for places in rows.values():
            same = len({tuple(sorted(self.given.said[place].items())) for place in places}) == 1
            for place in places[1:] if same else places if len(places) > 1 else ():
                wrong.setdefault(place, next(one for one in places if one != place))
        for place, other in wrong.items():
            self._say_repeated(self.given.records[place], self.given.records[other].number)

    def _say_repeated(self, record: Record, other: int) -> None:
        message = _("Row %(row)d gives figures of the same unit and year: put them into one row, "
                    "or delete the wrong one.")  # fmt: skip
        self._say(record, "same_unit_and_year", message % {"row": other}, "code")

    def _line(self, record: Record, unit: int | None, said: Said) -> Line:
        if unit is not None:
            self._check_years(record, unit, said)
        if unit is None or not record.is_good:
            return Line(record, RowOutcome.REJECTED, unit)
        changes = {}
        for (figure, year), new in said.items():
            old = self.known.get((unit, year), {}).get(figure)
            if new != old:
                changes[key_of(figure, year)] = [plain(old), plain(new)]
        if not changes:
            return Line(record, RowOutcome.UNCHANGED, unit)
        is_new = not any((unit, year) in self.known for _figure, year in said)
        outcome = RowOutcome.CREATED if is_new else RowOutcome.CHANGED
        return Line(record, outcome, unit, changes=changes)

    def _check_years(self, record: Record, unit: int, said: Said) -> None:
        life = self.lives[unit]
        for year in sorted({year for _figure, year in said}):
            facts = {"unit": self.holdings.names_of([unit]), "year": year, "life": years_of(life)}
            stretch = then(life, year)
            if year > self.holdings.as_of.year + 1:
                message = _("Figures of %(year)s lie too far after the day of the list: correct "
                            "the year, or the date of the list.")  # fmt: skip
                self._say(record, "year_to_come", message % facts, "year", str(year))
            elif stretch is None:
                message = _("%(unit)s did not exist in %(year)s (it is known for %(life)s): leave "
                            "the cell empty, or correct the code or the year.")  # fmt: skip
                self._say(record, "unit_not_in_that_year", message % facts, "year", str(year))
            elif stretch.province not in self.holdings.area:
                message = _("In %(year)s %(unit)s belonged to another province: leave the cell "
                            "empty, or correct the code.")  # fmt: skip
                self._say(record, "unit_elsewhere", message % facts, "year", str(year))

    def _say(
        self, record: Record, code: str, message: Sentence, field: str, value: str = "",
        blocking: bool = True,
    ) -> None:  # fmt: skip
        heading = self.headings.get(field, "")
        record.problems.append(Problem(code, message, heading, value, blocking))


def year_of_section(section: str) -> int | None:
    """The year that one of the sections above a row consists of, if any does."""
    found = (dated(text) for text in section.split(PARENT))
    return next((said.year for said in found if said.year and not said.rest), None)


def figures_of(units: Iterable, years: Iterable[int]) -> dict[tuple[int, int], dict[str, object]]:
    """{(unit, year): {figure: value, "pk": of the row}} as known now, in one query. ``units`` may
    be a query of them."""
    names = ("unit_id", "year", "pk", "province_id", *NAMES)
    rows = YearFigures.objects.known().filter(unit__in=units, year__in=sorted(set(years)))
    return {row[:2]: dict(zip(names, row, strict=True)) for row in rows.values_list(*names)}
