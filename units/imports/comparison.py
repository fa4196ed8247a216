"""What a list changes: its records against what the register holds on the list's day.

Nothing is written here. A list says what was so on its day: an empty cell says nothing, a unit that
is missing is only named, and no likeness is taken for identity.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ..choices import RowOutcome
from ..models.figures import FIGURES
from .differences import differences, first_values
from .holdings import Holdings, Standing, period_ended
from .matching import Matching, NoMatch, identity, place_of, repeated_rows
from .records import Problem, Record, plain
from .references import Agencies, Sectors, UnknownReference


@dataclass(slots=True)
class Line:
    """One row of the plan. ``changes`` is {field: [old, new]} in plain values; an agency that is to
    be created is its name instead of an id. ``base`` is the version it was compared with (the
    first later one when the list is older than all that is known)."""

    record: Record
    outcome: RowOutcome
    unit: int | None = None
    base: int | None = None
    base_figures: int | None = None
    changes: dict[str, list] = field(default_factory=dict)


class Comparison:
    """Compares all records of one list; :meth:`lines` gives one line a record, in their order."""

    def __init__(
        self,
        records: Sequence[Record],
        holdings: Holdings,
        *,
        agencies: Agencies,
        sectors: Sectors,
        headings: Mapping[str, str],
        choices: Mapping[str, str] | None = None,
    ) -> None:
        self.records = records
        self.holdings = holdings
        self.headings = headings
        self.as_of: dt.date = holdings.as_of
        given = records[0].values if records else {}
        self.figures_given = [name for name in FIGURES if name in given]
        self._refer("agency", agencies.find)
        self._refer("sector", sectors.find)
        for record in records:
            self._date(record)
        self.matching = Matching(records, holdings, headings, choices)
        #: Units that some row speaks of, also a rejected one: these are not missing.
        self.spoken_of: set[int] = set()

    def lines(self) -> list[Line]:
        for position, problem in repeated_rows(self.records, self.headings).items():
            self.records[position].problems.append(problem)
        units = [self._unit_of(record) for record in self.records]
        self._refuse_shared(units)
        return [self._line(record, unit) for record, unit in zip(self.records, units, strict=True)]

    def _refer(self, name: str, find) -> None:
        """Put the ids in place of the words, which are the row's own or its section's; each
        distinct word is looked up once while it is found."""
        known: dict[object, object] = {}
        for record in self.records:
            own = record.values.get(name)
            text = own or record.inherited.get(name)
            if not text:
                continue
            if text not in known:
                try:
                    known[text] = find(str(text))
                except UnknownReference as unknown:
                    record.values[name] = None
                    self._unknown(record, name, str(text), unknown, is_own=bool(own))
                    continue
            record.values[name] = known[text]

    def _unknown(
        self, record: Record, name: str, text: str, unknown: UnknownReference, *, is_own: bool
    ) -> None:
        """That a section is called like a sector is a guess, so there a wrong one only warns."""
        say = self._reject if is_own or name == "agency" else self._warn
        say(record, unknown.code, str(unknown), name, text)

    def _date(self, record: Record) -> None:
        day = record.values.get("established_on")
        if day and day > self.as_of:
            message = _("The day of establishment lies after the day of the list (%(as_of)s) and "
                        "is not taken over: correct one of the two.")  # fmt: skip
            self._warn(record, "established_after_list", message % {"as_of": shown_day(self.as_of)},
                       "established_on", shown_day(day))  # fmt: skip
            record.values["established_on"] = None

    def _unit_of(self, record: Record) -> int | None:
        try:
            unit = self.matching.unit_of(record)
        except NoMatch as doubt:
            record.problems.append(doubt.problem)
            self.spoken_of |= doubt.units
            return None
        if unit is not None:
            self.spoken_of.add(unit)
        return unit

    def _refuse_shared(self, units: Sequence[int | None]) -> None:
        """No unit is named by two rows; where one names it by code, that one stands."""
        named = [unit for unit in units if unit is not None]
        if len(named) == len(set(named)):
            return
        rows: dict[int, list[Record]] = defaultdict(list)
        for record, unit in zip(self.records, units, strict=True):
            if unit is not None and record.is_good:
                rows[unit].append(record)
        for shared in (records for records in rows.values() if len(records) > 1):
            by_code = [record for record in shared if record.values.get("code")]
            for record in shared:
                if [record] != by_code:
                    other = place_of(next(one for one in shared if one is not record))
                    message = _("The row means the same unit as row %(row)s: give each unit its "
                                "own code, or delete the wrong row.")  # fmt: skip
                    self._reject(record, "same_unit", message % {"row": other}, "code")

    def _line(self, record: Record, unit: int | None) -> Line:
        if record.problems and not record.is_good:
            return Line(record, RowOutcome.REJECTED, unit)
        return self._new(record) if unit is None else self._known(record, unit)

    def _new(self, record: Record) -> Line:
        key, agency = identity(record)
        namesakes = self.holdings.named_within(key, agency)
        if namesakes or self.matching.namesakes[key, agency] > 1:
            message = _("Another unit has the same name under the same agency (%(units)s): check "
                        "that this one is really another.")  # fmt: skip
            names = self.holdings.names_of(namesakes) or _("in this list")
            self._warn(record, "possible_duplicate", message % {"units": names}, "name")
        return Line(record, RowOutcome.CREATED, changes=first_values(record, self.figures_given))

    def _known(self, record: Record, unit: int) -> Line:
        base = self.holdings.in_force.get(unit)
        if refusal := self._refusal(unit, base):
            self._reject(record, *refusal)
            return Line(record, RowOutcome.REJECTED, unit)
        figures = self._figures_of(record, unit)
        changes = differences(record, base, figures, self.figures_given)
        self._compare_founding(record, self.holdings.lives[unit][0], changes)
        standing = base or self.holdings.first_after(unit)
        changed = bool(changes) or base is None
        outcome = RowOutcome.CHANGED if changed else RowOutcome.UNCHANGED
        return Line(record, outcome, unit, standing.pk, figures.get("pk"), changes)

    def _refusal(self, unit: int, base: Standing | None) -> tuple[str, str, str] | None:
        """(code, message, field) when the list contradicts what the register knows of the unit."""
        founded = self.holdings.lives[unit][0].unit__established_on
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

    def _facts(self, unit: int) -> dict[str, str]:
        last = self.holdings.lives[unit][-1]
        founded = last.unit__established_on
        return {
            "unit": self.holdings.names_of([unit]),
            "as_of": shown_day(self.as_of),
            "ended": period_ended(last, self.holdings) if last.valid_to else "",
            "founded": shown_day(founded) if founded else "",
        }

    def _figures_of(self, record: Record, unit: int) -> Mapping[str, object]:
        for name in self.figures_given:
            if record.values[name] is not None:
                return self.holdings.figures_of(unit)
        return {}

    def _compare_founding(self, record: Record, life: Standing, changes: dict[str, list]) -> None:
        """A day of establishment is learned once; another one is a matter for a correction."""
        day, known = record.values.get("established_on"), life.unit__established_on
        changes.pop("established_on", None)
        if day == known:
            return
        if day and known is None:
            changes["established_on"] = [None, plain(day)]
        elif day and day != known:
            message = _("The register has %(known)s as the day of establishment and keeps it: "
                        "correct it at the unit if the list is right.")  # fmt: skip
            self._warn(record, "established_differs", message % {"known": shown_day(known)},
                       "established_on", shown_day(day))  # fmt: skip

    def _reject(self, record: Record, code: str, message: str, field: str, value: str = "") -> None:
        record.problems.append(Problem(code, message, self.headings.get(field, ""), value))

    def _warn(self, record: Record, code: str, message: str, field: str, value: str = "") -> None:
        heading = self.headings.get(field, "")
        record.problems.append(Problem(code, message, heading, value, blocking=False))


def shown_day(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"


def outcomes(lines: Sequence[Line]) -> Counter[str]:
    return Counter(line.outcome for line in lines)
