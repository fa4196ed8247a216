"""The documents that rule in a province on a day: from the first resolution to its own plan."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from resolutions.choices import FOLLOWING, Relation
from resolutions.document_chain import closure, when
from resolutions.models import DocumentRelation, LegalDocument
from resolutions.text_in_force import TextOnDay, text_on


@dataclass(frozen=True)
class Follows:
    """In which way a document follows ``other``."""

    label: str
    other: LegalDocument


@dataclass(frozen=True)
class DocumentLine:
    """A document with what it follows, and whether its ``text`` is in force on the day. ``place``
    names the province whose own it is, and is empty for the nation's."""

    document: LegalDocument
    place: str
    follows: list[Follows]
    text: TextOnDay


def documents_asked(territory: Collection[int], day: dt.date) -> dict[str, QuerySet]:
    """What the nation and the provinces of a territory had issued by ``day``, and how one follows
    another; an unknown day counts as past. Drafts of provinces are nobody's to read here."""
    issued = Q(issued_on=None) | Q(issued_on__lte=day)
    documents = LegalDocument.objects.published().filter(
        issued, Q(province=None) | Q(province__in=territory)
    )
    relations = DocumentRelation.objects.filter(kind__in=FOLLOWING)
    return {
        "documents": documents.select_related("province"),
        "relations": relations.order_by("pk"),
    }


def documents_told(
    rows: Mapping[str, list], promising: Iterable[int], day: dt.date
) -> list[DocumentLine]:
    """What :func:`documents_asked` asks for, read: what the provinces have issued to follow another
    document, those with the ids ``promising`` (they give the targets and tasks of the page), and
    all that these follow; the earliest first."""
    documents = {one.pk: one for one in rows["documents"]}
    follows, said = defaultdict(list), defaultdict(list)
    for one in rows["relations"]:
        if {one.from_document_id, one.to_document_id} <= documents.keys():
            one.from_document = documents[one.from_document_id]
            one.to_document = documents[one.to_document_id]
            follows[one.from_document_id].append(one)
            said[one.to_document_id].append(one)
    pairs = [(pk, one.to_document_id) for pk, found in follows.items() for one in found]
    ruling = {pk for pk in follows if documents[pk].province_id} | set(promising)
    ruling |= set().union(*(closure(pk, pairs) for pk in ruling))
    found = sorted((documents[pk] for pk in ruling & documents.keys()), key=when)
    return [
        DocumentLine(
            document=one,
            place=one.province.full_name if one.province else "",
            follows=[Follows(Relation(r.kind).label, r.to_document) for r in follows[one.pk]],
            text=text_on(one, day, said[one.pk]),
        )
        for one in found
    ]
