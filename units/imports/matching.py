"""Which unit a row of a list speaks of: by code, else by exact name, never by likeness."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from functools import cached_property

from ..names import match_key
from ..sentences import Sentence as _
from .clean_rows import CleanRows
from .holdings import Holdings
from .places import key_of, shown_place
from .records import Problem, Record

#: What a clerk answers for a row that is no unit of the register yet.
NEW = "new"


#: A name as compared, and the agency that it stands under.
Identity = tuple[str, object]


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
        holdings: Holdings,
        headings: Mapping[str, str],
        choices: Mapping[str, str] | None,
        repeated: Callable[[], Counter[Identity]],
    ) -> None:
        """``repeated`` tells which identities more than one row of the list bears; it is asked when
        that first matters."""
        self.choices = choices or {}
        self.holdings = holdings
        self.headings = headings
        self._repeated = repeated

    @cached_property
    def namesakes(self) -> Counter[Identity]:
        return self._repeated()

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
                units = tuple(self._namesakes_among(units, record)) or units
            if units and len(units) == 1:
                return next(iter(units))
            if units:
                raise self._ambiguous("code", code, units)
        return self._gets_a_code(record)

    def _namesakes_among(self, units: Collection[int], record: Record) -> set[int]:
        """Provinces that merged each had a system of codes: there the name says who is meant."""
        key, _agency = identity(record)
        return {
            unit
            for unit in units
            if any(match_key(version.name) == key for version in self.holdings.lives[unit])
        }

    def _gets_a_code(self, record: Record) -> int | None:
        """A unit of the same name and agency that has no code yet is the one that now gets it."""
        if not self.holdings.by_name:
            return None
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

    def _ambiguous(self, field: str, text: str, units: Collection[int]) -> NoMatch:
        message = _("“%(text)s” may be any of these units: %(units)s. Give the row the code of the "
                    "one that is meant, or a code of its own.")  # fmt: skip
        facts = {"text": text, "units": self.holdings.names_of(units)}
        column = self.headings.get(field, "")
        return NoMatch(Problem(f"ambiguous_{field}", message % facts, column, text), set(units))


def identity(record: Record) -> Identity:
    """Name and agency as compared: what tells units apart that have no code."""
    return record.name_key, record.values.get("agency") or None


def repeated_identities(rows: CleanRows) -> Counter[Identity]:
    """How many good rows bear a name under an agency, where that is more than one; agency by
    agency, so that never all names are folded and held at once."""
    places: dict[object, list[int]] = defaultdict(list)
    for place, agency in enumerate(rows.column("agency")):
        if place not in rows.problems or rows.is_good(place):
            places[agency or None].append(place)
    names, found = rows.column("name"), Counter()
    for agency, some in places.items():
        borne = Counter(match_key(str(names[place] or "")) for place in some)
        found |= Counter({(key, agency): number for key, number in borne.items() if number > 1})
    return found


def repeated_rows(rows: CleanRows) -> dict[int, Problem]:
    """Rows that stand twice in the file: {place in ``rows``: problem}.

    The first of identical rows is good. Different rows with one code (or, without a code, with one
    name under one agency) contradict each other, and none of them is taken.
    """
    found: dict[int, Problem] = {}
    for key, places in sharing(rows).items():
        firsts: dict[tuple, int] = {}
        for place in places:
            first = firsts.setdefault(tuple(rows.record(place).values.values()), place)
            if first != place:
                found[place] = same_row(place_of(rows.record(first)))
        if len(firsts) > 1 and (isinstance(key, str) or key[0]):
            for place in firsts.values():
                others = (place_of(rows.record(one)) for one in firsts.values() if one != place)
                found[place] = one_code(key, ", ".join(others), rows.headings)
    return found


def sharing(rows: CleanRows) -> dict[object, list[int]]:
    """The places of rows with the same code, or without any with the same identity."""
    firsts: dict[object, int] = {}
    found: dict[object, list[int]] = {}
    columns = (rows.column(name) for name in ("code", "name", "agency"))
    for place, (code, name, agency) in enumerate(zip(*columns, strict=True)):
        key = code or (match_key(str(name or "")), agency or None)
        first = firsts.setdefault(key, place)
        if first != place:
            found.setdefault(key, [first]).append(place)
    return found


def place_of(record: Record) -> str:
    return shown_place(record.inherited.get("sheet", ""), record.number)


def same_row(first: str) -> Problem:
    message = _("The row says the same as row %(row)s: delete one of them.")
    return Problem("duplicate_row", message % {"row": first})


def one_code(key: str | Identity, others: str, headings: Mapping[str, str]) -> Problem:
    if isinstance(key, str):
        message = _("Code “%(code)s” also stands in row %(rows)s with other content: give each "
                    "unit its own code, or delete the wrong row.")  # fmt: skip
        column = headings.get("code", "")
        return Problem("duplicate_code", message % {"code": key, "rows": others}, column, key)
    message = _("Row %(rows)s names a unit of the same name under the same agency, and none has a "
                "code: give each its code, or delete the wrong row.")  # fmt: skip
    return Problem("duplicate_name", message % {"rows": others}, headings.get("name", ""))
