"""How promises are asked for: reads that chain."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from units.querysets import reach_of, within_reach

from .choices import ENDING, DocumentStatus, FindingStatus


def never_in_force(path: str = "") -> Q:
    """Condition "the document at ``path`` applies on no day": a draft, or one withdrawn of which
    nobody says until when it was in force."""
    withdrawn = {f"{path}status": DocumentStatus.WITHDRAWN, f"{path}expires_on__isnull": True}
    return Q(**{f"{path}status": DocumentStatus.DRAFT}) | Q(**withdrawn)


class ScopedQuerySet(models.QuerySet):
    """Rows with a province of their own; those without one are national."""

    def for_user(self, user):
        return self.filter(within_reach(self.model, user, "province"))


class NationalOrScopedQuerySet(models.QuerySet):
    """Rows of a province, for those who may see it; rows without one, for every member."""

    def for_user(self, user):
        reach = reach_of(self.model, user)
        if reach is None:
            return self.all()
        return self.filter(Q(province=None) | Q(province__in=reach)) if reach else self.none()


class LegalDocumentQuerySet(NationalOrScopedQuerySet):
    def get_by_natural_key(
        self, number: str, issuer: str, issued_on: dt.date | str | None, title: str = ""
    ):
        """A numbered document by number, issuer and day; one without number by its title too."""
        rows = self.filter(number=number, issuer=issuer, issued_on=issued_on)
        return rows.get() if number else rows.get(title=title)

    def published(self):
        """What may be told where the pages are public: no province's drafts."""
        return self.exclude(status=DocumentStatus.DRAFT, province__isnull=False)

    def in_force(self, on: dt.date):
        """Documents whose text applied on ``on``: begun, not expired, and not replaced or repealed
        by another that had begun. Without an effective date a document begins with its issue; one
        of which neither day is known is not known to apply. Drafts never do.
        """
        relations = self.model._meta.get_field("relations_to").related_model.objects
        ended = relations.filter(
            begun_by(on, "from_document__"), to_document=OuterRef("pk"), kind__in=ENDING
        )
        return self.filter(
            begun_by(on),
            ~Exists(ended),
            Q(expires_on__isnull=True) | Q(expires_on__gt=on),
        )


def begun_by(on: dt.date, path: str = "") -> Q:
    """Condition "the document at ``path`` is issued and has begun by ``on``"."""
    effective, issued = f"{path}effective_on", f"{path}issued_on"
    days = Q(**{f"{effective}__lte": on}) | Q(
        **{f"{effective}__isnull": True, f"{issued}__lte": on}
    )
    return days & ~never_in_force(path)


class RelationQuerySet(models.QuerySet):
    def get_by_natural_key(self, from_document: tuple, kind: str, to_document: tuple):
        """Both documents by their own natural keys."""
        documents = self.model._meta.get_field("from_document").related_model.objects
        return self.get(
            from_document=documents.get_by_natural_key(*from_document),
            kind=kind,
            to_document=documents.get_by_natural_key(*to_document),
        )


class PartQuerySet(models.QuerySet):
    def get_by_natural_key(self, document: tuple, above: tuple | None, kind: str, number: str):
        """``above`` is the natural key of the part that it lies inside, if any."""
        documents = self.model._meta.get_field("document").related_model.objects
        return self.get(
            document=documents.get_by_natural_key(*document),
            parent=self.get_by_natural_key(*above) if above else None,
            kind=kind,
            number=number,
        )


class TargetQuerySet(NationalOrScopedQuerySet):
    def get_by_natural_key(self, document: tuple, position: int):
        """``document`` is the natural key of the document that promises."""
        documents = self.model._meta.get_field("document").related_model.objects
        return self.get(document=documents.get_by_natural_key(*document), position=position)

    def promised_by(self, day: dt.date):
        """Targets of documents issued by ``day``; an unknown issue date counts as issued."""
        return self.filter(Q(document__issued_on__isnull=True) | Q(document__issued_on__lte=day))


class ClaimQuerySet(ScopedQuerySet):
    def with_disputes(self):
        """``disputes``: how many findings about each claim nobody has settled."""
        open_ = Q(findings__lapsed_at=None, findings__resolved_at=None)
        number = Count("findings", filter=open_ & Q(findings__isnull=False))
        return self.annotate(disputes=number)

    def get_by_natural_key(self, source: str, position: int):
        return self.get(source=source, position=position)


class MeetingQuerySet(models.QuerySet):
    def get_by_natural_key(self, title: str):
        return self.get(title=title)


class FindingQuerySet(ScopedQuerySet):
    """The status is told from who did what; see :attr:`Finding.status`."""

    def in_status(self, status: str):
        return self.filter(**STATUSES[status])

    def in_dispute(self):
        return self.filter(lapsed_at=None, resolved_at=None)


#: Status -> the rows that have it.
STATUSES: dict[str, dict[str, object]] = {
    FindingStatus.OPEN: {"lapsed_at": None, "resolved_at": None, "assigned_to": None},
    FindingStatus.ASSIGNED: {"lapsed_at": None, "resolved_at": None, "assigned_to__isnull": False},
    FindingStatus.RESOLVED: {"lapsed_at": None, "resolved_at__isnull": False},
    FindingStatus.LAPSED: {"lapsed_at__isnull": False},
}
