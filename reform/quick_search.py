"""Provinces, units, dossiers and documents by a few letters, for the box at the top of pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from resolutions.models import LegalDocument
from units.asked import Asked
from units.models import Province, UnitVersion
from units.names import search_key
from units.periods import last_day
from units.unit_search import CEASED, Found, told, units_found

from .atlas import Atlas
from .models import Case

#: As many of each sort as an eye takes in; the whole list is one step further.
SHOWN = 6
DOSSIERS = "admin:reform_case_changelist"


@dataclass(frozen=True)
class Hit:
    text: str
    note: str
    address: str


@dataclass(frozen=True)
class Sort:
    """What was found of one sort; ``whole`` is the address of the whole list, if there is one."""

    label: str
    hits: list[Hit]
    whole: str = ""


def quick_search(
    text: str,
    *,
    asked: Asked,
    atlas: Atlas,
    units: QuerySet[UnitVersion] | None,
    cases: QuerySet[Case],
    documents: QuerySet[LegalDocument],
) -> list[Sort]:
    """The sorts of which something was found, at most six of each; all words of ``text`` must
    occur, accents and case don't count. Everything is cut to what is handed in; ``units`` None:
    all. Five queries at most.
    """
    words = search_key(text).split()
    if not words:
        return []
    sorts = [
        Sort(_("Provinces"), provinces_found(words, atlas, asked)),
        Sort(_("Units"), units_of(text, asked.on, units), whole_list("units", text)),
        Sort(_("Dossiers"), cases_found(words, cases), whole_list(DOSSIERS, text)),
        Sort(_("Documents"), documents_found(words, documents)),
    ]
    return [sort for sort in sorts if sort.hits]


def whole_list(name: str, text: str) -> str:
    return f"{reverse(name)}?{urlencode({'q': text})}"


def holds(words: Iterable[str], *texts: str) -> bool:
    key = search_key(" ".join(texts))
    return all(word in key for word in words)


def provinces_found(words: list[str], atlas: Atlas, asked: Asked) -> list[Hit]:
    """Those in force on the day first."""
    found = [
        one
        for one in atlas.provinces
        if atlas.may_read(one) and holds(words, one.code, one.full_name)
    ]
    found.sort(key=lambda one: (not one.holds_on(asked.on), one.sort_key))
    return [Hit(one.full_name, period_of(one), atlas.address(one, asked)) for one in found[:SHOWN]]


def period_of(province: Province) -> str:
    ended = last_day(province.valid_to)
    return until(ended) if ended else province.code


def until(day: dt.date) -> str:
    return _("until %(day)s") % {"day": date_format(day, "SHORT_DATE_FORMAT")}


def units_of(text: str, on: dt.date, readable: QuerySet[UnitVersion] | None) -> list[Hit]:
    versions = list(units_found(text, on=on, readable=readable)[:SHOWN])
    return [hit_of(found) for found in told(versions, text)]


def hit_of(found: Found) -> Hit:
    version = found.version
    notes = [version.shown_code, version.agency.name if version.agency else ""]
    if found.formerly:
        notes.append(_("formerly: %(name)s") % {"name": found.formerly})
    if found.status == CEASED and found.last_day:
        notes.append(until(found.last_day))
    address = reverse("unit", args=[version.unit_id])
    return Hit(version.name, " · ".join(filter(None, notes)), address)


def cases_found(words: list[str], cases: QuerySet[Case]) -> list[Hit]:
    held = reduce(and_, (Q(search_key__contains=word) for word in words))
    found = cases.filter(held).order_by("-created_at", "-pk")[:SHOWN]
    return [
        Hit(one.title, f"{one.number} · {one.get_status_display()}", one.get_absolute_url())
        for one in found
    ]


def documents_found(words: list[str], documents: QuerySet[LegalDocument]) -> list[Hit]:
    """Folded row by row: there are some thousands at the most."""
    rows = documents.order_by("-issued_on", "pk").values_list("pk", "number", "title", "issuer")
    hits = []
    for pk, number, title, issuer in rows.iterator():
        if holds(words, number, title, issuer):
            text = " ".join(filter(None, (number, title)))
            hits.append(Hit(text, issuer, reverse("document", args=[pk])))
        if len(hits) == SHOWN:
            break
    return hits
