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

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from ..choices import RowOutcome
from ..names import match_key, search_key
from ..sentences import Sentence, together
from ..sentences import Sentence as _
from .holdings import Holdings, Standing
from .lines import ToldLine
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
    line: ToldLine | None
    unit: int | None


def look_for_likenesses(
    lines: Sequence[ToldLine], holdings: Holdings, headings: Mapping[str, str]
) -> None:
    """Add a :class:`Likeness` to the records of all lines whose new name is like another's.

    One agency after the other: its names alone are folded and held at once."""
    brought: dict[object, list[ToldLine]] = defaultdict(list)
    for line in lines:
        if brings_a_name(line):
            brought[agency_of(line, holdings)].append(line)
    held: dict[object, list[Standing]] = defaultdict(list)
    for one in holdings.in_force.values() if brought else ():
        if one.agency in brought and one.province in holdings.area:
            held[one.agency].append(one)
    for agency, some in brought.items():
        bearers = [Bearer(agency, search_key(one.name), one.name, one, one.unit) for one in some]
        strange_names(bearers, headings)
        bearers += (
            Bearer(agency, search_key(one.name), one.name, None, one.unit) for one in held[agency]
        )
        look_among(bearers, headings.get("name", ""))


def look_among(bearers: Sequence[Bearer], column: str) -> None:
    twins: dict[int, list[tuple[str, Bearer]]] = defaultdict(list)
    lines_by: dict[int, ToldLine] = {}
    for how, one, other in pairs(bearers):
        for this, that in ((one, other), (other, one)):
            if this.line is not None:
                twins[id(this.line)].append((how, that))
                lines_by[id(this.line)] = this.line
    for key, found in twins.items():
        say(lines_by[key], found[:MOST_TWINS], column)


def brings_a_name(line: ToldLine) -> bool:
    is_new = line.outcome == RowOutcome.CREATED
    return is_new or (line.outcome == RowOutcome.CHANGED and "name" in line.fields)


def agency_of(line: ToldLine, holdings: Holdings) -> object:
    """The row's, else that of its unit."""
    agency = line.agency
    if agency is None and line.unit and line.unit in holdings.in_force:
        return holdings.in_force[line.unit].agency
    return agency


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


def strange_names(bearers: Sequence[Bearer], headings: Mapping[str, str]) -> None:
    """Say where a code stands beside a name that has little in common with its unit's."""
    for bearer in bearers:
        line = bearer.line
        old = line.former_name
        if line.unit is None or not old or ratio(search_key(old), bearer.key) >= STRANGE:
            continue
        if code := str(line.record.values.get("code") or ""):
            message = _("The code belongs to “%(old)s”, and the list has quite another name beside "
                        "it: check that the code stands in the right row.")  # fmt: skip
            twin = {"unit": line.unit, "how": "code"}
            column = headings.get("code", "")
            line.problems.append(
                Likeness(OTHER_NAME, message % {"old": old}, column, code, twins=(twin,))
            )


def say(line: ToldLine, found: list[tuple[str, Bearer]], column: str) -> None:
    """One problem for the whole row; a name that is the very same was told of already."""
    twins = tuple(
        {"how": how} | (place_of(that.line) if that.line else {"unit": that.unit})
        for how, that in found
    )
    problems = line.problems
    for place, problem in enumerate(problems):
        if problem.code == SAME_NAME:
            problems[place] = Likeness(
                problem.code, problem.message, problem.column, problem.value, twins=twins
            )
            return
    message = _("Nearly the same name stands under the same agency (%(names)s): check that this is "
                "really another unit.")  # fmt: skip
    names = together((called(that) for _how, that in found), "; ")
    problems.append(Likeness(LIKE_NAME, message % {"names": names}, column, line.name, twins=twins))


def place_of(line: ToldLine) -> dict[str, object]:
    record = line.record
    return {"row": record.number, "sheet": record.inherited.get("sheet", "")}


def called(bearer: Bearer) -> Sentence | str:
    if bearer.line is None:
        return f"DV{bearer.unit:07d} {bearer.name}"
    return _("row %(row)d: %(name)s") % {"row": bearer.line.record.number, "name": bearer.name}
