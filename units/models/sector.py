from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class NamedInTwoLanguages(models.Model):
    """A row of a legal list with its Vietnamese name and an English rendering."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=150)
    name_en = models.CharField(_("English name"), max_length=150)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name_en if (get_language() or "").startswith("en") else self.name

    def natural_key(self):
        return (self.code,)


class SectorManager(models.Manager):
    def get_by_natural_key(self, code: str):
        return self.get(code=code)


class Sector(NamedInTwoLanguages):
    """Sector of activity (Decree 60/2021/NĐ-CP, Article 1), with the commune multi-sector kind."""

    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)
    also_called = models.TextField(
        _("also called"), blank=True, help_text=_("Other names seen in lists, one on each line.")
    )

    objects = SectorManager()

    class Meta(NamedInTwoLanguages.Meta):
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")
