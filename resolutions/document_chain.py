"""The chain of a document: what it follows, and what follows it, directly and over others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from .choices import FOLLOWING, Relation
from .models import DocumentRelation, LegalDocument


@dataclass(frozen=True)
class Link:
    """``document`` follows ``other`` in the way of ``kind``: it implements, amends ... it."""

    document: int
    kind: str
    other: int

    @property
    def label(self) -> str:
        return Relation(self.kind).label


@dataclass(frozen=True)
class Chain:
    """``documents`` by id, the earliest first; ``links`` in their order."""

    asked: LegalDocument
    documents: dict[int, LegalDocument]
    links: list[Link]


def chain_of(document: LegalDocument, readable: QuerySet[LegalDocument]) -> Chain:
    """The chain of ``document`` through ``readable`` documents; 2 queries, however long it is.

    A relation that would close a circle, which no form lets through, is left out.
    """
    rows = DocumentRelation.objects.filter(kind__in=FOLLOWING).order_by("pk")
    rows = rows.filter(from_document__in=readable, to_document__in=readable)
    links = [Link(*row) for row in rows.values_list("from_document", "kind", "to_document")]
    above = closure(document.pk, ((one.document, one.other) for one in links))
    below = closure(document.pk, ((one.other, one.document) for one in links))
    held = [
        one
        for one in links
        if {one.document, one.other} <= above | {document.pk}
        or {one.document, one.other} <= below | {document.pk}
    ]
    ids = {document.pk, *above, *below}
    found = sorted(LegalDocument.objects.filter(pk__in=ids), key=when)
    return Chain(document, {one.pk: one for one in found}, without_circles(held))


def closure(start: int, pairs: Iterable[tuple[int, int]]) -> set[int]:
    """All that can be reached from ``start``, without it."""
    onwards = defaultdict(set)
    for near, far in pairs:
        onwards[near].add(far)
    found: set[int] = set()
    ends = {start}
    while ends:
        ends = set().union(*(onwards[pk] for pk in ends)) - found
        found |= ends
    return found - {start}


def without_circles(links: Iterable[Link]) -> list[Link]:
    """The links in their order, each that would lead back to its own beginning left out."""
    kept: list[Link] = []
    for link in links:
        if link.document not in closure(link.other, ((one.document, one.other) for one in kept)):
            kept.append(link)
    return kept


def when(document: LegalDocument) -> tuple:
    """Unknown days last: nothing tells where they belong."""
    known = document.issued_on is not None
    return (not known, document.issued_on if known else None, document.number, document.title)
