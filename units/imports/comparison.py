"""What a list changes: its records against what the register holds on the list's day.

Nothing is written here. A list says what was so on its day: an empty cell says nothing, a unit that
is missing is only named, and no likeness is taken for identity.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..choices import RowOutcome
from ..models.figures import FIGURES
from ..sentences import Sentence
from ..sentences import Sentence as _
from .clean_rows import CleanRows
from .differences import Compared, PlainRows, differences
from .engine import Progress
from .holdings import Holdings, Standing, period_ended
from .lines import Line, as_line
from .matching import Matching, NoMatch, identity, place_of, repeated_identities, repeated_rows
from .records import Record, plain
from .references import Agencies, Sectors, refer

#: Rows compared at once, and told of by the bar that shows how far it is.
AT_ONCE = 5_000


class Comparison:
    """Compares all rows of one list; :meth:`lines` gives what asks for something, in their order.

    ``outcomes`` counts them all afterwards, and ``spoken_of`` are the units that some row speaks
    of, also a rejected one: these are not missing.
    """

    def __init__(
        self,
        rows: CleanRows,
        holdings: Holdings,
        *,
        agencies: Agencies,
        sectors: Sectors,
        choices: Mapping[str, str] | None = None,
    ) -> None:
        self.rows = rows
        self.holdings = holdings
        self.headings = rows.headings
        self.as_of: dt.date = holdings.as_of
        self.figures_given = [name for name in FIGURES if name in rows.columns]
        refer(rows, "agency", agencies.find)
        refer(rows, "sector", sectors.find)
        self._check_days()
        self.matching = Matching(
            holdings, self.headings, choices, lambda: repeated_identities(rows)
        )
        self.spoken_of: set[int] = set()
        self.outcomes: Counter[str] = Counter()

    def lines(self, progress: Progress | None = None) -> Iterator[list[Line]]:
        """Some at a time. Of most lists most rows change nothing, and of those nothing is made."""
        rows = self.rows
        for place, problem in repeated_rows(rows).items():
            rows.add(place, problem)
        units = self._units()
        self._refuse_shared(units)
        self.holdings.forget_codes()
        plain = PlainRows(rows, self.holdings, self.figures_given)
        for start in range(0, len(rows), AT_ONCE):
            some = range(start, min(start + AT_ONCE, len(rows)))
            self.figures = self._figures_among([units[place] for place in some])
            changing = plain.changing(some, units, self.figures)
            found = [self._settled(one) if one.__class__ is Compared
                     else self._line(one, units[one]) for one in changing]  # fmt: skip
            self.outcomes.update(line.outcome for line in found)
            self.outcomes[RowOutcome.UNCHANGED] += len(some) - len(found)
            told = (RowOutcome.CREATED, RowOutcome.CHANGED, RowOutcome.REJECTED)
            yield [line for line in found if line.outcome in told or rows.problems.get(line.place)]
            if progress:
                progress(some.stop, len(rows))

    def _figures_among(self, units: Iterable[int | None]) -> dict[int, tuple]:
        known = [unit for unit in units if unit is not None]
        return self.holdings.figures_among(known) if self.figures_given else {}

    def _check_days(self) -> None:
        days = self.rows.columns.get("established_on", [])
        late = [place for place, day in enumerate(days) if day and day > self.as_of]
        for place in late:
            message = _("The day of establishment lies after the day of the list (%(as_of)s) and "
                        "is not taken over: correct one of the two.")  # fmt: skip
            self._warn(place, "established_after_list", message % {"as_of": shown_day(self.as_of)},
                       "established_on", shown_day(days[place]))  # fmt: skip
            days[place] = None

    def _units(self) -> list[int | None]:
        """The unit of each row: by its code nearly always, where the register knows the units."""
        if self.holdings.knows_nothing and not self.matching.choices:
            return [None] * len(self.rows)
        plain = {} if self.matching.choices else self.holdings.by_code.one
        units = list(map(plain.get, self.rows.column("code")))
        self.spoken_of = {*units} - {None}
        for place, unit in enumerate(units):
            if unit is None:
                units[place] = self._unit_of(place)
        return units

    def _unit_of(self, place: int) -> int | None:
        try:
            unit = self.matching.unit_of(self.rows.record(place))
        except NoMatch as doubt:
            self.rows.add(place, doubt.problem)
            self.spoken_of |= doubt.units
            return None
        self.spoken_of |= {unit} - {None}
        return unit

    def _refuse_shared(self, units: Sequence[int | None]) -> None:
        """No unit is named by two rows; where one names it by code, that one stands."""
        if len(units) - units.count(None) == len(self.spoken_of.intersection(units)):
            return
        places: dict[int, list[int]] = defaultdict(list)
        for place, unit in enumerate(units):
            if unit is not None and self.rows.is_good(place):
                places[unit].append(place)
        codes = self.rows.column("code")
        for shared in (some for some in places.values() if len(some) > 1):
            by_code = [place for place in shared if codes[place]]
            for place in shared:
                if [place] != by_code:
                    other = next(one for one in shared if one != place)
                    message = _("The row means the same unit as row %(row)s: give each unit its "
                                "own code, or delete the wrong row.")  # fmt: skip
                    facts = {"row": place_of(self.rows.record(other))}
                    self._reject(place, "same_unit", message % facts, "code")

    def _settled(self, found: Compared) -> Line:
        line = as_line(found, self.rows)
        if found.base is None:
            self._look_for_namesakes(line)
        return line

    def _look_for_namesakes(self, line: Line) -> None:
        if not (self.holdings.by_name or self.matching.namesakes):
            return
        key, agency = identity(line.record)
        namesakes = self.holdings.named_within(key, agency)
        if namesakes or self.matching.namesakes[key, agency] > 1:
            message = _("Another unit has the same name under the same agency (%(units)s): "
                        "check that this one is really another.")  # fmt: skip
            names = self.holdings.names_of(namesakes) or _("in this list")
            self._warn(line.place, "possible_duplicate", message % {"units": names}, "name")

    def _line(self, place: int, unit: int | None) -> Line:
        record = self.rows.record(place)
        if record.problems and not record.is_good:
            return Line(record, RowOutcome.REJECTED, unit, place=place)
        if unit is not None:
            return self._known(place, record, unit)
        changes = differences(record, None, {}, self.figures_given)
        line = Line(record, RowOutcome.CREATED, changes=changes, place=place)
        self._look_for_namesakes(line)
        return line

    def _known(self, place: int, record: Record, unit: int) -> Line:
        base = self.holdings.in_force.get(unit)
        if refusal := self._refusal(unit, base):
            self._reject(place, *refusal)
            return Line(record, RowOutcome.REJECTED, unit, place=place)
        figures = self._figures_of(record, unit)
        changes = differences(record, base, figures, self.figures_given)
        self._compare_founding(place, record, self.holdings.founded(unit), changes)
        standing = base or self.holdings.first_after(unit)
        outcome = RowOutcome.CHANGED if changes or base is None else RowOutcome.UNCHANGED
        return Line(record, outcome, unit, standing.pk, figures.get("pk"), changes, place)

    def _refusal(self, unit: int, base: Standing | None) -> tuple[str, Sentence, str] | None:
        """(code, message, field) when the list contradicts what the register knows of the unit."""
        founded = self.holdings.founded(unit)
        if base is not None:
            if base.province in self.holdings.area:
                return None
            message = _("On %(as_of)s this unit belonged elsewhere: %(unit)s. Correct the code, or "
                        "record its transfer first.")  # fmt: skip
            return "unit_elsewhere", message % self._facts(unit), "code"
        if self.holdings.first_after(unit) is None:
            message = _("%(unit)s ceased on %(ended)s, before %(as_of)s: leave the row out, "
                        "correct the date of the list, or annul what ended the unit.")  # fmt: skip
            return "unit_ceased", message % self._facts(unit), "code"
        if founded and founded > self.as_of:
            message = _("%(unit)s was established on %(founded)s, after %(as_of)s: correct the "
                        "code or the date of the list.")  # fmt: skip
            return "unit_not_yet_established", message % self._facts(unit), "code"
        return None

    def _facts(self, unit: int) -> dict[str, object]:
        last = self.holdings.lives[unit][-1]
        founded = last.unit__established_on
        return {
            "unit": self.holdings.names_of([unit]),
            "as_of": shown_day(self.as_of),
            "ended": period_ended(last, self.holdings) if last.valid_to else "",
            "founded": shown_day(founded) if founded else "",
        }

    def _figures_of(self, record: Record, unit: int) -> Mapping[str, object]:
        """{figure: value, "pk": of the row} for the year of the list; empty where none is known."""
        known = self.figures.get(unit)
        if known and any(record.values[name] is not None for name in self.figures_given):
            return dict(zip(("pk", *FIGURES), known, strict=True))
        return {}

    def _compare_founding(
        self, place: int, record: Record, known: dt.date | None, changes: dict[str, list]
    ) -> None:
        """A day of establishment is learned once; another one is a matter for a correction."""
        day = record.values.get("established_on")
        changes.pop("established_on", None)
        if day == known:
            return
        if day and known is None:
            changes["established_on"] = [None, plain(day)]
        elif day and day != known:
            message = _("The register has %(known)s as the day of establishment and keeps it: "
                        "correct it at the unit if the list is right.")  # fmt: skip
            self._warn(place, "established_differs", message % {"known": shown_day(known)},
                       "established_on", shown_day(day))  # fmt: skip

    def _reject(self, place: int, code: str, message: Sentence, field: str) -> None:
        self.rows.say(place, code, message, field)

    def _warn(self, place: int, code: str, message: Sentence, field: str, value: str = "") -> None:
        self.rows.say(place, code, message, field, value, blocking=False)


def shown_day(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"
