"""All that the page of a document says, as plain values; the template only lays it out."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet

from .chain_drawing import Drawing, draw
from .choices import PartKind
from .document_chain import Chain, Link, chain_of
from .models import DocumentPart, DocumentRelation, LegalDocument, SourceClaim, Target, Task
from .standing import TaskStanding, look
from .text_in_force import TextOnDay, text_on


@dataclass(frozen=True)
class Branch:
    """A part with the parts inside it."""

    part: DocumentPart
    inside: list[Branch] = field(default_factory=list)


@dataclass(frozen=True)
class ChainRow:
    """The chain in words: ``document`` follows ``other`` so."""

    document: LegalDocument
    label: str
    other: LegalDocument


@dataclass(frozen=True)
class TaskRow:
    """A task that the document gives, with its standing on the day in words and its look."""

    task: Task
    label: str
    look: str


@dataclass(frozen=True)
class DocumentPage:
    """``says`` are its relations to others, ``said`` those of others to it. ``kinds_of_parts``: how
    many parts of each kind stand directly in it."""

    document: LegalDocument
    text: TextOnDay
    says: list[DocumentRelation]
    said: list[DocumentRelation]
    parts: list[Branch]
    kinds_of_parts: list[tuple[str, int]]
    drawing: Drawing | None
    chain: list[ChainRow]
    targets: list[Target]
    tasks: list[TaskRow]
    claims: list[SourceClaim]


def document_page(
    document: LegalDocument,
    on: dt.date,
    *,
    readable: QuerySet[LegalDocument],
    targets: QuerySet[Target],
    tasks: QuerySet[Task],
    claims: QuerySet[SourceClaim],
) -> DocumentPage:
    """The page on ``on``, made of what the reader may see: ``readable`` documents, ``targets``,
    ``tasks`` and ``claims``. The queries do not depend on how many of them there are."""
    relations = DocumentRelation.objects.select_related("from_document", "to_document")
    said = list(relations.filter(to_document=document, from_document__in=readable))
    chain = chain_of(document, readable)
    branches = tree(document.parts.all())
    return DocumentPage(
        document=document,
        text=text_on(document, on, said),
        says=list(relations.filter(from_document=document, to_document__in=readable)),
        said=said,
        parts=branches,
        kinds_of_parts=kinds_of(branches),
        drawing=draw(chain),
        chain=in_words(chain),
        targets=list(targets.filter(document=document).select_related("document", "province")),
        tasks=rows_of(tasks.filter(document=document), on),
        claims=list(claims.filter(document=document).select_related("province")),
    )


def rows_of(tasks: QuerySet[Task], on: dt.date) -> list[TaskRow]:
    """Tasks with their standing on ``on``; one query."""
    found = tasks.standing_on(on).select_related("document", "agency", "province")
    return [TaskRow(one, TaskStanding(one.standing).label, look(one.standing)) for one in found]


def tree(parts: Iterable[DocumentPart]) -> list[Branch]:
    """Parts in their order, each with those inside it."""
    branches, roots = {part.pk: Branch(part) for part in parts}, []
    for branch in branches.values():
        above = branches.get(branch.part.parent_id)
        (above.inside if above else roots).append(branch)
    return roots


def kinds_of(branches: Iterable[Branch]) -> list[tuple[str, int]]:
    numbers = Counter(branch.part.kind for branch in branches)
    return [(PartKind(kind).label, number) for kind, number in numbers.items()]


def in_words(chain: Chain) -> list[ChainRow]:
    """The chain as rows, the latest document first, as one reads it back to its beginning."""
    by_document: dict[int, list[Link]] = defaultdict(list)
    for link in chain.links:
        by_document[link.document].append(link)
    return [
        ChainRow(document, link.label, chain.documents[link.other])
        for pk, document in reversed(chain.documents.items())
        for link in by_document[pk]
    ]
