"""Annexes G and H: targets as they stand, and what the province asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from resolutions.progress import Progress
from units.models import Province

from ..plan_proposals import ProposalLine, proposals_asked, proposals_told
from .annex_units import of_day
from .tables import ANNEXES, Table
from .wording import short_day, told


def targets(progress: Iterable[Progress], on: dt.date) -> Table:
    rows = [
        {
            "indicator": first_upper(one.target.get_indicator_display()),
            "deadline": short_day(one.target.deadline),
            "standing": one.line,
            "status": first_upper(one.status_label),
        }
        for one in progress
    ]
    return Table(ANNEXES["g"], rows, of_day(on))


def proposals(province: Province, on: dt.date) -> Table:
    asked = proposals_asked(province.territory_ids(), on)
    rows = {name: list(found) for name, found in asked.items()}
    lines = proposals_told(rows, on).lines
    return Table(ANNEXES["h"], [proposal(line) for line in lines], of_day(on))


def proposal(line: ProposalLine) -> dict[str, str]:
    answered = ": ".join(filter(None, [line.answer_document, line.answer]))
    standing = first_upper(line.standing_label)
    return {
        "subject": line.subject,
        "addressee": told(line.addressee),
        "asked_on": short_day(line.asked_on),
        "standing": f"{standing} ({answered})" if answered else standing,
    }


def first_upper(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
