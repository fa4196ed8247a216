"""All rules of the register over the whole file, each event seeing what the earlier ones do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...extract import Extract, key_of
from ...kinds import KINDS
from ...models import Participant
from ...reorganization import rehearse
from ...rules import RULES, Breach
from ...scene import Scene
from ...sentences import Sentence as _
from ..records import Problem
from .grouping import Draft, Part

#: The column in which a breach of a rule is mended, where there is one.
COLUMNS = {
    "cardinality": "role",
    "dates_in_order": "operative_on",
    "province_in_force": "operative_on",
    "unit_or_description": "unit_name",
    "participant_once": "unit_code",
    "existed_the_day_before": "unit_code",
    "in_force_on_the_day": "unit_code",
    "former_has_ended": "unit_code",
    "nothing_known_later": "unit_code",
    "in_the_area": "unit_code",
    "code_never_reused": "unit_code",
    "agency_alive": "agency",
    "full_edge_has_one_successor": "extent",
    "pairs_within_the_event": "to",
}
UNIT_COLUMNS = {"name": "unit_name", "code": "unit_code", "agency_id": "agency"}


@dataclass
class Alone(Scene):
    """An event as if one participant were all of it: to tell whose breach it is."""

    one: Participant

    @property
    def participants(self) -> list[Participant]:
        return [self.one]


def rehearse_all(drafts: Sequence[Draft], headings: Mapping[str, str]) -> Extract:
    """Run the good and new among ``drafts``, which come in their order; the refused say why.

    The extract holds what the others would do, drawn up in their order.
    """
    fresh = [draft for draft in drafts if draft.is_good and not draft.is_known]
    parts = [part for draft in fresh for part in draft.parts]
    extract = Extract(
        [draft.event for draft in fresh],
        drafts=[part.participant for part in parts],
        pairs={
            key_of(part.participant): [to.participant for to in part.goes_to]
            for part in parts
            if part.goes_to
        },
    )
    for draft in drafts:
        refuse_what_leans(draft, headings)
        if draft.is_good and not draft.is_known:
            [(_event, found)] = rehearse([draft.event], extract)
            for breach in found:
                place(breach, draft, extract, headings)
        say_why_on_every_row(draft)
    return extract


def refuse_what_leans(draft: Draft, headings: Mapping[str, str]) -> None:
    """An event that speaks of what a refused event would set up can't take effect either."""
    for part in draft.parts:
        if part.giver and part.giver.refused_in and part.record.is_good:
            message = _("“%(unit)s” comes from event “%(event)s” (row %(row)d), which is refused: "
                        "mend that event first.")  # fmt: skip
            text = part.says("code") or part.says("name")
            facts = {"unit": text, "event": part.giver.label, "row": part.giver.refused_in}
            column = headings.get("unit_code" if part.says("code") else "unit_name", "")
            part.say(Problem("depends_on_refused", message % facts, column, text))


def place(breach: Breach, draft: Draft, extract: Extract, headings: Mapping[str, str]) -> None:
    """Put a breach on the row that it speaks of, else on the first of the event."""
    part = whose(breach, draft, extract)
    name = COLUMNS.get(breach.code, "")
    if breach.code == "changes_what_it_says":
        changed = KINDS[draft.event.kind].must_change[0]
        name = UNIT_COLUMNS.get(changed, changed)
    value = part.says({"unit_code": "code", "unit_name": "name"}.get(name, name))
    part.say(Problem(breach.code, breach.sentence, headings.get(name, ""), value))


def whose(breach: Breach, draft: Draft, extract: Extract) -> Part:
    """The row that breaks the rule by itself; else the last one whose unit the sentence names."""
    rule = next(rule for rule in RULES if rule.__name__ == breach.code)
    if breach.code in ("cardinality", "dates_in_order", "province_in_force"):
        return draft.parts[0]
    scene = Scene(draft.event, extract)
    named = draft.parts[0]
    for part in draft.parts:
        if breach.sentence in rule(Alone(draft.event, extract, part.participant)):
            return part
        if f"“{scene.name_of(part.participant)}”" in breach.message:
            named = part
    return named


def say_why_on_every_row(draft: Draft) -> None:
    """An event is taken whole or not at all, so its good rows go with the wrong one."""
    wrong = [part.record.number for part in draft.parts if not part.record.is_good]
    if not wrong:
        return
    draft.refused_in = wrong[0]
    message = _("Not taken, because row %(row)d of the same event can't be taken.")
    for part in draft.parts:
        if part.record.is_good:
            part.say(Problem("event_refused", message % {"row": wrong[0]}))
