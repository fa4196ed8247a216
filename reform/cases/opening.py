"""Opening a dossier: its number, and the bundle in which its events are drafted."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _

from units import register
from units.choices import EventStatus
from units.models import Bundle, Province, ReorganizationEvent

from ..choices import CaseStatus, ProcedureState
from ..models import Case, Procedure

OPEN = "open"
GIVEN_UP = (CaseStatus.REJECTED, CaseStatus.WITHDRAWN)


class ProcedureNotOffered(Exception):
    def __init__(self, procedure: Procedure) -> None:
        super().__init__(
            _("“%(procedure)s” is not published: choose a procedure that is in force.")
            % {"procedure": procedure}
        )


class NotReversible(Exception):
    """Only an executed dossier is undone, once, and by another dossier."""

    def __init__(self, case: Case) -> None:
        super().__init__(
            _("Dossier %(number)s is not executed, or is being reversed already.")
            % {"number": case.number}
        )


class NotDrafted(Exception):
    """A dossier takes up only what is proposed and belongs to no other."""

    def __init__(self) -> None:
        super().__init__(
            _("These events are in effect already, or belong to another dossier: choose others.")
        )


@transaction.atomic
def open_reversal(case: Case, *, by, at: dt.datetime, today: dt.date) -> Case:
    """A dossier that, once carried out, annuls all events of an executed one.

    It goes the whole way again, with its own people. Raises :class:`NotReversible`.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    others = Case.objects.filter(reverses=case).exclude(status__in=GIVEN_UP)
    if case.status != CaseStatus.EXECUTED or others.exists():
        raise NotReversible(case)
    with translation.override("vi"):  # the papers of the dossier name it so
        title = _("Reversal of %(case)s") % {"case": case}
    return open_case(
        title=title[:300],
        procedure=current_edition(case.procedure),
        province=case.province,
        by=by,
        at=at,
        today=today,
        plan=case.plan,
        reverses=case,
    )


def current_edition(procedure: Procedure) -> Procedure:
    """The edition that is published now, or the same where none is."""
    editions = Procedure.objects.filter(code=procedure.code, state=ProcedureState.PUBLISHED)
    return editions.first() or procedure


@transaction.atomic
def open_case(
    *,
    title: str,
    procedure: Procedure,
    province: Province | None,
    by,
    at: dt.datetime,
    today: dt.date,
    drafted: Bundle | ReorganizationEvent | None = None,
    **about,
) -> Case:
    """A draft with its number within province and year. ``drafted`` is a bundle, or an event of
    none, that the dossier takes up. ``about`` may hold ``plan``, the document it carries out, and
    ``reverses``. Raises :class:`ProcedureNotOffered`, :class:`NotDrafted`."""
    if procedure.state != ProcedureState.PUBLISHED:
        raise ProcedureNotOffered(procedure)
    numbers = next_number(province, today.year)
    title, number = title[:300], numbers["number"]
    bundle = take_up(drafted, province, number) or Bundle.objects.create(
        province=province, title=title, created_by=by, dossier=number
    )
    case = Case(
        **numbers, province=province, procedure=procedure, bundle=bundle, preparer=by,
        held_since=at, created_at=at, **about,
    )  # fmt: skip
    case.entitle(title)
    case.save()
    first = {"action": OPEN, "to_status": case.status, "version": case.version}
    case.moves.create(**first, made_at=at, made_by=by)
    return case


def take_up(
    drafted: Bundle | ReorganizationEvent | None, province: Province | None, number: str
) -> Bundle | None:
    """The bundle of what was drafted before the dossier, now of this dossier only. It lies in the
    province of the dossier, or in one that became part of it."""
    if drafted is None:
        return None
    if (drafted.province and drafted.province.current()) != province:
        raise NotDrafted
    if isinstance(drafted, ReorganizationEvent):
        drafted = bundle_around(drafted)
    bundle = Bundle.objects.select_for_update(of=("self",)).get(pk=drafted.pk)
    proposed = bundle.events.filter(status=EventStatus.PROPOSED)
    if bundle.dossier or not proposed or bundle.events.exclude(pk__in=proposed).exists():
        raise NotDrafted
    bundle.dossier = number
    bundle.save(update_fields=["dossier"])
    return bundle


def bundle_around(event: ReorganizationEvent) -> Bundle:
    events = ReorganizationEvent.objects.select_for_update(of=("self",))
    event = events.get(pk=event.pk)
    if event.bundle_id:
        raise NotDrafted
    names = ("province_id", "decision_number", "issuer", "decided_on", "created_by_id")
    same = {name: getattr(event, name) for name in names}
    event.bundle = Bundle.objects.create(title=str(event)[:300], **same)
    event.save(update_fields=["bundle"])
    return event.bundle


def next_number(province: Province | None, year: int) -> dict[str, object]:
    """Number, year and serial of the next dossier; HS-19-2026-0001, TW for ministries."""
    serial = next_serial(province, year)
    number = f"HS-{province.code if province else 'TW'}-{year}-{serial:04d}"
    return {"number": number, "year": year, "serial": serial}


def next_serial(province: Province | None, year: int) -> int:
    """One more than the last of the year; under lock, so that no number is given twice.

    A code may have belonged to two provinces within a year: they share one series.
    """
    if province:
        namesakes = Province.objects.filter(code=province.code)
        register.lock_provinces(namesakes.values_list("pk", flat=True))
        given = Case.objects.filter(province__code=province.code, year=year)
    else:  # no province to lock: all ministries' dossiers wait for the same row
        list(Procedure.objects.select_for_update().order_by("pk")[:1])
        given = Case.objects.filter(province=None, year=year)
    return (given.aggregate(last=Max("serial"))["last"] or 0) + 1
