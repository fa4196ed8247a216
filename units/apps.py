from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    name = "units"
    verbose_name = _("Public service units")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .bulk_rows import remember_days

        remember_days()
