"""Which unit a row of an event means: by code, else by exact name, never by likeness.

It may be a unit of the register, or one that an earlier event of the same file sets up.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from ...names import match_key
from ...periods import day_before
from ...sentences import Sentence
from ...sentences import Sentence as _
from ..records import Problem
from .grouping import Draft, Part
from .past import Past


class NotFound(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Found(NamedTuple):
    """A unit of the register (``unit``) or one that is yet to be (``born_as``); ``giver`` is the
    event of the file that gives it the code or name by which it was found."""

    unit: int | None
    born_as: Part | None = None
    giver: Draft | None = None


class Finder:
    """Finds units in the order of the events; :meth:`learn` tells it what each event gives."""

    def __init__(self, past: Past, headings: Mapping[str, str]) -> None:
        self.past = past
        self.headings = headings
        self.by_code: dict[str, Found] = {}
        self.by_name: dict[str, list[Found]] = defaultdict(list)
        #: Where the file gives a code, also further down: only to say so.
        self.coming: dict[str, Draft] = {}

    def learn(self, found: Found, *, code: str = "", name: str = "") -> None:
        if code:
            self.by_code[code] = found
        if name:
            self.by_name[match_key(name)].append(found)

    def find(self, part: Part, day: dt.date, *, agency: str = "") -> Found:
        """Raises :class:`NotFound`. ``agency`` tells namesakes apart."""
        code, name = part.says("code"), part.says("name")
        if code:
            return self._by_code(code, match_key(name), day)
        if name:
            return self._by_name(name, day, agency)
        message = _("The row names no unit: give its code, or its exact name.")
        raise NotFound(Problem("unit_missing", message, self.headings.get("unit_code", "")))

    def find_by_name(self, part: Part, day: dt.date, *, agency: str = "") -> Found:
        """The unit by the row's name, whatever its code says."""
        return self._by_name(part.says("name"), day, agency)

    def _by_code(self, code: str, key: str, day: dt.date) -> Found:
        if code in self.by_code:
            return self.by_code[code]
        units = self.past.with_code(code, day_before(day), day)
        if not units and key:
            units = {unit for unit in self.past.with_name(key, day_before(day))
                     if not any(life.code for life in self.past.lives[unit])}  # fmt: skip
        if len(units) == 1:
            return Found(next(iter(units)))
        raise NotFound(self._several("code", code, units) if units else self._no_code(code))

    def _by_name(self, name: str, day: dt.date, agency: str) -> Found:
        eve, key = day_before(day), match_key(name)
        units = self.past.with_name(key, eve)
        found = [*self.by_name.get(key, ()), *(Found(unit) for unit in sorted(units))]
        if len(found) > 1 and agency:
            within = self.past.governed(units, agency, eve)
            found = [one for one in found if one.unit in within or is_under(one.born_as, agency)]
        if len(found) == 1:
            return found[0]
        raise NotFound(self._several("name", name, units) if found else self._no_name(name))

    def _several(self, field: str, text: str, units: set[int]) -> Problem:
        message = _("“%(text)s” may be any of these units: %(units)s. Give the code that only the "
                    "one meant bears, or its handle.")  # fmt: skip
        facts = {"text": text, "units": self.past.names_of(units) or _("several in this list")}
        return self._problem(f"ambiguous_{field}", message % facts, field, text)

    def _no_code(self, code: str) -> Problem:
        if code in self.coming:
            later = self.coming[code]
            message = _("Code “%(code)s” is given only by event “%(event)s” (row %(row)d), which "
                        "does not come before this one: correct the order.")  # fmt: skip
            facts = {"code": code, "event": later.label, "row": later.row}
        else:
            message = _("No unit bears or ever bore the code “%(code)s”: correct the code, or add "
                        "the event that sets the unit up.")  # fmt: skip
            facts = {"code": code}
        return self._problem("unit_unknown", message % facts, "code", code)

    def _no_name(self, name: str) -> Problem:
        message = _("No unit is or ever was called exactly “%(name)s”: give its code, or its name "
                    "just as the register has it.") % {"name": name}  # fmt: skip
        return self._problem("unit_unknown", message, "name", name)

    def _problem(self, code: str, message: Sentence, field: str, text: str) -> Problem:
        return Problem(code, message, self.headings.get(f"unit_{field}", ""), text)


def is_under(born_as: Part | None, agency: str) -> bool:
    return born_as is not None and match_key(born_as.says("agency")) == match_key(agency)
