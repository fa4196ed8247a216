import datetime as dt

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..choices import ProvinceKind
from ..periods import ends_after_it_begins, holds, last_day
from ..querysets import ProvinceQuerySet as Reads


class NoSuchProvince(ValueError):
    """No province bears the code on the day; the sentence says which did, and when."""

    def __init__(self, code: str, day: dt.date, bearers: "list[Province]") -> None:
        known = "; ".join(bearer.with_period() for bearer in bearers)
        message = (
            _("No province has the code %(code)s on %(day)s. It was borne by: %(known)s.")
            if bearers
            else _("No province has the code %(code)s: a code has two characters, as 01.")
        )
        super().__init__(message % {"code": code, "day": f"{day:%d/%m/%Y}", "known": known})


class ProvinceQuerySet(Reads):
    def bearing(self, code: str, day: dt.date) -> "Province":
        """The province that bears ``code`` on ``day``; raises :class:`NoSuchProvince`."""
        province = self.on(day).filter(code=code).first()
        if province is None:
            raise NoSuchProvince(code, day, list(self.filter(code=code).order_by("valid_from")))
        return province


class Province(models.Model):
    """A province or centrally run city for as long as its name and territory stayed the same.

    The key is (code, valid_from): on 2025-07-01 seven names changed code and their codes went to
    others (Resolution 202/2025/QH15, Decision 19/2025/QĐ-TTg).
    """

    code = models.CharField(_("code"), max_length=2)
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=10, choices=ProvinceKind.choices)
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("in force until (not including)"), null=True, blank=True)
    succeeded_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("succeeded by"),
    )
    is_fictional = models.BooleanField(
        _("fictional"),
        default=False,
        help_text=_("Invented, for trying things out; never counted in a national total."),
    )
    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    sort_key = models.CharField(max_length=250, editable=False)

    objects = ProvinceQuerySet.as_manager()

    class Meta:
        verbose_name = _("province")
        verbose_name_plural = _("provinces")
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="province_code_and_day"),
            ends_after_it_begins("province_period"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.full_name}"

    def get_absolute_url(self) -> str:
        return reverse("province", args=[self.code])

    def natural_key(self):
        return (self.code, self.valid_from)

    @property
    def full_name(self) -> str:
        """Name with its kind, as official papers write it in the middle of a sentence."""
        return f"{'TP' if self.kind == ProvinceKind.CITY else 'tỉnh'} {self.name}"

    def with_period(self) -> str:
        """Name and first to last day, e.g. ``tỉnh Hải Dương (01/01/2015 – 30/06/2025)``."""
        end = last_day(self.valid_to)
        return f"{self.full_name} ({self.valid_from:%d/%m/%Y} – {f'{end:%d/%m/%Y}' if end else ''})"

    def holds_on(self, day: dt.date) -> bool:
        return holds(self.valid_from, self.valid_to, day)

    def territory_ids(self) -> set[int]:
        """Own id and the ids of all predecessors: whole provinces were merged, none was split."""
        return with_predecessors(self.pk, heirs_of_all())

    def current(self) -> "Province":
        """The province that holds this territory today: itself, or its last successor."""
        pk = last_heir(self.pk, heirs_of_all())
        return self if pk == self.pk else Province.objects.get(pk=pk)


def heirs_of_all() -> dict[int, int | None]:
    """Id of every province -> id of the one that succeeded it; one query."""
    return dict(Province.objects.order_by().values_list("pk", "succeeded_by"))


def with_predecessors(pk: int, heirs: dict[int, int | None]) -> set[int]:
    found = {pk}
    while new := {one for one, heir in heirs.items() if heir in found and one not in found}:
        found |= new
    return found


def last_heir(pk: int, heirs: dict[int, int | None]) -> int:
    while (heir := heirs[pk]) is not None:
        pk = heir
    return pk
