"""Which unit a row of a list speaks of: by code, else by exact name, never by likeness."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from django.utils.translation import gettext as _

from ..names import match_key
from .holdings import Holdings
from .places import key_of, shown_place
from .records import Problem, Record

#: What a clerk answers for a row that is no unit of the register yet.
NEW = "new"


class NoMatch(Exception):
    """The row can't be taken for one certain unit; ``units`` are those that it may mean."""

    def __init__(self, problem: Problem, units: set[int]) -> None:
        super().__init__(problem.message)
        self.problem = problem
        self.units = units


class Matching:
    """Finds the unit of each record; ``headings`` is {register's name: heading of its column},
    ``choices`` what the clerk said that rows mean: {row: id of a unit, or "new"}."""

    def __init__(
        self,
        records: Sequence[Record],
        holdings: Holdings,
        headings: Mapping[str, str],
        choices: Mapping[str, str] | None = None,
    ) -> None:
        self.choices = choices or {}
        self.records = records
        self.holdings = holdings
        self.headings = headings

    @cached_property
    def namesakes(self) -> Counter[tuple[str, object]]:
        """How many good rows of the list bear a name under an agency."""
        good = (one for one in self.records if not one.problems or one.is_good)
        return Counter(map(identity, good))

    def unit_of(self, record: Record) -> int | None:
        """The unit's id; None for one that the register doesn't know. Raises :class:`NoMatch`.

        What the clerk chose for the row comes first.
        """
        if self.choices:
            key = key_of(record.inherited.get("sheet", ""), record.number)
            if chosen := self.choices.get(key):
                return self._chosen(chosen)
        if code := record.values.get("code"):
            return self._by_code(record, str(code))
        return self._by_name(record)

    def _chosen(self, chosen: str) -> int | None:
        if chosen == NEW:
            return None
        number = chosen.removeprefix("DV")
        if number.isdigit() and int(number) in self.holdings.lives:
            return int(number)
        message = _("The row is said to mean “%(unit)s”, but this territory has no such unit: "
                    "answer again which unit it is.")  # fmt: skip
        raise NoMatch(Problem("choice_unknown", message % {"unit": chosen}, value=chosen), set())

    def _by_code(self, record: Record, code: str) -> int | None:
        known = self.holdings
        for index in ("by_code", "by_code_ever"):  # the second is built only when it is asked
            units = getattr(known, index).get(code)
            if units and len(units) > 1:
                units = self._namesakes_among(units, record) or units
            if units and len(units) == 1:
                return next(iter(units))
            if units:
                raise self._ambiguous("code", code, units)
        return self._gets_a_code(record)

    def _namesakes_among(self, units: set[int], record: Record) -> set[int]:
        """Provinces that merged each had a system of codes: there the name says who is meant."""
        key, _agency = identity(record)
        return {
            unit
            for unit in units
            if any(match_key(version.name) == key for version in self.holdings.lives[unit])
        }

    def _gets_a_code(self, record: Record) -> int | None:
        """A unit of the same name and agency that has no code yet is the one that now gets it."""
        key, agency = identity(record)
        if not key or self.namesakes[key, agency] > 1:
            return None
        units = self.holdings.named_within(key, agency)
        if len(units) == 1 and not self.holdings.in_force[next(iter(units))].code:
            return next(iter(units))
        return None

    def _by_name(self, record: Record) -> int | None:
        key, agency = identity(record)
        if not key:
            return None
        within = self.holdings.named_within(key, agency) if agency else set()
        for index in ("", "by_name", "by_name_ever"):
            units = getattr(self.holdings, index).get(key) if index else within
            if units and len(units) == 1:
                return next(iter(units))
            if units and (agency is None or units is within):
                raise self._ambiguous("name", str(record.values["name"]), units)
            if units:
                return None  # several elsewhere, none under this agency: a new unit
        return None

    def _ambiguous(self, field: str, text: str, units: set[int]) -> NoMatch:
        message = _("“%(text)s” may be any of these units: %(units)s. Give the row the code of the "
                    "one that is meant, or a code of its own.")  # fmt: skip
        facts = {"text": text, "units": self.holdings.names_of(units)}
        column = self.headings.get(field, "")
        return NoMatch(Problem(f"ambiguous_{field}", message % facts, column, text), units)


def identity(record: Record) -> tuple[str, object]:
    """Name and agency as compared: what tells units apart that have no code."""
    return record.name_key, record.values.get("agency") or None


def repeated_rows(records: Sequence[Record], headings: Mapping[str, str]) -> dict[int, Problem]:
    """Rows that stand twice in the file: {position in ``records``: problem}.

    The first of identical rows is good. Different rows with one code (or, without a code, with one
    name under one agency) contradict each other, and none of them is taken.
    """
    found: dict[int, Problem] = {}
    firsts: dict[tuple, int] = {}
    bearers: dict[object, list[int]] = defaultdict(list)
    for position, record in enumerate(records):
        first = firsts.setdefault(tuple(record.values.values()), position)
        if first != position:
            found[position] = same_row(place_of(records[first]))
        elif record.values.get("code") or record.values.get("name"):
            bearers[record.values.get("code") or identity(record)].append(position)
    for key, positions in bearers.items():
        if len(positions) > 1:
            for position in positions:
                others = (place_of(records[other]) for other in positions if other != position)
                found[position] = one_code(key, ", ".join(others), headings)
    return found


def place_of(record: Record) -> str:
    return shown_place(record.inherited.get("sheet", ""), record.number)


def same_row(first: str) -> Problem:
    message = _("The row says the same as row %(row)s: delete one of them.")
    return Problem("duplicate_row", message % {"row": first})


def one_code(key: object, others: str, headings: Mapping[str, str]) -> Problem:
    if isinstance(key, str):
        message = _("Code “%(code)s” also stands in row %(rows)s with other content: give each "
                    "unit its own code, or delete the wrong row.")  # fmt: skip
        column = headings.get("code", "")
        return Problem("duplicate_code", message % {"code": key, "rows": others}, column, key)
    message = _("Row %(rows)s names a unit of the same name under the same agency, and none has a "
                "code: give each its code, or delete the wrong row.")  # fmt: skip
    return Problem("duplicate_name", message % {"rows": others}, headings.get("name", ""))
