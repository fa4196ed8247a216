"""Which agency a row means: by code, else by exact name in the province, never by likeness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from ...names import match_key
from ...sentences import Sentence as _
from ..matching import same_row
from ..records import Problem, Record
from .known import KnownAgencies, KnownAgency


class NotMatched(Exception):
    def __init__(self, problem: Problem, agencies: set[int]) -> None:
        super().__init__(problem.message)
        self.problem = problem
        self.agencies = agencies


def agency_of(record: Record, known: KnownAgencies, headings: Mapping[str, str]) -> int | None:
    """The agency's id; None for one that the register doesn't know. Raises :class:`NotMatched`."""
    code = str(record.values.get("code") or "")
    if row := known.by_code.get(code):
        if row.province == known.province:
            return row.pk
        message = _("Code “%(code)s” is that of “%(agency)s”, which belongs to another province or "
                    "to none: correct the code, or the province of the list.")  # fmt: skip
        facts = {"code": code, "agency": row.name}
        problem = Problem("agency_elsewhere", message % facts, headings.get("code", ""), code)
        raise NotMatched(problem, set())
    return _by_name(record, known, headings, code)


def _by_name(
    record: Record, known: KnownAgencies, headings: Mapping[str, str], code: str
) -> int | None:
    """Namesakes that followed each other are told apart by the period that the row gives."""
    name = str(record.values.get("name") or "")
    namesakes = known.by_name.get(match_key(name), [])
    period = record.values.get("valid_from"), record.values.get("valid_to")
    if any(period):
        found = [row for row in namesakes if row.overlaps(*period)]
    else:
        found = [row for row in namesakes if known.in_force(row)]
    if code and [row for row in found if not row.code]:
        found = [row for row in found if not row.code]
    if len(found) > 1:
        raise _several(name, found, headings)
    if found and code and found[0].code:
        raise _other_code(code, found[0], headings)
    return found[0].pk if found else None


def _several(name: str, found: list[KnownAgency], headings: Mapping[str, str]) -> NotMatched:
    message = _("%(number)d governing agencies are called “%(agency)s”: give the code of the one "
                "that is meant.") % {"number": len(found), "agency": name}  # fmt: skip
    problem = Problem("agency_ambiguous", message, headings.get("name", ""), name)
    return NotMatched(problem, {row.pk for row in found})


def _other_code(code: str, row: KnownAgency, headings: Mapping[str, str]) -> NotMatched:
    message = _("The register has “%(agency)s” with the code %(known)s, not %(code)s: correct the "
                "code, or give another agency a name of its own.")  # fmt: skip
    facts = {"agency": row.name, "known": row.code, "code": code}
    problem = Problem("other_code", message % facts, headings.get("code", ""), code)
    return NotMatched(problem, {row.pk})


def refuse_repeated(records: Sequence[Record], headings: Mapping[str, str]) -> None:
    """Of equal rows the first is good; different rows of one code, or of one name and period
    without a code, contradict each other."""
    firsts: dict[tuple, int] = {}
    bearers: dict[tuple, list[Record]] = defaultdict(list)
    for record in records:
        first = firsts.setdefault(tuple(record.values.values()), record.number)
        if first != record.number:
            record.problems.append(same_row(first))
        else:
            bearers[identity(record)].append(record)
    for group in bearers.values():
        if len(group) > 1:
            refuse_shared(group, headings)


def identity(record: Record) -> tuple:
    if code := record.values.get("code"):
        return (code,)
    values = record.values
    name = match_key(str(values.get("name") or ""))
    return name, values.get("valid_from"), values.get("valid_to"), name or record.number


def refuse_shared(group: Sequence[Record], headings: Mapping[str, str]) -> None:
    """Rows that mean one agency and say different things of it."""
    for record in group:
        others = ", ".join(str(one.number) for one in group if one is not record)
        message = _("The row means the same agency as row %(rows)s: give each agency its own code, "
                    "or delete the wrong row.") % {"rows": others}  # fmt: skip
        record.problems.append(Problem("same_agency", message, headings.get("name", "")))
