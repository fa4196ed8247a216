"""The text of a document on a day: is it in force, and with which amendments."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from units.periods import last_day

from .choices import ENDING, DocumentStatus, Relation
from .models import DocumentRelation, LegalDocument


class Force(TextChoices):
    IN_FORCE = "in_force", pgettext_lazy("document", "in force")
    TO_COME = "to_come", _("not yet in force")
    ENDED = "ended", _("no longer in force")
    NEVER = "never", _("a draft, or withdrawn")
    UNKNOWN = "unknown", _("not known from when it is in force")


@dataclass(frozen=True)
class Amendment:
    """``begins`` is None where nobody knows from when the amending document is in force."""

    document: LegalDocument
    what: str
    begins: dt.date | None


@dataclass(frozen=True)
class TextOnDay:
    """``document`` reads on ``on`` as issued, with ``amendments`` in the order in which they came
    into force. ``to_come`` are in force later, of ``undated`` nobody knows when. ``ended_by`` and
    ``last_day`` say how its text ended, if it had by then."""

    document: LegalDocument
    on: dt.date
    force: Force
    begins: dt.date | None = None
    last_day: dt.date | None = None
    ended_by: LegalDocument | None = None
    amendments: list[Amendment] = field(default_factory=list)
    to_come: list[Amendment] = field(default_factory=list)
    undated: list[Amendment] = field(default_factory=list)


def begins(document: LegalDocument) -> dt.date | None:
    """Its effective date; without one the day of its issue; None where neither is known."""
    return document.effective_on or document.issued_on


def never_in_force(document: LegalDocument) -> bool:
    """A draft, or one withdrawn of which nobody says until when it was in force; the same as
    :func:`resolutions.querysets.never_in_force`."""
    is_withdrawn = document.status == DocumentStatus.WITHDRAWN
    return document.status == DocumentStatus.DRAFT or (is_withdrawn and not document.expires_on)


def text_on(document: LegalDocument, on: dt.date, relations: list[DocumentRelation]) -> TextOnDay:
    """``relations`` are what other documents say of it, with those documents; drafts among them
    change nothing."""
    standing = [one for one in relations if not never_in_force(one.from_document)]
    amendments = [
        Amendment(one.from_document, one.note, begins(one.from_document))
        for one in standing
        if one.kind == Relation.AMENDS
    ]
    dated = sorted((one for one in amendments if one.begins), key=lambda one: one.begins)
    ended_on, ended_by = end_of_text(document, standing)
    return TextOnDay(
        document,
        on,
        force_of(document, on, ended_on),
        begins=begins(document),
        last_day=last_day(ended_on) if ended_on and ended_on <= on else None,
        ended_by=ended_by if ended_on and ended_on <= on else None,
        amendments=[one for one in dated if one.begins <= on],
        to_come=[one for one in dated if one.begins > on],
        undated=[one for one in amendments if one.begins is None],
    )


def end_of_text(
    document: LegalDocument, relations: list[DocumentRelation]
) -> tuple[dt.date | None, LegalDocument | None]:
    """The first day without the text, and the document that ended it, if one did."""
    ends = [
        (begins(one.from_document), one.from_document)
        for one in relations
        if one.kind in ENDING and begins(one.from_document)
    ]
    if document.expires_on:
        ends.append((document.expires_on, None))
    return min(ends, key=lambda end: end[0], default=(None, None))


def force_of(document: LegalDocument, on: dt.date, ended_on: dt.date | None) -> Force:
    begun = begins(document)
    if never_in_force(document):
        return Force.NEVER
    if ended_on and ended_on <= on:
        return Force.ENDED
    if begun is None:
        return Force.UNKNOWN
    return Force.IN_FORCE if begun <= on else Force.TO_COME
