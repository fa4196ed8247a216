"""Events in effect that lack their decision, their province, or those who must take part."""

from __future__ import annotations

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..choices import EventStatus, ParticipantRole
from ..kinds import KINDS, Kind
from ..models import Participant, ReorganizationEvent
from ..periods import in_force
from .problem import Finding, Review, problem

#: What cites a decision, in the order in which it is asked for.
CITATION = {
    "decision_number": _("decision number"),
    "issuer": _("issued by"),
    "decided_on": _("decided on"),
}


def events_in_effect(review: Review) -> QuerySet[ReorganizationEvent]:
    events = ReorganizationEvent.objects.filter(review.within(), status=EventStatus.IN_EFFECT)
    return events.select_related("province", "bundle").order_by("operative_on", "sequence", "pk")


def tell_event(event: ReorganizationEvent, note: str) -> Finding:
    return Finding(str(event), note, event.get_absolute_url())


def lacks(name: str) -> Q:
    """Neither the event nor the bundle that it belongs to says it."""
    lookup, empty = (f"{name}__isnull", True) if name == "decided_on" else (name, "")
    of_bundle = Q(bundle__isnull=True) | Q(**{f"bundle__{lookup}": empty})
    return Q(**{lookup: empty}) & of_bundle


def tell_what_is_not_cited(event: ReorganizationEvent) -> Finding:
    cited = [event, event.bundle] if event.bundle else [event]
    missing = [
        str(label)
        for name, label in CITATION.items()
        if not any(getattr(source, name) for source in cited)
    ]
    return tell_event(event, gettext("Missing: %(fields)s.") % {"fields": ", ".join(missing)})


@problem(
    _("Events in effect without decision"),
    cure=_("Enter number, issuer and date of the decision that ordered the event."),
    tell=tell_what_is_not_cited,
)
def events_without_decision(review: Review) -> QuerySet[ReorganizationEvent]:
    return events_in_effect(review).filter(
        lacks("decision_number") | lacks("issuer") | lacks("decided_on")
    )


def tell_province(event: ReorganizationEvent) -> Finding:
    return tell_event(event, event.province.with_period())


@problem(
    _("Events in effect in a province that was not in force on their day"),
    cure=_("Annul the event and enter it again with the province of that day."),
    tell=tell_province,
)
def events_outside_their_province(review: Review) -> QuerySet[ReorganizationEvent]:
    dated = events_in_effect(review).filter(province__isnull=False)
    return dated.filter(~in_force(F("operative_on"), "province__"))


def number_of(role: str) -> str:
    return f"number_{role}"


def number_with(role: str) -> Coalesce:
    """How many participants of the event outside hold the role."""
    holders = Participant.objects.filter(event=OuterRef("pk"), role=role).order_by()
    number = holders.values("event").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number), 0)


def against_the_table(kind: Kind) -> Q:
    """Events of this kind with too few or too many in a role, or with nobody who receives."""
    amiss = Q(pk__in=[])
    for role in ParticipantRole.values:
        wanted = kind.cardinality(role)
        amiss |= Q(**{f"{number_of(role)}__lt": wanted.least})
        if wanted.most is not None:
            amiss |= Q(**{f"{number_of(role)}__gt": wanted.most})
    if kind.edges:
        amiss |= Q(**{number_of(target): 0 for _source, target, _extent in kind.edges})
    return Q(kind=kind.code) & amiss


def tell_roles(event: ReorganizationEvent) -> Finding:
    notes = []
    for role in ParticipantRole:
        found, wanted = getattr(event, number_of(role)), event.definition.cardinality(role)
        if not wanted.allows(found):
            notes.append(
                gettext("%(role)s: %(found)s, must be %(wanted)s.")
                % {"role": role.label, "found": found, "wanted": wanted}
            )
    return tell_event(event, " ".join(notes) or gettext("Nobody receives what the units leave."))


@problem(
    _("One-sided events: in effect without receiver, or with too few or too many units"),
    cure=_("Annul the event and enter it again with all units that take part."),
    tell=tell_roles,
)
def one_sided_events(review: Review) -> QuerySet[ReorganizationEvent]:
    """Against the table of kinds: a merger without receiver, a division into one unit."""
    amiss = Q(pk__in=[])
    for kind in KINDS.values():
        amiss |= against_the_table(kind)
    counted = events_in_effect(review).order_by().values("pk", "kind")
    counted = counted.annotate(
        **{
            number_of(role): Count("participants", filter=Q(participants__role=role))
            for role in ParticipantRole.values
        }
    )
    found = events_in_effect(review).filter(pk__in=counted.filter(amiss).values("pk"))
    return found.annotate(**{number_of(role): number_with(role) for role in ParticipantRole.values})
