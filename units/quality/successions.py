"""Successions that do not follow from the participants, and participants without succession."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..choices import EventStatus, Extent
from ..kinds import KINDS
from ..models import Participant, Succession
from .events import one_sided_events
from .participants import called, unit_of
from .problem import Finding, Review, problem


def passes_on() -> Q:
    """The participant's role passes on to that of the receiver in this kind of event."""
    condition = Q(pk__in=[])
    for kind in KINDS.values():
        for giving, receiving, _extent in kind.edges:
            condition |= Q(event__kind=kind.code, role=giving, receiver_role=receiving)
    return condition


def passings() -> QuerySet[Participant]:
    """Who passes on to whom in events in effect: a row for each giver and receiver that the table
    of kinds and the decision's own pairs connect."""
    pairs = Participant.goes_to.through.objects.filter(from_participant=OuterRef("pk"))
    paired = Exists(pairs.filter(to_participant=OuterRef("receiver"))) | ~Exists(pairs)
    return (
        Participant.objects.filter(event__status=EventStatus.IN_EFFECT)
        .annotate(
            receiver=F("event__participants"),
            receiver_role=F("event__participants__role"),
            predecessor=unit_of(),
            successor=unit_of("event__participants__"),
        )
        .filter(passes_on(), paired)
    )


def tell(row: Participant | Succession) -> Finding:
    """A giver with its receiver, or the succession between two."""
    names = {"predecessor": row.predecessor_name, "successor": row.successor_name}
    return Finding(
        gettext("%(predecessor)s → %(successor)s") % names,
        str(row.event),
        row.event.get_absolute_url(),
    )


def shown(rows: QuerySet) -> QuerySet:
    names = {"predecessor_name": called("predecessor"), "successor_name": called("successor")}
    in_order = ("event__operative_on", "event__sequence", "event", "pk", "successor")
    return rows.annotate(**names).select_related("event").order_by(*in_order)


@problem(
    _("Units that an event passes on to others, without a succession between them"),
    cure=_("Annul the event and enter it again: successions follow from the units in it."),
    tell=tell,
)
def missing_successions(review: Review) -> QuerySet[Participant]:
    edges = Succession.objects.known().filter(
        event=OuterRef("event"),
        predecessor=OuterRef("predecessor"),
        successor=OuterRef("successor"),
    )
    rows = passings().filter(
        review.within("event__province"),
        ~Exists(edges),
        predecessor__isnull=False,
        successor__isnull=False,
    )
    return shown(rows)


def successions(review: Review) -> QuerySet[Succession]:
    return Succession.objects.known().filter(review.within("event__province"))


def explained() -> Exists:
    """The event of the succession is in effect and passes the one unit on to the other."""
    return Exists(
        passings().filter(
            event=OuterRef("event"),
            predecessor=OuterRef("predecessor"),
            successor=OuterRef("successor"),
        )
    )


@problem(
    _("Successions that no event in effect explains"),
    cure=_("Annul the event and enter it again with all units that take part."),
    tell=tell,
)
def unexplained_successions(review: Review) -> QuerySet[Succession]:
    """Those of one-sided events are left out: such an event is a problem of its own."""
    one_sided = one_sided_events.find(review).order_by().values("pk")
    return shown(successions(review).filter(~explained()).exclude(event__in=one_sided))


@problem(
    _("Units that go in full to several others at once"),
    cure=_("Annul the event and enter it again, with “in part” for each of the receivers."),
    tell=tell,
)
def full_successions_to_several(review: Review) -> QuerySet[Succession]:
    """One row for each unit: the first of its successions in full."""
    siblings = Succession.objects.known().filter(
        explained(), event=OuterRef("event"), predecessor=OuterRef("predecessor")
    )
    earlier = siblings.filter(extent=Extent.FULL, pk__lt=OuterRef("pk"))
    rows = successions(review).filter(extent=Extent.FULL)
    several = Exists(siblings.exclude(pk=OuterRef("pk")))
    return shown(rows.filter(explained(), several, ~Exists(earlier)))
