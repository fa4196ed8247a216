"""Which targets bind a province on a day: its own, and the nation's where it has none.

A national target is the default of every province. A province's own target for the same indicator,
bloc and period takes its place, be it higher or lower; "39 units fewer" and "10 percent fewer" are
promises of the same thing. The period of a target is the year of its deadline.

What a document promises holds while the document is in force. What had fallen due by the day on
which it ended keeps its verdict: a plan to 2021 that ran out in 2022 was met or missed all the
same.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from units.models import Province

from .choices import ENDING, IndicatorCode
from .models import DocumentRelation, LegalDocument, Target
from .querysets import never_in_force

#: Two ways to promise one thing.
SAME_THING = {IndicatorCode.UNITS_ABSOLUTE.value: IndicatorCode.UNITS_PERCENT.value}


@dataclass(frozen=True)
class Binding:
    """``is_default``: a national target, which holds because the province has no own one."""

    target: Target
    is_default: bool


def targets_of(provinces: Collection[int], known: dt.datetime | None = None) -> list[Target]:
    """The targets of these provinces (their ids) and of the nation, whenever they were promised;
    drafts promise nothing. Each says when another document took its own's place, ``replaced_on``.

    With ``known`` the targets as they stood at that moment: with the values of then, without those
    entered later, with those struck out since. One query, three with ``known``, for any number of
    provinces and targets.
    """
    if known is None:
        rows = Target.objects.filter(of_these(provinces)).exclude(never_in_force("document__"))
        ended = rows.annotate(replaced_on=first_end("document"))
        return list(ended.select_related("document", "province"))
    return as_entered(provinces, known)


def standing_documents() -> QuerySet[LegalDocument]:
    """All that were ever in force, each with ``replaced_on``: the day on which another document
    replaced or repealed it, None where none did that has a day."""
    documents = LegalDocument.objects.exclude(never_in_force())
    return documents.annotate(replaced_on=first_end("pk"))


def first_end(document: str) -> Subquery:
    """``document`` is the path to its id in the outer query."""
    relations = DocumentRelation.objects.filter(to_document=OuterRef(document), kind__in=ENDING)
    begun = Coalesce("from_document__effective_on", "from_document__issued_on")
    dated = relations.exclude(never_in_force("from_document__")).annotate(begun=begun)
    return Subquery(dated.filter(begun__isnull=False).order_by("begun").values("begun")[:1])


def of_these(provinces: Collection[int]) -> Q:
    return Q(province__in=provinces) | Q(province=None)


def bindings(
    provinces: Sequence[Province],
    on: dt.date,
    known: dt.datetime | None = None,
    *,
    targets: Iterable[Target] | None = None,
) -> dict[int, list[Binding]]:
    """Province id -> the targets that bind it on ``on``: own ones, then defaults, each in order.

    They are chosen among ``targets``, or else read as :func:`targets_of` does.
    """
    if targets is None:
        targets = targets_of([one.pk for one in provinces], known)
    promised = [target for target in targets if holds_on(target, on)]
    national = latest_of_each([target for target in promised if target.province_id is None])
    return {one.pk: bound(one, promised, national) for one in provinces}


def holds_on(target: Target, on: dt.date) -> bool:
    """Is it promised by ``on``, and not given up by then with the document that promised it?"""
    document = target.document
    ended = min(filter(None, (document.expires_on, target.replaced_on)), default=dt.date.max)
    fell_due = target.deadline is not None and target.deadline < ended
    return day_of(document) <= on and (on < ended or fell_due)


def bound(
    province: Province, promised: Iterable[Target], national: Mapping[tuple, list[Target]]
) -> list[Binding]:
    own = [target for target in promised if target.province_id == province.pk]
    for target in own:
        target.province = province  # also where it comes out of the history, without a query
    taken = {what_and_when(target) for target in own}
    defaults = [one for key, found in national.items() if key not in taken for one in found]
    return [*(Binding(one, False) for one in own), *(Binding(one, True) for one in defaults)]


def what_and_when(target: Target) -> tuple:
    """What a target is about; of two with the same answer one takes the other's place."""
    year = target.deadline.year if target.deadline else None
    return SAME_THING.get(target.indicator, target.indicator), target.bloc, year


def latest_of_each(national: Iterable[Target]) -> dict[tuple, list[Target]]:
    """Of what several national documents promise, the word of the one issued last, all of it: it
    may ask for one thing twice, of the whole and of what is to be added. One that nobody can date
    comes before all others."""
    found: dict[tuple, list[Target]] = {}
    for target in national:
        same = found.setdefault(what_and_when(target), [])
        if same and same[0].document_id != target.document_id:
            if day_of(same[0].document) >= day_of(target.document):
                continue
            same.clear()
        same.append(target)
    return found


def day_of(document: LegalDocument) -> dt.date:
    """When it was issued, at the earliest that is possible. Numbers of laws and decrees carry their
    year (Decree 30/2020): 31/2021/QH15 is of 2021, also where nobody knows the day."""
    return document.issued_on or dt.date(document.year_in_number or dt.MINYEAR, 1, 1)


def as_entered(provinces: Collection[int], known: dt.datetime) -> list[Target]:
    """Targets as they stood at ``known``, with the documents as they are; 3 queries. One that was
    entered for another province first is told where it stood then.

    Targets that came with a file of papers have no history of their entry: they count as always
    there, with the earliest values that are known.
    """
    scope, within = of_these(provinces), {None, *provinces}
    now = {target.pk: target for target in Target.objects.filter(scope)}
    told = defaultdict(list)
    ever = Target.history.filter(scope).order_by().values("id")
    rows = Target.history.filter(Q(id__in=ever) | Q(id__in=now))
    for row in rows.order_by("history_date", "history_id"):
        told[row.id].append(row)
    stood = [standing(now.get(pk), told[pk], known) for pk in now.keys() | told.keys()]
    targets = [target for target in stood if target and target.province_id in within]
    documents = standing_documents().in_bulk({target.document_id for target in targets})
    found = [target for target in targets if target.document_id in documents]
    for target in found:
        target.document = documents[target.document_id]
        target.replaced_on = target.document.replaced_on
    return sorted(found, key=place)


def standing(present: Target | None, rows: Sequence, known: dt.datetime) -> Target | None:
    """One target as it stood at ``known``, by the rows of its history; None: it was not there."""
    before = [row for row in rows if row.history_date <= known]
    if before:
        return None if before[-1].history_type == "-" else before[-1].instance
    if not rows:
        return present
    return None if rows[0].history_type == "+" else rows[0].instance


def place(target: Target) -> tuple:
    """The order of targets, as the database gives it: ``Target.Meta.ordering``."""
    document = target.document
    return (
        target.deadline or dt.date.max,
        -(document.issued_on or dt.date.min).toordinal(),
        document.number,
        document.title,
        target.position,
    )
