"""Parents and successors: who is meant, in the file or in the register; and no circle closes."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ...names import match_key
from ...periods import day_before, holds
from ...sentences import Sentence
from ...sentences import Sentence as _
from ..records import Problem, Record
from ..references import Agencies, UnknownReference
from .known import LINKS, KnownAgencies


class Family:
    """The links of the rows of one list. An agency is its key in the register, or, where it is yet
    to be created, ``-1 - place`` of its row."""

    def __init__(
        self,
        records: Sequence[Record],
        targets: Sequence[int | None],
        known: KnownAgencies,
        agencies: Agencies,
        headings: Mapping[str, str],
    ) -> None:
        self.records = records
        self.targets = targets
        self.known = known
        self.agencies = agencies
        self.headings = headings
        self.by_code: dict[str, int] = {}
        self.by_name: dict[str, list[int]] = defaultdict(list)
        for place, record in enumerate(records):
            if code := record.values.get("code"):
                self.by_code.setdefault(str(code), place)
            self.by_name[match_key(str(record.values.get("name") or ""))].append(place)
        #: {name of the link: {place of the row: agency}}
        self.links: dict[str, dict[int, int]] = {name: {} for name in LINKS}

    def settle(self) -> None:
        """Find all links, and refuse rows until no good row leans on a refused one or closes a
        circle."""
        for place, record in enumerate(self.records):
            for name in LINKS:
                if text := record.values.get(name):
                    self._link(place, record, name, str(text))
        while self._refuse_leaning() or self._refuse_circles():
            pass

    def node(self, place: int) -> int:
        target = self.targets[place]
        return -1 - place if target is None else target

    def _link(self, place: int, record: Record, name: str, text: str) -> None:
        day = day_of_link(record, name, self.known.as_of)
        try:
            found = self._find(place, text, day)
        except UnknownReference as unknown:
            self._say(record, name, unknown.code, unknown.message, text)
            return
        if found == self.node(place):
            message = _("The agency can't be its own parent or successor: correct the cell, or "
                        "leave it empty.")  # fmt: skip
            self._say(record, name, "link_to_itself", message, text)
        else:
            self.links[name][place] = found

    def _find(self, place: int, text: str, day: dt.date) -> int:
        """By code in the file, by name in the file, else in the register."""
        if text in self.by_code:
            return self.node(self.by_code[text])
        namesakes = self.by_name.get(match_key(text), [])
        if len(namesakes) > 1:
            others = [one for one in namesakes if one != place and self._holds(one, day)]
            namesakes = others or namesakes
        if len({self.node(one) for one in namesakes}) == 1:
            return self.node(namesakes[0])
        if namesakes:
            raise UnknownReference(
                "agency_ambiguous",
                _("%(number)d governing agencies are called “%(agency)s”: give the agency's code "
                  "instead.") % {"number": len(namesakes), "agency": text},
            )  # fmt: skip
        found = self.agencies.on(day).find(text)
        return int(found)

    def _holds(self, place: int, day: dt.date) -> bool:
        values = self.records[place].values
        return holds(values.get("valid_from"), values.get("valid_to"), day)

    def _refuse_leaning(self) -> bool:
        """Refuse rows that name an agency of the file which will not be created."""
        refused = False
        for name, links in self.links.items():
            for place, to in links.items():
                record = self.records[place]
                if to < 0 and record.is_good and not self.records[-1 - to].is_good:
                    other = self.records[-1 - to]
                    message = _("The agency that it names stands in row %(row)d, which is "
                                "rejected: mend that row first.")  # fmt: skip
                    text = str(record.values[name])
                    self._say(record, name, "link_to_rejected", message % {"row": other.number},
                              text)  # fmt: skip
                    refused = True
        return refused

    def _refuse_circles(self) -> bool:
        refused = False
        for name, links in self.links.items():
            good = {place: to for place, to in links.items() if self.records[place].is_good}
            edges = self.known.links(name) | {self.node(place): to for place, to in good.items()}
            places = {self.node(place): place for place in good}
            for node in in_circles(edges, places):
                record = self.records[places[node]]
                message = _("With this row, agencies would be above (or follow) each other in a "
                            "circle: correct the cell.")  # fmt: skip
                self._say(record, name, "circle", message, str(record.values[name]))
                refused = True
        return refused

    def _say(self, record: Record, name: str, code: str, message: Sentence, value: str) -> None:
        heading = self.headings.get(name, "")
        record.problems.append(Problem(code, message, heading, value))


def day_of_link(record: Record, name: str, as_of: dt.date) -> dt.date:
    """The day on which the other agency must have existed: a parent on the last day of an agency
    that has ended, a successor on the day after."""
    end = record.values.get("valid_to")
    if not end or end > as_of:
        return as_of
    return end if name == "succeeded_by" else day_before(end)


def in_circles(edges: Mapping[int, int], starts: Iterable[int]) -> set[int]:
    """Those of ``starts`` that lie on a circle of ``edges`` ({from: to})."""
    starts = set(starts)
    done: set[int] = set()
    found: set[int] = set()
    for start in starts:
        path: dict[int, None] = {}
        node: int | None = start
        while node is not None and node not in done and node not in path:
            path[node] = None
            node = edges.get(node)
        if node in path:
            steps = list(path)
            found |= set(steps[steps.index(node) :])
        done |= path.keys()
    return found & starts
