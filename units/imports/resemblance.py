"""Candidates: units and agencies that a row may mean although it writes them differently.

They are offered to a person and never taken: what is chosen comes back as an instruction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from ..choices import RowOutcome
from ..sentences import Sentence as _
from .comparison import Comparison
from .holdings import Holdings
from .lines import Line, ToldLine
from .places import key_of
from .records import Problem, Record
from .references import Agencies, KnownAgency
from .telling_names import shortens, telling, written_out

AnyLine = Line | ToldLine
RESEMBLES, UNKNOWN_AGENCY = "resembles", "agency_unknown"
MOST = 3
#: In percent. Of short names a single other letter makes another name: hoa ban, hoa lan (86).
CLOSE, CLOSE_AGENCY = 88, 80
#: Pairs of names compared at once before a crowd is divided by its agencies and first letters.
CROWD = 4_000_000


@dataclass(frozen=True, slots=True)
class Resemblance(Problem):
    """``candidates`` are {"unit": id, "name", "agency": its name, "score": percent}, or
    {"agency_id", "name", "score"} for an agency."""

    candidates: tuple = ()

    def as_json(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in (*Problem.__slots__, "candidates")}


def offer_candidates(
    lines: Sequence[ToldLine],
    comparison: Comparison,
    agencies: Agencies,
    choices: Mapping[str, str],
) -> None:
    """Add a :class:`Resemblance` to each row that would create a unit and is close to one that no
    row speaks of, and to each that names an agency unlike all but close to some."""
    holdings, spoken_of = comparison.holdings, comparison.spoken_of
    offer_agencies((line.problems for line in lines if line.has_problems), agencies)
    new = [
        line
        for line in lines
        if line.outcome == RowOutcome.CREATED
        and not (choices and key_of_record(line.record) in choices)
    ]
    free = [
        unit
        for unit, one in holdings.in_force.items()
        if unit not in spoken_of and one.province in holdings.area
    ]
    if not (new and free):
        return
    called = {one.pk: one.name for one in agencies.rows}
    for line, found in close_units(new, free, holdings):
        line.problems.append(resembling(line, found, holdings, called, comparison.headings))


def key_of_record(record: Record) -> str:
    return key_of(record.inherited.get("sheet", ""), record.number)


def close_units(
    lines: Sequence[AnyLine], units: Sequence[int], holdings: Holdings
) -> Iterator[tuple[AnyLine, list[tuple[int, int]]]]:
    """(line, [(unit, percent), ...]) of the lines that are close to some unit, closest first.

    Only names of one kind and number are compared: most of a list never meets most of the others.
    """
    blocks: dict[tuple, tuple[list[AnyLine], list[int]]] = defaultdict(lambda: ([], []))
    for line in lines:
        parts = telling(line.name)
        blocks[parts.kinds, parts.numbers][0].append(line)
    for unit in units:
        parts = telling(holdings.in_force[unit].name)
        blocks[parts.kinds, parts.numbers][1].append(unit)
    for some, others in blocks.values():
        for few, fewer in divided(some, others, holdings):
            yield from close_within(few, fewer, holdings)


def divided(
    lines: list[AnyLine], units: list[int], holdings: Holdings
) -> Iterator[tuple[list[AnyLine], list[int]]]:
    """A crowd in parts that can be compared: by agency, then by the first letter of the name; what
    is a crowd even then is not compared by likeness."""
    parts = [(lines, units)]
    keys = (
        (lambda line: line.agency,
         lambda unit: holdings.in_force[unit].agency),
        (lambda line: telling(line.name).core[:1],
         lambda unit: telling(holdings.in_force[unit].name).core[:1]),
    )  # fmt: skip
    for key_of_line, key_of_unit in keys:
        crowds = [part for part in parts if len(part[0]) * len(part[1]) > CROWD]
        yield from (part for part in parts if len(part[0]) * len(part[1]) <= CROWD)
        parts = []
        for some, others in crowds:
            groups: dict[object, tuple[list[AnyLine], list[int]]] = defaultdict(lambda: ([], []))
            for line in some:
                groups[key_of_line(line)][0].append(line)
            for unit in others:
                groups[key_of_unit(unit)][1].append(unit)
            parts += groups.values()
    yield from (part for part in parts if len(part[0]) * len(part[1]) <= CROWD)


def close_within(
    lines: Sequence[AnyLine], units: Sequence[int], holdings: Holdings
) -> Iterator[tuple[AnyLine, list[tuple[int, int]]]]:
    by_core: dict[str, list[int]] = defaultdict(list)
    for unit in units:
        by_core[telling(holdings.in_force[unit].name).core].append(unit)
    cores = list(by_core)
    for line in lines if cores else ():
        core = telling(line.name).core
        close = process.extract(
            core, cores, scorer=fuzz.ratio, score_cutoff=CLOSE, limit=MOST, processor=None
        )
        found = [(unit, round(score)) for text, score, _place in close for unit in by_core[text]]
        if found:
            agency = line.agency
            found.sort(key=lambda one: (-one[1], holdings.in_force[one[0]].agency != agency))
            yield line, found[:MOST]


def resembling(
    line: AnyLine,
    found: Sequence[tuple[int, int]],
    holdings: Holdings,
    called: Mapping[int, str],
    headings: Mapping[str, str],
) -> Resemblance:
    candidates = tuple(
        {
            "unit": unit,
            "name": holdings.in_force[unit].name,
            "agency": called.get(holdings.in_force[unit].agency, ""),
            "score": score,
        }
        for unit, score in found
    )
    message = _("Resembles a unit that no row names (%(units)s): say whether it is the same.")
    return Resemblance(
        RESEMBLES,
        message % {"units": holdings.names_of(unit for unit, _score in found)},
        headings.get("name", ""),
        line.name,
        blocking=False,
        candidates=candidates,
    )


def offer_agencies(problems: Iterable[list[Problem]], agencies: Agencies) -> None:
    """Put candidates into what was said of unknown agencies; ``problems`` are those of each row."""
    known: dict[str, tuple] = {}
    for some in problems:
        for place, problem in enumerate(some):
            if problem.code == UNKNOWN_AGENCY:
                text = problem.value
                if text not in known:
                    known[text] = tuple(close_agencies(text, agencies))
                if known[text]:
                    some[place] = Resemblance(
                        problem.code, problem.message, problem.column, problem.value,
                        problem.blocking, known[text],
                    )  # fmt: skip


def close_agencies(text: str, agencies: Agencies) -> list[dict[str, object]]:
    """Agencies in being whose names are close to a text, or that it abbreviates."""
    key, scored = written_out(text), []
    for one in agencies.in_being:
        long = written_out(one.name)
        score = 95 if shortens(key, long) else round(fuzz.ratio(bare(key), bare(long)))
        if score >= CLOSE_AGENCY:
            scored.append((score, one))
    scored.sort(key=lambda pair: -pair[0])
    return [as_candidate(one, score) for score, one in scored[:MOST]]


def bare(key: str) -> str:
    """Without the "và" that some write and others don't."""
    return key.replace(" va ", " ")


def as_candidate(agency: KnownAgency, score: int) -> dict[str, object]:
    return {"agency_id": agency.pk, "name": agency.name, "score": score}
