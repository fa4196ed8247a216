"""What the address of a page asks for: ``?on=`` the day it speaks of, ``?known=`` the day whose
knowledge it repeats, both written 2021-12-31 or 31/12/2021."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from .periods import end_of


@dataclass(frozen=True)
class Asked:
    """``known`` is None when the page tells what is known now. ``problems``: sentences about what
    was asked and could not be understood; the page then speaks of today."""

    on: dt.date
    today: dt.date
    known: dt.date | None = None
    moment: dt.datetime | None = None
    problems: tuple[str, ...] = ()

    @property
    def is_today(self) -> bool:
        return self.on == self.today

    @property
    def query(self) -> str:
        """What links to other units carry on, with its question mark; empty for today."""
        days = {} if self.is_today else {"on": self.on.isoformat()}
        if self.known:
            days["known"] = self.known.isoformat()
        return f"?{urlencode(days)}" if days else ""


def asked_of(query: QueryDict, *, today: dt.date, zone: ZoneInfo) -> Asked:
    """The days asked for; empty ones mean today, and so do those that are no dates.

    What is known by the end of today is what is known now.
    """
    problems: list[str] = []
    on = day_of(query.get("on", ""), problems) or today
    known = day_of(query.get("known", ""), problems)
    if known is None or known >= today:
        return Asked(on, today, problems=tuple(problems))
    return Asked(on, today, known, end_of(known, zone), tuple(problems))


def day_of(text: str, problems: list[str]) -> dt.date | None:
    """The day written in ``text``; what is no date adds a sentence to ``problems``."""
    try:
        return forms.DateField(required=False).clean(text)
    except forms.ValidationError:
        said = _("“%(text)s” is not a date, so today is shown. Write a day like 31/12/2025.")
        problems.append(said % {"text": text[:40]})
        return None
