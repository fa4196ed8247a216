"""What a list of agencies changes: its rows against what the register holds of them.

Nothing is written here. An empty cell says nothing, an agency that is missing is only named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...bulk_rows import insert_rows
from ...choices import RowOutcome
from ...models import Agency, ImportBatch, ImportRow
from ...names import search_key
from ...periods import ONE_DAY
from ...sentences import Sentence
from ...sentences import Sentence as _
from ..differences import same
from ..instructions import Column
from ..layouts import heading_key
from ..lines import Line
from ..plan import FIELDS, dump, found_by, marks_of
from ..raw_cells import as_json
from ..records import Problem, Record, plain
from ..references import Agencies, UnknownReference
from .family import Family
from .known import ATTRIBUTES, LINKS, KnownAgencies, KnownAgency, Levels
from .layout import blocs
from .matching import NotMatched, agency_of, refuse_repeated, refuse_shared


class AgencyComparison:
    """Compares a list with the register; :meth:`lines` gives one line a row, in their order. The
    ``unit`` of a line is the key of its agency."""

    def __init__(
        self,
        records: Sequence[Record],
        known: KnownAgencies,
        *,
        agencies: Agencies,
        levels: Levels,
        headings: Mapping[str, str],
    ) -> None:
        self.records = records
        self.known = known
        self.levels = levels
        self.headings = headings
        self.spoken_of: set[int] = set()
        for record in records:
            self._complete(record)
        refuse_repeated(records, headings)
        self.targets = [self._target(record) for record in records]
        self._refuse_shared()
        for record, target in zip(records, self.targets, strict=True):
            self._check(record, target)
        self.family = Family(records, self.targets, known, agencies, headings)
        self.family.settle()

    def lines(self) -> list[Line]:
        return [self._line(place, record) for place, record in enumerate(self.records)]

    @property
    def missing(self) -> list[KnownAgency]:
        """Agencies of the province in force on the list's day that it doesn't name."""
        return [one for one in self.known.own
                if self.known.in_force(one) and one.pk not in self.spoken_of]  # fmt: skip

    def _complete(self, record: Record) -> None:
        """Put keys in place of words, and what the section says in empty cells."""
        values = record.values
        if text := values.get("level"):
            try:
                values["level"] = self.levels.find(str(text))
            except UnknownReference as unknown:
                values["level"] = None
                self._say(record, unknown.code, unknown.message, "level", str(text))
        if not values.get("bloc"):
            values["bloc"] = bloc_of_section(record.inherited.get("section", ""))
        last = values.pop("last_day", None)
        end = values.get("valid_to")
        if last and end and last + ONE_DAY != end:
            message = _("The last day and the day of the end contradict each other: leave one of "
                        "them empty.")  # fmt: skip
            self._say(record, "two_ends", message, "valid_to", f"{end:%d/%m/%Y}")
        values["valid_to"] = end or (last + ONE_DAY if last else None)

    def _target(self, record: Record) -> int | None:
        try:
            target = agency_of(record, self.known, self.headings)
        except NotMatched as doubt:
            record.problems.append(doubt.problem)
            self.spoken_of |= doubt.agencies
            return None
        if target is not None:
            self.spoken_of.add(target)
        return target

    def _refuse_shared(self) -> None:
        rows: dict[int, list[Record]] = defaultdict(list)
        for record, target in zip(self.records, self.targets, strict=True):
            if target is not None and record.is_good:
                rows[target].append(record)
        for group in rows.values():
            if len(group) > 1:
                refuse_shared(group, self.headings)

    def _check(self, record: Record, target: int | None) -> None:
        """The agency as it would be must have a period, and can't outlive its level."""
        before = self.known.rows.get(target) if target else None
        start, end, level = (
            record.values.get(name) or (getattr(before, name) if before else None)
            for name in ("valid_from", "valid_to", "level")
        )
        if start and end and start >= end:
            facts = {"start": f"{start:%d/%m/%Y}", "end": f"{end:%d/%m/%Y}"}
            message = _("The agency would end on %(end)s, before it begins on %(start)s: correct "
                        "the days.") % facts  # fmt: skip
            self._say(record, "backward_period", message, "valid_from", facts["start"])
            return
        agency = Agency(level=self.levels.rows.get(level), valid_to=end)
        if message := agency.outlives_its_level():
            self._say(record, "outlives_its_level", message, "valid_to",
                      f"{end:%d/%m/%Y}" if end else "")  # fmt: skip

    def _line(self, place: int, record: Record) -> Line:
        target = self.targets[place]
        if not record.is_good:
            return Line(record, RowOutcome.REJECTED, target)
        changes = self._differences(place, record, self.known.rows.get(target))
        if target is None:
            self._compare_names(record)
            return Line(record, RowOutcome.CREATED, changes=changes)
        outcome = RowOutcome.CHANGED if changes else RowOutcome.UNCHANGED
        return Line(record, outcome, target, changes=changes)

    def _differences(
        self, place: int, record: Record, before: KnownAgency | None
    ) -> dict[str, list]:
        changes = {}
        for name in ATTRIBUTES:
            said = self.family.links[name] if name in LINKS else record.values
            new = said.get(place if name in LINKS else name)
            old = getattr(before, name, None)
            if new not in (None, "") and not same(name, old, new):
                changes[name] = [plain(old), self._new(name, new)]
        return changes

    def _new(self, name: str, value: object) -> object:
        """A link to an agency that is yet to be created names its row."""
        if name in LINKS and value < 0:
            record = self.records[-1 - value]
            sheet = record.inherited.get("sheet", "")
            return {"row": record.number, "sheet": sheet, "name": record.values["name"]}
        return plain(value)

    def _compare_names(self, record: Record) -> None:
        key = heading_key(str(record.values["name"]))
        like = [one for one in self.known.own if heading_key(one.name) == key]
        if like:
            message = _("The register has, or had, an agency of that name (%(agencies)s): check "
                        "that this one is really another.")  # fmt: skip
            names = "; ".join(with_period(one) for one in like[:3])
            problem = Problem("possible_duplicate", message % {"agencies": names},
                              self.headings.get("name", ""), blocking=False)  # fmt: skip
            record.problems.append(problem)

    def _say(self, record: Record, code: str, message: Sentence, field: str, value: str) -> None:
        heading = self.headings.get(field, "") or self.headings.get("last_day", "")
        record.problems.append(Problem(code, message, heading, value))


def bloc_of_section(section: str) -> str:
    """The bloc that one of the sections above a row names, if any does."""
    found = (blocs().get(search_key(text)) for text in section.split(" / "))
    return next(filter(None, found), "") if section else ""


def with_period(row: KnownAgency) -> str:
    start, end = (f"{day:%d/%m/%Y}" if day else "…" for day in (row.valid_from, row.valid_to))
    return f"{row.name}, {start}–{end}"


@dataclass(frozen=True)
class AgencyRows:
    """The rows of a plan, ready to be kept beside the batch."""

    batch: ImportBatch
    lines: Sequence[Line]
    missing: Sequence[KnownAgency]
    columns: Mapping[str, Column]

    def store(self) -> None:
        """Replace the rows of the batch: one for each line that changes or asks for something."""
        self.batch.rows.all().delete()
        insert_rows(ImportRow, FIELDS, (in_order(row) for row in self._rows()))

    def _rows(self) -> Iterable[dict[str, object]]:
        for line in self.lines:
            record = line.record
            if line.outcome != RowOutcome.UNCHANGED or record.problems:
                name = str(record.values.get("name") or "")[:300]
                yield {
                    "batch": self.batch.pk,
                    "sheet": record.inherited.get("sheet", ""),
                    "number": record.number,
                    "outcome": line.outcome.value,
                    "agency": line.unit,
                    "label": name,
                    "changes": dump(line.changes),
                    "problems": dump([problem.as_json() for problem in record.problems]),
                    "raw": as_json(record.raw_cells(self.columns)),
                    "search_key": found_by(name, record.values.get("code")),
                    "marks": marks_of(line.outcome, record.problems, line.changes),
                }
        for one in self.missing:
            yield {
                "batch": self.batch.pk,
                "outcome": RowOutcome.MISSING.value,
                "agency": one.pk,
                "label": one.name,
                "search_key": found_by(one.name, one.code),
            }


#: What a row says of a field that its plan leaves open.
OPEN = {"changes": "{}", "problems": "[]", "raw": "[]"} | dict.fromkeys(
    ("sheet", "label", "search_key", "marks"), ""
)


def in_order(row: Mapping[str, object]) -> tuple[object, ...]:
    return tuple(row.get(name, OPEN.get(name)) for name in FIELDS)
