"""Units that take part in an event in effect, while the register says that they could not."""

from __future__ import annotations

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..choices import EventStatus, ParticipantRole
from ..models import Participant, UnitVersion
from ..periods import in_force
from .problem import Finding, Review, problem

ENDING = (ParticipantRole.CLOSING, ParticipantRole.EXITING)
GOING_ON = (ParticipantRole.SURVIVING, ParticipantRole.SOURCE)


def in_force_before(day) -> Q:
    """In force on the day before ``day``, which is a column: no arithmetic on dates needed."""
    return Q(valid_from__lt=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def unit_of(path: str = "") -> Coalesce:
    """The unit of a participant; of one that an earlier event of the bundle sets up, what that
    event's own participant names. Asked apart and not joined: nearly all participants name one."""
    born = Participant.objects.filter(pk=OuterRef(f"{path}born_in"))
    found = Subquery(born.values("unit")[:1])
    return Coalesce(f"{path}unit", found, output_field=BigIntegerField())


def participants(review: Review) -> QuerySet[Participant]:
    """Participants of events in effect, each with its unit as ``who``, and whether the register
    shows that on the event's eve (``before``) and on its day (``then``)."""
    rows = Participant.objects.filter(
        review.within("event__province"), event__status=EventStatus.IN_EFFECT
    )
    lives = UnitVersion.objects.known().filter(unit=OuterRef("who"))
    day = OuterRef("event__operative_on")
    return rows.annotate(
        who=unit_of(),
        before=Exists(lives.filter(in_force_before(day))),
        then=Exists(lives.filter(in_force(day))),
    )


def ended_by_event(reference: str, **of_event: object) -> Q:
    """An event in effect, perhaps one with these attributes, ends the unit of ``reference``."""
    endings = Participant.objects.filter(
        event__status=EventStatus.IN_EFFECT, role__in=ENDING, **of_event
    )
    unit = OuterRef(reference)
    return Q(Exists(endings.filter(unit=unit))) | Q(Exists(endings.filter(born_in__unit=unit)))


def called(reference: str) -> Subquery:
    """The last known name of the unit that ``reference`` points at."""
    names = UnitVersion.objects.known().filter(unit=OuterRef(reference)).order_by("-valid_from")
    return Subquery(names.values("name")[:1])


def named(rows: QuerySet[Participant]) -> QuerySet[Participant]:
    return (
        rows.annotate(unit_name=called("who"))
        .select_related("event")
        .order_by("event__operative_on", "event__sequence", "pk")
    )


def tell(one: Participant, sentence: str) -> Finding:
    return Finding(
        one.unit_name or one.name or gettext("a unit without name"),
        sentence
        % {
            "role": one.get_role_display(),
            "event": one.event,
            "day": date_format(one.event.operative_on, "SHORT_DATE_FORMAT"),
        },
        one.event.get_absolute_url(),
    )


def tell_absence(one: Participant) -> Finding:
    if one.who is None:
        return tell(one, gettext("%(event)s names no unit for the role “%(role)s”."))
    if one.role != ParticipantRole.NEW and not one.before:
        return tell(one, gettext("%(role)s in %(event)s, but is not in force the day before."))
    return tell(one, gettext("%(role)s in %(event)s, but is not in force on %(day)s."))


@problem(
    _("Units that take part in an event but are not in force on its day"),
    cure=_("Annul the event and enter it again, or annul what ended the unit too early."),
    tell=tell_absence,
)
def absent_participants(review: Review) -> QuerySet[Participant]:
    """Who closes or continues must live on the eve; who continues or begins, on the day, unless a
    later event of the same day ends it."""
    ended_that_day = ended_by_event("who", event__operative_on=OuterRef("event__operative_on"))
    missing_before = Q(role__in=(*ENDING, *GOING_ON), before=False)
    missing_then = Q(role__in=(*GOING_ON, ParticipantRole.NEW), then=False)
    missing = missing_before | missing_then & ~ended_that_day
    return named(participants(review).filter(missing))


def tell_surplus(one: Participant) -> Finding:
    if one.role == ParticipantRole.NEW:
        return tell(one, gettext("New in %(event)s, but in force already the day before."))
    return tell(one, gettext("%(role)s in %(event)s, but is still in force on %(day)s."))


@problem(
    _("Units that an event ends but that live on, or that lived before an event set them up"),
    cure=_("Annul the event, or undo the list that shows the unit on the wrong side of it."),
    tell=tell_surplus,
)
def outliving_participants(review: Review) -> QuerySet[Participant]:
    crossing = participants(review).filter(before=True, then=True)
    return named(crossing.filter(role__in=(*ENDING, ParticipantRole.NEW)))
