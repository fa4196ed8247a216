"""A province's plans from a JSON file: their documents, what they implement, their targets.

Rows are known by their natural keys, so the same file loaded again changes nothing and writes no
history.
"""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

from django.db import models, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from units.models import Province

from .choices import DocumentKind, DocumentStatus, Operator, Relation
from .models import DocumentRelation, LegalDocument, Target

KINDS = {"Kế hoạch": DocumentKind.PLAN, "Đề án": DocumentKind.SCHEME}
OPERATORS = {">=": Operator.AT_LEAST, "<=": Operator.AT_MOST, "=": Operator.EXACTLY, "": ""}
DAYS = ("baseline_on", "baseline_from", "baseline_to", "deadline")
NUMBERS = ("value", "baseline_value")
TAKEN_OVER = (
    "indicator",
    "bloc",
    "baseline_kind",
    "quote",
    "definition",
    "is_additional",
    "eligible_count",
    "accountable_agency",
    "accountable_person",
    "note",
)


class DocumentMissing(Exception):
    """A plan says that it implements a document that is not there."""

    def __init__(self, number: str, day: dt.date) -> None:
        super().__init__(
            _("The document %(number)s of %(day)s is not there: load or enter it, then the plan.")
            % {"number": number, "day": date_format(day)}
        )


@transaction.atomic
def load_plan(path: Path | str, province: Province) -> list[LegalDocument]:
    """Bring documents and targets of ``province`` to what the file says; returns the documents.

    Raises :class:`DocumentMissing`; nothing is written then.
    """
    plans = json.loads(Path(path).read_text(encoding="utf-8"))["plans"]
    return [load_one(plan, province) for plan in plans]


def load_one(plan: dict, province: Province) -> LegalDocument:
    about = plan["document"]
    document = settle(
        LegalDocument,
        {
            "number": about["number"],
            "issuer": about["issuer"],
            "issued_on": day(about["issued_on"]),
        },
        {
            "kind": KINDS[about["type"]],
            "title": about["title"],
            "status": DocumentStatus.ISSUED,
            "province": province,
        },
    )
    if implemented := about.get("implements"):
        DocumentRelation.objects.get_or_create(
            from_document=document, kind=Relation.IMPLEMENTS, to_document=find(implemented)
        )
    for position, target in enumerate(plan["targets"], start=1):
        key = {"document": document, "position": position}
        settle(Target, key, {"province": province, **values_of(target)})
    return document


def find(cited: dict) -> LegalDocument:
    key = {"number": cited["number"], "issued_on": day(cited["issued_on"])}
    found = LegalDocument.objects.filter(**key).first()
    if found is None:
        raise DocumentMissing(cited["number"], key["issued_on"])
    return found


def values_of(target: dict) -> dict[str, object]:
    """The fields of a target; what the file leaves out keeps the model's "unknown"."""
    return {
        **{name: target[name] for name in TAKEN_OVER if name in target},
        **{name: day(target.get(name)) for name in DAYS},
        **{name: number(target.get(name)) for name in NUMBERS},
        "measure": target["unit"],
        "operator": OPERATORS[target.get("operator") or ""],
    }


def settle(model: type[models.Model], key: dict, values: dict) -> models.Model:
    """The row of ``key`` with ``values``: made, changed, or left alone if it is so already."""
    row = model.objects.filter(**key).first() or model(**key)
    if row.pk is None or any(getattr(row, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(row, name, value)
        row.full_clean()
        row.save()
    return row


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
