"""Who goes to whom, when the decision pairs them: the column "to"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...choices import ParticipantRole
from ...names import match_key
from ...periods import day_before
from ...sentences import Sentence as _
from ..records import Problem
from .grouping import Draft, Part
from .past import Past

RECEIVING = (ParticipantRole.NEW, ParticipantRole.SURVIVING)
_SEPARATORS = re.compile(r"[;,\n]")


def pair(draft: Draft, past: Past, headings: Mapping[str, str]) -> None:
    """Turn the codes (or exact names) in the column "to" into rows of the same event."""
    if not any(part.says("to") for part in draft.parts):
        return
    known: dict[str, Part] = {}
    for part in draft.parts:
        if part.role in RECEIVING:
            for text in called(draft, part, past):
                known.setdefault(match_key(text), part)
    for part in draft.parts:
        text = part.says("to")
        whole = [text] if match_key(text) in known else _SEPARATORS.split(text)
        for one in filter(None, map(match_key, whole)):
            if one in known:
                part.goes_to.append(known[one])
            else:
                part.say(unknown_receiver(one, draft, headings))


def called(draft: Draft, part: Part, past: Past) -> list[str]:
    """What a row's unit may be called by: its code and name in the list and in the register."""
    texts = [part.says("code"), part.says("name")]
    if part.unit and (life := past.on(part.unit, day_before(draft.day))):
        texts += [life.code, life.name]
    return [text for text in texts if text]


def unknown_receiver(text: str, draft: Draft, headings: Mapping[str, str]) -> Problem:
    message = _("“%(text)s” is no new or receiving unit of event “%(event)s”: write the code just "
                "as it stands in that unit's row, with semicolons between several.")  # fmt: skip
    facts = {"text": text, "event": draft.label}
    return Problem("to_unknown", message % facts, headings.get("to", ""), text)
