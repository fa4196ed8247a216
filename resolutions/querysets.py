"""How promises are asked for: reads that chain."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import Q

from units.querysets import within_reach


class ScopedQuerySet(models.QuerySet):
    """Rows with a province of their own; those without one are national."""

    def for_user(self, user):
        return self.filter(within_reach(self.model, user, "province"))


class LegalDocumentQuerySet(models.QuerySet):
    def get_by_natural_key(
        self, number: str, issuer: str, issued_on: dt.date | str | None, title: str = ""
    ):
        """A numbered document by number, issuer and day; one without number by its title too."""
        rows = self.filter(number=number, issuer=issuer, issued_on=issued_on)
        return rows.get() if number else rows.get(title=title)

    def in_force(self, day: dt.date):
        """Documents whose text applied on ``day``; without an effective date, from their issue."""
        begun = Q(effective_on__lte=day) | Q(effective_on__isnull=True, issued_on__lte=day)
        return self.filter(begun, Q(expires_on__isnull=True) | Q(expires_on__gt=day))


class RelationQuerySet(models.QuerySet):
    def get_by_natural_key(self, from_document: tuple, kind: str, to_document: tuple):
        """Both documents by their own natural keys."""
        documents = self.model._meta.get_field("from_document").related_model.objects
        return self.get(
            from_document=documents.get_by_natural_key(*from_document),
            kind=kind,
            to_document=documents.get_by_natural_key(*to_document),
        )


class TargetQuerySet(ScopedQuerySet):
    def get_by_natural_key(self, document: tuple, position: int):
        """``document`` is the natural key of the document that promises."""
        documents = self.model._meta.get_field("document").related_model.objects
        return self.get(document=documents.get_by_natural_key(*document), position=position)

    def promised_by(self, day: dt.date):
        """Targets of documents issued by ``day``; an unknown issue date counts as issued."""
        return self.filter(Q(document__issued_on__isnull=True) | Q(document__issued_on__lte=day))


class ClaimQuerySet(ScopedQuerySet):
    def get_by_natural_key(self, source: str, position: int):
        return self.get(source=source, position=position)
