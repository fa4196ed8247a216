import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..choices import (
    AutonomyGroup,
    EventStatus,
    Extent,
    ParticipantRole,
    Precision,
    ServiceClass,
)
from ..kinds import KIND_CHOICES, KINDS, Kind
from ..querysets import EventQuerySet
from .bundle import Bundle
from .unit import Unit


class ReorganizationEvent(models.Model):
    """One change to units, ordered by a decision. Proposed events change nothing in the register.

    The decision is cited in plain fields: the documents themselves live in a room that knows this
    one, never the other way round.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=KIND_CHOICES)
    province = models.ForeignKey(
        "units.Province",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("province"),
        help_text=_("Empty for units of ministries."),
    )
    bundle = models.ForeignKey(
        Bundle,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("bundle"),
        help_text=_("When one decision orders several events that belong together."),
    )
    decision_number = models.CharField(_("decision number"), max_length=60, blank=True)
    issuer = models.CharField(_("issued by"), max_length=200, blank=True)
    clause = models.CharField(_("article, clause"), max_length=60, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    legal_effect_on = models.DateField(_("legal effect from"), null=True, blank=True)
    operative_on = models.DateField(
        _("operative on"),
        help_text=_("The first day on which the units are as the decision orders."),
    )
    precision = models.CharField(
        _("precision of the operative date"),
        max_length=5,
        choices=Precision.choices,
        default=Precision.DAY,
    )
    sequence = models.PositiveSmallIntegerField(
        _("order within the day"),
        default=1,
        help_text=_("When a decision orders several events for one day."),
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    note = models.TextField(_("note"), blank=True)
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=EventStatus.choices,
        default=EventStatus.PROPOSED,
        editable=False,
    )
    supersedes = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        verbose_name=_("supersedes"),
        help_text=_("The annulled event in whose place this one stands."),
    )
    batch = models.ForeignKey(
        "units.ImportBatch",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="events",
        verbose_name=_("import"),
    )
    source_row = models.PositiveIntegerField(_("row"), null=True, editable=False)
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("entered by"),
    )

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("reorganization event")
        verbose_name_plural = _("reorganization events")
        ordering = ["-operative_on", "-sequence", "-pk"]
        indexes = [
            models.Index(fields=["province", "status", "operative_on"], name="event_of_province"),
            models.Index(fields=["kind", "province"], name="event_of_kind"),
        ]

    def __str__(self) -> str:
        number = f" · {self.decision_number}" if self.decision_number else ""
        return f"{self.get_kind_display()} {self.operative_on:%d/%m/%Y}{number}"

    def get_absolute_url(self) -> str:
        return reverse("admin:units_reorganizationevent_change", args=[self.pk])

    @property
    def definition(self) -> Kind:
        return KINDS[self.kind]

    def is_planned(self, today: dt.date) -> bool:
        """In effect by decision, but its day has not come: it does not count yet."""
        return self.status == EventStatus.IN_EFFECT and self.operative_on > today


class Participant(models.Model):
    """A unit's part in an event.

    A unit that does not exist yet is described here and becomes a Unit when the event takes effect.
    For a unit that continues, filled fields are what the decision changes (its new name, say).
    """

    event = models.ForeignKey(
        ReorganizationEvent,
        models.CASCADE,
        related_name="participants",
        verbose_name=_("event"),
    )
    role = models.CharField(_("role"), max_length=10, choices=ParticipantRole.choices)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("public service unit"),
        help_text=_("Empty for a new unit: describe it in the fields beside."),
    )
    born_in = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="later_roles",
        verbose_name=_("new unit of an earlier event"),
        help_text=_("For a unit that an earlier event of the same bundle sets up."),
    )
    extent = models.CharField(
        _("extent"),
        max_length=8,
        choices=Extent.choices,
        blank=True,
        help_text=_("Empty: as is usual for the kind of event."),
    )
    goes_to = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="comes_from",
        verbose_name=_("goes to"),
        help_text=_("When the decision says which unit continues which."),
    )
    code = models.CharField(_("unit code"), max_length=60, blank=True)
    name = models.CharField(_("unit name"), max_length=300, blank=True)
    company_name = models.CharField(_("company that follows it"), max_length=300, blank=True)
    company_tax_code = models.CharField(_("tax code of the company"), max_length=20, blank=True)
    agency = models.ForeignKey(
        "units.Agency", models.PROTECT, null=True, blank=True, verbose_name=_("governing agency")
    )
    sector = models.ForeignKey(
        "units.Sector", models.PROTECT, null=True, blank=True, verbose_name=_("sector")
    )
    service_class = models.CharField(
        _("service class"), max_length=20, choices=ServiceClass.choices, blank=True
    )
    autonomy_group = models.CharField(
        _("autonomy group"), max_length=1, choices=AutonomyGroup.choices, blank=True
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["event", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "unit"],
                condition=Q(unit__isnull=False),
                name="participant_once_in_an_event",
                violation_error_message=_("A unit takes part in an event only once."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.name or self.unit or ''}"

    @property
    def described(self) -> dict[str, object]:
        """The attributes given on this row, without the empty ones."""
        names = ("code", "name", "agency_id", "sector_id", "service_class", "autonomy_group")
        return {name: value for name in names if (value := getattr(self, name)) not in ("", None)}
