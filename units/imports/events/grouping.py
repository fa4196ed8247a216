"""From rows to events: which rows belong together, and what they say of the event as a whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ...choices import Precision
from ...models import Participant, ReorganizationEvent
from ...names import match_key
from ...sentences import Sentence as _
from ..cells import shown
from ..dates import FoundDate
from ..records import Problem, Record
from .layout import EVENTS, OF_THE_EVENT


@dataclass(eq=False, slots=True)
class Part:
    """One row: the participant that it describes, once it is drawn up. ``unit`` is the key of a
    unit in the register, ``born_as`` the part of an earlier event that sets the unit up; ``giver``
    is the earlier event of the file by whose words the unit was found, ``goes_to`` the rows of
    those that continue it, where the decision pairs them."""

    record: Record
    participant: Participant | None = None
    unit: int | None = None
    born_as: Part | None = None
    giver: Draft | None = None
    goes_to: list[Part] = field(default_factory=list)

    @property
    def role(self) -> str:
        return str(self.record.values.get("role") or "")

    def says(self, name: str) -> str:
        """The text of one of the row's own cells; "" for none."""
        return str(self.record.values.get(name) or "")

    def say(self, problem: Problem) -> None:
        self.record.problems.append(problem)


@dataclass(eq=False)
class Draft:
    """One event of the file: its rows, what they say of the event, and what became of it.

    ``is_known`` says that the register holds the very same event already, ``refused_in`` in which
    row it is refused (0: it is not).
    """

    label: str
    parts: list[Part] = field(default_factory=list)
    values: dict[str, object] = field(default_factory=dict)
    event: ReorganizationEvent | None = None
    is_known: bool = False
    refused_in: int = 0

    @property
    def is_good(self) -> bool:
        return all(part.record.is_good for part in self.parts)

    @property
    def row(self) -> int:
        return self.parts[0].record.number

    @property
    def day(self) -> dt.date:
        """The operative day; one without a day comes before all, since others may need it."""
        found = self.values.get("operative_on")
        return found.day if isinstance(found, FoundDate) else dt.date.min

    @property
    def place(self) -> tuple[dt.date, int]:
        return self.day, int(self.values.get("sequence") or 1)


def group(
    records: Sequence[Record], for_all: Mapping[str, object], headings: Mapping[str, str]
) -> list[Draft]:
    """The events of a list in their order: by day, then as the list numbers and names them.

    ``for_all`` holds what a person set for all events. A row that names no event spoils the event
    of the row above it, to which it may belong.
    """
    drafts: dict[str, Draft] = {}
    draft = None
    for record in records:
        label = str(record.values.get("event") or "")
        if label or draft is None:
            draft = drafts.setdefault(match_key(label), Draft(label))
        draft.parts.append(Part(record))
    for draft in drafts.values():
        agree(draft, headings)
        draft.values = {**for_all, **draft.values}
        ask_for_missing(draft, headings)
    return sorted(drafts.values(), key=lambda draft: draft.place)


def agree(draft: Draft, headings: Mapping[str, str]) -> None:
    """Take what is said of the event from the first row that says it; others may only repeat it."""
    said_in: dict[str, int] = {}
    for part in draft.parts:
        for name in OF_THE_EVENT:
            value = part.record.values.get(name)
            if value in (None, ""):
                continue
            if name not in draft.values:
                draft.values[name], said_in[name] = value, part.record.number
            elif folded(value) != folded(draft.values[name]):
                part.say(contradiction(draft, name, value, said_in[name], headings))


def contradiction(
    draft: Draft, name: str, value: object, row: int, headings: Mapping[str, str]
) -> Problem:
    message = _("Event “%(event)s” has “%(first)s” here in row %(row)d, and “%(second)s” now: "
                "correct one of them, or give the rows different events.")  # fmt: skip
    facts = {
        "event": draft.label,
        "first": as_text(draft.values[name]),
        "row": row,
        "second": as_text(value),
    }
    return Problem("contradiction", message % facts, headings.get(name, ""), as_text(value))


def ask_for_missing(draft: Draft, headings: Mapping[str, str]) -> None:
    """Kind and operative day must be known; where their cell is wrong, that is said already."""
    first = draft.parts[0]
    for name in ("kind", "operative_on"):
        if draft.values.get(name) is None and draft.is_good:
            message = _("“%(field)s” of event “%(event)s” is empty: fill it in on its first row.")
            facts = {"field": EVENTS.field(name).label, "event": draft.label}
            first.say(Problem(f"{name}_missing", message % facts, headings.get(name, "")))
    if not draft.values.get("decision_no"):
        message = _("Event “%(event)s” names no decision: add its number if it is known.")
        first.say(Problem("no_decision", message % {"event": draft.label},
                          headings.get("decision_no", ""), blocking=False))  # fmt: skip


def folded(value: object) -> object:
    return match_key(value) if isinstance(value, str) else value


def as_text(value: object) -> str:
    if not isinstance(value, FoundDate):
        return shown(value)
    forms = {Precision.DAY: "%d/%m/%Y", Precision.MONTH: "%m/%Y", Precision.YEAR: "%Y"}
    return value.day.strftime(forms[Precision(value.precision.value)])
