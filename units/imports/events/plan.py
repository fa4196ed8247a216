"""The plan of a list of events: which rows are recorded, which are refused, which are known."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...choices import RowOutcome
from ...extract import Extract
from ...models import DeskOpening, ImportBatch, ImportRow, Participant
from ...names import match_key
from ...opening import sentence
from ...scene import ENDING
from ...sentences import Sentence
from ...sentences import Sentence as _
from ..bulk_rows import insert_rows
from ..clean_rows import read_records
from ..collector import collector_paused
from ..corrections import as_corrected
from ..instructions import (
    Column,
    ColumnMissing,
    Instructions,
    choose_columns,
    clean_constants,
    kept_rows,
    passed_over,
)
from ..plan import COUNTED_KINDS, FIELDS, dump, found_by, marks_of
from ..raw_cells import as_json
from ..records import Problem
from ..tables import Table
from .authorities import AgencyBook
from .drawing import Drawing
from .grouping import Draft, Part, group
from .known import EventsInEffect
from .layout import EVENTS, NEEDED, OF_THE_EVENT
from .past import Past
from .rehearsal import rehearse_all


@dataclass
class EventPlan:
    """``drafts`` in the order of the events; ``rows`` are plan rows without their batch;
    ``extract`` holds what the fresh ones would do to the register."""

    table: Table
    columns: Mapping[str, Column]
    drafts: list[Draft]
    agencies: AgencyBook
    past: Past
    extract: Extract
    kept: int
    remarks: list[Sentence]

    def __post_init__(self) -> None:
        rows = [self._row(draft, part) for draft in self.drafts for part in draft.parts]
        self.rows = sorted(rows, key=lambda row: row[3])

    @property
    def fresh(self) -> list[Draft]:
        """Events that break no rule and that the register does not hold yet."""
        return [draft for draft in self.drafts if draft.is_good and not draft.is_known]

    @property
    def participants(self) -> list[Participant]:
        """Those of the fresh events, in their order."""
        return [part.participant for draft in self.fresh for part in draft.parts]

    @property
    def units(self) -> set[int]:
        """Keys of the units in the register that take part in fresh events."""
        return {part.unit for draft in self.fresh for part in draft.parts if part.unit}

    @property
    def seal(self) -> str:
        """A digest of what would be written, in whatever language its sentences are; it changes
        when the register moves under the plan."""
        said = [(row[3], row[0], row[4], row[8]) for row in self.rows]
        return hashlib.sha256(repr(said).encode()).hexdigest()

    @property
    def counts(self) -> dict[str, int]:
        """The counts as ``--json`` prints them, of rows; created to ignored add up to rows_read."""
        tally = Counter(row[0] for row in self.rows)
        beside = sum(kind in COUNTED_KINDS for _row, kind in self.table.ignored)
        return {
            "rows_read": len(self.table.rows) + beside,
            "created": tally[RowOutcome.CREATED],
            "changed": 0,
            "unchanged": tally[RowOutcome.UNCHANGED],
            "rejected": tally[RowOutcome.REJECTED],
            "ignored": len(self.table.rows) - self.kept + beside,
            "missing_from_list": 0,
        }

    def store(self, batch: ImportBatch) -> None:
        """Replace the rows of the batch: one for each row that changes or asks for something."""
        batch.rows.all().delete()
        insert_rows(
            ImportRow,
            (*FIELDS, "part"),
            (
                (batch.pk, *row)
                for row in self.rows
                if row[0] != RowOutcome.UNCHANGED or row[1] != "[]"
            ),
        )

    def _row(self, draft: Draft, part: Part) -> tuple[object, ...]:
        outcome = (
            RowOutcome.REJECTED if not draft.is_good
            else RowOutcome.UNCHANGED if draft.is_known
            else RowOutcome.CREATED
        )  # fmt: skip
        record, label = part.record, self._label(draft, part)
        return (
            outcome.value,
            dump([problem.as_json() for problem in record.problems]),
            marks_of(outcome, record.problems, ()),
            record.number,
            part.unit,
            None,
            None,
            label,
            dump(self._changes(draft, part) if outcome == RowOutcome.CREATED else {}),
            as_json(record.raw_cells(self.columns)),
            None,
            found_by(label, part.says("code")),
            "",
            f"{draft.event.kind if draft.event else ''} {part.role}",
        )

    def _label(self, draft: Draft, part: Part) -> str:
        name = part.says("name") or (self.past.lives[part.unit][-1].name if part.unit else "")
        return " · ".join(filter(None, (draft.label, name)))[:300]

    def _changes(self, draft: Draft, part: Part) -> dict[str, list]:
        """What the event does to the unit, as the page of the batch shows it."""
        one, day = part.participant, draft.event.operative_on.isoformat()
        if part.role in ENDING:
            return {"valid_to": [None, day]}
        changes: dict[str, list] = {"valid_from": [None, day]} if part.role == "new" else {}
        then = self.past.on(part.unit, draft.event.operative_on) if part.unit else None
        for name in ("code", "name", "autonomy_group"):
            if value := getattr(one, name):
                changes[name] = [getattr(then, name, None), value]
        if one.agency:
            new = one.agency.name if one.agency.pk < 0 else one.agency.pk
            changes["agency"] = [then.agency if then else None, new]
        if one.sector_id:
            changes["sector"] = [None, one.sector_id]
        return changes


@collector_paused()
def plan_events(batch: ImportBatch, table: Table) -> EventPlan:
    """Draw up all events of a list and run all rules over them; reads only.

    Raises :class:`units.imports.instructions.UnusableOption`.
    """
    instructions = Instructions.from_options(batch.options)
    columns = choose_columns(table, EVENTS, instructions)
    constants = clean_constants(EVENTS, instructions)
    for name in NEEDED:
        if name not in columns and name not in constants:
            raise ColumnMissing(EVENTS.field(name).label, table.headings)
    for_all = {name: constants.pop(name) for name in OF_THE_EVENT if name in constants}
    kept = kept_rows(table, instructions)
    headings = {name: column.heading for name, column in columns.items()}
    layout = as_corrected(EVENTS, instructions, table, columns)
    records = read_records(table, kept, columns, constants, layout)
    drafts = group(records, for_all, headings)
    past = past_of(batch, drafts)
    agencies = AgencyBook(create=instructions.create_agencies)
    known = EventsInEffect(batch.province, drafts)
    drawing = Drawing(batch, past, agencies=agencies, known=known, headings=headings)
    drawing.expect(drafts)
    for draft in drafts:
        drawing.draw(draft)
    refuse_what_needs_a_dossier(batch, drafts, headings)
    extract = rehearse_all(drafts, headings)
    remarks = [summary(drafts), *passed_over(table, EVENTS, columns)]
    return EventPlan(table, columns, drafts, agencies, past, extract, len(kept), remarks)


def refuse_what_needs_a_dossier(
    batch: ImportBatch, drafts: Sequence[Draft], headings: Mapping[str, str]
) -> None:
    """A list of events is history; from the opening of the desk on a change has a dossier."""
    opened = DeskOpening.objects.day_of(batch.province)
    for draft in drafts if opened else ():
        if draft.event and not draft.is_known and draft.event.operative_on >= opened:
            part, said = draft.parts[0], sentence(opened, draft.event.operative_on)
            heading, day = headings.get("operative_on", ""), part.says("operative_on")
            part.say(Problem("needs_a_dossier", said, heading, day))


def past_of(batch: ImportBatch, drafts: Sequence[Draft]) -> Past:
    parts = [part for draft in drafts for part in draft.parts]
    codes = {code for part in parts if (code := part.says("code"))}
    names = {match_key(name) for part in parts if (name := part.says("name"))}
    return Past(batch.province, codes, names)


def summary(drafts: Sequence[Draft]) -> Sentence:
    said = _("Events: %(fresh)d to be recorded, %(known)d already in effect, %(refused)d refused.")
    return said % {
        "fresh": sum(draft.is_good and not draft.is_known for draft in drafts),
        "known": sum(draft.is_good and draft.is_known for draft in drafts),
        "refused": sum(not draft.is_good for draft in drafts),
    }
