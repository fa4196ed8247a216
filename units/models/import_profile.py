from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import BatchQuerySet


class ImportProfile(models.Model):
    """How files of one shape are to be read: what a clerk corrected once, taken for the next file
    by itself. ``signature`` tells the shape: the headings of the list, folded and sorted."""

    name = models.CharField(_("name"), max_length=120)
    layout = models.CharField(_("layout"), max_length=20, editable=False)
    province = models.ForeignKey(
        "units.Province",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("province"),
    )
    signature = models.CharField(max_length=64, editable=False)
    options = models.JSONField(
        default=dict,
        editable=False,
        help_text="as a batch keeps them: map, where, set, values, ...",
    )
    created_at = models.DateTimeField(_("saved at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("saved by"),
    )

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("import profile")
        verbose_name_plural = _("import profiles")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["layout", "province", "signature"],
                name="importprofile_one_a_shape",
                violation_error_message=_("Files of this shape have a profile already."),
            ),
            models.UniqueConstraint(
                fields=["layout", "signature"],
                condition=models.Q(province=None),
                name="importprofile_one_of_ministries",
                violation_error_message=_("Files of this shape have a profile already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
