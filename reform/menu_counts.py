"""How much waits behind a few screens of the menu: for this person, each number with its list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db.models import Count, Model, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import capfirst

from units.choices import BatchStatus
from units.models import ImportBatch

from . import queues
from .models import Case, CaseTask, Note, OpinionRequest, User

#: Model -> (what is counted, the same as its list asks for it).
COUNTED: Mapping[type[Model], tuple[queues.Condition, str]] = {
    Case: (queues.CASES["work"], "due=work"),
    CaseTask: (queues.TASKS["mine"], "state=mine"),
    OpinionRequest: (queues.OPINIONS["mine"], "state=mine"),
    Note: (queues.NOTES["unread"], "notes=unread"),
    ImportBatch: (
        lambda user, today: Q(status=BatchStatus.PREVIEWED),
        f"status__exact={BatchStatus.PREVIEWED.value}",
    ),
}


def menu_counts(user: User, today: dt.date) -> list[dict[str, object]]:
    """What is not 0, of the screens that the person may see; one query."""
    seen = [model for model in COUNTED if user.has_perm(view_of(model))]
    if not seen:
        return []
    asked = {model._meta.model_name: number_of(model, user, today) for model in seen}
    found = User.objects.filter(pk=user.pk).values(**asked).get()
    return [
        shown(model, found[model._meta.model_name])
        for model in seen
        if found[model._meta.model_name]
    ]


def view_of(model: type[Model]) -> str:
    return f"{model._meta.app_label}.view_{model._meta.model_name}"


def number_of(model: type[Model], user: User, today: dt.date) -> Coalesce:
    condition, _asked = COUNTED[model]
    rows: QuerySet = model.objects.for_user(user).filter(condition(user, today)).order_by()
    counted = rows.annotate(all=Value(1)).values("all").annotate(n=Count("pk", distinct=True))
    return Coalesce(Subquery(counted.values("n")), 0)


def shown(model: type[Model], number: int) -> dict[str, object]:
    told = model._meta
    address = reverse(f"admin:{told.app_label}_{told.model_name}_changelist")
    return {
        "screen": told.model_name,
        "number": number,
        "link": f"{address}?{COUNTED[model][1]}",
        "label": f"{capfirst(told.verbose_name_plural)}: {number}",
    }
