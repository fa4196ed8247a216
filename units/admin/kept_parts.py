"""The histories of rows that are written together with another one, below its own history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst

#: A history, and what one of its records is called.
Part = tuple[QuerySet, Callable[[object], object]]


@dataclass(frozen=True)
class Told:
    """One change of a part; ``changes`` are (field, before, after), none for the first state."""

    at: dt.datetime
    by: object
    sort: str
    name: str
    act: str
    changes: list[tuple[str, object, object]]


class KeptParts:
    """For screens; ``history_frame`` is the page that the screen would show without its parts."""

    object_history_template = "admin/units/kept_parts.html"
    history_frame = "simple_history/object_history.html"

    def kept_parts(self, row) -> Iterable[Part]:
        """The histories of what belongs to ``row``."""
        raise NotImplementedError

    def history_view(self, request: HttpRequest, object_id, extra_context=None) -> HttpResponse:
        row = self.get_object(request, object_id)
        told = changes_of(self.kept_parts(row)) if row else []
        about = {"frame": self.history_frame, "told": told}
        return super().history_view(request, object_id, {**(extra_context or {}), **about})


def changes_of(parts: Iterable[Part]) -> list[Told]:
    """Every change of the parts, the latest first; one query for each history."""
    found = []
    for history, called in parts:
        before: dict[int, object] = {}
        for record in history.select_related("history_user").order_by("history_date", "history_id"):
            found.append(told(record, before.get(record.id), called))
            before[record.id] = record
    return sorted(found, key=lambda one: one.at, reverse=True)


def told(record, before, called: Callable[[object], object]) -> Told:
    changes = record.diff_against(before).changes if before and record.history_type == "~" else ()
    fields = record.instance_type._meta
    return Told(
        at=record.history_date,
        by=record.history_user,
        sort=capfirst(fields.verbose_name),
        name=str(called(record)),
        act=record.get_history_type_display(),
        changes=[
            (
                fields.get_field(one.field).verbose_name,
                shown(fields.get_field(one.field), one.old),
                shown(fields.get_field(one.field), one.new),
            )
            for one in changes
        ],
    )


def shown(field, value: object) -> object:
    """A choice by its label, nothing as a dash."""
    return dict(field.flatchoices).get(value, "–" if value in (None, "") else value)
