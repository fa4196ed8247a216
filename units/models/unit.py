from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..choices import AutonomyGroup, ServiceClass
from ..names import search_key, sort_key
from ..querysets import UnitQuerySet, UnitVersionQuerySet
from .entry import LedgerRow, RegisterEntry


class Unit(models.Model):
    """A public service unit: identity only. What was true of it from a day is in its versions.

    The primary key is the identity: it is never reused and means nothing. Codes that lists use are
    attributes of versions, because they change and because several systems hand them out.
    """

    established_on = models.DateField(_("established on"), null=True, blank=True)
    ceased_on = models.DateField(_("ceased on"), null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("public service unit")
        verbose_name_plural = _("public service units")

    def __str__(self) -> str:
        return self.handle

    def get_absolute_url(self) -> str:
        return reverse("admin:units_unit_change", args=[self.pk])

    @property
    def handle(self) -> str:
        """The register's own permanent code of this unit, e.g. ``DV0000123``."""
        return handle_of(self.pk)


def handle_of(unit: int) -> str:
    """The same of a unit of which only the key is at hand."""
    return f"DV{unit:07d}"


#: The attributes of a unit that change in time; comparing and copying versions reads this list.
ATTRIBUTES = (
    "code",
    "name",
    "agency_id",
    "province_id",
    "sector_id",
    "service_class",
    "autonomy_group",
)


class UnitVersion(LedgerRow):
    """What was true of a unit in [valid_from, valid_to), and what opened and closed that period."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="versions", verbose_name=_("public service unit")
    )
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("in force until (not including)"), null=True, blank=True)
    code = models.CharField(_("unit code"), max_length=60, blank=True)
    name = models.CharField(_("unit name"), max_length=300)
    # No index of their own: those below serve every question, and each costs every import.
    agency = models.ForeignKey(
        "units.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("governing agency"),
    )
    province = models.ForeignKey(
        "units.Province",
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("province"),
    )
    sector = models.ForeignKey(
        "units.Sector",
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("sector"),
    )
    service_class = models.CharField(
        _("service class"), max_length=20, choices=ServiceClass.choices, blank=True
    )
    autonomy_group = models.CharField(
        _("autonomy group"), max_length=1, choices=AutonomyGroup.choices, blank=True
    )
    search_key = models.CharField(max_length=380, editable=False)
    sort_key = models.CharField(max_length=600, editable=False)
    # Whoever opened or closed a period also recorded a row of it, and rows are never deleted: what
    # the database keeps for recorded_by keeps these entries too, so it need not ask again.
    opened_by = models.ForeignKey(
        RegisterEntry,
        models.PROTECT,
        related_name="versions_opened",
        db_index=False,
        db_constraint=False,
        editable=False,
    )
    closed_by = models.ForeignKey(
        RegisterEntry,
        models.PROTECT,
        null=True,
        related_name="versions_closed",
        db_index=False,
        db_constraint=False,
        editable=False,
    )
    source_sheet = models.CharField(_("sheet"), max_length=100, blank=True, editable=False)
    source_row = models.PositiveIntegerField(_("row"), null=True, editable=False)

    objects = UnitVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit version")
        verbose_name_plural = _("unit versions")
        ordering = ["unit_id", "valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="unitversion_period",
            ),
            models.UniqueConstraint(
                fields=["unit", "valid_from"],
                condition=Q(superseded_at__isnull=True),
                name="unitversion_one_start",
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(superseded_at__isnull=True, valid_to__isnull=True),
                name="unitversion_one_open",
            ),
            # The rules speak first, over all time; this holds when two people write at once.
            models.UniqueConstraint(
                fields=["province", "code"],
                condition=Q(superseded_at__isnull=True, valid_to__isnull=True) & ~Q(code=""),
                name="unitversion_one_bearer",
            ),
        ]
        indexes = [
            models.Index(
                fields=[
                    "province",
                    "sector",
                    "agency",
                    "autonomy_group",
                    "valid_from",
                    "valid_to",
                ],
                condition=Q(superseded_at__isnull=True),
                name="unitversion_counting",
            ),
            models.Index(
                fields=["province"],
                condition=Q(superseded_at__isnull=False),
                name="unitversion_once_known",
            ),
            models.Index(
                fields=["agency"],
                condition=Q(superseded_at__isnull=True),
                name="unitversion_agency",
            ),
            models.Index(
                fields=["code"], condition=Q(superseded_at__isnull=True), name="unitversion_code"
            ),
            models.Index(
                fields=["sort_key"],
                condition=Q(superseded_at__isnull=True),
                name="unitversion_sorting",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown_code(self) -> str:
        """The code by which lists know the unit, or the register's own when lists give none."""
        return self.code or handle_of(self.unit_id)

    def attributes(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in ATTRIBUTES}

    def write_keys(self) -> None:
        """Fill the stored search key (name and code, folded) and Vietnamese sort key."""
        self.search_key = search_key(f"{self.name} {self.code}")[:380]
        self.sort_key = sort_key(self.name)
