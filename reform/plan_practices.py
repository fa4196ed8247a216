"""Good practices as a page shows them: those that wait for a word on their replication first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from resolutions.models import GoodPractice
from resolutions.standing import PracticeStanding, look

URGENCY = [standing.value for standing in PracticeStanding]


@dataclass(frozen=True)
class PracticeLine:
    """A practice, judged on the day of the page; what came after it is left out."""

    pk: int
    province_id: int | None
    province: str
    sector: str
    title: str
    text: str
    noted_on: dt.date | None
    evidence: str
    document: str
    standing: str
    proposed_by: str
    proposed_on: dt.date | None
    outcome: str
    outcome_on: dt.date | None
    source: str

    @property
    def standing_label(self) -> str:
        return PracticeStanding(self.standing).label

    @property
    def look(self) -> str:
        return look(self.standing)


def practices_of(territory: Collection[int], day: dt.date) -> list[PracticeLine]:
    """Practices of the provinces of a territory, noted by ``day``; one query."""
    practices = GoodPractice.objects.filter(province__in=territory).noted_by(day).standing_on(day)
    rows = practices.select_related("province", "sector", "evidence_document")
    lines = [practice_line(practice, day) for practice in rows]
    return sorted(lines, key=lambda line: URGENCY.index(line.standing))


def practice_line(practice: GoodPractice, day: dt.date) -> PracticeLine:
    """``practice`` with its standing on ``day``."""
    is_settled = practice.standing in (PracticeStanding.TAKEN_UP, PracticeStanding.DECLINED)
    is_proposed = practice.proposed_on is None or practice.proposed_on <= day
    document = practice.evidence_document
    return PracticeLine(
        pk=practice.pk,
        province_id=practice.province_id,
        province=practice.province.full_name if practice.province else "",
        sector=str(practice.sector or ""),
        title=practice.title,
        text=practice.text,
        noted_on=practice.noted_on,
        evidence=practice.evidence,
        document=document.citation if document else "",
        standing=practice.standing,
        proposed_by=practice.proposed_by if is_proposed else "",
        proposed_on=practice.proposed_on if is_proposed else None,
        outcome=practice.outcome_text if is_settled else "",
        outcome_on=practice.outcome_on if is_settled else None,
        source=practice.source,
    )
