"""Proposals as a page shows them: what nobody has answered first, the oldest on top."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import QuerySet

from resolutions.models import Proposal
from resolutions.standing import UNANSWERED, ProposalStanding, look


@dataclass(frozen=True)
class ProposalLine:
    """A proposal, judged on the day of the page. ``days_waiting`` is None where it is not known
    since when, and for what has its answer; what came after the day is left out."""

    pk: int
    subject: str
    quote: str
    province_id: int | None
    province: str
    proposer: str
    addressee: str
    asked_on: dt.date | None
    forum: str
    aimed_at: str
    standing: str
    answered_on: dt.date | None
    answer: str
    answer_document: str
    source: str
    note: str
    days_waiting: int | None

    @property
    def standing_label(self) -> str:
        return ProposalStanding(self.standing).label

    @property
    def look(self) -> str:
        return look(self.standing)

    @property
    def is_unanswered(self) -> bool:
        return self.standing in UNANSWERED


@dataclass(frozen=True)
class Proposals:
    lines: list[ProposalLine] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.lines)

    @property
    def unanswered(self) -> list[ProposalLine]:
        return [line for line in self.lines if line.is_unanswered]

    @property
    def settled(self) -> list[ProposalLine]:
        """Answered, in part too, refused or withdrawn."""
        return [line for line in self.lines if not line.is_unanswered]


def proposals_asked(territory: Collection[int], day: dt.date) -> dict[str, QuerySet]:
    """What the provinces of a territory had asked for by ``day``."""
    proposals = Proposal.objects.filter(province__in=territory).asked_by(day).standing_on(day)
    return {"proposals": with_documents(proposals)}


def proposals_told(rows: Mapping[str, list], day: dt.date) -> Proposals:
    """What :func:`proposals_asked` asks for, read."""
    return Proposals(in_order(proposal_line(one, day) for one in rows["proposals"]))


def lines_of(proposals: QuerySet[Proposal], day: dt.date) -> Iterable[ProposalLine]:
    """``proposals`` with their standing on ``day``; one query."""
    return (proposal_line(proposal, day) for proposal in with_documents(proposals))


def with_documents(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    return proposals.select_related("province", "aimed_at", "answer_document")


def proposal_line(proposal: Proposal, day: dt.date) -> ProposalLine:
    """``proposal`` with its standing on ``day``."""
    waiting = proposal.standing in UNANSWERED
    since, is_told = proposal.asked_on, not waiting
    return ProposalLine(
        pk=proposal.pk,
        subject=proposal.subject,
        quote=proposal.quote,
        province_id=proposal.province_id,
        province=proposal.province.full_name if proposal.province else "",
        proposer=proposal.proposer,
        addressee=proposal.addressee,
        asked_on=since,
        forum=proposal.forum,
        aimed_at=cited(proposal.aimed_at) or proposal.aimed_at_name,
        standing=proposal.standing,
        answered_on=proposal.answered_on if is_told else None,
        answer=proposal.answer if is_told else "",
        answer_document=cited(proposal.answer_document) if is_told else "",
        source=proposal.source,
        note=proposal.note if is_told else "",
        days_waiting=(day - since).days if waiting and since else None,
    )


def cited(document) -> str:
    return document.citation if document else ""


def in_order(lines: Iterable[ProposalLine]) -> list[ProposalLine]:
    """Unanswered ones first; of each kind the oldest first, those of an unknown day before them."""
    return sorted(
        lines, key=lambda line: (not line.is_unanswered, line.asked_on or dt.date.min, line.pk)
    )
