from django.utils.translation import gettext_lazy as _

from units.models.sector import NamedInTwoLanguages, SectorManager


class Topic(NamedInTwoLanguages):
    """What proposals are about: headcount, mechanism, sanctions, land, tax and so on."""

    objects = SectorManager()

    class Meta(NamedInTwoLanguages.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
