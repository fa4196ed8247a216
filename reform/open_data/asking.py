"""What a program asks for: a day, a moment of knowledge, changes since a moment.

A page shows today for a day that it can't read; a program is told, since nobody looks at its page.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Max
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from units.asked import day_of
from units.models import RegisterEntry
from units.periods import end_of


@dataclass(frozen=True)
class Question:
    """``on``: the day in the world; ``known``: the moment whose knowledge is asked for. The answer
    names both, so that it can be asked for again word for word."""

    on: dt.date
    known: dt.datetime
    known_then: dt.datetime | None  #: None where what is known now is asked for
    since: dt.datetime | None = None


def question_of(query: QueryDict, *, now: dt.datetime) -> Question:
    """``?on=``, ``?known=`` (a day, whose end is meant, or a moment), ``?changed_since=``.

    What is known now is what was known when the register was last written: so an answer stays the
    same, to the letter, until something is. One query.

    Raises ValidationError with a sentence for what is no day and no moment.
    """
    on = day(query, "on") or timezone.localdate(now)
    known = moment(query, "known")
    last = last_writing() or now
    if known is not None and known >= last:
        known = None
    stamp = timezone.localtime(known or last)
    return Question(on, stamp, known, moment(query, "changed_since"))


def last_writing() -> dt.datetime | None:
    return RegisterEntry.objects.aggregate(last=Max("recorded_at"))["last"]


def day(query: QueryDict, name: str) -> dt.date | None:
    problems: list[str] = []
    found = day_of(query.get(name, ""), problems)
    if problems:
        said = _("“%(text)s” is no day: write %(name)s=2025-12-31.")
        raise ValidationError({name: said % {"text": query[name][:40], "name": name}})
    return found


def moment(query: QueryDict, name: str) -> dt.datetime | None:
    """A moment with its offset (2026-03-31T17:00:00+07:00), or the end of a day."""
    text = query.get(name, "").replace(" ", "+")
    if not text:
        return None
    found = as_moment(text)
    if found is None:
        found = end_of(day(query, name), timezone.get_current_timezone())
    return found


def as_moment(text: str) -> dt.datetime | None:
    try:
        found = parse_datetime(text) if "T" in text else None
    except ValueError:  # written like a moment, and there is none such: 2026-02-30T00:00
        return None
    if found is not None and timezone.is_naive(found):
        return timezone.make_aware(found)
    return found
