import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from ..choices import Bloc
from ..names import search_key, sort_key
from ..periods import holds
from ..querysets import AgencyQuerySet, BegunQuerySet
from ..sentences import Sentence
from .sector import NamedInTwoLanguages

OUTLIVED = Sentence(
    gettext_noop("Agencies of level “%(level)s” ended by %(day)s: give that day or earlier.")
)


class AgencyLevelQuerySet(BegunQuerySet):
    def get_by_natural_key(self, code: str):
        return self.get(code=code)


class AgencyLevel(NamedInTwoLanguages):
    """Kinds of governing agency (Decree 120/2020/NĐ-CP, Article 2, as amended by 283/2025).

    A table and not a list in code, because the law begins and ends levels: the district ended on
    30/6/2025.
    """

    valid_from = models.DateField(_("in force from"), null=True, blank=True)
    valid_to = models.DateField(_("in force until (not including)"), null=True, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)

    objects = AgencyLevelQuerySet.as_manager()

    class Meta(NamedInTwoLanguages.Meta):
        verbose_name = _("agency level")
        verbose_name_plural = _("agency levels")


class Agency(models.Model):
    """A governing agency (cơ quan quản lý): who a unit answers to.

    ``valid_from`` may be empty: since when an agency of an imported list exists is often unknown.
    """

    code = models.CharField(
        _("code"), max_length=60, unique=True, null=True, blank=True, help_text=_("May be empty.")
    )
    name = models.CharField(_("name"), max_length=300)
    level = models.ForeignKey(
        AgencyLevel, models.PROTECT, null=True, blank=True, verbose_name=_("level")
    )
    bloc = models.CharField(_("bloc"), max_length=12, choices=Bloc.choices, blank=True)
    province = models.ForeignKey(
        "units.Province", models.PROTECT, null=True, blank=True, verbose_name=_("province")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent agency"),
    )
    valid_from = models.DateField(_("exists from"), null=True, blank=True)
    valid_to = models.DateField(_("existed until (not including)"), null=True, blank=True)
    succeeded_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("succeeded by"),
    )
    search_key = models.CharField(max_length=300, editable=False, db_index=True)
    sort_key = models.CharField(max_length=600, editable=False)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = _("governing agency")
        verbose_name_plural = _("governing agencies")
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
                name="agency_period",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self):
        return (self.code,)

    def clean(self) -> None:
        """An agency can't outlive its level: no district agency after 30/6/2025."""
        if said := self.outlives_its_level():
            raise ValidationError({"valid_to": str(said)})

    def outlives_its_level(self) -> Sentence | None:
        ended = self.level.valid_to if self.level_id else None
        if ended and (self.valid_to is None or self.valid_to > ended):
            return OUTLIVED % {"level": self.level, "day": ended}
        return None

    def write_keys(self) -> None:
        """Fill the stored search and sort keys from the name; call before every write."""
        self.search_key = search_key(self.name)[:300]
        self.sort_key = sort_key(self.name)

    def holds_on(self, day: dt.date) -> bool:
        return holds(self.valid_from, self.valid_to, day)
