"""New names of a list that are suspiciously like others: for a person to look at, never a reason.

Only names that the list brings in are looked at (of new units, and new names of known ones), each
against the other ones and against the units in force under the same agency. Two names are alike
when only accents tell them apart, or one letter of one word. A number is no slip: "số 1" and
"số 2" are two schools.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product, zip_longest
from typing import NamedTuple

from django.utils.translation import gettext as _
from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from ..choices import RowOutcome
from ..names import match_key, search_key
from .comparison import Line
from .holdings import Holdings
from .records import Problem

SAME_NAME, LIKE_NAME, OTHER_NAME = "possible_duplicate", "likely_duplicate", "other_name_for_code"
#: Codes of problems whose rows are shown beside what they may be taken for.
LIKENESSES = (SAME_NAME, LIKE_NAME, OTHER_NAME, "resembles")
#: Of two words the longer one has at least so many letters: short ones have too many neighbours
#: that mean something else.
SHORTEST_WORD = 4
#: Vietnamese has half as many syllables; more different words at one place are no names.
MOST_WORDS = 5_000
MOST_TWINS = 5
#: Below this likeness, in percent, a code seems to have got into the wrong row.
STRANGE = 55


@dataclass(frozen=True, slots=True)
class Likeness(Problem):
    """``twins`` are {"row": n, "sheet": name} or {"unit": id}, with "how": same, accents, letter
    or code."""

    blocking: bool = False
    twins: tuple = ()

    def as_json(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in (*Problem.__slots__, "twins")}


class Bearer(NamedTuple):
    """A name, folded, and who bears it: a line of the list, or a unit."""

    agency: object
    key: str
    name: str
    line: Line | None
    unit: int | None


def look_for_likenesses(
    lines: Sequence[Line], holdings: Holdings, headings: Mapping[str, str]
) -> None:
    """Add a :class:`Likeness` to the records of all lines whose new name is like another's."""
    bearers = list(names_brought(lines, holdings))
    if not bearers:
        return
    column = headings.get("name", "")
    strange_names(bearers, holdings, headings)
    agencies = {bearer.agency for bearer in bearers}
    bearers += (bearer for bearer in names_held(holdings, agencies))
    twins: dict[int, list[tuple[str, Bearer]]] = defaultdict(list)
    lines_by: dict[int, Line] = {}
    for how, one, other in pairs(bearers):
        for this, that in ((one, other), (other, one)):
            if this.line is not None:
                twins[id(this.line)].append((how, that))
                lines_by[id(this.line)] = this.line
    for key, found in twins.items():
        say(lines_by[key], found[:MOST_TWINS], column)


def names_brought(lines: Sequence[Line], holdings: Holdings) -> Iterator[Bearer]:
    for line in lines:
        is_new = line.outcome == RowOutcome.CREATED
        if is_new or (line.outcome == RowOutcome.CHANGED and "name" in line.changes):
            values = line.record.values
            agency = values.get("agency") or None
            if agency is None and line.unit and line.unit in holdings.in_force:
                agency = holdings.in_force[line.unit].agency
            name = str(values["name"])
            yield Bearer(agency, search_key(name), name, line, line.unit)


def names_held(holdings: Holdings, agencies: set) -> Iterator[Bearer]:
    """The units in force in the area under these agencies."""
    for unit, one in holdings.in_force.items():
        if one.agency in agencies and one.province in holdings.area:
            yield Bearer(one.agency, search_key(one.name), one.name, None, unit)


def pairs(bearers: Sequence[Bearer]) -> Iterator[tuple[str, Bearer, Bearer]]:
    """(how they are alike, one, other), each pair once; one of the two is a line of the list."""
    groups: dict[tuple, list[Bearer]] = defaultdict(list)
    for bearer in bearers:
        groups[bearer.agency, bearer.key].append(bearer)
    for group in groups.values():
        if len(group) > 1:
            for one, other in met(group):
                exact = match_key(one.name) == match_key(other.name)
                yield "same" if exact else "accents", one, other
    for (agency, key), other_key in slips(list(groups)):
        some, others = groups[agency, key], groups.get((agency, other_key), ())
        for one, other in product(some[:MOST_TWINS], others[:MOST_TWINS]):
            if (one.line or other.line) and differ(one, other) and a_slip(one.name, other.name):
                yield "letter", one, other


def a_slip(name: str, other: str) -> bool:
    """Whether one stroke tells them apart, letters and tones counted each for itself: that leaves
    out Bình and Vinh, or Thành and Thịnh, which are two names."""
    return OSA.distance(strokes(name), strokes(other), score_cutoff=1) == 1


def strokes(name: str) -> str:
    return unicodedata.normalize("NFD", match_key(name))


def slips(names: Sequence[tuple[object, str]]) -> Iterator[tuple[tuple[object, str], str]]:
    """Each (agency, name) with every other name that it would be, were one word of it a letter
    different. Only words near to one at the same place are tried, so most names cost nothing."""
    split = [key.split(" ") for _agency, key in names]
    for place, column in enumerate(zip_longest(*split, fillvalue="")):
        words = {word for word in set(column) if len(word) >= SHORTEST_WORD - 1 and word.isalpha()}
        near = near_words(words)
        for at in [at for at, word in enumerate(column) if word in near] if near else ():
            for other in near[column[at]]:
                yield names[at], " ".join((*split[at][:place], other, *split[at][place + 1 :]))


def near_words(words: set[str]) -> dict[str, list[str]]:
    """{word: those after it in the alphabet with one letter wrong, missing, or swapped with the
    next}. Words that are near share what is left of them without some letter."""
    pieces: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words) if len(words) <= MOST_WORDS else ():
        for piece in {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}:
            pieces[piece].append(word)
    found: dict[str, list[str]] = defaultdict(list)
    for pair in {pair for some in pieces.values() for pair in combinations(some, 2)}:
        if max(map(len, pair)) >= SHORTEST_WORD and OSA.distance(*pair, score_cutoff=1) == 1:
            found[pair[0]].append(pair[1])
    return dict(found)


def met(group: list[Bearer]) -> Iterator[tuple[Bearer, Bearer]]:
    """Each line of the group with the first few others that it may be confused with."""
    lines = [bearer for bearer in group if bearer.line is not None]
    units = [bearer for bearer in group if bearer.line is None]
    for at, one in enumerate(lines):
        for other in (*units[:MOST_TWINS], *lines[at + 1 : at + 1 + MOST_TWINS]):
            if differ(one, other):
                yield one, other


def differ(one: Bearer, other: Bearer) -> bool:
    return one.unit is None or one.unit != other.unit


def strange_names(
    bearers: Sequence[Bearer], holdings: Holdings, headings: Mapping[str, str]
) -> None:
    """Say where a code stands beside a name that has little in common with its unit's."""
    for bearer in bearers:
        line = bearer.line
        if line.unit is None or "name" not in line.changes or not line.record.values.get("code"):
            continue
        old = str(line.changes["name"][0] or "")
        if old and ratio(search_key(old), bearer.key) < STRANGE:
            message = _("The code belongs to “%(old)s”, and the list has quite another name beside "
                        "it: check that the code stands in the right row.")  # fmt: skip
            twin = {"unit": line.unit, "how": "code"}
            column, code = headings.get("code", ""), str(line.record.values["code"])
            line.record.problems.append(
                Likeness(OTHER_NAME, message % {"old": old}, column, code, twins=(twin,))
            )


def say(line: Line, found: list[tuple[str, Bearer]], column: str) -> None:
    """One problem for the whole row; a name that is the very same was told of already."""
    twins = tuple(
        {"how": how} | (place_of(that.line) if that.line else {"unit": that.unit})
        for how, that in found
    )
    problems = line.record.problems
    for place, problem in enumerate(problems):
        if problem.code == SAME_NAME:
            problems[place] = Likeness(
                problem.code, problem.message, problem.column, problem.value, twins=twins
            )
            return
    message = _("Nearly the same name stands under the same agency (%(names)s): check that this is "
                "really another unit.")  # fmt: skip
    names = "; ".join(called(that) for _how, that in found)
    name = str(line.record.values["name"])
    problems.append(Likeness(LIKE_NAME, message % {"names": names}, column, name, twins=twins))


def place_of(line: Line) -> dict[str, object]:
    record = line.record
    return {"row": record.number, "sheet": record.inherited.get("sheet", "")}


def called(bearer: Bearer) -> str:
    if bearer.line is None:
        return f"DV{bearer.unit:07d} {bearer.name}"
    return _("row %(row)d: %(name)s") % {"row": bearer.line.record.number, "name": bearer.name}
