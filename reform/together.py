"""Rows of several small tables in one query, as the models that they are.

A page about one province reads a little of much: its tasks, their reports, proposals, visits,
lists, findings. Each by itself would be a question of its own to the database.
"""

from __future__ import annotations

import datetime as dt
import json

from django.db import connections, models
from django.db.models import F, QuerySet, Value, Window
from django.db.models.functions import JSONObject, RowNumber

#: Related models that are read along: {name of the link: those of that model}.
Along = dict[str, dict]


def read_together(**asked: QuerySet) -> dict[str, list[models.Model]]:
    """The rows of each of ``asked`` under its name, in its order and with what it selects along;
    one query. Annotations of plain values are kept; slices, prefetches and deferred fields are not.
    """
    parts = [part(place, rows) for place, rows in enumerate(asked.values())]
    found: dict[str, list] = {name: [] for name in asked}
    names, querysets = list(asked), list(asked.values())
    for place, _order, row in sorted(parts[0].union(*parts[1:], all=True), key=lambda one: one[:2]):
        found[names[place]].append(instance(querysets[place], row))
    return found


def part(place: int, rows: QuerySet) -> QuerySet:
    """(place, order of the row, the row) of one queryset."""
    order = rows.query.order_by or rows.model._meta.ordering or ["pk"]
    columns = columns_of(rows.model, along(rows), "")
    columns |= {name: F(name) for name in rows.query.annotations}
    numbered = Window(RowNumber(), order_by=list(order))
    return (
        rows.select_related(None)
        .order_by()
        .values_list(Value(place), numbered, JSONObject(**columns))
    )


def along(rows: QuerySet) -> Along:
    return rows.query.select_related or {}


def columns_of(model: type[models.Model], links: Along, path: str) -> dict[str, object]:
    """One object for each model: PostgreSQL takes no more than fifty columns for one."""
    columns = {one.attname: F(f"{path}{one.attname}") for one in model._meta.concrete_fields}
    for name, further in links.items():
        other = model._meta.get_field(name).related_model
        columns[name] = JSONObject(**columns_of(other, further, f"{path}{name}__"))
    return columns


def instance(rows: QuerySet, row: dict) -> models.Model:
    found = built(rows.model, along(rows), row, rows.db)
    for name, annotation in rows.query.annotations.items():
        setattr(found, name, read(annotation.output_field, row[name], rows.db))
    return found


def built(model: type[models.Model], links: Along, row: dict, using: str) -> models.Model:
    fields = model._meta.concrete_fields
    values = [read(field, row[field.attname], using) for field in fields]
    found = model.from_db(using, [field.attname for field in fields], values)
    for name, further in links.items():
        link = model._meta.get_field(name)
        other = None
        if getattr(found, link.attname) is not None:
            other = built(link.related_model, further, row[name], using)
        link.set_cached_value(found, other)
    return found


def read(field: models.Field, value: object, using: str) -> object:
    """A value as the field has it: JSON knows no days and no decimals."""
    if value is None:
        return None
    if isinstance(field, models.JSONField):
        if connections[using].vendor != "sqlite":
            if field.decoder is None:
                return value
            value = json.dumps(value)
        return json.loads(value, cls=field.decoder)
    if isinstance(field, models.DateTimeField):
        moment = dt.datetime.fromisoformat(value)
        return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return field.to_python(value)
